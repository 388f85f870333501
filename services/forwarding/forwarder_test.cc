#include "services/forwarding/forwarder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "libs/casework/agency_verbs.h"
#include "libs/testing/matchers.h"
#include "services/forwarding/delivery_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

UnaryAnswer Refuse(absl::StatusCode code) { return {.status = absl::Status(code, "scripted")}; }

ScriptedAgency::Script AlwaysAcknowledge() {
  return [](size_t, const v1::ReceiveRequest& message) { return Acknowledge(message); };
}

// Gives `answer` to the first `count` messages and acknowledges the others.
ScriptedAgency::Script FirstThenAcknowledge(size_t count, UnaryAnswer answer) {
  return [=](size_t n, const v1::ReceiveRequest& message) {
    return n < count ? answer : Acknowledge(message);
  };
}

uint32_t AttemptsOf(const DeliveryOffice& office, uint64_t number) {
  const auto citizen_case = office.Case(number);
  return citizen_case.messages_size() == 0 ? 0 : citizen_case.messages(0).attempts();
}

bool IsDead(const DeliveryOffice& office, uint64_t number) {
  const auto citizen_case = office.Case(number);
  return citizen_case.messages_size() > 0 && citizen_case.messages(0).dead();
}

TEST(Forwarder, DeliversAHandoverThatTheAgencyAcceptsAndBegins) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  const auto agency =
      StartAgency("STATE", address, office.address(), "accept", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] {
    return office.IsIn(number, v1::STATE_IN_PROGRESS) && office.Case(number).messages_size() == 0;
  }));
  EXPECT_EQ(office.Case(number).agency_case_number(), "STATE-2026-000001");
  EXPECT_NE(office.Case(number).handovers(0).deliver_us(), 0);
  EXPECT_THAT(agency->inbox().Received(), IsOkAndHolds(1u));
}

TEST(Forwarder, SendsWhatTheReceiverNeeds) {
  ScriptedAgency agency(AlwaysAcknowledge());
  DeliveryOffice office({{"STATE", agency.address()}});
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_DELIVERED); }));
  const v1::ReceiveRequest message = agency.messages().at(0);
  EXPECT_EQ(message.installation(), "small");
  EXPECT_EQ(message.agency(), "STATE");
  EXPECT_EQ(message.sequence(), 1u);
  const v1::HandoverMessage& handover = message.handover();
  EXPECT_EQ(message.citizen_case(), handover.citizen_case().name());
  EXPECT_EQ(handover.citizen_case().note(), "Et notat.");
  EXPECT_EQ(handover.unit(), "DESK");
  EXPECT_EQ(handover.handover_id(), FormatHandoverId(number, 1));
  EXPECT_EQ(handover.handover_token(), FormatToken(office.Case(number).handovers(0).token()));
}

struct FailureCase {
  const char* name;
  UnaryAnswer answer;
  const char* error;
};

class ForwarderFailure : public ::testing::TestWithParam<FailureCase> {};

TEST_P(ForwarderFailure, CountsAndIsRepeatedUnderTheSameIdUntilDelivered) {
  ScriptedAgency agency(FirstThenAcknowledge(2, GetParam().answer));
  DeliveryOffice office({{"STATE", agency.address()}});
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return AttemptsOf(office, number) == 2; }));
  EXPECT_EQ(office.Case(number).messages(0).last_error(), GetParam().error);
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_DELIVERED); }));
  const auto messages = agency.messages();
  ASSERT_THAT(messages, SizeIs(3));
  EXPECT_EQ(messages[0].message_id(), messages[2].message_id());
  ASSERT_TRUE(office.StepUntil([&] { return office.Delivery("STATE").delivered == 1; }));
  EXPECT_EQ(office.Delivery("STATE").failed, 2u);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, ForwarderFailure,
    ::testing::Values(FailureCase{"Internal", Refuse(absl::StatusCode::kInternal), "INTERNAL"},
                      FailureCase{"OutOfOrder", Refuse(absl::StatusCode::kFailedPrecondition),
                                  "FAILED_PRECONDITION"},
                      FailureCase{"Deadline", Refuse(absl::StatusCode::kDeadlineExceeded),
                                  "DEADLINE_EXCEEDED"},
                      FailureCase{"NoMessage", UnaryAnswer{.bytes = "\xff"}, "INTERNAL"},
                      FailureCase{"OtherId", UnaryAnswer{.bytes = "\x0a\x05other"}, "INTERNAL"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Forwarder, TriesAnAgencyThatIsAwayForEverAndCountsNothingAgainstTheMessage) {
  const size_t tries = kAttemptsMax + 3;
  ScriptedAgency agency(FirstThenAcknowledge(tries, Refuse(absl::StatusCode::kUnavailable)));
  DeliveryOffice office({{"STATE", agency.address()}});
  const uint64_t number = office.Register("trade");
  uint32_t most_attempts = 0;
  ASSERT_TRUE(office.StepUntil(
      [&] {
        most_attempts = std::max(most_attempts, AttemptsOf(office, number));
        return office.IsIn(number, v1::STATE_DELIVERED);
      },
      absl::Seconds(1)));
  EXPECT_THAT(agency.messages(), SizeIs(tries + 1));
  EXPECT_EQ(most_attempts, 0u);
}

TEST(Forwarder, ProbesAnAgencyThatIsAwayWithOneMessageAtATime) {
  ScriptedAgency agency(FirstThenAcknowledge(100, Refuse(absl::StatusCode::kUnavailable)));
  DeliveryOffice office({{"STATE", agency.address()}});
  office.Register("trade");
  office.Register("trade");
  // Both go out together; from then on one a pause.
  ASSERT_TRUE(office.StepUntil([&] { return agency.messages().size() >= 2; }));
  uint64_t most = 0;
  ASSERT_TRUE(office.StepUntil([&] {
    if (agency.messages().size() > 3) most = std::max(most, office.Delivery("STATE").in_flight);
    return agency.messages().size() >= 8;
  }));
  EXPECT_EQ(most, 1u);
  EXPECT_TRUE(office.Delivery("STATE").backing_off);
}

TEST(Forwarder, LetsNoAgencyThatHangsStallAnother) {
  const std::string hanging = FreeAddress();
  ScriptedAgency city(AlwaysAcknowledge());
  DeliveryOffice office({{"STATE", hanging}, {"CITY", city.address()}});
  TempDir dir;
  const auto state =
      StartAgency("STATE", hanging, office.address(), "hang", dir.Path("a"), office.clock());
  std::vector<uint64_t> grants;
  for (int i = 0; i < 5; ++i) {
    office.Register("trade");
    grants.push_back(office.Register("grant"));
  }
  uint64_t most = 0;
  ASSERT_TRUE(office.StepUntil([&] {
    most = std::max(most, office.Delivery("STATE").in_flight);
    return std::all_of(grants.begin(), grants.end(),
                       [&](uint64_t number) { return office.IsIn(number, v1::STATE_DELIVERED); });
  }));
  EXPECT_EQ(most, 2u);  // STATE's own row says so.
  EXPECT_EQ(office.Delivery("STATE").delivered, 0u);
}

TEST(Forwarder, GivesUpAMessageThatAlwaysTimesOutAndDeliversItWhenItIsRetried) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}}, {.receive_timeout = absl::Milliseconds(50)});
  auto agency =
      StartAgency("STATE", address, office.address(), "hang", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return IsDead(office, number); }, absl::Seconds(60)));
  EXPECT_EQ(AttemptsOf(office, number), kAttemptsMax);
  EXPECT_THAT(agency->inbox().Received(), IsOkAndHolds(0u));
  agency.reset();
  agency = StartAgency("STATE", address, office.address(), "accept", dir.Path("a"), office.clock());
  office.RetryDeadLetter(number);
  EXPECT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_IN_PROGRESS); }));
}

