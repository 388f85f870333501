#include "libs/rpc/wire_status.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/call_status.h"

namespace skranke {
namespace {

constexpr char kNeutralSentence[] = "The server failed. Its operator finds the details in the log.";

std::string PublicMessage(const absl::Status& status) {
  return IsHidden(status) ? kNeutralSentence : std::string(status.message());
}

google::rpc::ErrorInfo InfoOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  std::string reason = ReasonOf(status);
  info.set_reason(reason.empty() ? absl::StatusCodeToString(status.code()) : std::move(reason));
  info.set_domain(kErrorDomain);
  return info;
}

google::rpc::BadRequest ViolationOf(const absl::Status& status) {
  google::rpc::BadRequest bad;
  auto& violation = *bad.add_field_violations();
  violation.set_field(FieldOf(status));
  violation.set_description(PublicMessage(status));
  return bad;
}

google::rpc::RetryInfo Retry() {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_nanos(absl::ToInt64Nanoseconds(kRetryDelay));
  return retry;
}

bool HelpsToRetry(const absl::Status& status) {
  return status.code() == absl::StatusCode::kResourceExhausted ||
         status.code() == absl::StatusCode::kUnavailable;
}

}  // namespace

bool IsHidden(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInternal ||
         status.code() == absl::StatusCode::kUnknown;
}

google::rpc::Status ErrorDetails(const absl::Status& status) {
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(PublicMessage(status));
  wire.add_details()->PackFrom(InfoOf(status));
  if (!FieldOf(status).empty()) wire.add_details()->PackFrom(ViolationOf(status));
  if (HelpsToRetry(status)) wire.add_details()->PackFrom(Retry());
  return wire;
}

grpc::Status WireStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status();
  const google::rpc::Status wire = ErrorDetails(status);
  return grpc::Status(static_cast<grpc::StatusCode>(wire.code()), wire.message(),
                      wire.SerializeAsString());
}

}  // namespace skranke
