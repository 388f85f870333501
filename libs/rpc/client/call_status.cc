#include "libs/rpc/client/call_status.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

struct Details {
  std::string reason;
  std::string field;
};

Details ReadDetails(const std::string& bytes) {
  Details details;
  google::rpc::Status wire;
  if (!wire.ParseFromString(bytes)) return details;
  for (const google::protobuf::Any& any : wire.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad;
    if (any.UnpackTo(&info)) {
      details.reason = info.reason();
    } else if (any.UnpackTo(&bad) && bad.field_violations_size() > 0) {
      details.field = bad.field_violations(0).field();
    }
  }
  return details;
}

std::string ReasonWithoutServer(absl::StatusCode code) {
  if (code == absl::StatusCode::kUnavailable) return kNotReachedReason;
  return absl::StatusCodeToString(code);
}

// libs/base keeps the payload's name to itself, so the field is taken over from a FieldError.
void AddField(const std::string& field, absl::Status& status) {
  FieldError(field, "").ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (!status.GetPayload(url)) status.SetPayload(url, payload);
  });
}

}  // namespace

absl::Status CallStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  const Details details = ReadDetails(status.error_details());
  absl::Status result =
      ReasonError(code, details.reason.empty() ? ReasonWithoutServer(code) : details.reason,
                  status.error_message());
  if (!details.field.empty()) AddField(details.field, result);
  return result;
}

absl::Status UnaryCallStatus(const grpc::Status& status) {
  const bool cut = status.error_code() == grpc::CANCELLED && status.error_details().empty();
  if (!cut) return CallStatus(status);
  return ReasonError(absl::StatusCode::kUnavailable, kCallCutReason,
                     "the server ended the call without an answer");
}

}  // namespace skranke
