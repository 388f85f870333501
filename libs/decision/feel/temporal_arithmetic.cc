#include <algorithm>
#include <cstdlib>
#include <utility>

#include "libs/decision/feel/arithmetic.h"

namespace skranke {
namespace {

constexpr int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

bool IsDuration(const Value& value) {
  return value.is(ValueType::kYearsMonthsDuration) || value.is(ValueType::kDaysTimeDuration);
}

Value Negated(const Value& duration) {
  return duration.is(ValueType::kDaysTimeDuration) ? Value::OfDuration(-duration.duration())
                                                   : Value::OfMonths(-duration.months());
}

std::optional<Value> MadeMonths(int64_t months) {
  if (std::abs(months) > kFeelMonthsMax) return std::nullopt;
  return Value::OfMonths(months);
}

std::optional<Value> MadeDuration(absl::Duration duration) {
  if (!IsFeelDuration(duration)) return std::nullopt;
  return Value::OfDuration(duration);
}

std::optional<Value> MadeMoment(DateTime moment) {
  if (!IsFeelYear(moment.second.year())) return std::nullopt;
  return Value::OfDateTime(std::move(moment));
}

// The same day of another month, or that month's last.
std::optional<absl::CivilDay> PlusMonths(absl::CivilDay day, int64_t months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  if (!IsFeelYear(month.year())) return std::nullopt;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

// Local time goes on by whole seconds; a zone keeps its name.
std::optional<Value> PlusDuration(const DateTime& moment, absl::Duration duration) {
  absl::Duration fraction;
  int64_t seconds = absl::IDivDuration(duration, absl::Seconds(1), &fraction);
  int64_t nanos = moment.nanos + absl::ToInt64Nanoseconds(fraction);
  if (nanos < 0) {
    nanos += kNanosPerSecond;
    --seconds;
  } else if (nanos >= kNanosPerSecond) {
    nanos -= kNanosPerSecond;
    ++seconds;
  }
  return MadeMoment({moment.second + seconds, nanos, moment.zone});
}

std::optional<Value> PlusMonths(const DateTime& moment, int64_t months) {
  const auto day = PlusMonths(absl::CivilDay(moment.second), months);
  if (!day) return std::nullopt;
  const int64_t clock = moment.second - absl::CivilSecond(absl::CivilDay(moment.second));
  return MadeMoment({absl::CivilSecond(*day) + clock, moment.nanos, moment.zone});
}

std::optional<Value> PlusDuration(const TimeOfDay& time, absl::Duration duration) {
  const absl::Duration day = absl::Nanoseconds(kNanosPerDay);
  int64_t nanos = (time.nanos + absl::ToInt64Nanoseconds(duration % day)) % kNanosPerDay;
  if (nanos < 0) nanos += kNanosPerDay;
  return Value::OfTime({nanos, time.zone});
}

std::optional<Value> PlusToDay(absl::CivilDay day, const Value& duration) {
  if (duration.is(ValueType::kYearsMonthsDuration)) {
    const auto other = PlusMonths(day, duration.months());
    return other ? std::optional(Value::OfDate(*other)) : std::nullopt;
  }
  const auto moment = PlusDuration({.second = absl::CivilSecond(day)}, duration.duration());
  if (!moment) return std::nullopt;
  return Value::OfDate(absl::CivilDay(moment->date_time().second));
}

// point + duration
std::optional<Value> Plus(const Value& point, const Value& duration) {
  const bool months = duration.is(ValueType::kYearsMonthsDuration);
  switch (point.type()) {
    case ValueType::kDate:
      return PlusToDay(point.date(), duration);
    case ValueType::kDateTime:
      return months ? PlusMonths(point.date_time(), duration.months())
                    : PlusDuration(point.date_time(), duration.duration());
    case ValueType::kTime:
      if (months) return std::nullopt;
      return PlusDuration(point.time(), duration.duration());
    case ValueType::kYearsMonthsDuration:
      if (!months) return std::nullopt;
      return MadeMonths(point.months() + duration.months());
    case ValueType::kDaysTimeDuration:
      if (months) return std::nullopt;
      return MadeDuration(point.duration() + duration.duration());
    default:
      return std::nullopt;
  }
}

// A date counts as its midnight in UTC.
std::optional<DateTime> AsMoment(const Value& value) {
  if (value.is(ValueType::kDateTime)) return value.date_time();
  if (!value.is(ValueType::kDate)) return std::nullopt;
  return DateTime{.second = absl::CivilSecond(value.date()), .zone = absl::UTCTimeZone()};
}

// point - point
std::optional<Value> Difference(const Value& left, const Value& right) {
  if (left.is(ValueType::kTime) && right.is(ValueType::kTime)) {
    if (left.time().zone.has_value() != right.time().zone.has_value()) return std::nullopt;
    return Value::OfDuration(absl::Nanoseconds(left.time().nanos - right.time().nanos) -
                             (OffsetOf(left.time()) - OffsetOf(right.time())));
  }
  const auto from = AsMoment(right);
  const auto to = AsMoment(left);
  if (!from || !to || from->zone.has_value() != to->zone.has_value()) return std::nullopt;
  return MadeDuration(absl::Seconds(EpochSeconds(*to) - EpochSeconds(*from)) +
                      absl::Nanoseconds(to->nanos - from->nanos));
}

// What a duration measures: months, or seconds.
Number Size(const Value& duration) {
  return duration.is(ValueType::kYearsMonthsDuration) ? Number(duration.months())
                                                      : SecondsOf(duration.duration());
}

// A duration of the kind of `kind` with that size; parts of a month fall away.
std::optional<Value> OfSize(const Value& kind, std::optional<Number> size) {
  if (!size) return std::nullopt;
  if (kind.is(ValueType::kYearsMonthsDuration)) {
    size = size->Round(0, Number::Rounding::kDown);
    const auto months = size ? size->ToInt64() : std::nullopt;
    return months ? MadeMonths(*months) : std::nullopt;
  }
  const auto duration = DurationOfSeconds(*size);
  return duration ? std::optional(Value::OfDuration(*duration)) : std::nullopt;
}

std::optional<Value> Times(const Value& left, const Value& right) {
  if (IsDuration(left) && right.is(ValueType::kNumber)) {
    return OfSize(left, Number::Multiply(Size(left), right.number()));
  }
  if (left.is(ValueType::kNumber) && IsDuration(right)) return Times(right, left);
  return std::nullopt;
}

std::optional<Value> Over(const Value& left, const Value& right) {
  if (!IsDuration(left)) return std::nullopt;
  if (right.is(ValueType::kNumber)) {
    return OfSize(left, Number::Divide(Size(left), right.number()));
  }
  if (left.type() != right.type()) return std::nullopt;
  const auto ratio = Number::Divide(Size(left), Size(right));
  return ratio ? std::optional(Value::OfNumber(*ratio)) : std::nullopt;
}

}  // namespace

bool IsFeelDuration(absl::Duration duration) {
  return absl::AbsDuration(duration) <= kFeelDurationMax;
}

bool IsFeelYear(int64_t year) { return -kFeelYearMax <= year && year <= kFeelYearMax; }

Number SecondsOf(absl::Duration duration) {
  absl::Duration rest;
  const int64_t seconds = absl::IDivDuration(duration, absl::Seconds(1), &rest);
  const Number billion(kNanosPerSecond);
  const auto fraction = Number::Divide(Number(absl::ToInt64Nanoseconds(rest)), billion);
  return *Number::Add(Number(seconds), *fraction);
}

std::optional<absl::Duration> DurationOfSeconds(const Number& seconds) {
  const auto whole = seconds.Round(0, Number::Rounding::kFloor);
  const auto count = whole ? whole->ToInt64() : std::nullopt;
  if (!count) return std::nullopt;
  const auto nanos = Number::Multiply(*Number::Subtract(seconds, *whole), Number(kNanosPerSecond))
                         ->Round(0, Number::Rounding::kDown);
  const absl::Duration duration =
      absl::Seconds(*count) + absl::Nanoseconds(nanos->ToInt64().value_or(0));
  return IsFeelDuration(duration) ? std::optional(duration) : std::nullopt;
}

std::optional<Value> CalculateTemporal(Operator op, const Value& left, const Value& right) {
  switch (op) {
    case Operator::kAdd:
      if (IsDuration(right)) return Plus(left, right);
      return IsDuration(left) ? Plus(right, left) : std::nullopt;
    case Operator::kSubtract:
      return IsDuration(right) ? Plus(left, Negated(right)) : Difference(left, right);
    case Operator::kMultiply:
      return Times(left, right);
    case Operator::kDivide:
      return Over(left, right);
    case Operator::kPower:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace skranke
