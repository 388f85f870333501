#include "services/forwarding/webhook_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/matchers.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kId[] = "0123456789ABX.STATE.1";

absl::StatusOr<std::string> Acknowledged(const PostAnswer& answer) {
  SKRANKE_ASSIGN_OR_RETURN(const CallReply reply, ReadWebhookAnswer(answer, kId));
  SKRANKE_ASSIGN_OR_RETURN(const auto response, ParseReply<v1::ReceiveResponse>(reply.bytes));
  return response.message_id();
}

TEST(WebhookAnswer, AcknowledgesWithTheIdOrWithoutABody) {
  for (const std::string body :
       {"", " \r\n", R"({"message_id":"0123456789ABX.STATE.1"})",
        R"({"messageId": "0123456789ABX.STATE.1", "received": [1, {"at": null}]})"}) {
    EXPECT_THAT(Acknowledged({.status = 200, .body = body}), IsOkAndHolds(kId)) << body;
  }
  for (const int status : {201, 202, 204, 299}) {
    EXPECT_THAT(Acknowledged({.status = status}), IsOkAndHolds(kId)) << status;
  }
}

TEST(WebhookAnswer, WithAnythingElseIsNoAcknowledgement) {
  for (const std::string body :
       {R"({"message_id":"0123456789ABX.STATE.2"})", R"({"message_id":""})", "{}", "[]", "null",
        "OK", R"("0123456789ABX.STATE.1")", R"({"message_id":"0123456789ABX.STATE.1")", "<html>",
        "\xFF"}) {
    EXPECT_THAT(Acknowledged({.status = 200, .body = body}),
                AllOf(StatusIs(absl::StatusCode::kInternal), HasReason("WEBHOOK_NOT_ACKNOWLEDGED")))
        << body;
  }
  EXPECT_THAT(Acknowledged({.status = 200, .cut = true}), HasReason("WEBHOOK_NOT_ACKNOWLEDGED"));
}

TEST(WebhookAnswer, MeansWhatTheForwarderHasToDo) {
  struct Row {
    int status;
    absl::StatusCode code;
    const char* reason;
  };
  for (const Row& row : {Row{429, absl::StatusCode::kUnavailable, "WEBHOOK_BUSY"},
                         {502, absl::StatusCode::kUnavailable, "WEBHOOK_BUSY"},
                         {503, absl::StatusCode::kUnavailable, "WEBHOOK_BUSY"},
                         {504, absl::StatusCode::kUnavailable, "WEBHOOK_BUSY"},
                         {300, absl::StatusCode::kUnimplemented, "WEBHOOK_REDIRECT"},
                         {301, absl::StatusCode::kUnimplemented, "WEBHOOK_REDIRECT"},
                         {399, absl::StatusCode::kUnimplemented, "WEBHOOK_REDIRECT"},
                         {400, absl::StatusCode::kInvalidArgument, "WEBHOOK_REFUSED"},
                         {401, absl::StatusCode::kUnauthenticated, "WEBHOOK_REFUSED"},
                         {403, absl::StatusCode::kPermissionDenied, "WEBHOOK_REFUSED"},
                         {404, absl::StatusCode::kNotFound, "WEBHOOK_GONE"},
                         {409, absl::StatusCode::kFailedPrecondition, "WEBHOOK_REFUSED"},
                         {410, absl::StatusCode::kNotFound, "WEBHOOK_GONE"},
                         {413, absl::StatusCode::kInvalidArgument, "WEBHOOK_REFUSED"},
                         {499, absl::StatusCode::kInvalidArgument, "WEBHOOK_REFUSED"},
                         {500, absl::StatusCode::kInternal, "WEBHOOK_FAILED"},
                         {501, absl::StatusCode::kInternal, "WEBHOOK_FAILED"},
                         {505, absl::StatusCode::kInternal, "WEBHOOK_FAILED"},
                         {199, absl::StatusCode::kInternal, "WEBHOOK_FAILED"},
                         {0, absl::StatusCode::kInternal, "WEBHOOK_FAILED"},
                         {600, absl::StatusCode::kInternal, "WEBHOOK_FAILED"}}) {
    EXPECT_THAT(
        Acknowledged({.status = row.status}),
        AllOf(StatusIs(row.code, HasSubstr(std::to_string(row.status))), HasReason(row.reason)));
  }
}

// However long it is, and whatever it says.
TEST(WebhookAnswer, IsNeverRepeatedInAnError) {
  for (const int status : {200, 301, 400, 503}) {
    for (const std::string body : {"Kari Testen is unknown", R"({"message_id":"Kari"})"}) {
      for (const bool cut : {false, true}) {
        const PostAnswer answer = {.status = status, .body = body, .cut = cut};
        EXPECT_FALSE(Acknowledged(answer).ok());
        EXPECT_THAT(Acknowledged(answer).status().ToString(), Not(HasSubstr("Kari")));
      }
    }
  }
}

}  // namespace
}  // namespace skranke
