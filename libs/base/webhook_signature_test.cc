#include "libs/base/webhook_signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

// Key, POST and signature as the asymmetric test of the Svix server has them; the signature is also
// the specification's example.
constexpr char kSecret[] =
    "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
constexpr char kPublic[] = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
constexpr char kId[] = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr char kBody[] = R"({"test": 2432232314})";
constexpr char kSignature[] =
    "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
const absl::Time kSent = absl::FromUnixSeconds(1614265330);

VerifyingKey Sender() { return VerifyingKey::FromText(kPublic).value(); }
SigningKey SendersKey() { return SigningKey::FromSecretText(kSecret).value(); }
SigningKey OtherKey() { return SigningKey::FromBytes(std::string(32, 'o')).value(); }

WebhookHeaders Headers() { return {.id = kId, .timestamp = "1614265330", .signature = kSignature}; }

TEST(WebhookSignature, IsTheOneOfTheKnownExample) {
  EXPECT_THAT(SignWebhook(SendersKey(), kId, kSent, kBody), IsOkAndHolds(kSignature));
  SKRANKE_EXPECT_OK(VerifyWebhook(Sender(), Headers(), kBody, kSent));
}

TEST(WebhookSignature, IsRefusedForAnythingElseThanWasSigned) {
  const auto refused = HasReason("WEBHOOK_SIGNATURE");
  EXPECT_THAT(VerifyWebhook(OtherKey().public_key(), Headers(), kBody, kSent), refused);
  EXPECT_THAT(VerifyWebhook(Sender(), Headers(), absl::StrCat(kBody, " "), kSent), refused);
  EXPECT_THAT(VerifyWebhook(Sender(), Headers(), "", kSent), refused);
  WebhookHeaders other_id = Headers();
  other_id.id += "l";
  EXPECT_THAT(VerifyWebhook(Sender(), other_id, kBody, kSent), refused);
  WebhookHeaders other_time = Headers();
  other_time.timestamp = "1614265331";
  EXPECT_THAT(VerifyWebhook(Sender(), other_time, kBody, kSent), refused);
  EXPECT_THAT(VerifyWebhook(Sender(), other_time, kBody, kSent),
              StatusIs(absl::StatusCode::kUnauthenticated));
}

TEST(WebhookSignature, OfAnotherSchemeOrSpellingIsNone) {
  const std::string bytes = std::string(kSignature).substr(4);
  for (const std::string& signature :
       {absl::StrCat("v1,", bytes), bytes, absl::StrCat("v1a", bytes), std::string("v1a,"),
        absl::StrCat("v1a,", bytes.substr(4)), absl::StrCat("v1a,*", bytes.substr(1))}) {
    WebhookHeaders headers = Headers();
    headers.signature = signature;
    EXPECT_THAT(VerifyWebhook(Sender(), headers, kBody, kSent), HasReason("WEBHOOK_SIGNATURE"))
        << signature;
  }
}

TEST(WebhookSignature, MayBeAnyOfSeveral) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string other, SignWebhook(OtherKey(), kId, kSent, kBody));
  WebhookHeaders headers = Headers();
  headers.signature = absl::StrCat("v1,aGVp ", other, " ", kSignature, " v2,x");
  SKRANKE_EXPECT_OK(VerifyWebhook(Sender(), headers, kBody, kSent));
  SKRANKE_EXPECT_OK(VerifyWebhook(OtherKey().public_key(), headers, kBody, kSent));
}

TEST(WebhookSignature, IsSoughtAmongEightAtMost) {
  WebhookHeaders headers = Headers();
  for (size_t i = 1; i < kWebhookSignaturesMax; ++i) {
    headers.signature = absl::StrCat("v1,aGVp ", headers.signature);
  }
  SKRANKE_EXPECT_OK(VerifyWebhook(Sender(), headers, kBody, kSent));
  headers.signature = absl::StrCat("v1,aGVp ", headers.signature);
  EXPECT_THAT(VerifyWebhook(Sender(), headers, kBody, kSent), HasReason("WEBHOOK_HEADERS"));
}

TEST(WebhookTimestamp, IsTakenUpToFiveMinutesOff) {
  const auto at = [](absl::Duration off) {
    return VerifyWebhook(Sender(), Headers(), kBody, kSent + off);
  };
  const absl::Duration least = absl::Milliseconds(1);
  SKRANKE_EXPECT_OK(at(kWebhookClockSkewMax));
  SKRANKE_EXPECT_OK(at(-kWebhookClockSkewMax));
  EXPECT_THAT(at(kWebhookClockSkewMax + least), HasReason("WEBHOOK_TIMESTAMP"));
  EXPECT_THAT(at(-kWebhookClockSkewMax - least), HasReason("WEBHOOK_TIMESTAMP"));
}

// Signed by the right key each time, so that nothing but its form is at fault.
TEST(WebhookTimestamp, IsDigitsOnly) {
  for (const std::string timestamp :
       {"", "+1614265330", "-1614265330", " 1614265330", "1614265330 ", "1614265330.0",
        "0x60379ab2", "01614265330", "+161426533", " 161426533", "161426533 ",
        "99999999999999999999"}) {
    const std::string text = absl::StrCat(kId, ".", timestamp, ".", kBody);
    const std::string signature = absl::StrCat("v1a,", absl::Base64Escape(SendersKey().Sign(text)));
    EXPECT_THAT(VerifyWebhook(Sender(), {.id = kId, .timestamp = timestamp, .signature = signature},
                              kBody, kSent),
                HasReason("WEBHOOK_HEADERS"))
        << timestamp;
  }
}

TEST(WebhookHeaders, AreRefusedWhereOneIsMissing) {
  for (std::string WebhookHeaders::*header :
       {&WebhookHeaders::id, &WebhookHeaders::timestamp, &WebhookHeaders::signature}) {
    WebhookHeaders headers = Headers();
    (headers.*header).clear();
    EXPECT_THAT(VerifyWebhook(Sender(), headers, kBody, kSent), HasReason("WEBHOOK_HEADERS"));
  }
}

// "a.1614265330.b" could be the id "a" with the body "b", or a part of an id.
TEST(WebhookId, HasNothingThatCouldEndIt) {
  for (const std::string& id :
       {std::string(), std::string("a.b"), std::string("a b"), std::string("a\r\nb"),
        std::string("a\0b", 3), std::string("s\xC3\xB8"),
        std::string(kWebhookIdBytesMax + 1, 'a')}) {
    EXPECT_THAT(SignWebhook(SendersKey(), id, kSent, kBody),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << id;
    const std::string text = absl::StrCat(id, ".1614265330.", kBody);
    const std::string signature = absl::StrCat("v1a,", absl::Base64Escape(SendersKey().Sign(text)));
    EXPECT_THAT(
        VerifyWebhook(Sender(), {.id = id, .timestamp = "1614265330", .signature = signature},
                      kBody, kSent),
        HasReason("WEBHOOK_HEADERS"))
        << id;
  }
  SKRANKE_EXPECT_OK(SignWebhook(SendersKey(), std::string(kWebhookIdBytesMax, 'a'), kSent, kBody));
}

}  // namespace
}  // namespace skranke
