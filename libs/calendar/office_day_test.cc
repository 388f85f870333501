#include "libs/calendar/office_day.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using Day = absl::CivilDay;

OfficeZone Zone(absl::string_view name) {
  auto zone = OfficeZone::Load(name);
  EXPECT_THAT(zone, IsOk());
  return *zone;
}

absl::Time Utc(absl::string_view text) {
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, text, &time, &error)) << text << ": " << error;
  return time;
}

TEST(OfficeDay, ReadsDaysThatTheCalendarHas) {
  const std::vector<absl::string_view> days = {"1000-01-01", "2024-02-29", "2000-02-29",
                                               "2026-12-31", "2026-04-30", "9999-12-31"};
  for (const absl::string_view text : days) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const absl::CivilDay day, ParseDay(text));
    EXPECT_EQ(FormatDay(day), text);
  }
}

TEST(OfficeDay, RefusesDaysThatTheCalendarDoesNotHave) {
  for (const absl::string_view text : {"2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10",
                                       "2026-13-10", "2026-01-00", "2026-01-32"}) {
    EXPECT_THAT(ParseDay(text),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no such day")))
        << text;
  }
}

TEST(OfficeDay, RefusesEveryOtherForm) {
  for (const absl::string_view text :
       {"", "2026", "2026-1-1", "26-01-01", "01.01.2026", "2026/01/01", " 2026-01-01",
        "2026-01-01 ", "2026-01-01T", "0999-01-01", "-999-01-01", "12026-01-01", "2026-01-0x",
        "+202-01-01", "2026-+1-01"}) {
    EXPECT_THAT(ParseDay(text),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("YYYY-MM-DD")))
        << text;
  }
}

TEST(OfficeDay, CountsCalendarDaysBothWays) {
  struct {
    absl::CivilDay first, last;
    int days;
  } const rows[] = {
      {Day(2026, 1, 1), Day(2026, 1, 1), 0},      {Day(2026, 1, 31), Day(2026, 2, 1), 1},
      {Day(2026, 2, 28), Day(2026, 3, 1), 1},     {Day(2024, 2, 28), Day(2024, 3, 1), 2},
      {Day(2026, 3, 28), Day(2026, 3, 30), 2},    {Day(2026, 1, 8), Day(2026, 1, 1), -7},
      {Day(2023, 12, 31), Day(2024, 12, 31), 366}};
  for (const auto& row : rows) {
    EXPECT_EQ(CalendarDaysBetween(row.first, row.last), row.days) << FormatDay(row.first);
    EXPECT_EQ(AddDays(row.first, row.days), row.last) << FormatDay(row.first);
  }
}

TEST(OfficeZone, RefusesAZoneThatIsTheMachinesOrNobodys) {
  for (const absl::string_view name :
       {"", "Europe/Osl", "localtime", "Fixed/UTC+01:00:00", "CET1", "../../../etc/localtime",
        "/etc/localtime", ":Europe/Oslo", "Europe/../UTC", "Europe/Oslo "}) {
    EXPECT_THAT(OfficeZone::Load(name), StatusIs(absl::StatusCode::kInvalidArgument)) << name;
  }
  EXPECT_EQ(Zone("Europe/Oslo").name(), "Europe/Oslo");
  EXPECT_EQ(Zone("UTC").name(), "UTC");
}

TEST(OfficeZone, ChangesTheDayAtItsOwnMidnight) {
  const OfficeZone oslo = Zone("Europe/Oslo");
  EXPECT_EQ(oslo.DayOf(Utc("2026-01-14T22:59:59Z")), Day(2026, 1, 14));
  EXPECT_EQ(oslo.DayOf(Utc("2026-01-14T23:00:00Z")), Day(2026, 1, 15));
  EXPECT_EQ(oslo.DayOf(Utc("2026-07-14T21:59:59Z")), Day(2026, 7, 14));
  EXPECT_EQ(oslo.DayOf(Utc("2026-07-14T22:00:00Z")), Day(2026, 7, 15));
}

