#include "libs/vault/entropy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bitset>
#include <set>

namespace skranke {
namespace {

// From the algorithm's reference implementation, for the seed 1234567.
TEST(SeededEntropy, GivesTheKnownNumbers) {
  SeededEntropy entropy(1234567);
  EXPECT_EQ(entropy.Next(), 6457827717110365317u);
  EXPECT_EQ(entropy.Next(), 3203168211198807973u);
  EXPECT_EQ(entropy.Next(), 9817491932198370423u);
}

TEST(SeededEntropy, PlaysTheSameDayForTheSameSeedOnly) {
  SeededEntropy first(1), again(1), other(2);
  for (int i = 0; i < 100; ++i) {
    const uint64_t number = first.Next();
    EXPECT_EQ(number, again.Next());
    EXPECT_NE(number, other.Next());
  }
}

// Far more numbers than are fetched at once: none comes twice, and every bit is sometimes set and
// sometimes not.
TEST(SystemEntropy, RepeatsNothingAcrossRefills) {
  SystemEntropy entropy, other;
  std::set<uint64_t> seen;
  uint64_t ever = 0, always = ~uint64_t{0};
  for (int i = 0; i < 1000; ++i) {
    for (const uint64_t number : {entropy.Next(), other.Next()}) {
      EXPECT_TRUE(seen.insert(number).second);
      ever |= number;
      always &= number;
    }
  }
  EXPECT_EQ(std::bitset<64>(ever).count(), 64u);
  EXPECT_EQ(std::bitset<64>(always).count(), 0u);
}

}  // namespace
}  // namespace skranke
