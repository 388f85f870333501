#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/number.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using Rounding = Number::Rounding;

Number F(absl::string_view text) {
  auto number = Number::ParseFeel(text);
  EXPECT_THAT(number, IsOk()) << text;
  return number.value_or(Number());
}

std::string Shown(const std::optional<Number>& number) {
  return number ? number->ToString() : "none";
}

TEST(NumberArithmetic, IsDecimalAndHasNoInfinity) {
  struct {
    std::optional<Number> (*calculate)(const Number&, const Number&);
    std::string a, b, result;
  } const rows[] = {
      {&Number::Add, "0.1", "0.2", "0.3"},
      {&Number::Add, "9999999999999999999999999999999999", "1",
       "10000000000000000000000000000000000"},
      {&Number::Add, "9999999999999999999999999999999999", "0.4",
       "9999999999999999999999999999999999"},
      {&Number::Add, "9e6144", "9e6144", "none"},
      {&Number::Subtract, "1", "1", "0"},
      {&Number::Subtract, "0", "5", "-5"},
      {&Number::Multiply, "-0.5", "0", "0"},
      {&Number::Multiply, "1.10", "2", "2.2"},
      {&Number::Multiply, "1e4000", "1e4000", "none"},
      {&Number::Divide, "1", "8", "0.125"},
      {&Number::Divide, "2", "3", "0.6666666666666666666666666666666667"},
      {&Number::Divide, "1", "0", "none"},
      {&Number::Divide, "0", "0", "none"},
      {&Number::Modulo, "12", "5", "2"},
      {&Number::Modulo, "-12", "5", "3"},
      {&Number::Modulo, "12", "-5", "-3"},
      {&Number::Modulo, "-12", "-5", "-2"},
      {&Number::Modulo, "-10", "5", "0"},
      {&Number::Modulo, "1", "0", "none"},
      {&Number::Power, "2", "100", "1267650600228229401496703205376"},
      {&Number::Power, "3", "20", "3486784401"},
      {&Number::Power, "2", "-2", "0.25"},
      {&Number::Power, "0", "0", "1"},
      {&Number::Power, "0", "-1", "none"},
      {&Number::Power, "-8", "0.5", "none"},
      {&Number::Power, "10", "6145", "none"},
      {&Number::Power, "1", "9223372036854775807", "1"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Shown(row.calculate(F(row.a), F(row.b))), row.result) << row.a << " and " << row.b;
  }
}

TEST(NumberArithmetic, RoundsEveryWay) {
  struct {
    std::string number;
    int scale;
    std::string half_even, half_up, half_down, up, down, floor, ceiling;
  } const rows[] = {
      {"2.5", 0, "2", "3", "2", "3", "2", "2", "3"},
      {"-2.5", 0, "-2", "-3", "-2", "-3", "-2", "-3", "-2"},
      {"3.5", 0, "4", "4", "3", "4", "3", "3", "4"},
      {"2.51", 0, "3", "3", "3", "3", "2", "2", "3"},
      {"2.49", 0, "2", "2", "2", "3", "2", "2", "3"},
      {"0.25", 1, "0.2", "0.3", "0.2", "0.3", "0.2", "0.2", "0.3"},
      {"1250", -2, "1200", "1300", "1200", "1300", "1200", "1200", "1300"},
      {"7", 3, "7", "7", "7", "7", "7", "7", "7"},
      {"-0.4", 0, "0", "0", "0", "-1", "0", "-1", "0"},
  };
  for (const auto& row : rows) {
    const Number number = F(row.number);
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kHalfEven)), row.half_even) << row.number;
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kHalfUp)), row.half_up) << row.number;
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kHalfDown)), row.half_down) << row.number;
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kUp)), row.up) << row.number;
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kDown)), row.down) << row.number;
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kFloor)), row.floor) << row.number;
    EXPECT_EQ(Shown(number.Round(row.scale, Rounding::kCeiling)), row.ceiling) << row.number;
  }
}

TEST(NumberArithmetic, HasLimitsOfScale) {
  EXPECT_EQ(Shown(F("5.5").Round(Number::kScaleMax, Rounding::kUp)), "5.5");
  EXPECT_EQ(F("5.5").Round(Number::kScaleMax + 1, Rounding::kUp), std::nullopt);
  EXPECT_EQ(Shown(F("5.5").Round(Number::kScaleMin, Rounding::kDown)), "0");
  EXPECT_EQ(F("5.5").Round(Number::kScaleMin - 1, Rounding::kDown), std::nullopt);
}

