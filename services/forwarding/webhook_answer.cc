#include "services/forwarding/webhook_answer.h"

#include <google/protobuf/util/json_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

struct Meaning {
  absl::StatusCode code;
  absl::string_view reason;
};

Meaning MeaningOf(int status) {
  switch (status) {
    case 429:
    case 502:
    case 503:
    case 504:
      return {absl::StatusCode::kUnavailable, "WEBHOOK_BUSY"};
    case 401:
      return {absl::StatusCode::kUnauthenticated, "WEBHOOK_REFUSED"};
    case 403:
      return {absl::StatusCode::kPermissionDenied, "WEBHOOK_REFUSED"};
    case 404:
    case 410:
      return {absl::StatusCode::kNotFound, "WEBHOOK_GONE"};
    case 409:
      return {absl::StatusCode::kFailedPrecondition, "WEBHOOK_REFUSED"};
    default:
      break;
  }
  if (status / 100 == 3) return {absl::StatusCode::kUnimplemented, "WEBHOOK_REDIRECT"};
  if (status / 100 == 4) return {absl::StatusCode::kInvalidArgument, "WEBHOOK_REFUSED"};
  return {absl::StatusCode::kInternal, "WEBHOOK_FAILED"};
}

absl::Status Failure(int status) {
  const Meaning meaning = MeaningOf(status);
  const absl::string_view more =
      status / 100 == 3 ? "; redirects are not followed, the endpoint must be changed" : "";
  return ReasonError(meaning.code, meaning.reason,
                     absl::StrCat("the agency answered HTTP ", status, more));
}

absl::Status NotAcknowledged(absl::string_view why) {
  return ReasonError(absl::StatusCode::kInternal, "WEBHOOK_NOT_ACKNOWLEDGED",
                     absl::StrCat("the agency's answer ", why));
}

absl::Status CheckBody(const PostAnswer& answer, absl::string_view message_id) {
  if (answer.cut) {
    return NotAcknowledged(absl::StrCat("has more than ", kHttpAnswerBytesMax, " bytes"));
  }
  if (absl::StripAsciiWhitespace(answer.body).empty()) return absl::OkStatus();
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  v1::ReceiveResponse response;
  if (!google::protobuf::util::JsonStringToMessage(answer.body, &response, options).ok()) {
    return NotAcknowledged("is neither empty nor JSON with a message_id");
  }
  if (response.message_id() == message_id) return absl::OkStatus();
  return NotAcknowledged("names another message, or none");
}

}  // namespace

absl::StatusOr<CallReply> ReadWebhookAnswer(const PostAnswer& answer,
                                            absl::string_view message_id) {
  if (answer.status / 100 != 2) return Failure(answer.status);
  if (absl::Status status = CheckBody(answer, message_id); !status.ok()) return status;
  v1::ReceiveResponse response;
  response.set_message_id(std::string(message_id));
  return CallReply{.bytes = response.SerializeAsString()};
}

}  // namespace skranke
