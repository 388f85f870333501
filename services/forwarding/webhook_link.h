// A way to an agency that takes messages by HTTP POST: CloudEvents 1.0 in JSON, signed as Standard
// Webhooks 1.0.0 says.
//
//   POST <endpoint>
//   content-type: application/cloudevents+json; charset=UTF-8
//   webhook-id: <message_id, its full stops as hyphens, what is no letter or digit as %hex>
//   webhook-timestamp: <seconds since 1970 of this attempt>
//   webhook-signature: v1a,<base64>
//
// The answers mean what webhook_answer.h and http_poster.h say.
#ifndef SKRANKE_SERVICES_FORWARDING_WEBHOOK_LINK_H_
#define SKRANKE_SERVICES_FORWARDING_WEBHOOK_LINK_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/rpc/client/http_poster.h"
#include "services/forwarding/agency_link.h"

namespace skranke {

// Gives the value of webhook-signature for an attempt, as SignWebhook of libs/base does: keys are
// the main's, not forwarding's. Called on the thread that calls Start.
using SignPost = std::function<absl::StatusOr<std::string>(absl::string_view id, absl::Time sent,
                                                           absl::string_view body)>;

// Whether an agency's endpoint means a webhook, and not HOST:PORT for gRPC.
bool IsWebhookEndpoint(absl::string_view endpoint);

// A link to the URL; it connects when it is first used. `clock` has to outlive it. Every call of a
// link to what is no URL (CheckHttpUrl) fails with its error. Start returns at once; the link's own
// thread sends, and gives `done` there, or on the caller's for what was never sent. The destructor
// waits for the calls under way, each until its timeout at the latest.
std::unique_ptr<AgencyLink> DialWebhook(const std::string& url, SignPost sign, const Clock* clock,
                                        HttpOptions options = {});

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_WEBHOOK_LINK_H_
