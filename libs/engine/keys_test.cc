#include "libs/engine/keys.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace skranke {
namespace {

std::string Instant(int64_t micros) {
  std::string key;
  AppendInstant(micros, key);
  return key;
}

TEST(Keys, SortAsWhatTheyMean) {
  const std::vector<int64_t> instants = {INT64_MIN, -1'000'000, -1, 0, 1, 255, 256, INT64_MAX};
  for (size_t i = 1; i < instants.size(); ++i) {
    EXPECT_LT(Instant(instants[i - 1]), Instant(instants[i])) << instants[i];
    EXPECT_EQ(InstantAtEnd(Instant(instants[i])), instants[i]);
  }
  EXPECT_LT(EventKey(255), EventKey(256));
  EXPECT_LT(TimerKey(1, TimerKind::kIncompleteEnds, 9), TimerKey(2, TimerKind::kIncompleteEnds, 1));
}

TEST(Keys, OfACodeAreNoPrefixOfThoseOfALongerOne) {
  EXPECT_NE(UnitPrefix("A", "BC"), UnitPrefix("AB", "C"));
  EXPECT_NE(UnitPrefix("NAV", "EAST").substr(0, WorkPrefix("NAV", "EA").size()),
            UnitPrefix("NAV", "EA"));
  EXPECT_EQ(UnitStatePrefix("A", "B", 4).substr(0, UnitPrefix("A", "B").size()),
            UnitPrefix("A", "B"));
}

TEST(Keys, KnowWhereAPrefixEnds) {
  EXPECT_EQ(AfterPrefix("abc"), "abd");
  EXPECT_EQ(AfterPrefix("ab\xff"), "ac");
  EXPECT_EQ(AfterPrefix("\xff\xff"), "");
  EXPECT_EQ(AfterPrefix(""), "");
}

TEST(Keys, GiveBackTheNumberAtTheirEnd) {
  std::string key = UnitPrefix("A", "B");
  AppendInstant(-7, key);
  AppendNumber(0xABCDEF, key);
  EXPECT_EQ(NumberAtEnd(key), 0xABCDEFu);
  EXPECT_EQ(InstantAtEnd(key, 8), -7);
}

}  // namespace
}  // namespace skranke
