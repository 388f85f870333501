#include "libs/calendar/holidays.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/calendar/office_day.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Day = absl::CivilDay;

constexpr const char* kCountries[] = {"NO", "DK", "SE", "FI"};

HolidayCalendar Calendar(absl::string_view country) {
  auto calendar = HolidayCalendar::Of(country);
  EXPECT_THAT(calendar, IsOk());
  return *calendar;
}

// As the shared table writes them: country, day, name, kind.
std::set<std::string> Reckoned(int first, int last) {
  std::set<std::string> lines;
  for (const char* country : kCountries) {
    for (int year = first; year <= last; ++year) {
      for (const Holiday& holiday : Calendar(country).In(year)) {
        const bool closed = holiday.kind == HolidayKind::kTreatedAsClosed;
        lines.insert(absl::StrCat(country, ",", FormatDay(holiday.day), ",", holiday.name, ",",
                                  closed ? "treated_as_closed" : "public_holiday"));
      }
    }
  }
  return lines;
}

std::vector<std::string> Without(const std::set<std::string>& all,
                                 const std::set<std::string>& some) {
  std::vector<std::string> rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return rest;
}

TEST(HolidayCalendar, HasEveryHolidayOfSixtyYearsAndNoOther) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  constexpr const char* kFile = "data/holidays-nordic/holidays_1990_2050.csv";
  const auto bytes = ReadFile(SharedData(kFile));
  ASSERT_THAT(bytes, IsOk());
  const auto table = ParseCsv(kFile, *bytes);
  ASSERT_THAT(table, IsOk());
  std::set<std::string> published;
  for (const CsvRow& row : table->rows) {
    if (row.cells[1] >= "1991") published.insert(absl::StrJoin(row.cells, ","));
  }
  EXPECT_GT(published.size(), 3300U);
  const std::set<std::string> reckoned = Reckoned(1991, 2050);
  EXPECT_THAT(Without(published, reckoned), IsEmpty());
  EXPECT_THAT(Without(reckoned, published), IsEmpty());
}

TEST(HolidayCalendar, KnowsFourCountries) {
  for (const char* country : kCountries) EXPECT_THAT(HolidayCalendar::Of(country), IsOk());
  for (const char* country : {"", "N", "NOR", "no", "IS"}) {
    EXPECT_THAT(HolidayCalendar::Of(country),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("NO, DK, SE or FI")));
  }
}

TEST(HolidayCalendar, FindsEaster) {
  // The earliest and the latest there can be, a leap century, and years of the tables.
  EXPECT_EQ(EasterSunday(1818), Day(1818, 3, 22));
  EXPECT_EQ(EasterSunday(2038), Day(2038, 4, 25));
  EXPECT_EQ(EasterSunday(2000), Day(2000, 4, 23));
  EXPECT_EQ(EasterSunday(2026), Day(2026, 4, 5));
  EXPECT_EQ(EasterSunday(2049), Day(2049, 4, 18));
}

TEST(HolidayCalendar, ChangesWithTheLaw) {
  // Great Prayer Day ended with 2023; Whit Monday gave way to the National Day in 2005.
  EXPECT_FALSE(Calendar("DK").IsWorkingDay(Day(2023, 5, 5)));
  EXPECT_TRUE(Calendar("DK").IsWorkingDay(Day(2024, 4, 26)));
  EXPECT_FALSE(Calendar("SE").IsWorkingDay(Day(2004, 5, 31)));
  EXPECT_TRUE(Calendar("SE").IsWorkingDay(Day(2005, 5, 16)));
  EXPECT_FALSE(Calendar("SE").IsWorkingDay(Day(2005, 6, 6)));
}

