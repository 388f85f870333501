#include "libs/calendar/deadline_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Limit> Limits(absl::string_view country, absl::string_view day, int list_days = 0,
                          DeadlineStart start = DeadlineStart::kReceipt) {
  return LimitsFrom(start, *ParseDay(day), country, *HolidayCalendar::Of(country), list_days);
}

// The last day of the only limit of that kind that law sets; empty where there is none.
std::string LastBy(absl::string_view country, DeadlineKind kind, absl::string_view day,
                   DeadlineStart start = DeadlineStart::kReceipt) {
  for (const Limit& limit : Limits(country, day, 0, start)) {
    if (limit.kind == kind) return FormatDay(limit.last);
  }
  return "";
}

struct LastDayRow {
  const char* why;
  const char* country;
  DeadlineKind kind;
  const char* day;
  const char* last;
};

constexpr LastDayRow kReceived[] = {
    // One month, Norway.
    {"the same number", "NO", DeadlineKind::kProvisionalAnswer, "2026-01-15", "2026-02-16"},
    {"a working day stays", "NO", DeadlineKind::kProvisionalAnswer, "2026-02-10", "2026-03-10"},
    {"a Saturday goes to Monday", "NO", DeadlineKind::kProvisionalAnswer, "2026-01-28",
     "2026-03-02"},
    {"31 January in a year of 28 days", "NO", DeadlineKind::kProvisionalAnswer, "2025-01-31",
     "2025-02-28"},
    {"and of 29 days", "NO", DeadlineKind::kProvisionalAnswer, "2024-01-31", "2024-02-29"},
    {"29 January of a leap year", "NO", DeadlineKind::kProvisionalAnswer, "2024-01-29",
     "2024-02-29"},
    {"17 May, a Sunday", "NO", DeadlineKind::kProvisionalAnswer, "2026-04-17", "2026-05-18"},
    {"Maundy Thursday to after Easter", "NO", DeadlineKind::kProvisionalAnswer, "2026-03-02",
     "2026-04-07"},
    {"Christmas Eve is a day as any other", "NO", DeadlineKind::kProvisionalAnswer, "2025-11-24",
     "2025-12-24"},
    {"over the new year", "NO", DeadlineKind::kProvisionalAnswer, "2025-12-01", "2026-01-02"},
    // Six months, Sweden.
    {"the same number", "SE", DeadlineKind::kAnswer, "2026-01-15", "2026-07-15"},
    {"the last day of August", "SE", DeadlineKind::kAnswer, "2025-08-31", "2026-03-02"},
    {"Midsummer Eve goes to Monday", "SE", DeadlineKind::kAnswer, "2025-12-19", "2026-06-22"},
    {"the day before it stays", "SE", DeadlineKind::kAnswer, "2025-12-18", "2026-06-18"},
    {"Christmas Eve to after the holidays", "SE", DeadlineKind::kAnswer, "2026-06-24",
     "2026-12-28"},
    {"the day before New Year's Eve", "SE", DeadlineKind::kAnswer, "2026-06-30", "2026-12-30"},
    {"the act was in force", "SE", DeadlineKind::kAnswer, "2018-07-01", "2019-01-02"},
    {"it was not yet", "SE", DeadlineKind::kAnswer, "2018-06-30", ""},
    // Without delay, Finland.
    {"the next day", "FI", DeadlineKind::kTransfer, "2026-03-10", "2026-03-11"},
    {"after the weekend", "FI", DeadlineKind::kTransfer, "2026-03-13", "2026-03-16"},
    {"come in on a Sunday", "FI", DeadlineKind::kTransfer, "2026-03-15", "2026-03-16"},
    {"after May Day", "FI", DeadlineKind::kTransfer, "2026-04-30", "2026-05-04"},
    {"after Midsummer Eve", "FI", DeadlineKind::kTransfer, "2026-06-18", "2026-06-22"},
    {"after Independence Day, a Sunday", "FI", DeadlineKind::kTransfer, "2026-12-04", "2026-12-07"},
    {"New Year's Eve is a day as any other", "FI", DeadlineKind::kTransfer, "2026-12-30",
     "2026-12-31"},
    {"the act was in force", "FI", DeadlineKind::kTransfer, "2004-01-01", "2004-01-02"},
    {"it was not yet", "FI", DeadlineKind::kTransfer, "2003-12-31", ""},
    // None by law.
    {"no number in the act", "NO", DeadlineKind::kAnswer, "2026-03-10", ""},
    {"the council sets it", "DK", DeadlineKind::kAnswer, "2026-03-10", ""},
    {"no duty of that kind", "SE", DeadlineKind::kTransfer, "2026-03-10", ""},
};

TEST(DeadlineRules, EndOnTheDayThatTheCountrysLawSays) {
  for (const LastDayRow& row : kReceived) {
    EXPECT_EQ(LastBy(row.country, row.kind, row.day), row.last)
        << row.country << " " << row.day << ": " << row.why;
  }
}