TEST(OfficeZone, HasDaysOf23And25Hours) {
  const OfficeZone oslo = Zone("Europe/Oslo");
  struct {
    absl::CivilDay day;
    absl::Duration length;
  } const rows[] = {{Day(2026, 3, 28), absl::Hours(24)},
                    {Day(2026, 3, 29), absl::Hours(23)},
                    {Day(2026, 10, 25), absl::Hours(25)}};
  for (const auto& row : rows) {
    const absl::Duration to_last_second = oslo.EndOfDay(row.day) - oslo.StartOfDay(row.day);
    EXPECT_EQ(to_last_second, row.length - absl::Seconds(1)) << FormatDay(row.day);
  }
}

TEST(OfficeZone, BeginsADayWithoutMidnightAfterTheSkip) {
  // Cairo's clocks went from 00:00 to 01:00 on 28 April 2023.
  const OfficeZone cairo = Zone("Africa/Cairo");
  const absl::CivilDay day(2023, 4, 28);
  EXPECT_EQ(cairo.StartOfDay(day), Utc("2023-04-27T22:00:00Z"));
  EXPECT_EQ(cairo.DayOf(cairo.StartOfDay(day)), day);
  EXPECT_EQ(cairo.DayOf(cairo.EndOfDay(day - 1)), day - 1);
}

TEST(OfficeZone, EveryDayBeginsAndEndsWithinItself) {
  for (const absl::string_view name : {"Europe/Oslo", "Europe/Helsinki", "America/New_York"}) {
    const OfficeZone zone = Zone(name);
    for (absl::CivilDay day(2024, 1, 1); day < Day(2027, 1, 1); ++day) {
      ASSERT_EQ(zone.DayOf(zone.StartOfDay(day)), day) << name;
      ASSERT_EQ(zone.DayOf(zone.EndOfDay(day)), day) << name;
      ASSERT_EQ(zone.EndOfDay(day) + absl::Seconds(1), zone.StartOfDay(day + 1)) << name;
    }
  }
}

TEST(OfficeZone, DeadlineIsTheEndOfTheAnswerDay) {
  const OfficeZone oslo = Zone("Europe/Oslo");
  struct {
    absl::string_view receipt;
    int days;
    absl::string_view by_when;
  } const rows[] = {
      {"2026-01-14T08:00:00Z", 0, "2026-01-14T22:59:59Z"},
      {"2026-01-14T22:59:59Z", 1, "2026-01-15T22:59:59Z"},
      {"2026-01-14T23:00:00Z", 1, "2026-01-16T22:59:59Z"},   // already the 15th in Oslo
      {"2026-03-20T12:00:00Z", 14, "2026-04-03T21:59:59Z"},  // over the change to summer time
  };
  for (const auto& row : rows) {
    EXPECT_EQ(oslo.Deadline(Utc(row.receipt), row.days), Utc(row.by_when)) << row.receipt;
  }
}

TEST(OfficeZone, ReadsLocalTimes) {
  const OfficeZone oslo = Zone("Europe/Oslo");
  struct {
    absl::string_view local, utc;
  } const rows[] = {
      {"2026-01-14 09:30:15", "2026-01-14T08:30:15Z"},
      {"2026-01-14T09:30:15", "2026-01-14T08:30:15Z"},
      {"2026-01-14 09:30", "2026-01-14T08:30:00Z"},
      {"2026-07-14 00:00:00", "2026-07-13T22:00:00Z"},
      {"2026-07-14 23:59:59", "2026-07-14T21:59:59Z"},
      {"2026-10-25 02:30:00", "2026-10-25T00:30:00Z"},  // shown twice: the first showing
      {"2026-03-29 02:30:00", "2026-03-29T01:30:00Z"},  // skipped: counted on from before
  };
  for (const auto& row : rows) {
    EXPECT_THAT(oslo.ParseLocalTime(row.local), IsOkAndHolds(Utc(row.utc))) << row.local;
  }
}

TEST(OfficeZone, RefusesOtherFormsOfLocalTime) {
  const OfficeZone oslo = Zone("Europe/Oslo");
  for (const absl::string_view text :
       {"", "2026-01-14", "2026-01-14 9:30", "2026-01-14 24:00:00", "2026-01-14 23:60:00",
        "2026-01-14 23:59:60", "2026-02-29 10:00:00", "2026-01-14 10:00:00Z",
        "2026-01-14 10:00:00+01:00", "2026-01-14  10:00:00", "2026-01-14_10:00:00",
        "2026-01-14 10:00:"}) {
    EXPECT_THAT(oslo.ParseLocalTime(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

}  // namespace
}  // namespace skranke
