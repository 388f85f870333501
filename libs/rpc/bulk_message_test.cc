#include "libs/rpc/bulk_message.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/rpc/client/bulk_answer.h"
#include "libs/testing/matchers.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

constexpr int kIdField = v1::RegisterCaseRequest::kRequestIdFieldNumber;

TEST(BulkMessage, UnwrapsWhatTheProtoSays) {
  v1::RegisterCasesRequest message;
  message.mutable_registration()->set_request_id("id-1");
  message.mutable_registration()->set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const BulkItem item,
                               UnwrapBulkItem(message.SerializeAsString(), kIdField));
  EXPECT_EQ(item.request_id, "id-1");
  EXPECT_EQ(item.bytes, message.registration().SerializeAsString());
  EXPECT_EQ(WrapBulkRequest(item.bytes), message.SerializeAsString());
}

TEST(BulkMessage, UnwrapsAnEmptyRequestAsAnEmptyOne) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const BulkItem item, UnwrapBulkItem("", kIdField));
  EXPECT_EQ(item.request_id + item.bytes, "");
}

TEST(BulkMessage, EchoesNothingThatIsNoRequestId) {
  for (const std::string& id : {std::string(65, 'x'), std::string("a\xff"), std::string("a\nb")}) {
    std::string request = "\x0a" + std::string(1, static_cast<char>(id.size())) + id;
    SKRANKE_ASSERT_OK_AND_ASSIGN(const BulkItem item,
                                 UnwrapBulkItem(WrapBulkRequest(request), kIdField));
    EXPECT_EQ(item.request_id, "");
    EXPECT_EQ(item.bytes, request);
  }
}

TEST(BulkMessage, RefusesWhatIsNoMessage) {
  for (const std::string& bytes : {std::string("\x0a\x05x"), std::string("\xff"),
                                   std::string("\x0b"), std::string("\x00", 1)}) {
    EXPECT_THAT(UnwrapBulkItem(bytes, kIdField), HasReason("INVALID_MESSAGE"));
  }
}

TEST(BulkMessage, AnswersAsTheProtoSays) {
  v1::RegisterCaseResponse reply;
  reply.mutable_citizen_case()->set_name("cases/1");
  const std::string bytes = WrapBulkAnswer(
      "id-1", {.reply = reply.SerializeAsString(), .position = 300, .replayed = true});
  v1::RegisterCasesResponse answer;
  ASSERT_TRUE(answer.ParseFromString(bytes));
  EXPECT_EQ(answer.request_id(), "id-1");
  EXPECT_EQ(answer.registered().citizen_case().name(), "cases/1");
  EXPECT_TRUE(answer.replayed());
  EXPECT_EQ(answer.position(), 300u);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const BulkAnswer read, ReadBulkAnswer(bytes));
  SKRANKE_ASSERT_OK(read.outcome);
  EXPECT_EQ(read.outcome->bytes, reply.SerializeAsString());
}

TEST(BulkMessage, AnswersAnErrorWithItsReason) {
  const std::string bytes = WrapBulkAnswer("id-1", {.status = FieldError("note", "is too long")});
  v1::RegisterCasesResponse answer;
  ASSERT_TRUE(answer.ParseFromString(bytes));
  EXPECT_EQ(answer.error().code(), static_cast<int>(absl::StatusCode::kInvalidArgument));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const BulkAnswer read, ReadBulkAnswer(bytes));
  EXPECT_THAT(read.outcome, HasReason("INVALID_FIELD"));
  EXPECT_EQ(FieldOf(read.outcome.status()), "note");
}

TEST(BulkMessage, ReadsNoAnswerOutOfAnythingElse) {
  for (const std::string& bytes : {std::string(), std::string("\x0a\x01x"),
                                   std::string("\x12\x05x"), std::string("\xff\xff")}) {
    EXPECT_THAT(ReadBulkAnswer(bytes), HasReason("UNREADABLE_REPLY"));
  }
  // An error that is none: of this call nothing is known.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const BulkAnswer read,
                               ReadBulkAnswer(std::string("\x0a\x01x\x1a\x00", 5)));
  EXPECT_THAT(read.outcome, HasReason("UNREADABLE_REPLY"));
}

// google.rpc.Status{code: 46, message: "x"} in field 3: what a broken or newer server might send.
TEST(BulkAnswer, TakesACodeThatIsNoneForUnknown) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const BulkAnswer read,
      ReadBulkAnswer(absl::string_view("\x0a\x01x\x1a\x05\x08\x2e\x12\x01x", 10)));
  // Not code(), which calls every such number unknown.
  EXPECT_EQ(read.outcome.status().raw_code(), static_cast<int>(absl::StatusCode::kUnknown));
}

}  // namespace
}  // namespace skranke
