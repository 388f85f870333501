#include "services/agency/held_calls.h"

#include <gtest/gtest.h>

#include <future>

#include "absl/time/clock.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(HeldCalls, AnswersAtTheDeadline) {
  HeldCalls held;
  std::promise<absl::Status> answered;
  const absl::Time deadline = absl::Now() + absl::Milliseconds(20);
  held.Hold(deadline, [&](UnaryAnswer answer) { answered.set_value(answer.status); });
  EXPECT_THAT(answered.get_future().get(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_GE(absl::Now(), deadline);
}

TEST(HeldCalls, AnswersAllWhenItIsReleasedAndEveryLaterOneAtOnce) {
  HeldCalls held;
  int unavailable = 0;
  const auto count = [&](UnaryAnswer answer) {
    unavailable += absl::IsUnavailable(answer.status) ? 1 : 0;
  };
  held.Hold(absl::InfiniteFuture(), count);
  held.Hold(absl::Now() + absl::Hours(1), count);
  EXPECT_EQ(unavailable, 0);
  held.Release();
  EXPECT_EQ(unavailable, 2);
  held.Hold(absl::InfiniteFuture(), count);
  EXPECT_EQ(unavailable, 3);
}

}  // namespace
}  // namespace skranke
