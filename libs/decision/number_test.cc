#include "libs/decision/number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

Number N(absl::string_view text) {
  auto number = Number::Parse(text);
  EXPECT_THAT(number, IsOk()) << text;
  return number.value_or(Number());
}

TEST(Number, IsWrittenInItsShortestForm) {
  struct {
    std::string text, shortest;
  } const rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"-0.00", "0"},
      {"007", "7"},
      {"1.50", "1.5"},
      {".5", "0.5"},
      {"-.05", "-0.05"},
      {"100", "100"},
      {"1200.0", "1200"},
      {"0.001", "0.001"},
      {"1234567890123456789012345678901234", "1234567890123456789012345678901234"},
      {"0.1234567890123456789012345678901234", "0.1234567890123456789012345678901234"},
  };
  for (const auto& row : rows) EXPECT_EQ(N(row.text).ToString(), row.shortest) << row.text;
}

TEST(Number, RefusesEverythingButPlainDecimals) {
  for (const absl::string_view text : {"", "-", ".", "-.", "1.", "+1", "1,5", "1 000", " 1", "1 ",
                                       "1e5", "0x1", "1.2.3", "--1", "NaN", "٣", "1-"}) {
    EXPECT_THAT(Number::Parse(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

TEST(Number, HasLimitsOfDigitsAndZeros) {
  const std::string nines(Number::kDigitsMax, '9');
  const std::string zeros(Number::kExponentMax, '0');
  EXPECT_THAT(Number::Parse(nines), IsOk());
  EXPECT_THAT(Number::Parse(nines + "9"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Number::Parse("1" + zeros), IsOk());
  EXPECT_THAT(Number::Parse("10" + zeros), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Number::Parse("." + zeros.substr(1) + "1"), IsOk());
  EXPECT_THAT(Number::Parse("." + zeros + "1"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(N("1" + zeros).ToString(), "1" + zeros);
  EXPECT_LT(N("." + zeros.substr(1) + "1"), N("1" + zeros));
}

TEST(Number, IsOrderedByValue) {
  const std::vector<Number> rising = {
      N("-9999999999999999999999999999999999"),
      N("-100"),
      N("-99.9"),
      N("-0.5"),
      N("-0.49999999999999999999999999999999"),
      N("0"),
      N("0.0001"),
      N("0.1"),
      N("0.3"),
      N("0.30000000000000000000000000000001"),
      N("1"),
      N("9"),
      N("10"),
      N("18"),
      N("20"),
      N("100"),
      N("9007199254740992"),
      N("9007199254740993"),  // the first whole number that a double does not hold
      N("1" + std::string(40, '0')),
  };
  for (size_t i = 0; i < rising.size(); ++i) {
    for (size_t j = 0; j < rising.size(); ++j) {
      EXPECT_EQ(rising[i] <=> rising[j], i <=> j)
          << rising[i].ToString() << " and " << rising[j].ToString();
    }
  }
}

TEST(Number, OfOneValueIsEqualHoweverItWasWritten) {
  EXPECT_EQ(N("1.0"), N("1"));
  EXPECT_EQ(N("1.0") <=> N("1"), std::strong_ordering::equal);
  EXPECT_EQ(N("0100.50"), N("100.5"));
  EXPECT_EQ(N("-0"), N("0"));
  EXPECT_EQ(Number(1200), N("1200.00"));
  EXPECT_NE(N("1"), N("-1"));
}

TEST(Number, HoldsEveryInt64) {
  for (const int64_t whole :
       {int64_t{0}, int64_t{-1}, int64_t{10}, int64_t{-4200}, std::numeric_limits<int64_t>::max(),
        std::numeric_limits<int64_t>::min()}) {
    EXPECT_EQ(Number(whole).ToString(), absl::StrCat(whole));
    EXPECT_EQ(Number(whole), N(absl::StrCat(whole)));
  }
}

// Thousandths as whole numbers are the oracle.
TEST(Number, AgreesWithWholeNumbersOnRandomThousandths) {
  std::mt19937_64 random(7);
  const auto thousandths = [&] { return static_cast<int64_t>(random() % 4'000'001) - 2'000'000; };
  const auto text = [](int64_t n) {
    const int64_t size = n < 0 ? -n : n;
    return absl::StrCat(n < 0 ? "-" : "", size / 1000, ".", size % 1000 / 100, size % 100 / 10,
                        size % 10);
  };
  for (int i = 0; i < 20'000; ++i) {
    const int64_t a = thousandths();
    const int64_t b = i % 2 ? thousandths() : a + static_cast<int64_t>(random() % 3) - 1;
    ASSERT_EQ(N(text(a)) <=> N(text(b)), a <=> b) << text(a) << " and " << text(b);
    ASSERT_EQ(N(text(a)) == N(text(b)), a == b) << text(a) << " and " << text(b);
    ASSERT_EQ(N(N(text(a)).ToString()), N(text(a)));
  }
}

}  // namespace
}  // namespace skranke
