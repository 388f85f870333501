// Making values of text and parts: number, string, date, time, date and time, duration.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_string.h"
#include "libs/decision/feel/temporal_text.h"

namespace skranke {
namespace {

// Longest text of a number, in bytes. Source: design; a decimal128 has 34 digits.
constexpr size_t kNumberBytesMax = 200;

Value ToString(const BuiltinCall& call) {
  if (call[0].is_null()) return Value();
  return Value::OfString(FeelString(call[0]));
}

bool IsOneOf(const BuiltinCall& call, size_t i, std::initializer_list<absl::string_view> allowed) {
  return !call.has(i) || std::find(allowed.begin(), allowed.end(), call.text(i)) != allowed.end();
}

Value ToNumber(const BuiltinCall& call) {
  const bool same = call.has(1) && call.has(2) && call.text(1) == call.text(2);
  if (!IsOneOf(call, 1, {" ", ",", "."}) || !IsOneOf(call, 2, {",", "."}) || same) {
    return call.Error("number: these separators are none, or not two");
  }
  std::string text = call.text(0);
  if (call.has(1)) text = absl::StrReplaceAll(text, {{call.text(1), ""}});
  if (call.has(2) && call.text(2) == ",") {
    // A point that is left is no separator of this text.
    if (text.find('.') != std::string::npos) return call.Error("number: the text is no number");
    text = absl::StrReplaceAll(text, {{",", "."}});
  }
  const auto number = text.size() > kNumberBytesMax ? absl::InvalidArgumentError("too long")
                                                    : Number::ParseFeel(text);
  return number.ok() ? Value::OfNumber(*number) : call.Error("number: the text is no number");
}

Value DateFrom(const BuiltinCall& call) {
  if (call[0].is(ValueType::kDate)) return call[0];
  if (call[0].is(ValueType::kDateTime)) {
    return Value::OfDate(absl::CivilDay(call[0].date_time().second));
  }
  const auto day = ParseFeelDate(call.text(0));
  return day ? Value::OfDate(*day) : call.Error("date: the text is no date");
}

Value DateOfParts(const BuiltinCall& call) {
  const auto year = call[0].number().ToInt64();
  const auto month = call[1].number().ToInt64();
  const auto day = call[2].number().ToInt64();
  const auto made = year && month && day ? MakeDay(*year, *month, *day) : std::nullopt;
  return made ? Value::OfDate(*made) : call.Error("date: the calendar has no such day");
}

Value TimeFrom(const BuiltinCall& call) {
  switch (call[0].type()) {
    case ValueType::kTime:
      return call[0];
    case ValueType::kDate:
      return Value::OfTime({.nanos = 0, .zone = absl::UTCTimeZone()});
    case ValueType::kDateTime: {
      const DateTime& moment = call[0].date_time();
      const int64_t seconds = moment.second - absl::CivilSecond(absl::CivilDay(moment.second));
      return Value::OfTime({seconds * kNanosPerSecond + moment.nanos, moment.zone});
    }
    default: {
      const auto time = ParseFeelTime(call.text(0));
      return time ? Value::OfTime(*time) : call.Error("time: the text is no time");
    }
  }
}

// Seconds with their fraction, in nanoseconds; what is finer falls away.
std::optional<int64_t> NanosOf(const Number& seconds) {
  const auto nanos = Number::Multiply(seconds, Number(kNanosPerSecond));
  const auto whole = nanos ? nanos->Round(0, Number::Rounding::kDown) : nanos;
  return whole ? whole->ToInt64() : std::nullopt;
}

Value TimeOfParts(const BuiltinCall& call) {
  const auto hour = call[0].number().ToInt64();
  const auto minute = call[1].number().ToInt64();
  const auto nanos = NanosOf(call[2].number());
  FeelZone zone;
  if (call.has(3)) zone = ZoneOfOffset(call[3].duration());
  const bool fine = hour && minute && nanos && 0 <= *hour && *hour < 24 && 0 <= *minute &&
                    *minute < 60 && 0 <= *nanos && *nanos < 60 * kNanosPerSecond &&
                    zone.has_value() == call.has(3);
  if (!fine) return call.Error("time: the clock has no such time");
  return Value::OfTime({(*hour * 60 + *minute) * 60 * kNanosPerSecond + *nanos, zone});
}

Value MomentFrom(const BuiltinCall& call) {
  if (call[0].is(ValueType::kDateTime)) return call[0];
  if (call[0].is(ValueType::kDate)) {
    return Value::OfDateTime({.second = absl::CivilSecond(call[0].date())});
  }
  if (const auto moment = ParseFeelDateTime(call.text(0))) return Value::OfDateTime(*moment);
  const auto day = ParseFeelDate(call.text(0));
  if (!day) return call.Error("date and time: the text is no date and time");
  return Value::OfDateTime({.second = absl::CivilSecond(*day)});
}

Value MomentOfParts(const BuiltinCall& call) {
  const absl::CivilDay day =
      call[0].is(ValueType::kDate) ? call[0].date() : absl::CivilDay(call[0].date_time().second);
  const TimeOfDay& time = call[1].time();
  return Value::OfDateTime({absl::CivilSecond(day) + time.nanos / kNanosPerSecond,
                            time.nanos % kNanosPerSecond, time.zone});
}

Value DurationFrom(const BuiltinCall& call) {
  if (!call[0].is(ValueType::kString)) return call[0];
  const auto duration = ParseFeelDuration(call.text(0));
  return duration ? *duration : call.Error("duration: the text is no duration");
}

const BuiltinParameter kSeparator1 = {"grouping separator", kString, true};
const BuiltinParameter kSeparator2 = {"decimal separator", kString, true};

const Builtin kRows[] = {
    {"string", {{"from"}}, &ToString},
    {"number", {{"from", kString}, kSeparator1, kSeparator2}, &ToNumber},
    {"date", {{"from", kString | kDate | kDateTime}}, &DateFrom},
    {"date", {{"year", kNumber}, {"month", kNumber}, {"day", kNumber}}, &DateOfParts},
    {"time", {{"from", kString | kTime | kDate | kDateTime}}, &TimeFrom},
    {"time",
     {{"hour", kNumber}, {"minute", kNumber}, {"second", kNumber}, {"offset", kDuration, true}},
     &TimeOfParts},
    {"date and time", {{"from", kString | kDate | kDateTime}}, &MomentFrom},
    {"date and time", {{"date", kDate | kDateTime}, {"time", kTime}}, &MomentOfParts},
    {"duration", {{"from", kString | kMonths | kDuration}}, &DurationFrom},
};

}  // namespace

absl::Span<const Builtin> ConversionBuiltins() { return kRows; }

}  // namespace skranke
