// The agency's end of a webhook, without its web server: what came by POST becomes the message that
// AgencyIntakeService.Receive would have got, and what became of the message becomes an HTTP
// answer.
//
//   auto message = ReadWebhookPost(post, prove);
//   absl::Status status = message.status();
//   if (status.ok()) status = CheckReceive(*message, agency);
//   if (status.ok()) status = inbox->Receive(*message, now);   // once per source and id
//   return status.ok() ? AcknowledgePost(message->message_id()) : RefusePost(status);
//
// Pure functions; any thread.
#ifndef SKRANKE_SERVICES_AGENCY_WEBHOOK_INTAKE_H_
#define SKRANKE_SERVICES_AGENCY_WEBHOOK_INTAKE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// A POST as it came; a header that did not come is empty.
struct WebhookPost {
  std::string content_type;
  std::string webhook_id;
  std::string webhook_timestamp;
  std::string webhook_signature;
  // Byte for byte: it is what was signed.
  std::string body;
};

struct WebhookReply {
  int status = 0;
  // JSON.
  std::string body;
};

// OK where the office sent exactly this POST just now: VerifyWebhook of libs/base with the
// office's key. Keys are the main's, not the agency's.
using ProvePost = std::function<absl::Status(const WebhookPost& post)>;

// The message in a POST, looked at only once the POST is proved. Errors by reason:
//   OUT_OF_RANGE      WEBHOOK_TOO_LARGE      the body has more than kWebhookBodyBytesMax
//   INVALID_ARGUMENT  WEBHOOK_CONTENT_TYPE   it is not a CloudEvent in JSON
//   those of `prove`, and those of ReadCloudEvent
absl::StatusOr<v1::ReceiveRequest> ReadWebhookPost(const WebhookPost& post, const ProvePost& prove);

// The message in a CloudEvents 1.0 event in JSON. INVALID_ARGUMENT, never with what it holds:
//   INVALID_MESSAGE   it is no JSON object, or names an attribute twice
//   INVALID_FIELD     the attribute named is missing, not what it must be, or does not fit the data
// Unknown attributes and fields are passed over: a newer office may send more.
absl::StatusOr<v1::ReceiveRequest> ReadCloudEvent(absl::string_view json);

// 200 with the message's id.
WebhookReply AcknowledgePost(absl::string_view message_id);

// The answer to an error, with its reason, field and message:
//   UNAUTHENTICATED 401 · FAILED_PRECONDITION (the message before is missing) 409 ·
//   OUT_OF_RANGE 413 · INVALID_ARGUMENT 400 · UNAVAILABLE, RESOURCE_EXHAUSTED 503 · others 500
WebhookReply RefusePost(const absl::Status& status);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_WEBHOOK_INTAKE_H_
