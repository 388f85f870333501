// Dates, times and durations: reading, writing, calculating, the calendar's functions.
#include <gtest/gtest.h>

#include "libs/decision/feel/feel_fixture.h"

namespace skranke {
namespace {

TEST(FeelTime, TextIsReadExactly) {
  struct {
    const char *text, *read;
  } const rows[] = {
      {"2026-01-31", "date(\"2026-01-31\")"},
      {"2024-02-29", "date(\"2024-02-29\")"},
      {"2023-02-29", "null"},
      {"-0044-03-15", "date(\"-0044-03-15\")"},
      {"999999999-12-31", "date(\"999999999-12-31\")"},
      {"-999999999-01-01", "date(\"-999999999-01-01\")"},
      {"1000000000-01-01", "null"},
      {"998-12-31", "null"},
      {"01998-12-31", "null"},
      {"+2026-01-31", "null"},
      {"2026-1-31", "null"},
      {"2026-00-10", "null"},
      {"2026-01-32", "null"},
      {"12:30:00", "time(\"12:30:00\")"},
      {"23:59:59.999999999", "time(\"23:59:59.999999999\")"},
      {"24:00:00", "time(\"00:00:00\")"},
      {"24:00:01", "null"},
      {"12:60:00", "null"},
      {"12:00:60", "null"},
      {"12:30", "null"},
      {"7:00:00", "null"},
      {"12:30:00Z", "time(\"12:30:00Z\")"},
      {"12:30:00-00:00", "time(\"12:30:00Z\")"},
      {"12:30:00+02:30:15", "time(\"12:30:00+02:30:15\")"},
      {"12:30:00+18:00", "time(\"12:30:00+18:00\")"},
      {"12:30:00+18:01", "null"},
      {"12:30:00+2:00", "null"},
      {"12:30:00@Europe/Oslo", "time(\"12:30:00@Europe/Oslo\")"},
      {"12:30:00@Etc/UTC", "time(\"12:30:00@Etc/UTC\")"},
      {"12:30:00@Nowhere/Else", "null"},
      {"12:30:00@../etc/passwd", "null"},
      {"12:30:00+01:00@Europe/Oslo", "null"},
      {"2026-01-31T12:30:00.5+01:00", "date and time(\"2026-01-31T12:30:00.5+01:00\")"},
      {"2026-01-31T24:00:00", "date and time(\"2026-02-01T00:00:00\")"},
      {"2026-01-31 12:30:00", "null"},
      {"P1Y14M", "duration(\"P2Y2M\")"},
      {"-P1M", "duration(\"-P1M\")"},
      {"P0Y", "duration(\"P0M\")"},
      {"P1DT25H61M61.5S", "duration(\"P2DT2H2M1.5S\")"},
      {"-PT0.000000001S", "duration(\"-PT0.000000001S\")"},
      {"PT0S", "duration(\"PT0S\")"},
      {"P", "null"},
      {"PT", "null"},
      {"P1", "null"},
      {"P1H", "null"},
      {"PT1D", "null"},
      {"P1M1Y", "null"},
      {"P1Y1D", "null"},
      {"P1.5D", "null"},
      {"P999999999999999D", "null"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Feel("@\"" + std::string(row.text) + "\""), row.read) << row.text;
  }
}

TEST(FeelTime, IsMadeOfParts) {
  ExpectRows({
      {"date(2024, 2, 29)", "date(\"2024-02-29\")"},
      {"date(2023, 2, 29)", "null"},
      {"date(2023, 2, null)", "null"},
      {"date(\"2023-02-01T10:00:00\")", "null"},
      {"date(date and time(\"2023-02-01T10:00:00Z\"))", "date(\"2023-02-01\")"},
      {"time(12, 30, 15.5)", "time(\"12:30:15.5\")"},
      {"time(12, 30, 0, @\"-PT2H\")", "time(\"12:30:00-02:00\")"},
      {"time(24, 0, 0)", "null"},
      {"time(12, 0, 60)", "null"},
      {"time(12, 0, 0, @\"PT19H\")", "null"},
      {"time(@\"2026-01-31T10:00:00@Europe/Oslo\")", "time(\"10:00:00@Europe/Oslo\")"},
      {"date and time(@\"2026-01-31\", @\"10:00:00Z\")", "date and time(\"2026-01-31T10:00:00Z\")"},
      {"date and time(\"2026-01-31\")", "date and time(\"2026-01-31T00:00:00\")"},
      {"date and time(\"10:00:00\")", "null"},
      {"duration(\"P1Y\")", "duration(\"P1Y\")"},
      {"duration(1)", "null"},
  });
}

TEST(FeelTime, IsCalculatedWith) {
  ExpectRows({
      {"@\"2026-01-31\" + @\"P1M\"", "date(\"2026-02-28\")"},
      {"@\"2024-02-29\" + @\"P1Y\"", "date(\"2025-02-28\")"},
      {"@\"2024-02-29\" - @\"P4Y\"", "date(\"2020-02-29\")"},
      {"@\"P1D\" + @\"2026-12-31\"", "date(\"2027-01-01\")"},
      {"@\"2026-01-01\" + @\"PT36H\"", "date(\"2026-01-02\")"},
      {"@\"2026-01-02\" - @\"PT1S\"", "date(\"2026-01-01\")"},
      {"@\"999999999-12-31\" + @\"P1D\"", "null"},
      {"@\"999999999-12-31\" + @\"P1M\"", "null"},
      {"@\"2026-01-01T23:59:59.5\" + @\"PT0.5S\"", "date and time(\"2026-01-02T00:00:00\")"},
      {"@\"2026-01-01T00:00:00\" - @\"PT0.1S\"", "date and time(\"2025-12-31T23:59:59.9\")"},
      {"@\"2026-01-31T10:00:00Z\" + @\"P1M\"", "date and time(\"2026-02-28T10:00:00Z\")"},
      {"@\"23:30:00\" + @\"PT1H\"", "time(\"00:30:00\")"},
      {"@\"00:30:00\" - @\"PT1H\"", "time(\"23:30:00\")"},
      {"@\"00:30:00\" - @\"P1Y\"", "null"},
      {"@\"12:00:00Z\" - @\"12:00:00+01:00\"", "duration(\"PT1H\")"},
      {"@\"12:00:00Z\" - @\"12:00:00\"", "null"},
      {"@\"2026-03-01\" - @\"2026-02-01\"", "duration(\"P28D\")"},
      {"@\"2026-01-01T12:00:00Z\" - @\"2026-01-01\"", "duration(\"PT12H\")"},
      {"@\"2026-01-01T12:00:00\" - @\"2026-01-01\"", "null"},
      {"@\"2026-03-29T12:00:00@Europe/Oslo\" - @\"2026-03-28T12:00:00@Europe/Oslo\"",
       "duration(\"PT23H\")"},
      {"@\"999999999-12-31\" - @\"-999999999-01-01\"", "duration(\"P730484999633D\")"},
      {"@\"P1Y\" + @\"P2M\"", "duration(\"P1Y2M\")"},
      {"@\"P1Y\" + @\"P2D\"", "null"},
      {"@\"P1M\" * 2.5", "duration(\"P2M\")"},
      {"-2.5 * @\"P1M\"", "duration(\"-P2M\")"},
      {"@\"PT1S\" / 3", "duration(\"PT0.333333333S\")"},
      {"@\"P1D\" / @\"PT6H\"", "4"},
      {"@\"P1D\" / @\"PT0S\"", "null"},
      {"@\"P1Y\" / 0", "null"},
      {"@\"P1Y\" * 1e20", "null"},
      {"@\"P1D\" * 1e20", "null"},
      {"@\"P1D\" * @\"P1D\"", "null"},
      {"-@\"P1D\"", "duration(\"-P1D\")"},
      {"-@\"2026-01-01\"", "null"},
  });
}

TEST(FeelTime, NowIsTheCallers) {
  ExpectRows({
      {"today()", "date(\"2026-11-22\")"},
      {"now()", "date and time(\"2026-11-22T09:30:00@Europe/Oslo\")"},
      {"now() - @\"PT10H\"", "date and time(\"2026-11-21T23:30:00@Europe/Oslo\")"},
      {"today() - date of birth > @\"P6570D\"", "true"},
      {"today(1)", "null"},
  });
}

TEST(FeelTime, KnowsTheCalendar) {
  ExpectRows({
      {"day of year(@\"2024-12-31\")", "366"},
      {"day of week(@\"2026-11-22\")", "\"Sunday\""},
      {"month of year(@\"2026-11-22T00:00:00\")", "\"November\""},
      {"week of year(@\"2021-01-03\")", "53"},
      {"week of year(@\"2021-01-04\")", "1"},
      {"week of year(@\"2024-12-30\")", "1"},
      {"years and months duration(@\"2020-02-29\", @\"2026-02-28\")", "duration(\"P5Y11M\")"},
      {"years and months duration(@\"2020-02-28\", @\"2026-02-28\")", "duration(\"P6Y\")"},
      {"years and months duration(@\"2026-02-28\", @\"2020-02-29\")", "duration(\"-P5Y11M\")"},
      {"years and months duration(@\"2026-02-28\", null)", "null"},
  });
}

}  // namespace
}  // namespace skranke
