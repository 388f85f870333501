#include "libs/decision/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

Value N(int64_t number) { return Value::OfNumber(Number(number)); }
Value S(std::string text) { return Value::OfString(std::move(text)); }

TEST(Value, IsWrittenAsItsLiteral) {
  absl::TimeZone oslo;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Oslo", &oslo));
  const absl::TimeZone offset = absl::FixedTimeZone(-(2 * 3600 + 30 * 60));
  const std::pair<Value, std::string> rows[] = {
      {Value(), "null"},
      {Value::OfDate(absl::CivilDay(-44, 3, 15)), "date(\"-0044-03-15\")"},
      {Value::OfTime({.nanos = 45'000'500'000'000, .zone = offset}), "time(\"12:30:00.5-02:30\")"},
      {Value::OfDateTime({.second = absl::CivilSecond(12026, 1, 2, 3, 4, 5), .zone = oslo}),
       "date and time(\"12026-01-02T03:04:05@Europe/Oslo\")"},
      {Value::OfDateTime({.second = absl::CivilSecond(2026, 1, 2), .zone = absl::UTCTimeZone()}),
       "date and time(\"2026-01-02T00:00:00Z\")"},
      {Value::OfMonths(-14), "duration(\"-P1Y2M\")"},
      {Value::OfDuration(absl::Hours(25) + absl::Milliseconds(1500)), "duration(\"P1DT1H1.5S\")"},
      {Value::OfList({N(1), S("a\"b")}), R"([1, "a\"b"])"},
      {Value::OfContext(Context({{"a b", N(1)}, {"c+d", Value()}})), R"({a b: 1, "c+d": null})"},
      {Value::OfRange({N(1), N(2), true, false}), "[1..2)"},
      {Value::OfRange({Value(), N(2), false, true}), "(<= 2)"},
  };
  for (const auto& [value, written] : rows) EXPECT_EQ(value.ToString(), written);
}

TEST(Value, IsEqualByWhatItHolds) {
  EXPECT_EQ(S("a"), S("a"));
  EXPECT_NE(S("1"), N(1));
  EXPECT_EQ(Value::OfList({N(1)}), Value::OfList({N(1)}));
  EXPECT_EQ(Value::OfContext(Context({{"a", N(1)}, {"b", N(2)}})),
            Value::OfContext(Context({{"b", N(2)}, {"a", N(1)}})));
  EXPECT_NE(Value::OfContext(Context({{"a", N(1)}})), Value::OfContext(Context({{"b", N(1)}})));
  EXPECT_NE(Value::OfRange({N(1), N(2), true, true}), Value::OfRange({N(1), N(2), true, false}));
}

TEST(Value, FeelsEqualIsNoneForOtherTypes) {
  EXPECT_EQ(FeelEqual(N(1), S("1")), std::nullopt);
  EXPECT_EQ(FeelEqual(N(1), Value()), false);
  EXPECT_EQ(FeelEqual(Value(), Value()), true);
  EXPECT_EQ(FeelEqual(Value::OfList({N(1), S("a")}), Value::OfList({N(1), N(2)})), std::nullopt);
  EXPECT_EQ(FeelEqual(Value::OfList({N(2), S("a")}), Value::OfList({N(1), N(2)})), false);
  EXPECT_EQ(FeelEqual(Value::OfMonths(12), Value::OfDuration(absl::Hours(1))), std::nullopt);
}

TEST(Value, IsOrderedWithinItsType) {
  EXPECT_EQ(Value::Compare(Value::OfMonths(1), Value::OfMonths(2)), std::strong_ordering::less);
  EXPECT_EQ(
      Value::Compare(Value::OfDuration(absl::Seconds(61)), Value::OfDuration(absl::Minutes(1))),
      std::strong_ordering::greater);
  const Value local = Value::OfTime({.nanos = 1});
  const Value zoned = Value::OfTime({.nanos = 1, .zone = absl::UTCTimeZone()});
  EXPECT_EQ(Value::Compare(local, zoned), std::nullopt);
  EXPECT_EQ(Value::Compare(Value::OfBoolean(true), Value::OfBoolean(false)), std::nullopt);
  EXPECT_EQ(Value::Compare(Value::OfList({}), Value::OfList({})), std::nullopt);
  EXPECT_TRUE(IsOrdered(ValueType::kDaysTimeDuration));
  EXPECT_FALSE(IsOrdered(ValueType::kContext));
}

TEST(Value, HasALargestWeight) {
  const std::vector<Value> most(Value::kWeightMax - 1, N(1));
  const Value largest = Value::OfList(most);
  EXPECT_EQ(largest.weight(), Value::kWeightMax);
  std::vector<Value> more = most;
  more.push_back(N(1));
  EXPECT_TRUE(Value::OfList(more).is_null());
  EXPECT_TRUE(Value::OfContext(Context({{"a", largest}})).is_null());
}

TEST(Value, HasALargestDepth) {
  Value value = N(1);
  for (int i = 0; i < Value::kDepthMax; ++i) value = Value::OfList({value});
  EXPECT_EQ(value.depth(), Value::kDepthMax);
  EXPECT_TRUE(Value::OfList({value}).is_null());
  EXPECT_TRUE(Value::OfContext(Context({{"a", value}})).is_null());
  EXPECT_TRUE(Value::OfRange({value, Value(), true, false}).is_null());
}

TEST(Context, KeepsTheOrderAndTheLastValue) {
  Context context({{"b", N(1)}, {"a", N(2)}, {"b", N(3)}});
  EXPECT_EQ(Value::OfContext(context).ToString(), "{b: 3, a: 2}");
  for (int i = 0; i < 100; ++i) context.Set(absl::StrCat("n", i), N(i));
  context.Set("n50", N(-1));
  ASSERT_NE(context.Find("n50"), nullptr);
  EXPECT_EQ(*context.Find("n50"), N(-1));
  EXPECT_EQ(*context.Find("b"), N(3));
  EXPECT_EQ(context.Find("n100"), nullptr);
  EXPECT_EQ(context.entries().size(), 102);
}

}  // namespace
}  // namespace skranke