TEST(NumberArithmetic, HasRootsAndLogarithms) {
  EXPECT_EQ(Shown(F("16").Sqrt()), "4");
  EXPECT_EQ(Shown(F("2").Sqrt()), "1.414213562373095048801688724209698");
  EXPECT_EQ(F("-1").Sqrt(), std::nullopt);
  EXPECT_EQ(Shown(F("0").Exp()), "1");
  EXPECT_EQ(Shown(F("1").Exp()), "2.718281828459045235360287471352662");
  EXPECT_EQ(F("1e6").Exp(), std::nullopt);
  EXPECT_EQ(Shown(F("1").Log()), "0");
  EXPECT_EQ(F("0").Log(), std::nullopt);
}

TEST(NumberArithmetic, FeelsLiteralHasAnExponent) {
  EXPECT_EQ(F("1.5e3"), F("1500"));
  EXPECT_EQ(F("1E-2").ToString(), "0.01");
  EXPECT_EQ(F("1e+2").ToString(), "100");
  EXPECT_EQ(F("12345678901234567890123456789012345").ToString(),
            "12345678901234567890123456789012340");
  for (const absl::string_view text :
       {"1e", "e5", "1e5.5", "1e+", "1e99999", "1e99999999999999999999", "Infinity", "1ee5"}) {
    EXPECT_THAT(Number::ParseFeel(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

TEST(NumberArithmetic, TheLargestAndTheSmallestReadBack) {
  for (const absl::string_view text : {"9.999999999999999999999999999999999e6144", "-1e6144",
                                       "1e-6176", "1.234567890123456789012345678901234e-6143"}) {
    EXPECT_EQ(F(F(text).ToString()), F(text)) << text;
  }
}

TEST(NumberArithmetic, WholeNumbersAreKnown) {
  EXPECT_TRUE(F("1.0").is_whole());
  EXPECT_FALSE(F("1.5").is_whole());
  EXPECT_EQ(F("120").ToInt64(), 120);
  EXPECT_EQ(F("1.2e2").ToInt64(), 120);
  EXPECT_EQ(F("9223372036854775807").ToInt64(), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(F("9223372036854775808").ToInt64(), std::nullopt);
  EXPECT_EQ(F("-9223372036854775808").ToInt64(), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(F("-9223372036854775809").ToInt64(), std::nullopt);
  EXPECT_EQ(F("0.5").ToInt64(), std::nullopt);
  EXPECT_EQ(F("1e30").ToInt64(), std::nullopt);
}

TEST(NumberArithmetic, EqualNumbersHashAlike) {
  const absl::Hash<Number> hash;
  EXPECT_EQ(hash(F("1.50")), hash(F("1.5")));
  EXPECT_EQ(hash(F("-0")), hash(F("0.00")));
  EXPECT_EQ(hash(F("1e3")), hash(F("1000")));
  EXPECT_NE(hash(F("1")), hash(F("-1")));
}

// Whole numbers of 64 bits, in 128, are the oracle.
TEST(NumberArithmetic, AgreesWithWholeNumbers) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 20'000; ++i) {
    const auto a = static_cast<int64_t>(random()) >> (random() % 40 + 1);
    const auto b = static_cast<int64_t>(random()) >> (random() % 40 + 1);
    ASSERT_EQ(Shown(Number::Add(Number(a), Number(b))), absl::StrCat(a + b));
    ASSERT_EQ(Shown(Number::Subtract(Number(a), Number(b))), absl::StrCat(a - b));
    const auto x = static_cast<int32_t>(a);
    const auto y = static_cast<int32_t>(b);
    ASSERT_EQ(Shown(Number::Multiply(Number(x), Number(y))), absl::StrCat(int64_t{x} * y));
    if (y == 0) continue;
    const int64_t rest = ((int64_t{x} % y) + y) % y;
    ASSERT_EQ(Shown(Number::Modulo(Number(x), Number(y))), absl::StrCat(rest)) << x << " " << y;
  }
}

}  // namespace
}  // namespace skranke
