#include "services/forwarding/outage_watch.h"

#include <gtest/gtest.h>

#include "libs/base/limits.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/outage_verbs.h"
#include "libs/casework/outages.h"
#include "libs/testing/matchers.h"
#include "services/forwarding/delivery_fixture.h"

namespace skranke {
namespace {

// An office with one agency that is not there, and the watch over it.
class OutageWatchTest : public ::testing::Test {
 protected:
  OutageWatchTest() : watch_(&office_.engine(), &office_.forwarder(), bell_) {}

  bool StepUntil(const std::function<bool()>& done) {
    return office_.StepUntil(
        [&] {
          watch_.Step(office_.clock().Now());
          return done();
        },
        absl::Seconds(10));
  }
  const storage::v1::OutageAnnounced* Detected() const {
    snapshot_ = office_.engine().snapshot();
    return snapshot_->installation().outages->FindDetected("STATE");
  }
  absl::Status Announce(absl::Duration lasts) {
    Command command;
    command.system = true;
    command.judge = [lasts](const View& view, const Caller&, absl::Time now) {
      v1::AnnounceOutageRequest request;
      request.set_agency("STATE");
      request.set_reason("New machines.");
      request.mutable_to_time()->set_seconds(absl::ToUnixSeconds(now + lasts));
      return JudgeAnnounceOutage(view, {.role = kOperator}, request, now);
    };
    absl::Status status;
    command.done = [&](Answer answer) { status = answer.status; };
    office_.engine().Submit(std::move(command));
    office_.engine().Step();
    return status;
  }

  // Its only message is given up.
  void Kill(uint64_t number) {
    Command command;
    command.system = true;
    command.reads.cases.push_back(number);
    command.judge = [number](const View& view, const Caller& caller, absl::Time now) {
      return JudgeMessageFailed(view, caller, {.number = number, .agency = "STATE", .sequence = 1},
                                "DEADLINE_EXCEEDED", now, /*dead=*/true, now);
    };
    command.done = [](Answer) {};
    office_.engine().Submit(std::move(command));
    office_.engine().Step();
  }

  // The agency is reached otherwise from now on; its only message stays.
  void ReachBy(const std::string& endpoint, uint64_t number) {
    Command command;
    command.system = true;
    command.reads.cases.push_back(number);
    command.judge = [&](const View& view, const Caller& caller, absl::Time now) {
      auto judged =
          JudgeMessageFailed(view, caller, {.number = number, .agency = "STATE", .sequence = 1},
                             "UNAVAILABLE", now, /*dead=*/false, now);
      auto next = std::make_shared<Installation>(view.installation());
      next->endpoints["STATE"] = endpoint;
      judged->installation = std::move(next);
      return judged;
    };
    command.done = [](Answer answer) { EXPECT_THAT(answer.status, IsOk()); };
    office_.engine().Submit(std::move(command));
    office_.engine().Step();
  }

