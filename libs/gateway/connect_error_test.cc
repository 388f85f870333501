#include "libs/gateway/connect_error.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "google/rpc/error_details.pb.h"
#include "libs/base/reason.h"
#include "libs/gateway/connect_code.h"
#include "libs/gateway/gateway_fixture.h"

namespace skranke {
namespace {

struct CodeCase {
  absl::StatusCode code;
  const char* name;
  int http_status;
};

// Source: the Connect protocol, "Error codes".
constexpr CodeCase kCodes[] = {
    {absl::StatusCode::kCancelled, "canceled", 499},
    {absl::StatusCode::kUnknown, "unknown", 500},
    {absl::StatusCode::kInvalidArgument, "invalid_argument", 400},
    {absl::StatusCode::kDeadlineExceeded, "deadline_exceeded", 504},
    {absl::StatusCode::kNotFound, "not_found", 404},
    {absl::StatusCode::kAlreadyExists, "already_exists", 409},
    {absl::StatusCode::kPermissionDenied, "permission_denied", 403},
    {absl::StatusCode::kResourceExhausted, "resource_exhausted", 429},
    {absl::StatusCode::kFailedPrecondition, "failed_precondition", 400},
    {absl::StatusCode::kAborted, "aborted", 409},
    {absl::StatusCode::kOutOfRange, "out_of_range", 400},
    {absl::StatusCode::kUnimplemented, "unimplemented", 501},
    {absl::StatusCode::kInternal, "internal", 500},
    {absl::StatusCode::kUnavailable, "unavailable", 503},
    {absl::StatusCode::kDataLoss, "data_loss", 500},
    {absl::StatusCode::kUnauthenticated, "unauthenticated", 401},
};

TEST(ConnectError, HasNameAndStatusOfEachCode) {
  for (const CodeCase& c : kCodes) {
    EXPECT_EQ(ConnectCodeOf(c.code).name, c.name);
    EXPECT_EQ(ConnectCodeOf(c.code).http_status, c.http_status) << c.name;
    const HttpAnswer answer = ErrorAnswer(ReasonError(c.code, "WHY", "text"));
    EXPECT_EQ(answer.status, c.http_status) << c.name;
    EXPECT_EQ(HeaderOf(answer.headers, "content-type"), "application/json") << c.name;
    EXPECT_THAT(answer.body, HasSubstr(absl::StrCat("{\"code\":\"", c.name, "\",")));
    EXPECT_THAT(answer.body, HasSubstr(R"("reason":"WHY")")) << c.name;
  }
  EXPECT_EQ(ConnectCodeOf(static_cast<absl::StatusCode>(77)).name, "unknown");
}

// The whole body, so that nothing gets into it unseen.
TEST(ConnectError, NamesReasonAndFieldForMachinesAndPeople) {
  const HttpAnswer answer = ErrorAnswer(FieldError("parties[0].name", "is missing"));
  google::rpc::ErrorInfo info;
  info.set_reason("INVALID_FIELD");
  info.set_domain("skranke");
  google::rpc::BadRequest bad;
  bad.add_field_violations()->set_field("parties[0].name");
  bad.mutable_field_violations(0)->set_description("is missing");
  EXPECT_EQ(answer.body,
            absl::StrCat(R"({"code":"invalid_argument","message":"is missing","details":[)",
                         R"({"type":"google.rpc.ErrorInfo","value":")",
                         UnpaddedBase64(info.SerializeAsString()),
                         R"(","debug":{"reason":"INVALID_FIELD","domain":"skranke"}},)",
                         R"({"type":"google.rpc.BadRequest","value":")",
                         UnpaddedBase64(bad.SerializeAsString()),
                         R"(","debug":{"fieldViolations":[{"field":"parties[0].name",)",
                         R"("description":"is missing"}]}}]})"));
}

TEST(ConnectError, LeavesOutAnEmptyMessageAndHidesWhatBrokeInside) {
  EXPECT_THAT(ErrorAnswer(absl::AbortedError("")).body, Not(HasSubstr("message")));
  EXPECT_THAT(ErrorAnswer(absl::InternalError("row 7 of ola")).body, Not(HasSubstr("ola")));
}

TEST(ConnectError, SaysWhenToRetryOnlyWhereThatHelps) {
  EXPECT_THAT(ErrorAnswer(absl::UnavailableError("later")).body,
              HasSubstr(R"("debug":{"retryDelay":"0.500s"})"));
  const HttpAnswer large = ErrorAnswer(MessageTooLarge(10));
  EXPECT_EQ(large.status, 429);
  EXPECT_THAT(large.body, HasSubstr(R"("code":"resource_exhausted")"));
  EXPECT_THAT(large.body, HasSubstr(R"("reason":"MESSAGE_TOO_LARGE")"));
  EXPECT_THAT(large.body, Not(HasSubstr("RetryInfo")));
}

TEST(ConnectError, WritesBase64WithoutPadding) {
  EXPECT_EQ(UnpaddedBase64(""), "");
  EXPECT_EQ(UnpaddedBase64("\xff"), "/w");
  EXPECT_EQ(UnpaddedBase64("\xff\xfe"), "//4");
  EXPECT_EQ(UnpaddedBase64("abc"), "YWJj");
}

}  // namespace
}  // namespace skranke
