// Who sent an HTTP POST, and that nobody changed or kept it: the headers of Standard Webhooks 1.0.0
// with an Ed25519 signature.
//
//   webhook-id         names the message, the same in every attempt
//   webhook-timestamp  seconds since 1970 when this attempt was made
//   webhook-signature  "v1a," and the base64 of a signature over `id.timestamp.body`; several with
//                      spaces between while keys change
//
// Pure functions; any thread.
#ifndef SKRANKE_LIBS_BASE_WEBHOOK_SIGNATURE_H_
#define SKRANKE_LIBS_BASE_WEBHOOK_SIGNATURE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/limits.h"
#include "libs/base/signing_key.h"

namespace skranke {

// How far a POST's timestamp may be from the receiver's clock, before or after. Source: the
// libraries of Standard Webhooks.
inline constexpr absl::Duration kWebhookClockSkewMax = absl::Minutes(5);
// Bytes of a webhook-id: it is a message id of ours.
inline constexpr size_t kWebhookIdBytesMax = kMessageIdBytesMax;
// Signatures that a receiver tries. Source: design; a change of keys needs two, and each costs some
// 100 us of anybody who may POST.
inline constexpr size_t kWebhookSignaturesMax = 8;

// The three headers as they came; one that did not come is empty.
struct WebhookHeaders {
  std::string id;
  std::string timestamp;
  std::string signature;
};

// The value of webhook-signature. INVALID_ARGUMENT where the id is empty, longer than
// kWebhookIdBytesMax, or holds anything but printable ASCII without space and full stop: a full
// stop in it, and one text to be signed could be read as two different POSTs.
absl::StatusOr<std::string> SignWebhook(const SigningKey& key, absl::string_view id,
                                        absl::Time sent, absl::string_view body);

// OK where the key's owner made one of the signatures over exactly this id, time and body. All
// errors are UNAUTHENTICATED, by reason:
//   WEBHOOK_HEADERS    one is missing or has not its form, or there are too many signatures
//   WEBHOOK_TIMESTAMP  more than kWebhookClockSkewMax from `now`
//   WEBHOOK_SIGNATURE  none of the signatures is the key's for this POST
absl::Status VerifyWebhook(const VerifyingKey& key, const WebhookHeaders& headers,
                           absl::string_view body, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_WEBHOOK_SIGNATURE_H_
