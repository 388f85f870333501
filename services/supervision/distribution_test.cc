#include "services/supervision/distribution.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

TEST(Distribution, KeepsSmallValuesAsTheyAre) {
  for (int64_t value = 0; value <= Distribution::kExactMax; ++value) {
    EXPECT_EQ(Distribution::BucketOf(value), value);
  }
  EXPECT_EQ(Distribution::BucketOf(17), 18);
}

TEST(Distribution, RoundsLargeValuesUpByAnEighthAtMost) {
  for (int64_t value = 17; value < int64_t{1} << 40; value += 1 + value / 37) {
    const int64_t bucket = Distribution::BucketOf(value);
    EXPECT_GE(bucket, value);
    EXPECT_LE(bucket - value, value / 8) << value;
    EXPECT_EQ(Distribution::BucketOf(bucket), bucket) << "a bound lies in its own bucket";
  }
}

TEST(Distribution, TellsMedianAndNinthDecile) {
  Distribution values;
  for (int64_t value = 1; value <= 10; ++value) values.Add(value);
  EXPECT_EQ(values.Quantile(1, 2), 5);
  EXPECT_EQ(values.Quantile(9, 10), 9);
  values.Add(11);
  EXPECT_EQ(values.Quantile(1, 2), 6);
  EXPECT_EQ(values.Quantile(9, 10), 10);
  EXPECT_EQ(values.sum(), 66);
  EXPECT_EQ(values.maximum(), 11);
}

TEST(Distribution, NeverTellsMoreThanTheLargest) {
  Distribution values;
  values.Add(1001);
  EXPECT_EQ(values.Quantile(1, 2), 1001);
  EXPECT_EQ(Distribution().Quantile(1, 2), 0);
}

}  // namespace
}  // namespace skranke
