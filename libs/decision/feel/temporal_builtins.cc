// The calendar: today, now, the days and weeks of a year, months between two dates.
#include "libs/decision/feel/builtin.h"

namespace skranke {
namespace {

absl::CivilDay DayOf(const Value& value) {
  return value.is(ValueType::kDate) ? value.date() : absl::CivilDay(value.date_time().second);
}

Value Of(int64_t number) { return Value::OfNumber(Number(number)); }

Value Now(const BuiltinCall& call) {
  const absl::TimeZone zone = call.run.zone();
  const absl::TimeZone::CivilInfo now = zone.At(call.run.now());
  return Value::OfDateTime({now.cs, absl::ToInt64Nanoseconds(now.subsecond), zone});
}

Value Today(const BuiltinCall& call) {
  return Value::OfDate(absl::ToCivilDay(call.run.now(), call.run.zone()));
}

Value DayOfYear(const BuiltinCall& call) { return Of(absl::GetYearDay(DayOf(call[0]))); }

Value DayOfWeek(const BuiltinCall& call) {
  static constexpr const char* kNames[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
  return Value::OfString(kNames[static_cast<int>(absl::GetWeekday(DayOf(call[0])))]);
}

Value MonthOfYear(const BuiltinCall& call) {
  static constexpr const char* kNames[] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
  return Value::OfString(kNames[DayOf(call[0]).month() - 1]);
}

// ISO 8601: the week belongs to the year that has its Thursday.
Value WeekOfYear(const BuiltinCall& call) {
  const absl::CivilDay day = DayOf(call[0]);
  const absl::CivilDay thursday = day + (3 - static_cast<int>(absl::GetWeekday(day)));
  return Of((absl::GetYearDay(thursday) - 1) / 7 + 1);
}

// Whole months from one to the other; the clock, and so the zone, does not count.
Value MonthsBetween(const BuiltinCall& call) {
  const absl::CivilDay from = DayOf(call[0]);
  const absl::CivilDay to = DayOf(call[1]);
  int64_t months = absl::CivilMonth(to) - absl::CivilMonth(from);
  if (months > 0 && to.day() < from.day()) --months;
  if (months < 0 && to.day() > from.day()) ++months;
  return Value::OfMonths(months);
}

const BuiltinParameter kDay = {"date", kDate | kDateTime};

const Builtin kRows[] = {
    {"now", {}, &Now},
    {"today", {}, &Today},
    {"day of year", {kDay}, &DayOfYear},
    {"day of week", {kDay}, &DayOfWeek},
    {"month of year", {kDay}, &MonthOfYear},
    {"week of year", {kDay}, &WeekOfYear},
    {"years and months duration",
     {{"from", kDate | kDateTime}, {"to", kDate | kDateTime}},
     &MonthsBetween},
};

}  // namespace

absl::Span<const Builtin> TemporalBuiltins() { return kRows; }

}  // namespace skranke
