#include "services/forwarding/timers.h"

#include <gtest/gtest.h>

#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "services/forwarding/delivery_fixture.h"

namespace skranke {
namespace {

TEST(Timers, SendsAnIncompleteCaseToItsOwnerAtItsEndNotBefore) {
  DeliveryOffice office({});
  const uint64_t number = office.Register("pass");
  ASSERT_TRUE(office.IsIn(number, v1::STATE_INCOMPLETE));
  const absl::Time end = absl::FromUnixMicros(office.Case(number).incomplete_end_us());

  office.clock().Advance(end - absl::Microseconds(1) - office.clock().Now());
  office.timers().Step(office.clock().Now());
  EXPECT_FALSE(office.engine().Step());
  EXPECT_TRUE(office.IsIn(number, v1::STATE_INCOMPLETE));

  office.clock().Advance(absl::Microseconds(1));
  office.timers().Step(office.clock().Now());
  EXPECT_TRUE(office.engine().Step());
  EXPECT_TRUE(office.IsIn(number, v1::STATE_ROUTED));
}

TEST(Timers, HandsOverOneCommandACaseUntilItIsAnswered) {
  DeliveryOffice office({});
  const uint64_t number = office.Register("pass");
  office.clock().Advance(absl::Hours(24 * 60));
  const uint64_t before = office.engine().counts().commands;
  for (int i = 0; i < 3; ++i) office.timers().Step(office.clock().Now());
  while (office.engine().Step()) {
  }
  EXPECT_EQ(office.engine().counts().commands, before + 1);
  EXPECT_TRUE(office.IsIn(number, v1::STATE_ROUTED));
}

// The case waits for the citizen until a day from now; STATE has accepted and asked.
void Ask(uint64_t number, DeliveryOffice& office) {
  const auto about = [&](auto request) {
    request.set_request_id(request.GetDescriptor()->name());
    request.set_name(FormatCaseName(number));
    request.set_etag(EtagOf(office.Case(number)));
    return request;
  };
  office.Mutate("STATE", "AgencyDeskService/AcceptCase", about(v1::AcceptCaseRequest()));
  office.Mutate("STATE", "AgencyDeskService/StartCase", about(v1::StartCaseRequest()));
  auto ask = about(v1::RequestInformationRequest());
  ask.set_question("When?");
  ask.mutable_end_time()->set_seconds(absl::ToUnixSeconds(office.clock().Now()) + 24 * 3600);
  office.Mutate("STATE", "AgencyDeskService/RequestInformation", ask);
}

TEST(Timers, TellAPushedAgencyThatNothingCame) {
  ScriptedAgency state([](size_t, const auto& message) { return Acknowledge(message); });
  DeliveryOffice office({{"STATE", state.address()}});
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_DELIVERED); }));
  Ask(number, office);
  ASSERT_TRUE(office.IsIn(number, v1::STATE_AWAITING_INFO));

  office.clock().Advance(absl::Hours(24));
  ASSERT_TRUE(office.StepUntil([&] { return state.messages().size() == 2; }));
  EXPECT_TRUE(office.IsIn(number, v1::STATE_IN_PROGRESS));
  EXPECT_TRUE(office.Case(number).information().ended());
  EXPECT_EQ(state.messages()[1].supplement().citizen_case().state(), v1::STATE_IN_PROGRESS);
}

// Both were due while the office was closed: the end is all that is left to tell.
TEST(Timers, DoNotRemindOfWhatIsNoLongerAwaited) {
  DeliveryOffice office({});
  const uint64_t number = office.Register("trade");
  Ask(number, office);
  ASSERT_TRUE(office.IsIn(number, v1::STATE_AWAITING_INFO));
  office.clock().Advance(absl::Hours(24 * 60));
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_IN_PROGRESS); }));
  EXPECT_EQ(office.Case(number).information().reminded_us(), 0);
}

}  // namespace
}  // namespace skranke
