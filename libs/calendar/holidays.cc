#include "libs/calendar/holidays.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

constexpr int kEver = 9999;

// How the day of a holiday is found.
enum class Rule {
  // `month` and `number`.
  kFixed,
  // `number` days after Easter Sunday.
  kFromEaster,
  // The first Saturday on or after `month` and `number`.
  kSaturdayFrom,
  // The first Friday on or after them.
  kFridayFrom,
};

struct HolidayRule {
  // First letters of the countries that have it.
  absl::string_view countries;
  Rule rule;
  int month;
  int number;
  const char* name;
  HolidayKind kind = HolidayKind::kPublicHoliday;
  int first_year = 0;
  int last_year = kEver;
};

// Sources: NO lov om helligdager og helligdagsfred (1995-02-24 nr 12) and lov om 1. og 17. mai
// (1947-04-26 nr 1); DK, Great Prayer Day ended by lov nr 214 of 2023; SE lag (1989:253) om
// allmänna helgdagar, since 2005 with the National Day for Whit Monday; FI 150/1930 section 5. The
// days that only count as closed: DK the form of foraeldelsesloven section 27, SE lag 1930:173
// section 2, FI 150/1930 section 5.
constexpr HolidayRule kRules[] = {
    {"NDSF", Rule::kFixed, 1, 1, "New Year's Day"},
    {"SF", Rule::kFixed, 1, 6, "Epiphany"},
    {"ND", Rule::kFromEaster, 0, -3, "Maundy Thursday"},
    {"NDSF", Rule::kFromEaster, 0, -2, "Good Friday"},
    {"NDSF", Rule::kFromEaster, 0, 0, "Easter Sunday"},
    {"NDSF", Rule::kFromEaster, 0, 1, "Easter Monday"},
    {"D", Rule::kFromEaster, 0, 26, "Great Prayer Day", HolidayKind::kPublicHoliday, 0, 2023},
    {"N", Rule::kFixed, 5, 1, "Labor Day"},
    {"SF", Rule::kFixed, 5, 1, "May Day"},
    {"N", Rule::kFixed, 5, 17, "Constitution Day"},
    {"NDSF", Rule::kFromEaster, 0, 39, "Ascension Day"},
    {"NDSF", Rule::kFromEaster, 0, 49, "Pentecost"},
    {"ND", Rule::kFromEaster, 0, 50, "Pentecost Monday"},
    {"S", Rule::kFromEaster, 0, 50, "Pentecost Monday", HolidayKind::kPublicHoliday, 0, 2004},
    {"D", Rule::kFixed, 6, 5, "Constitution Day", HolidayKind::kTreatedAsClosed},
    {"S", Rule::kFixed, 6, 6, "National Day", HolidayKind::kPublicHoliday, 2005},
    {"SF", Rule::kFridayFrom, 6, 19, "Midsummer Eve", HolidayKind::kTreatedAsClosed},
    {"SF", Rule::kSaturdayFrom, 6, 20, "Midsummer Day"},
    {"SF", Rule::kSaturdayFrom, 10, 31, "All Saints' Day"},
    {"F", Rule::kFixed, 12, 6, "Independence Day"},
    {"DSF", Rule::kFixed, 12, 24, "Christmas Eve", HolidayKind::kTreatedAsClosed},
    {"NDSF", Rule::kFixed, 12, 25, "Christmas Day"},
    {"NDSF", Rule::kFixed, 12, 26, "Second Day of Christmas"},
    {"DS", Rule::kFixed, 12, 31, "New Year's Eve", HolidayKind::kTreatedAsClosed},
};

absl::CivilDay OnOrAfter(absl::CivilDay day, absl::Weekday weekday) {
  return absl::NextWeekday(day - 1, weekday);
}

absl::CivilDay DayIn(const HolidayRule& rule, int year) {
  const absl::CivilDay fixed(year, rule.month, rule.number);
  switch (rule.rule) {
    case Rule::kFixed:
      return fixed;
    case Rule::kFromEaster:
      return AddDays(EasterSunday(year), rule.number);
    case Rule::kSaturdayFrom:
      return OnOrAfter(fixed, absl::Weekday::saturday);
    case Rule::kFridayFrom:
      return OnOrAfter(fixed, absl::Weekday::friday);
  }
  return fixed;
}

bool Holds(const HolidayRule& rule, char country, int year) {
  return rule.countries.find(country) != absl::string_view::npos && rule.first_year <= year &&
         year <= rule.last_year;
}

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

}  // namespace

// The anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
absl::CivilDay EasterSunday(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int in_century = year % 100;
  const int moons = (8 * century + 13) / 25;
  const int epact = (19 * golden + century - century / 4 - moons + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int late = (golden + 11 * epact + 22 * weekday) / 451;
  const int days = epact + weekday - 7 * late + 114;
  return absl::CivilDay(year, days / 31, days % 31 + 1);
}

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

absl::StatusOr<HolidayCalendar> HolidayCalendar::Of(absl::string_view country) {
  for (const absl::string_view known : {"NO", "DK", "SE", "FI"}) {
    if (country == known) return HolidayCalendar(known.front());
  }
  return absl::InvalidArgumentError(
      absl::StrCat("no holidays are known of the country '", country, "': NO, DK, SE or FI"));
}

std::vector<Holiday> HolidayCalendar::In(int year) const {
  std::vector<Holiday> holidays;
  for (const HolidayRule& rule : kRules) {
    if (Holds(rule, country_, year)) holidays.push_back({DayIn(rule, year), rule.name, rule.kind});
  }
  const auto by_day = [](const Holiday& a, const Holiday& b) { return a.day < b.day; };
  std::stable_sort(holidays.begin(), holidays.end(), by_day);
  return holidays;
}

bool HolidayCalendar::IsHoliday(absl::CivilDay day) const {
  const int year = static_cast<int>(day.year());
  return std::any_of(std::begin(kRules), std::end(kRules), [&](const HolidayRule& rule) {
    return Holds(rule, country_, year) && DayIn(rule, year) == day;
  });
}

bool HolidayCalendar::IsWorkingDay(absl::CivilDay day) const {
  return !IsWeekend(day) && !IsHoliday(day);
}

absl::CivilDay HolidayCalendar::RollForward(absl::CivilDay day) const {
  while (!IsWorkingDay(day)) ++day;
  return day;
}

absl::CivilDay HolidayCalendar::AddWorkingDays(absl::CivilDay day, int days) const {
  if (days <= 0) return RollForward(day);
  for (int left = days; left > 0; --left) day = RollForward(day + 1);
  return day;
}

int HolidayCalendar::WorkingDaysBetween(absl::CivilDay first, absl::CivilDay last) const {
  int days = 0;
  for (absl::CivilDay day = first + 1; day <= last; ++day) days += IsWorkingDay(day) ? 1 : 0;
  return days;
}

}  // namespace skranke