TEST(DeadlineRules, GiveFourWeeksFromTheDemandInSwedenOnly) {
  const auto four_weeks = [](absl::string_view country, absl::string_view day) {
    return LastBy(country, DeadlineKind::kDemandedDecision, day, DeadlineStart::kDemand);
  };
  EXPECT_EQ(four_weeks("SE", "2026-03-10"), "2026-04-07");
  EXPECT_EQ(four_weeks("SE", "2026-03-06"), "2026-04-07");  // Good Friday
  EXPECT_EQ(four_weeks("SE", "2026-05-22"), "2026-06-22");  // Midsummer Eve
  EXPECT_EQ(four_weeks("SE", "2026-05-21"), "2026-06-18");
  for (const char* country : {"NO", "DK", "FI"}) {
    EXPECT_EQ(four_weeks(country, "2026-03-10"), "") << country;
  }
}

// What the citizen was told is not moved by a weekend: 2026-03-31 + 4 is a Saturday at Easter.
TEST(DeadlineRules, LeaveTheListsDayAsTheCitizenWasTold) {
  for (const char* country : {"NO", "DK", "SE", "FI"}) {
    const Limit list = Limits(country, "2026-03-31", 4).front();
    EXPECT_EQ(list.kind, DeadlineKind::kAnswer) << country;
    EXPECT_EQ(list.source, "") << country;
    EXPECT_EQ(FormatDay(list.last), "2026-04-04") << country;
    EXPECT_EQ(FormatDay(list.start), "2026-03-31") << country;
  }
}

TEST(DeadlineRules, LetTheListSayNothing) {
  EXPECT_THAT(Limits("DK", "2026-03-10", 0), IsEmpty());
  EXPECT_THAT(Limits("DK", "2026-03-10", -1), IsEmpty());
  EXPECT_EQ(Limits("DK", "2026-03-10", 1).size(), 2U);
}

// In Denmark the limit runs from the application and nothing stops it; who will miss it says so
// before it ends.
TEST(DeadlineRules, TellTheCitizenBeforeTheCouncilsLimitEnds) {
  const std::vector<Limit> limits = Limits("DK", "2026-03-10", 30);
  ASSERT_EQ(limits.size(), 2U);
  EXPECT_EQ(limits[1].kind, DeadlineKind::kProvisionalAnswer);
  EXPECT_EQ(limits[1].source, "retssikkerhedsloven § 3");
  EXPECT_EQ(limits[1].last, limits[0].last);
  EXPECT_FALSE(limits[0].stoppable);
  EXPECT_FALSE(limits[1].stoppable);
}

// An act changes: what began by the old one keeps it, and each day has one of them.
TEST(DeadlineRules, HoldFromTheFirstToTheLastDayOfTheirValidity) {
  const DeadlineRule rules[] = {
      {"NO", DeadlineKind::kAnswer, 1, DeadlineUnit::kWeeks, DeadlineStart::kReceipt, false, "old",
       absl::CivilDay(2026, 1, 1), absl::CivilDay(2026, 6, 30)},
      {"NO", DeadlineKind::kAnswer, 2, DeadlineUnit::kWeeks, DeadlineStart::kReceipt, false, "new",
       absl::CivilDay(2026, 7, 1), absl::CivilDay(2026, 12, 31)},
  };
  const auto sources = [&](absl::string_view day) {
    std::vector<std::string> all;
    for (const Limit& limit : LimitsFrom(rules, DeadlineStart::kReceipt, *ParseDay(day), "NO",
                                         *HolidayCalendar::Of("NO"), 0)) {
      all.emplace_back(limit.source);
    }
    return all;
  };
  EXPECT_THAT(sources("2025-12-31"), IsEmpty());
  EXPECT_THAT(sources("2026-01-01"), ElementsAre("old"));
  EXPECT_THAT(sources("2026-06-30"), ElementsAre("old"));
  EXPECT_THAT(sources("2026-07-01"), ElementsAre("new"));
  EXPECT_THAT(sources("2026-12-31"), ElementsAre("new"));
  EXPECT_THAT(sources("2027-01-01"), IsEmpty());
}

TEST(DeadlineRules, LetOnlyTheListsLimitsStop) {
  for (const DeadlineRule& rule : DeadlineRules()) {
    const bool of_list = rule.source.empty();
    const absl::string_view country = rule.country;
    EXPECT_EQ(rule.stoppable, of_list && country != "DK") << country << " " << rule.source;
    EXPECT_EQ(of_list, rule.kind == DeadlineKind::kAnswer && rule.unit == DeadlineUnit::kListDays);
  }
}

TEST(DeadlineRules, AreOfCountriesWithACalendarAndHoldForATime) {
  std::set<std::string> countries;
  for (const DeadlineRule& rule : DeadlineRules()) {
    SKRANKE_EXPECT_OK(HolidayCalendar::Of(rule.country));
    EXPECT_LT(rule.valid_from, rule.valid_to) << rule.country << " " << rule.source;
    countries.insert(std::string(rule.country));
  }
  EXPECT_THAT(countries, ElementsAre("DK", "FI", "NO", "SE"));
}

}  // namespace
}  // namespace skranke
