#include "services/forwarding/timers.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace skranke
