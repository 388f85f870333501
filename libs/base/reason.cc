#include "libs/base/reason.h"

#include "absl/strings/cord.h"

namespace skranke {
namespace {

// Payload type URLs inside the process; libs/rpc turns them into google.rpc details.
constexpr char kReasonUrl[] = "skranke/reason";
constexpr char kFieldUrl[] = "skranke/field";

std::string Payload(const absl::Status& status, absl::string_view url) {
  auto payload = status.GetPayload(url);
  return payload ? std::string(*payload) : std::string();
}

}  // namespace

absl::Status ReasonError(absl::StatusCode code, absl::string_view reason,
                         absl::string_view message) {
  absl::Status status(code, message);
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  return status;
}

absl::Status FieldError(absl::string_view field, absl::string_view message) {
  absl::Status status = ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_FIELD", message);
  status.SetPayload(kFieldUrl, absl::Cord(field));
  return status;
}

std::string ReasonOf(const absl::Status& status) { return Payload(status, kReasonUrl); }

std::string FieldOf(const absl::Status& status) { return Payload(status, kFieldUrl); }

}  // namespace skranke
