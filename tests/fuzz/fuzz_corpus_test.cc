// Every fuzz target over its seeds and their mutations, without clang and in seconds.
#include <gtest/gtest.h>

#include <iostream>

#include "google/protobuf/stubs/logging.h"
#include "libs/base/hex.h"
#include "tests/fuzz/mutator.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

constexpr uint32_t kSeed = 20240304;
constexpr int kMutations = 20'000;
// Fewer taken or refused would say that the seeds or the mutations are of no use.
constexpr int kTellingMutations = 100;

// Without protobuf's line about each broken text.
[[maybe_unused]] const auto previous_log = google::protobuf::SetLogHandler(nullptr);

class FuzzCorpus : public ::testing::TestWithParam<const FuzzTarget*> {};

TEST_P(FuzzCorpus, HoldsForSeedsAndTheirMutations) {
  const FuzzTarget& target = *GetParam();
  const std::vector<std::string> seeds = target.seeds();
  for (const std::string& seed : seeds) EXPECT_EQ(target.fault_of(seed), "") << ToHex(seed);
  Mutator mutator(kSeed);
  int taken = 0;
  for (int i = 0; i < kMutations; ++i) {
    const std::string bytes = mutator.Next(seeds);
    ASSERT_EQ(target.fault_of(bytes), "") << "mutation " << i << ": " << ToHex(bytes);
    taken += target.takes(bytes);
  }
  std::cout << "[ FUZZ     ] " << taken << " of " << kMutations << " taken" << std::endl;
  EXPECT_GE(taken, kTellingMutations);
  EXPECT_LE(taken, kMutations - kTellingMutations);
}

INSTANTIATE_TEST_SUITE_P(EveryTarget, FuzzCorpus,
                         ::testing::Values(&kBulkTarget, &kCaseNameTarget, &kCloudEventTarget,
                                           &kConnectTarget, &kContentTypeTarget, &kCsvTarget,
                                           &kDmnTarget, &kFeelTarget, &kFileDropReceiptTarget,
                                           &kHeadTarget, &kImportMapTarget, &kMessageZipTarget,
                                           &kNumberTarget, &kPackageTarget, &kPacketCodeTarget,
                                           &kPageTokenTarget, &kReplayTarget, &kRequestTarget,
                                           &kUnaryTestTarget),
                         [](const auto& info) { return std::string(info.param->name); });

// A mutator that changes nothing, or everything alike, would find nothing.
TEST(Mutator, IsTheSameForTheSameSeedAndChangesSomething) {
  const std::vector<std::string> inputs = {"one,two\n", "three"};
  Mutator one(1), same(1), other(2);
  int changed = 0, different = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string bytes = one.Next(inputs);
    EXPECT_EQ(bytes, same.Next(inputs));
    changed += bytes != inputs[0] && bytes != inputs[1];
    different += bytes != other.Next(inputs);
  }
  EXPECT_GT(changed, 90);
  EXPECT_GT(different, 90);
}

}  // namespace
}  // namespace skranke
