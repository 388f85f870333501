#include "libs/identity/digits.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

TEST(Digits, AreAsciiDigitsAndAtLeastOne) {
  EXPECT_TRUE(IsDigits("0"));
  EXPECT_TRUE(IsDigits("0123456789"));
  for (const absl::string_view text : {"", "12a", " 12", "1-2", "٣", "/", ":"}) {
    EXPECT_FALSE(IsDigits(text)) << text;
  }
}

TEST(Digits, LuhnFindsEveryWrongDigit) {
  const std::string right = "8112189876";
  EXPECT_TRUE(PassesLuhn(right));
  for (size_t i = 0; i < right.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = right;
      changed[i] = digit;
      EXPECT_EQ(PassesLuhn(changed), digit == right[i]) << changed;
    }
  }
}

TEST(Digits, SeparatorIsTakenOnlyFromItsPlace) {
  EXPECT_EQ(WithoutSeparator("123-45", 3, '-'), "12345");
  EXPECT_EQ(WithoutSeparator("12-345", 3, '-'), "12-345");
  EXPECT_EQ(WithoutSeparator("123 45", 3, '-'), "123 45");
  EXPECT_EQ(WithoutSeparator("12", 3, '-'), "12");
}

TEST(Digits, FindNoDayThatTheCalendarDoesNotHave) {
  EXPECT_EQ(FindDay(2024, 2, 29), absl::CivilDay(2024, 2, 29));
  EXPECT_EQ(FindDay(2023, 2, 29), std::nullopt);
  EXPECT_EQ(FindDay(1900, 2, 29), std::nullopt);
  EXPECT_EQ(FindDay(2000, 0, 1), std::nullopt);
  EXPECT_EQ(FindDay(2000, 13, 1), std::nullopt);
  EXPECT_EQ(FindDay(2000, 1, 0), std::nullopt);
}

}  // namespace
}  // namespace skranke
