#include "services/agency/webhook_intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/limits.h"
#include "libs/base/webhook_signature.h"
#include "libs/rpc/client/cloud_event.h"
#include "libs/testing/matchers.h"
#include "services/forwarding/webhook_answer.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

SigningKey Key() { return SigningKey::FromBytes(std::string(32, 'k')).value(); }

v1::ReceiveRequest Message() {
  v1::ReceiveRequest message;
  message.set_message_id("0123456789ABX.STATE.1");
  message.set_installation("nord vik");
  message.set_agency("STATE");
  message.set_citizen_case("cases/0123456789ABX");
  message.set_sequence(1);
  v1::HandoverMessage& handover = *message.mutable_handover();
  handover.set_handover_id("0123456789ABX-1");
  handover.mutable_accept_by_time()->set_seconds(1'800'000'000);
  handover.mutable_citizen_case()->set_note("S\u00F8knad fra Kari \"K\" Testen\n");
  handover.mutable_citizen_case()->add_documents()->set_sha256(std::string("\0\xFF", 2));
  return message;
}

std::string Event(const v1::ReceiveRequest& message = Message(), absl::Time sent = kNow) {
  return RenderCloudEvent(message, sent).value();
}

// As the office sends it.
WebhookPost Post(const std::string& body = Event()) {
  const std::string id = "0123456789ABX-STATE-1";
  return {.content_type = kCloudEventContentType,
          .webhook_id = id,
          .webhook_timestamp = absl::StrCat(absl::ToUnixSeconds(kNow)),
          .webhook_signature = SignWebhook(Key(), id, kNow, body).value(),
          .body = body};
}

absl::Status Prove(const WebhookPost& post) {
  return VerifyWebhook(Key().public_key(),
                       {.id = post.webhook_id,
                        .timestamp = post.webhook_timestamp,
                        .signature = post.webhook_signature},
                       post.body, kNow);
}

std::string BytesOf(const absl::StatusOr<v1::ReceiveRequest>& message) {
  return message.ok() ? message->SerializeAsString() : message.status().ToString();
}

TEST(WebhookIntake, ReadsWhatTheOfficeSent) {
  EXPECT_EQ(BytesOf(ReadWebhookPost(Post(), &Prove)), Message().SerializeAsString());
}

TEST(WebhookIntake, ReadsEveryKindOfMessage) {
  std::vector<v1::ReceiveRequest> messages(6, Message());
  messages[1].mutable_supplement()->mutable_citizen_case()->set_note("n");
  messages[2].mutable_correction()->set_reason("r");
  messages[3].mutable_recall()->set_handover_id("h");
  messages[4].mutable_withdrawal()->set_handover_id("h");
  messages[5].mutable_reopening()->set_handover_id("h");
  for (const auto& message : messages) {
    EXPECT_EQ(BytesOf(ReadCloudEvent(Event(message))), message.SerializeAsString());
  }
}

// The second attempt is another event text with another time, but of the same source and id.
TEST(WebhookIntake, KnowsASecondAttemptByItsSourceAndId) {
  const std::string again = Event(Message(), kNow + absl::Minutes(3));
  EXPECT_NE(again, Event());
  EXPECT_EQ(BytesOf(ReadCloudEvent(again)), BytesOf(ReadCloudEvent(Event())));
}

TEST(WebhookIntake, TakesNothingThatIsNotProved) {
  WebhookPost post = Post();
  post.body += " ";
  EXPECT_THAT(ReadWebhookPost(post, &Prove), HasReason("WEBHOOK_SIGNATURE"));
  post = Post();
  post.webhook_signature.clear();
  EXPECT_THAT(ReadWebhookPost(post, &Prove), HasReason("WEBHOOK_HEADERS"));
  // What is wrong with the body is told to the office alone.
  post = Post("{}");
  EXPECT_THAT(ReadWebhookPost(post, &Prove), HasField("specversion"));
  post.webhook_id += "0";
  EXPECT_THAT(ReadWebhookPost(post, &Prove), HasReason("WEBHOOK_SIGNATURE"));
}

TEST(WebhookIntake, TakesEventsInJsonOnly) {
  for (const std::string type :
       {"application/cloudevents+json", "Application/CloudEvents+JSON ; charset=utf-8"}) {
    WebhookPost post = Post();
    post.content_type = type;
    SKRANKE_EXPECT_OK(ReadWebhookPost(post, &Prove));
  }
  for (const std::string type : {"", "application/json", "application/cloudevents-batch+json",
                                 "text/plain; application/cloudevents+json"}) {
    WebhookPost post = Post();
    post.content_type = type;
    EXPECT_THAT(ReadWebhookPost(post, &Prove),
                AllOf(StatusIs(kInvalid), HasReason("WEBHOOK_CONTENT_TYPE")))
        << type;
  }
}

TEST(WebhookIntake, TakesABodyUpToItsLimit) {
  const std::string event = Event();
  const std::string full = event + std::string(kWebhookBodyBytesMax - event.size(), ' ');
  SKRANKE_EXPECT_OK(ReadWebhookPost(Post(full), &Prove));
  EXPECT_THAT(ReadWebhookPost(Post(full + " "), &Prove),
              AllOf(StatusIs(absl::StatusCode::kOutOfRange), HasReason("WEBHOOK_TOO_LARGE")));
}

// An event of the office with one thing changed.
std::string Changed(const std::string& from, const std::string& to) {
  std::string event = Event();
  EXPECT_NE(event.find(from), std::string::npos) << from;
  return absl::StrReplaceAll(event, {{from, to}});
}

TEST(CloudEvent, IsRefusedByTheNameOfWhatIsWrong) {
  struct Row {
    const char* field;
    const char* from;
    const char* to;
  };
  for (const Row& row : {
           Row{"specversion", R"("specversion":"1.0",)", ""},
           {"specversion", R"("1.0")", R"("1.1")"},
           {"specversion", R"("1.0")", "1.0"},
           {"id", R"("id":"0123456789ABX.STATE.1",)", ""},
           {"id", R"("id":"0123456789ABX.STATE.1")", R"("id":"")"},
           {"id", R"("id":"0123456789ABX.STATE.1")", R"("id":"0123456789ABX.STATE.2")"},
           {"id", R"("messageId":"0123456789ABX.STATE.1",)", ""},
           {"source", R"("source":"nord%20vik",)", ""},
           {"source", R"("source":"nord%20vik")", R"("source":7)"},
           {"source", "nord%20vik", "sorvik"},
           {"source", "nord%20vik", "nord%2"},
           {"source", "nord%20vik", "nord%"},
           {"source", "nord%20vik", "nord%2xvik"},
           {"type", R"("type":"skranke.v1.handover",)", ""},
           {"type", "skranke.v1.handover", "skranke.v1.recall"},
           {"type", "skranke.v1.handover", "handover"},
           {"type", R"("handover":{)", R"("newer":{)"},
           {"datacontenttype", R"("application/json")", R"("application/xml")"},
           {"datacontenttype", R"("application/json")", "null"},
           {"data", R"("data":{)", R"("dato":{)"},
           {"data", R"("data":{)", R"("data":null,"other":{)"},
           {"data", R"("data":{)", R"("data":[],"other":{)"},
           {"data", R"("sequence":"1")", R"("sequence":"-1")"},
           {"data", R"("sequence":"1")", R"("sequence":[1])"},
           {"data", R"("handover":{)", R"("recall":{},"handover":{)"},
       }) {
    EXPECT_THAT(ReadCloudEvent(Changed(row.from, row.to)),
                AllOf(StatusIs(kInvalid), HasField(row.field)))
        << row.from << " -> " << row.to;
  }
}

TEST(CloudEvent, IsTakenWithWhatANewerOfficeMayAdd) {
  for (const std::string& event :
       {Changed(R"("id":)", R"("subject":"x","traceparent":"y","id":)"),
        Changed(R"("sequence":)", R"("newField":{"a":[1]},"sequence":)"),
        Changed(R"("datacontenttype":"application/json",)", ""),
        Changed(R"("application/json")", R"("application/json; charset=utf-8")"),
        Changed(R"("nord%20vik")", R"("nord%20%76ik")")}) {
    EXPECT_EQ(BytesOf(ReadCloudEvent(event)), Message().SerializeAsString());
  }
}

// Of two ids one reader would take the first, another the last.
TEST(CloudEvent, HasEachNameOnce) {
  EXPECT_THAT(ReadCloudEvent(Changed(R"("id":)", R"("id":"other","id":)")),
              AllOf(StatusIs(kInvalid), HasReason("INVALID_MESSAGE")));
  EXPECT_THAT(ReadCloudEvent(Changed(R"("agency":)", R"("agency":"CITY","agency":)")),
              AllOf(StatusIs(kInvalid), HasReason("INVALID_MESSAGE")));
}

TEST(CloudEvent, IsAJsonObject) {
  for (const std::string& json :
       {std::string(), std::string("{"), std::string("[]"), std::string("null"), std::string("1"),
        std::string("\xFF"), std::string("<xml/>"), Event() + "{}", Event().substr(1),
        std::string(100'000, '['), "{\"a\":" + std::string(100'000, '[')}) {
    EXPECT_THAT(ReadCloudEvent(json), StatusIs(kInvalid)) << json.substr(0, 100);
  }
}

TEST(CloudEvent, IsNeverRepeatedInARefusal) {
  for (const char* from : {R"("1.0")", "nord%20vik", R"("sequence":"1")", R"("handover":{)"}) {
    const absl::Status status = ReadCloudEvent(Changed(from, "\"Kari\"")).status();
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(status.ToString(), Not(HasSubstr("Kari")));
  }
}

// What the agency answers is what the office reads.
TEST(WebhookReply, IsWhatTheOfficeUnderstands) {
  const auto read = [](const WebhookReply& reply) {
    return ReadWebhookAnswer({.status = reply.status, .body = reply.body}, Message().message_id())
        .status();
  };
  SKRANKE_EXPECT_OK(read(AcknowledgePost(Message().message_id())));
  v1::ReceiveRequest other = Message();
  other.set_message_id("0123456789ABX.STATE.2");
  EXPECT_THAT(read(AcknowledgePost(other.message_id())), HasReason("WEBHOOK_NOT_ACKNOWLEDGED"));
  for (const absl::StatusCode code :
       {absl::StatusCode::kInvalidArgument, absl::StatusCode::kUnauthenticated,
        absl::StatusCode::kFailedPrecondition, absl::StatusCode::kUnavailable,
        absl::StatusCode::kInternal}) {
    EXPECT_THAT(read(RefusePost(absl::Status(code, "why"))), StatusIs(code));
  }
  EXPECT_EQ(RefusePost(absl::OutOfRangeError("")).status, 413);
  EXPECT_EQ(RefusePost(absl::ResourceExhaustedError("")).status, 503);
  EXPECT_EQ(RefusePost(absl::DataLossError("")).status, 500);
}

TEST(WebhookReply, SaysWhatIsWrong) {
  EXPECT_EQ(RefusePost(FieldError("source", "is not \"that\"")).body,
            R"({"reason":"INVALID_FIELD","field":"source","message":"is not \"that\""})");
}

}  // namespace
}  // namespace skranke
