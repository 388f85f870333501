// What stands after the point of a date, a time, a duration and a range: date("2026-01-31").year.
#include <cstdlib>

#include "libs/decision/feel/arithmetic.h"
#include "libs/decision/feel/path_nodes.h"

namespace skranke {
namespace {

Value Of(int64_t number) { return Value::OfNumber(Number(number)); }

std::optional<Value> DayProperty(absl::CivilDay day, absl::string_view property) {
  if (property == "year") return Of(day.year());
  if (property == "month") return Of(day.month());
  if (property == "day") return Of(day.day());
  // Monday is 1, Sunday 7.
  if (property == "weekday") return Of(static_cast<int>(absl::GetWeekday(day)) + 1);
  return std::nullopt;
}

std::optional<Value> ZoneProperty(const FeelZone& zone, absl::Duration offset,
                                  absl::string_view property) {
  if (property == "time offset") return zone ? Value::OfDuration(offset) : Value();
  if (property == "timezone") {
    return zone && IsPlace(*zone) ? Value::OfString(zone->name()) : Value();
  }
  return std::nullopt;
}

std::optional<Value> ClockProperty(int64_t seconds, int64_t nanos, absl::string_view property) {
  if (property == "hour") return Of(seconds / 3600);
  if (property == "minute") return Of(seconds / 60 % 60);
  if (property == "second") {
    return Value::OfNumber(SecondsOf(absl::Seconds(seconds % 60) + absl::Nanoseconds(nanos)));
  }
  return std::nullopt;
}

std::optional<Value> TimeProperty(const TimeOfDay& time, absl::string_view property) {
  const auto clock =
      ClockProperty(time.nanos / kNanosPerSecond, time.nanos % kNanosPerSecond, property);
  return clock ? clock : ZoneProperty(time.zone, OffsetOf(time), property);
}

std::optional<Value> MomentProperty(const DateTime& moment, absl::string_view property) {
  const absl::CivilDay day(moment.second);
  if (const auto found = DayProperty(day, property)) return found;
  const int64_t seconds = moment.second - absl::CivilSecond(day);
  if (const auto clock = ClockProperty(seconds, moment.nanos, property)) return clock;
  const absl::Duration offset =
      moment.zone ? OffsetAt(*moment.zone, moment.second) : absl::ZeroDuration();
  return ZoneProperty(moment.zone, offset, property);
}

std::optional<Value> MonthsProperty(int64_t months, absl::string_view property) {
  if (property == "years") return Of(months / 12);
  if (property == "months") return Of(months % 12);
  return std::nullopt;
}

std::optional<Value> DurationProperty(absl::Duration duration, absl::string_view property) {
  absl::Duration rest;
  const int64_t seconds = absl::IDivDuration(duration, absl::Seconds(1), &rest);
  if (property == "days") return Of(seconds / kSecondsPerDay);
  if (property == "hours") return Of(seconds / 3600 % 24);
  if (property == "minutes") return Of(seconds / 60 % 60);
  if (property == "seconds") {
    return Value::OfNumber(SecondsOf(absl::Seconds(seconds % 60) + rest));
  }
  return std::nullopt;
}

std::optional<Value> RangeProperty(const ValueRange& range, absl::string_view property) {
  if (range.excludes) return std::nullopt;
  if (property == "start") return range.low;
  if (property == "end") return range.high;
  if (property == "start included") return Value::OfBoolean(range.low_included);
  if (property == "end included") return Value::OfBoolean(range.high_included);
  return std::nullopt;
}

}  // namespace

std::optional<Value> PropertyOf(const Value& value, absl::string_view property) {
  switch (value.type()) {
    case ValueType::kDate:
      return DayProperty(value.date(), property);
    case ValueType::kTime:
      return TimeProperty(value.time(), property);
    case ValueType::kDateTime:
      return MomentProperty(value.date_time(), property);
    case ValueType::kYearsMonthsDuration:
      return MonthsProperty(value.months(), property);
    case ValueType::kDaysTimeDuration:
      return DurationProperty(value.duration(), property);
    case ValueType::kRange:
      return RangeProperty(value.range(), property);
    default:
      return std::nullopt;
  }
}

}  // namespace skranke
