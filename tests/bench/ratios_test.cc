#include "tests/bench/ratios.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

TEST(Ratios, CompareEveryRoundWithItsOwnNeighbours) {
  Results results;
  results.samples[{Measure::kEcho, 64}] = {{.per_second = 100, .client_us = 10, .server_us = 10},
                                           {.per_second = 50, .client_us = 20, .server_us = 20}};
  results.samples[{Measure::kStore, 64}] = {{.per_second = 80, .server_us = 20},
                                            {.per_second = 40, .server_us = 40}};
  results.samples[{Measure::kRegister, 64}] = {
      {.per_second = 40, .p50_us = 2, .p99_us = 4, .client_us = 15, .server_us = 45},
      {.per_second = 20, .p50_us = 4, .p99_us = 12, .client_us = 30, .server_us = 90}};
  const Ratios ratios = RatiosAt(results, 64, 2);
  EXPECT_DOUBLE_EQ(ratios.register_to_echo.low, 0.4);
  EXPECT_DOUBLE_EQ(ratios.register_to_echo.high, 0.4);
  EXPECT_DOUBLE_EQ(ratios.register_to_store.median, 0.5);
  EXPECT_DOUBLE_EQ(ratios.bound.high, 50'000);
  EXPECT_DOUBLE_EQ(ratios.bound.low, 25'000);
  EXPECT_DOUBLE_EQ(ratios.register_to_bound.median, 40.0 / 50'000);
  EXPECT_DOUBLE_EQ(ratios.tail.high, 3);
  EXPECT_DOUBLE_EQ(ratios.cpu_us.median, 90);
}

TEST(Ratios, CompareRegisteringWithEachDesignOnPostgres) {
  Results results;
  results.samples[{Measure::kRegister, 64}] = {{.per_second = 40}, {.per_second = 20}};
  results.samples[{Measure::kPlain, 64}] = {{.per_second = 10}, {.per_second = 5}};
  results.samples[{Measure::kGroup, 64}] = {{.per_second = 20}};
  const Ratios ratios = RatiosAt(results, 64, 2);
  EXPECT_DOUBLE_EQ(ratios.register_to_peers[0].low, 4);
  EXPECT_DOUBLE_EQ(ratios.register_to_peers[0].high, 4);
  EXPECT_EQ(ratios.register_to_peers[1].median, 0);
  EXPECT_DOUBLE_EQ(ratios.register_to_peers[2].median, 2);
}

TEST(Ratios, AreZeroWhereAPartWasNotMeasured) {
  Results results;
  results.samples[{Measure::kRegister, 64}] = {{.per_second = 40, .p50_us = 2, .p99_us = 4}};
  EXPECT_EQ(RatiosAt(results, 64, 2).register_to_echo.median, 0);
  EXPECT_EQ(RatiosAt(results, 8, 2).bound.median, 0);
}

}  // namespace
}  // namespace skranke
