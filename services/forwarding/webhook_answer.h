// What an agency's HTTP answer to a message means to the forwarder. Pure functions; any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_WEBHOOK_ANSWER_H_
#define SKRANKE_SERVICES_FORWARDING_WEBHOOK_ANSWER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/http_poster.h"

namespace skranke {

// The reply that AgencyIntakeService.Receive would have given, or its error, by reason:
//
//   2xx without a body, or with {"message_id": this one}   the acknowledgement
//   2xx with anything else                    INTERNAL             WEBHOOK_NOT_ACKNOWLEDGED
//   429, 502, 503, 504                        UNAVAILABLE          WEBHOOK_BUSY
//   3xx: redirects are not followed           UNIMPLEMENTED        WEBHOOK_REDIRECT
//   409: the message before is missing there  FAILED_PRECONDITION  WEBHOOK_REFUSED
//   401                                       UNAUTHENTICATED      WEBHOOK_REFUSED
//   403                                       PERMISSION_DENIED    WEBHOOK_REFUSED
//   404, 410                                  NOT_FOUND            WEBHOOK_GONE
//   other 4xx                                 INVALID_ARGUMENT     WEBHOOK_REFUSED
//   anything else                             INTERNAL             WEBHOOK_FAILED
//
// Source: Standard Webhooks 1.0.0, "Delivery success and failure", and
// proto/skranke/v1/intake.proto. The message names the status alone: what else the agency wrote may
// be about a citizen.
absl::StatusOr<CallReply> ReadWebhookAnswer(const PostAnswer& answer, absl::string_view message_id);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_WEBHOOK_ANSWER_H_