TEST(HolidayCalendar, EndsALimitOnTheNextWorkingDay) {
  struct Example {
    const char* country;
    Day day;
    Day ends;
  };
  const std::vector<Example> examples = {
      {"NO", Day(2026, 11, 20), Day(2026, 11, 20)},  // A Friday.
      {"NO", Day(2026, 11, 21), Day(2026, 11, 23)},  // A Saturday.
      {"NO", Day(2026, 4, 2), Day(2026, 4, 7)},      // Maundy Thursday to Easter Monday.
      {"NO", Day(2026, 12, 24), Day(2026, 12, 24)},  // Christmas Eve is no holiday in Norway,
      {"DK", Day(2026, 12, 24), Day(2026, 12, 28)},  // but counts as one in Denmark.
      {"DK", Day(2026, 6, 5), Day(2026, 6, 8)},      // Constitution Day, a Friday.
      {"SE", Day(2026, 6, 19), Day(2026, 6, 22)},    // Midsummer Eve.
      {"FI", Day(2027, 12, 6), Day(2027, 12, 7)},    // Independence Day, a Monday.
      {"SE", Day(2026, 12, 31), Day(2027, 1, 4)},    // Over the year's end.
  };
  for (const Example& example : examples) {
    EXPECT_EQ(Calendar(example.country).RollForward(example.day), example.ends)
        << example.country << " " << example.day;
  }
}

TEST(HolidayCalendar, CountsWorkingDays) {
  const HolidayCalendar no = Calendar("NO");
  EXPECT_EQ(no.AddWorkingDays(Day(2026, 11, 20), 0), Day(2026, 11, 20));
  EXPECT_EQ(no.AddWorkingDays(Day(2026, 11, 21), 0), Day(2026, 11, 23));
  EXPECT_EQ(no.AddWorkingDays(Day(2026, 11, 20), 1), Day(2026, 11, 23));
  EXPECT_EQ(no.AddWorkingDays(Day(2026, 11, 21), 1), Day(2026, 11, 23));
  EXPECT_EQ(no.AddWorkingDays(Day(2026, 4, 1), 1), Day(2026, 4, 7));
  EXPECT_EQ(no.WorkingDaysBetween(Day(2026, 4, 1), Day(2026, 4, 1)), 0);
  EXPECT_EQ(no.WorkingDaysBetween(Day(2026, 4, 1), Day(2026, 4, 6)), 0);
  EXPECT_EQ(no.WorkingDaysBetween(Day(2026, 4, 1), Day(2026, 4, 7)), 1);
  EXPECT_EQ(no.WorkingDaysBetween(Day(2026, 4, 7), Day(2026, 4, 1)), 0);
}

// Adding and counting are each other's inverse, and both agree with looking day by day.
TEST(HolidayCalendar, AddsWhatItCounts) {
  for (const char* country : kCountries) {
    const HolidayCalendar calendar = Calendar(country);
    for (Day day(2026, 1, 1); day < Day(2027, 1, 1); ++day) {
      EXPECT_TRUE(calendar.IsWorkingDay(calendar.RollForward(day)));
      for (const int days : {1, 2, 7, 30}) {
        const Day end = calendar.AddWorkingDays(day, days);
        EXPECT_TRUE(calendar.IsWorkingDay(end));
        EXPECT_EQ(calendar.WorkingDaysBetween(day, end), days) << country << " " << day;
      }
    }
  }
}

TEST(AddMonths, EndsOnTheSameNumberOrTheLastDay) {
  EXPECT_EQ(AddMonths(Day(2026, 11, 22), 1), Day(2026, 12, 22));
  EXPECT_EQ(AddMonths(Day(2026, 12, 22), 1), Day(2027, 1, 22));
  EXPECT_EQ(AddMonths(Day(2026, 1, 28), 1), Day(2026, 2, 28));
  EXPECT_EQ(AddMonths(Day(2026, 1, 29), 1), Day(2026, 2, 28));
  EXPECT_EQ(AddMonths(Day(2028, 1, 31), 1), Day(2028, 2, 29));
  EXPECT_EQ(AddMonths(Day(2026, 8, 31), 6), Day(2027, 2, 28));
  EXPECT_EQ(AddMonths(Day(2026, 3, 31), -1), Day(2026, 2, 28));
  EXPECT_EQ(AddMonths(Day(2026, 3, 15), 0), Day(2026, 3, 15));
}

}  // namespace
}  // namespace skranke
