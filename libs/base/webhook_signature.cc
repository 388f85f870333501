#include "libs/base/webhook_signature.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr absl::string_view kEd25519Prefix = "v1a,";
// Digits of seconds since 1970 until the year 2286.
constexpr size_t kTimestampDigitsMax = 10;

bool IsWebhookId(absl::string_view id) {
  return !id.empty() && id.size() <= kWebhookIdBytesMax &&
         std::all_of(id.begin(), id.end(),
                     [](unsigned char c) { return absl::ascii_isgraph(c) && c != '.'; });
}

std::string SignedText(absl::string_view id, absl::string_view timestamp, absl::string_view body) {
  return absl::StrCat(id, ".", timestamp, ".", body);
}

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kUnauthenticated, reason, message);
}

// Digits alone: what is signed is the text of the header, and a number has many spellings.
absl::StatusOr<absl::Time> ReadTimestamp(absl::string_view text) {
  int64_t seconds = 0;
  if (text.empty() || text.size() > kTimestampDigitsMax ||
      !std::all_of(text.begin(), text.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(text, &seconds)) {
    return Refused("WEBHOOK_HEADERS", "webhook-timestamp must be seconds since 1970");
  }
  return absl::FromUnixSeconds(seconds);
}

absl::Status CheckTimestamp(absl::string_view text, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const absl::Time sent, ReadTimestamp(text));
  if (absl::AbsDuration(now - sent) <= kWebhookClockSkewMax) return absl::OkStatus();
  return Refused("WEBHOOK_TIMESTAMP", "webhook-timestamp is more than five minutes off");
}

bool IsOneOf(const VerifyingKey& key, absl::string_view text, absl::string_view signature) {
  std::string bytes;
  return absl::ConsumePrefix(&signature, kEd25519Prefix) &&
         absl::Base64Unescape(signature, &bytes) && key.IsSignatureOf(text, bytes);
}

}  // namespace

absl::StatusOr<std::string> SignWebhook(const SigningKey& key, absl::string_view id,
                                        absl::Time sent, absl::string_view body) {
  if (!IsWebhookId(id)) {
    return absl::InvalidArgumentError("a webhook-id is printable, without space and full stop");
  }
  const std::string text = SignedText(id, absl::StrCat(absl::ToUnixSeconds(sent)), body);
  return absl::StrCat(kEd25519Prefix, absl::Base64Escape(key.Sign(text)));
}

absl::Status VerifyWebhook(const VerifyingKey& key, const WebhookHeaders& headers,
                           absl::string_view body, absl::Time now) {
  if (!IsWebhookId(headers.id)) {
    return Refused("WEBHOOK_HEADERS", "webhook-id is missing or not printable without full stop");
  }
  SKRANKE_RETURN_IF_ERROR(CheckTimestamp(headers.timestamp, now));
  const std::vector<absl::string_view> signatures =
      absl::StrSplit(headers.signature, ' ', absl::SkipEmpty());
  if (signatures.empty() || signatures.size() > kWebhookSignaturesMax) {
    return Refused("WEBHOOK_HEADERS",
                   absl::StrCat("webhook-signature must hold 1 to ", kWebhookSignaturesMax));
  }
  const std::string text = SignedText(headers.id, headers.timestamp, body);
  for (const absl::string_view signature : signatures) {
    if (IsOneOf(key, text, signature)) return absl::OkStatus();
  }
  return Refused("WEBHOOK_SIGNATURE", "no signature is the sender's for this body");
}

}  // namespace skranke
