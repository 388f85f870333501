#include "tests/bench/sample.h"

#include <gtest/gtest.h>

#include <string>

namespace skranke {
namespace {

TEST(Summary, HasTheMiddleOfAnOddNumberAndTheMeanOfTwoMiddlesOfAnEven) {
  const Summary odd = Summarize({9, 1, 5});
  EXPECT_EQ(odd.median, 5);
  EXPECT_EQ(odd.low, 1);
  EXPECT_EQ(odd.high, 9);
  EXPECT_EQ(Summarize({4, 1, 3, 2}).median, 2.5);
  EXPECT_EQ(Summarize({}).median, 0);
}

struct PercentileCase {
  std::string name;
  std::vector<double> values;
  double share;
  double want;
};

class PercentileTest : public ::testing::TestWithParam<PercentileCase> {};

TEST_P(PercentileTest, IsTheNearestRank) {
  EXPECT_EQ(Percentile(GetParam().values, GetParam().share), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Percentile, PercentileTest,
    ::testing::Values(PercentileCase{"None", {}, 0.5, 0}, PercentileCase{"One", {7}, 0.99, 7},
                      PercentileCase{"HalfOfFour", {4, 3, 2, 1}, 0.5, 2},
                      PercentileCase{"JustOverHalfOfFour", {4, 3, 2, 1}, 0.51, 3},
                      PercentileCase{"All", {4, 3, 2, 1}, 1, 4},
                      PercentileCase{"Nothing", {4, 3, 2, 1}, 0, 1}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace skranke
