#include "services/forwarding/backoff.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

struct PauseCase {
  const char* name;
  uint32_t failures;
  absl::Duration shortest;
  absl::Duration longest;
};

class BackoffPause : public ::testing::TestWithParam<PauseCase> {};

TEST_P(BackoffPause, LiesBetweenHalfAndAllOfItsDoubledLength) {
  const Backoff backoff{.first = absl::Seconds(1), .longest = absl::Minutes(15)};
  EXPECT_EQ(backoff.PauseAfter(GetParam().failures, 0), GetParam().shortest);
  EXPECT_EQ(backoff.PauseAfter(GetParam().failures, 1024), GetParam().longest);
  const absl::Duration between = backoff.PauseAfter(GetParam().failures, 512);
  EXPECT_EQ(between, (GetParam().shortest + GetParam().longest) / 2);
}

INSTANTIATE_TEST_SUITE_P(
    Failures, BackoffPause,
    ::testing::Values(PauseCase{"First", 0, absl::Seconds(1), absl::Seconds(2)},
                      PauseCase{"Second", 1, absl::Seconds(2), absl::Seconds(4)},
                      PauseCase{"BelowTheCap", 8, absl::Seconds(256), absl::Seconds(512)},
                      PauseCase{"AtTheCap", 9, absl::Seconds(450), absl::Seconds(900)},
                      PauseCase{"Never", 4'000'000'000, absl::Seconds(450), absl::Seconds(900)}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace skranke
