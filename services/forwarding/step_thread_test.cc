#include "services/forwarding/step_thread.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "services/forwarding/delivery_fixture.h"

namespace skranke {
namespace {

TEST(StepThread, StepsAfterEveryCommitWithoutBeingAsked) {
  DeliveryOffice office({});
  const auto bell = std::make_shared<Bell>();
  std::atomic<uint64_t> seen = 0;
  StepThread thread(&office.engine(), bell, {[&](absl::Time) {
    seen = office.engine().snapshot()->position();
    return absl::InfiniteFuture();
  }});
  for (uint64_t position = 1; position <= 3; ++position) {
    office.Register("trade");
    const absl::Time end = absl::Now() + kDeliveryPatience;
    while (seen < position && absl::Now() < end) absl::SleepFor(absl::Milliseconds(1));
    EXPECT_EQ(seen, position);
  }
}

}  // namespace
}  // namespace skranke
