#include "libs/calendar/office_day.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// Whether `text` has digits where `form` has a 0, and the very same character everywhere else.
bool HasForm(absl::string_view text, absl::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char wanted) {
    return wanted == '0' ? absl::ascii_isdigit(c) : c == wanted;
  });
}

// Reads the two digits at `start`.
int TwoDigits(absl::string_view text, size_t start) {
  return (text[start] - '0') * 10 + (text[start + 1] - '0');
}

// Abseil also takes "localtime", "Fixed/..." and paths, which are other zones on another machine.
bool IsDatabaseName(absl::string_view name) {
  const bool has_area = absl::StrContains(name, '/') && absl::ascii_isupper(name[0]);
  return name == "UTC" ||
         (has_area && !absl::StrContains(name, '.') && !absl::StartsWith(name, "Fixed/"));
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text) {
  if (!HasForm(text, "0000-00-00") || text[0] == '0') {
    return absl::InvalidArgumentError("a day reads YYYY-MM-DD");
  }
  const int month = TwoDigits(text, 5);
  const int day = TwoDigits(text, 8);
  const absl::CivilDay found(TwoDigits(text, 0) * 100 + TwoDigits(text, 2), month, day);
  // CivilDay carries an impossible day over into the next month.
  if (found.month() == month && found.day() == day) return found;
  return absl::InvalidArgumentError("the calendar has no such day");
}

std::string FormatDay(absl::CivilDay day) { return absl::FormatCivilTime(day); }

absl::CivilDay AddDays(absl::CivilDay day, int days) { return day + days; }

int CalendarDaysBetween(absl::CivilDay first, absl::CivilDay last) {
  return static_cast<int>(last - first);
}

absl::StatusOr<OfficeZone> OfficeZone::Load(absl::string_view name) {
  absl::TimeZone zone;
  if (!IsDatabaseName(name) || !absl::LoadTimeZone(name, &zone)) {
    return absl::InvalidArgumentError(absl::StrCat("time zone ", name, " is unknown"));
  }
  return OfficeZone(std::string(name), zone);
}

absl::CivilDay OfficeZone::DayOf(absl::Time time) const { return absl::ToCivilDay(time, zone_); }

absl::Time OfficeZone::StartOfDay(absl::CivilDay day) const {
  return absl::FromCivil(absl::CivilSecond(day), zone_);
}

absl::Time OfficeZone::EndOfDay(absl::CivilDay day) const {
  return StartOfDay(day + 1) - absl::Seconds(1);
}

absl::Time OfficeZone::Deadline(absl::Time receipt, int days) const {
  return EndOfDay(AddDays(DayOf(receipt), days));
}

absl::StatusOr<absl::Time> OfficeZone::ParseLocalTime(absl::string_view text) const {
  const absl::string_view clock = text.substr(std::min<size_t>(10, text.size()));
  const bool has_seconds = HasForm(clock, " 00:00:00") || HasForm(clock, "T00:00:00");
  if (!has_seconds && !HasForm(clock, " 00:00") && !HasForm(clock, "T00:00")) {
    return absl::InvalidArgumentError("a local time reads YYYY-MM-DD hh:mm:ss");
  }
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(text.substr(0, 10)));
  const int hour = TwoDigits(clock, 1);
  const int minute = TwoDigits(clock, 4);
  const int second = has_seconds ? TwoDigits(clock, 7) : 0;
  if (hour > 23 || minute > 59 || second > 59) {
    return absl::InvalidArgumentError("the clock has no such time of day");
  }
  const absl::CivilSecond shown(day.year(), day.month(), day.day(), hour, minute, second);
  // `pre` is the offset in force before a change of the clocks: the first showing of an hour.
  return zone_.At(shown).pre;
}

}  // namespace skranke