TEST(Forwarder, GivesUpAtTheTwelfthFailureNotBefore) {
  ScriptedAgency agency(FirstThenAcknowledge(kAttemptsMax, Refuse(absl::StatusCode::kInternal)));
  DeliveryOffice office({{"STATE", agency.address()}});
  const uint64_t number = office.Register("trade");
  const auto failed = [&](uint32_t attempts) {
    return office.StepUntil([&] { return AttemptsOf(office, number) == attempts; },
                            absl::Seconds(60));
  };
  ASSERT_TRUE(failed(kAttemptsMax - 1));
  EXPECT_FALSE(IsDead(office, number));
  ASSERT_TRUE(failed(kAttemptsMax));
  EXPECT_TRUE(IsDead(office, number));
}

TEST(Forwarder, KeepsTheMessagesOfACaseInOrder) {
  const std::string address = FreeAddress();
  DeliveryOffice office({{"STATE", address}});
  const uint64_t number = office.Register("trade");
  office.Supplement(number);
  office.Withdraw(number);
  // While the agency is away nothing goes, and nothing gets lost.
  ASSERT_TRUE(office.StepUntil([&] { return office.Delivery("STATE").backing_off; }));
  ScriptedAgency agency(FirstThenAcknowledge(1, Refuse(absl::StatusCode::kFailedPrecondition)),
                        address);
  ASSERT_TRUE(office.StepUntil([&] { return office.Case(number).messages_size() == 0; }));
  std::vector<int> bodies;
  for (const auto& message : agency.messages()) bodies.push_back(message.body_case());
  EXPECT_THAT(bodies,
              ElementsAre(v1::ReceiveRequest::kHandover, v1::ReceiveRequest::kHandover,
                          v1::ReceiveRequest::kSupplement, v1::ReceiveRequest::kWithdrawal));
  EXPECT_EQ(agency.messages()[3].withdrawal().reason(), "Ikke lenger aktuelt.");
}

TEST(Forwarder, TellsAnAgencyThatLostTheCaseNothingOfIt) {
  const std::string address = FreeAddress();
  DeliveryOffice office({{"STATE", address}});
  const uint64_t number = office.Register("trade");
  office.Route(number, "CITY", "DESK");
  ScriptedAgency agency(AlwaysAcknowledge(), address);
  ASSERT_TRUE(office.StepUntil([&] { return office.Case(number).messages_size() == 0; }));
  const auto messages = agency.messages();
  ASSERT_THAT(messages, SizeIs(2));
  v1::Case only_the_name;
  only_the_name.set_name(messages[0].citizen_case());
  EXPECT_EQ(messages[0].handover().citizen_case().SerializeAsString(),
            only_the_name.SerializeAsString());
  EXPECT_TRUE(messages[1].has_recall());
}

TEST(Forwarder, GoesOnWhereItWasAfterARestart) {
  const std::string address = FreeAddress();
  DeliveryOffice office({{"STATE", address}});
  std::vector<uint64_t> numbers;
  for (int i = 0; i < 3; ++i) numbers.push_back(office.Register("trade"));
  ASSERT_TRUE(office.StepUntil([&] { return office.Delivery("STATE").backing_off; }));
  office.Reopen();
  ScriptedAgency agency(AlwaysAcknowledge(), address);
  EXPECT_TRUE(office.StepUntil([&] {
    return std::all_of(numbers.begin(), numbers.end(),
                       [&](uint64_t number) { return office.IsIn(number, v1::STATE_DELIVERED); });
  }));
  EXPECT_THAT(agency.messages(), SizeIs(3));
}

}  // namespace
}  // namespace skranke