  const std::string address_ = FreeAddress();
  const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  mutable DeliveryOffice office_{{{"STATE", address_}}};
  OutageWatch watch_;
  mutable std::shared_ptr<const Snapshot> snapshot_;
};

TEST_F(OutageWatchTest, RecordsThatAnAgencyDoesNotAnswerAndThatItDoesAgain) {
  const uint64_t number = office_.Register("trade");
  ASSERT_TRUE(StepUntil([&] { return office_.Delivery("STATE").backing_off; }));
  const absl::Time since = office_.Delivery("STATE").away_since;
  ASSERT_TRUE(StepUntil([&] { return Detected() != nullptr; }));
  EXPECT_GE(office_.clock().Now() - since, kAgencySilentMax);
  EXPECT_EQ(Detected()->from_us(), absl::ToUnixMicros(since));
  TempDir dir;
  const auto agency =
      StartAgency("STATE", address_, office_.address(), "accept", dir.Path("a"), office_.clock());
  EXPECT_TRUE(StepUntil([&] { return Detected() == nullptr; }));
  EXPECT_TRUE(StepUntil([&] { return office_.IsIn(number, v1::STATE_IN_PROGRESS); }));
}

TEST_F(OutageWatchTest, SaysNothingOfAShortSilence) {
  office_.Register("trade");
  ASSERT_TRUE(StepUntil([&] { return office_.Delivery("STATE").backing_off; }));
  const absl::Time since = office_.Delivery("STATE").away_since;
  office_.clock().Advance(since + kAgencySilentMax - absl::Microseconds(1) - office_.clock().Now());
  watch_.Step(office_.clock().Now());
  EXPECT_FALSE(office_.engine().Step());
  office_.clock().Advance(absl::Microseconds(1));
  watch_.Step(office_.clock().Now());
  EXPECT_TRUE(office_.engine().Step());
  EXPECT_NE(Detected(), nullptr);
}

TEST_F(OutageWatchTest, LastsWhileAnythingWaitsForTheAgency) {
  const uint64_t number = office_.Register("trade");
  ASSERT_TRUE(StepUntil([&] { return Detected() != nullptr; }));
  office_.Withdraw(number);
  // The withdrawal waits too: the agency is still asked.
  watch_.Step(office_.clock().Now());
  EXPECT_NE(Detected(), nullptr);
}

// Else the end of an outage would be followed by the next, as fast as commits go.
TEST_F(OutageWatchTest, EndsForGoodWhenNothingIsLeftToBeSent) {
  const uint64_t number = office_.Register("trade");
  ASSERT_TRUE(StepUntil([&] { return Detected() != nullptr; }));
  Kill(number);
  watch_.Step(office_.clock().Now());
  ASSERT_TRUE(office_.engine().Step());
  ASSERT_EQ(Detected(), nullptr);
  ASSERT_TRUE(office_.Delivery("STATE").backing_off);
  watch_.Step(office_.clock().Now());
  EXPECT_FALSE(office_.engine().Step());
  EXPECT_EQ(Detected(), nullptr);
}

// What waits for a printer, or to be fetched, tells nothing of whether the agency is there.
TEST_F(OutageWatchTest, EndsForGoodWhenNobodySendsToTheAgencyAnyMore) {
  const uint64_t number = office_.Register("trade");
  for (const char* endpoint : {"paper:", ""}) {
    ReachBy(address_, number);
    ASSERT_TRUE(StepUntil([&] { return Detected() != nullptr; })) << endpoint;
    ReachBy(endpoint, number);
    ASSERT_NE(Detected(), nullptr) << endpoint;
    watch_.Step(office_.clock().Now());
    ASSERT_TRUE(office_.engine().Step()) << endpoint;
    ASSERT_EQ(Detected(), nullptr) << endpoint;
    watch_.Step(office_.clock().Now());
    EXPECT_FALSE(office_.engine().Step()) << endpoint;
    EXPECT_EQ(office_.Case(number).messages_size(), 1) << endpoint;
  }
}

TEST_F(OutageWatchTest, RestsWhenItIsRefused) {
  office_.Register("trade");
  ASSERT_TRUE(StepUntil([&] { return office_.Delivery("STATE").backing_off; }));
  office_.clock().Advance(kAgencySilentMax);
  office_.engine().Stop();
  const auto is_refused = [&] {
    watch_.Step(office_.clock().Now());
    return bell_->WaitFor(absl::ZeroDuration());
  };
  EXPECT_TRUE(is_refused());
  EXPECT_FALSE(is_refused());
  office_.clock().Advance(absl::Seconds(1));
  EXPECT_TRUE(is_refused());
}

TEST_F(OutageWatchTest, NothingIsPushedWhileAnAnnouncedOutageLasts) {
  ScriptedAgency agency(
      [](size_t, const v1::ReceiveRequest& message) { return Acknowledge(message); }, address_);
  ASSERT_THAT(Announce(absl::Hours(2)), IsOk());
  const absl::Time end = office_.clock().Now() + absl::Hours(2);
  const uint64_t number = office_.Register("trade");
  const uint64_t other = office_.Register("grant");
  while (office_.clock().Now() + absl::Minutes(5) < end) {
    office_.clock().Advance(absl::Minutes(5));
    office_.forwarder().Step(office_.clock().Now());
  }
  EXPECT_TRUE(agency.messages().empty());
  EXPECT_TRUE(office_.IsIn(other, v1::STATE_ROUTED));
  ASSERT_TRUE(StepUntil([&] { return office_.IsIn(number, v1::STATE_DELIVERED); }));
  EXPECT_GE(office_.clock().Now(), end);
}

}  // namespace
}  // namespace skranke
