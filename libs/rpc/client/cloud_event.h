// A message to an agency as a CloudEvents 1.0 event in JSON, structured mode: what a webhook's body
// is.
//
//   {"specversion":"1.0","id":"<message_id>","source":"<installation>","type":"skranke.v1.handover",
//    "time":"2027-01-04T08:00:00.000Z","datacontenttype":"application/json","data":{...}}
//
// `data` is the skranke.v1.ReceiveRequest in protobuf's JSON; what is said of a citizen stands
// there alone. Pure functions; any thread.
#ifndef SKRANKE_LIBS_RPC_CLIENT_CLOUD_EVENT_H_
#define SKRANKE_LIBS_RPC_CLIENT_CLOUD_EVENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// Source: CloudEvents 1.0, JSON event format, section 3.
inline constexpr char kCloudEventContentType[] = "application/cloudevents+json; charset=UTF-8";

// The event of an attempt made at `sent`. Two events with one source and id are one message. The
// source is the installation's name as a URI reference: percent-encoded where needed. The type is
// "skranke.v1." and the name of the body's field.
// INVALID_ARGUMENT where the message has no id, installation or body, or cannot be written as JSON.
absl::StatusOr<std::string> RenderCloudEvent(const v1::ReceiveRequest& message, absl::Time sent);

// The webhook-id of the message. A full stop ends the id in what is signed, and a header is ASCII;
// agencies' codes may be any text. Two message ids never become one.
std::string WebhookIdOf(absl::string_view message_id);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_CLOUD_EVENT_H_
