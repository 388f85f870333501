#include "libs/rpc/client/cloud_event.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::google::protobuf::Struct;
using ::google::protobuf::util::JsonStringToMessage;
using ::google::protobuf::util::MessageToJsonString;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kSent = absl::FromUnixMillis(1'799'049'600'250);

v1::ReceiveRequest Message() {
  v1::ReceiveRequest message;
  message.set_message_id("0123456789ABX.STATE.1");
  message.set_installation("nordvik");
  message.set_agency("STATE");
  message.set_citizen_case("cases/0123456789ABX");
  message.set_sequence(1);
  v1::HandoverMessage& handover = *message.mutable_handover();
  handover.set_handover_token("token");
  handover.mutable_citizen_case()->set_name("cases/0123456789ABX");
  handover.mutable_citizen_case()->set_note("S\u00F8knad fra Kari \"K\" Testen");
  handover.mutable_accept_by_time()->set_seconds(1'800'000'000);
  return message;
}

Struct Parsed(const v1::ReceiveRequest& message) {
  auto event = RenderCloudEvent(message, kSent);
  SKRANKE_EXPECT_OK(event);
  Struct parsed;
  EXPECT_TRUE(event.ok() && JsonStringToMessage(*event, &parsed).ok());
  return parsed;
}

std::string Attribute(const Struct& event, const std::string& name) {
  const auto found = event.fields().find(name);
  return found == event.fields().end() ? "(none)" : found->second.string_value();
}

TEST(CloudEvent, HasTheAttributesOfItsMessage) {
  const Struct event = Parsed(Message());
  EXPECT_EQ(Attribute(event, "specversion"), "1.0");
  EXPECT_EQ(Attribute(event, "id"), "0123456789ABX.STATE.1");
  EXPECT_EQ(Attribute(event, "source"), "nordvik");
  EXPECT_EQ(Attribute(event, "type"), "skranke.v1.handover");
  EXPECT_EQ(Attribute(event, "time"), "2027-01-04T08:00:00.250Z");
  EXPECT_EQ(Attribute(event, "datacontenttype"), "application/json");
}

TEST(CloudEvent, HoldsTheWholeMessageInItsData) {
  const Struct event = Parsed(Message());
  std::string data;
  ASSERT_TRUE(MessageToJsonString(event.fields().at("data"), &data).ok());
  v1::ReceiveRequest read;
  ASSERT_TRUE(JsonStringToMessage(data, &read).ok());
  EXPECT_EQ(read.SerializeAsString(), Message().SerializeAsString());
}

TEST(CloudEvent, SaysNothingOfACitizenOutsideItsData) {
  Struct event = Parsed(Message());
  EXPECT_THAT(event.DebugString(), HasSubstr("Kari"));
  event.mutable_fields()->erase("data");
  EXPECT_THAT(event.DebugString(), Not(HasSubstr("Kari")));
  EXPECT_EQ(event.fields_size(), 6);
}

TEST(CloudEvent, IsOfATypePerKindOfBody) {
  std::vector<std::string> types;
  v1::ReceiveRequest message = Message();
  message.mutable_supplement();
  types.push_back(Attribute(Parsed(message), "type"));
  message.mutable_correction();
  types.push_back(Attribute(Parsed(message), "type"));
  message.mutable_recall();
  types.push_back(Attribute(Parsed(message), "type"));
  message.mutable_withdrawal();
  types.push_back(Attribute(Parsed(message), "type"));
  message.mutable_reopening();
  types.push_back(Attribute(Parsed(message), "type"));
  EXPECT_THAT(types,
              ElementsAre("skranke.v1.supplement", "skranke.v1.correction", "skranke.v1.recall",
                          "skranke.v1.withdrawal", "skranke.v1.reopening"));
}

// A colon in the first segment would be a scheme, a slash another path.
TEST(CloudEvent, HasAnyInstallationsNameAsOneSegmentOfAUri) {
  v1::ReceiveRequest message = Message();
  message.set_installation("Nord-vik_2.0~a:b/c \xC3\xA5%");
  EXPECT_EQ(Attribute(Parsed(message), "source"), "Nord-vik_2.0~a%3Ab%2Fc%20%C3%A5%25");
}

TEST(CloudEvent, IsNotMadeOfHalfAMessage) {
  const auto refused = StatusIs(absl::StatusCode::kInvalidArgument, Not(HasSubstr("Kari")));
  v1::ReceiveRequest message = Message();
  message.clear_message_id();
  EXPECT_THAT(RenderCloudEvent(message, kSent), refused);
  message = Message();
  message.clear_installation();
  EXPECT_THAT(RenderCloudEvent(message, kSent), refused);
  message = Message();
  message.clear_body();
  EXPECT_THAT(RenderCloudEvent(message, kSent), refused);
  message = Message();
  message.mutable_handover()->mutable_accept_by_time()->set_seconds(1'000'000'000'000'000);
  EXPECT_THAT(RenderCloudEvent(message, kSent), refused);
}

TEST(WebhookId, HasNoFullStopAndIsOneMessagesAlone) {
  EXPECT_EQ(WebhookIdOf("0123456789ABX.STATE_1.12"), "0123456789ABX-STATE_1-12");
  EXPECT_EQ(WebhookIdOf("0123456789ABX.A B.1"), "0123456789ABX-A%20B-1");
  EXPECT_NE(WebhookIdOf("0123456789ABX.A-B.1"), WebhookIdOf("0123456789ABX.A.B.1"));
}

}  // namespace
}  // namespace skranke
