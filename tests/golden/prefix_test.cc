// Replaying the events gives the live views byte for byte, at every prefix of random histories.
#include <cstdint>

#include "libs/base/reason.h"
#include "libs/engine/replay.h"
#include "tests/faults/harness.h"
#include "tests/golden/follower.h"
#include "tests/golden/handover_history.h"

namespace skranke {
namespace {

constexpr int kSteps = 25;
constexpr int kShortCount = 40;
constexpr int kLongCount = 10'000;

// OK, or what differed first, and where.
absl::Status PlayAndFollow(uint32_t seed, bool skip_one, std::set<std::string>& done) {
  HandoverHistory history(seed);
  Follower follower(history.office_key());
  SKRANKE_RETURN_IF_ERROR(follower.CatchUp(history.stored()));
  if (skip_one) follower.SkipOne();
  for (int step = 0; step < kSteps; ++step) {
    history.Step();
    SKRANKE_RETURN_IF_ERROR(follower.CatchUp(history.stored()));
    SKRANKE_RETURN_IF_ERROR(follower.Compare(history.stored()));
  }
  done.insert(history.done().begin(), history.done().end());
  return absl::OkStatus();
}

TEST(ReplayedPrefix, HasTheLiveViewsByteForByte) {
  const int count = CountOf(0, kShortCount, kLongCount);
  std::set<std::string> done;
  for (int seed = 1; seed <= count; ++seed) {
    SKRANKE_ASSERT_OK(PlayAndFollow(static_cast<uint32_t>(seed), /*skip_one=*/false, done))
        << "seed " << seed;
  }
  // Nearly every kind of command had an effect somewhere.
  EXPECT_GE(done.size(), 30u) << ::testing::PrintToString(done);
}

TEST(ReplayedPrefix, DiffersWhereOneRecordIsLeftOut) {
  std::set<std::string> done;
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    EXPECT_THAT(PlayAndFollow(seed, /*skip_one=*/true, done), HasReason("VIEW_DIFFERS"));
  }
}

}  // namespace
}  // namespace skranke
