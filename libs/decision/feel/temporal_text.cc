#include "libs/decision/feel/temporal_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/decision/feel/arithmetic.h"

namespace skranke {
namespace {

// Digits of a year, and of one number of a duration: more do not fit any date.
constexpr size_t kYearDigitsMax = 9;
constexpr size_t kCountDigitsMax = 15;
constexpr size_t kNanoDigits = 9;
// Source: Java's and PostgreSQL's limits; places have at most 14 hours.
constexpr absl::Duration kOffsetMax = absl::Hours(18);
// The longest name of a zone has some 30 bytes.
constexpr size_t kZoneBytesMax = 64;

absl::string_view TakeDigits(absl::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), absl::ascii_isdigit);
  const absl::string_view digits = text.substr(0, end - text.begin());
  text.remove_prefix(digits.size());
  return digits;
}

int64_t ToNumber(absl::string_view digits) {
  int64_t number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

// Exactly two digits.
std::optional<int> TakeTwo(absl::string_view& text) {
  if (text.size() < 2 || !absl::ascii_isdigit(text[0]) || !absl::ascii_isdigit(text[1])) {
    return std::nullopt;
  }
  const int number = static_cast<int>(ToNumber(text.substr(0, 2)));
  text.remove_prefix(2);
  return number;
}

// ".5" -> 500,000,000; what is finer than a nanosecond falls away.
int64_t ToNanos(absl::string_view digits) {
  std::string nanos(digits.substr(0, kNanoDigits));
  nanos.resize(kNanoDigits, '0');
  return ToNumber(nanos);
}

// "-0044-03-15" and what follows it, which stays in the text.
std::optional<absl::CivilDay> TakeDate(absl::string_view& text) {
  const bool negative = absl::ConsumePrefix(&text, "-");
  const absl::string_view year = TakeDigits(text);
  const bool padded = year.size() > 4 && year[0] == '0';
  if (year.size() < 4 || year.size() > kYearDigitsMax || padded) return std::nullopt;
  if (!absl::ConsumePrefix(&text, "-")) return std::nullopt;
  const auto month = TakeTwo(text);
  if (!month || !absl::ConsumePrefix(&text, "-")) return std::nullopt;
  const auto day = TakeTwo(text);
  if (!day) return std::nullopt;
  return MakeDay(negative ? -ToNumber(year) : ToNumber(year), *month, *day);
}

// "12:30:00.5" as nanoseconds; 24:00:00 is a whole day.
std::optional<int64_t> TakeClock(absl::string_view& text) {
  const auto hour = TakeTwo(text);
  if (!hour || !absl::ConsumePrefix(&text, ":")) return std::nullopt;
  const auto minute = TakeTwo(text);
  if (!minute || !absl::ConsumePrefix(&text, ":")) return std::nullopt;
  const auto second = TakeTwo(text);
  if (!second || *minute > 59 || *second > 59) return std::nullopt;
  int64_t nanos = 0;
  if (absl::ConsumePrefix(&text, ".")) {
    const absl::string_view digits = TakeDigits(text);
    if (digits.empty()) return std::nullopt;
    nanos = ToNanos(digits);
  }
  const int64_t seconds = (*hour * 60 + *minute) * 60 + *second;
  const int64_t all = seconds * kNanosPerSecond + nanos;
  if (all > kSecondsPerDay * kNanosPerSecond) return std::nullopt;
  return all;
}

std::optional<absl::TimeZone> ParseOffset(absl::string_view text) {
  const bool negative = text[0] == '-';
  text.remove_prefix(1);
  const auto hours = TakeTwo(text);
  if (!hours || !absl::ConsumePrefix(&text, ":")) return std::nullopt;
  const auto minutes = TakeTwo(text);
  std::optional<int> seconds = 0;
  if (absl::ConsumePrefix(&text, ":")) seconds = TakeTwo(text);
  if (!minutes || !seconds || *minutes > 59 || *seconds > 59 || !text.empty()) return std::nullopt;
  const absl::Duration size =
      absl::Hours(*hours) + absl::Minutes(*minutes) + absl::Seconds(*seconds);
  return ZoneOfOffset(negative ? -size : size);
}

// A name that cannot be a path out of the zones' directory.
bool IsZoneName(absl::string_view name) {
  const auto allowed = [](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains("_+-/", c);
  };
  return !name.empty() && name.size() <= kZoneBytesMax && absl::ascii_isalpha(name[0]) &&
         std::all_of(name.begin(), name.end(), allowed) && !absl::StartsWith(name, "Fixed/");
}

// What follows a clock; nothing is a local time. The outer none: it is no zone.
std::optional<FeelZone> ParseZone(absl::string_view text) {
  if (text.empty()) return FeelZone();
  if (text == "Z") return FeelZone(absl::UTCTimeZone());
  std::optional<absl::TimeZone> zone;
  if (text[0] == '+' || text[0] == '-') zone = ParseOffset(text);
  if (absl::ConsumePrefix(&text, "@") && IsZoneName(text)) {
    absl::TimeZone place;
    if (absl::LoadTimeZone(std::string(text), &place)) zone = place;
  }
  return zone ? std::optional<FeelZone>(zone) : std::nullopt;
}

// "12" and its unit, which is one of `units`; each unit may come once, in their order.
struct Count {
  absl::string_view whole;
  absl::string_view fraction;
  char unit = '\0';
};

std::optional<Count> TakeCount(absl::string_view& text, absl::string_view& units) {
  Count count = {.whole = TakeDigits(text)};
  const bool has_point = absl::ConsumePrefix(&text, ".");
  if (has_point) count.fraction = TakeDigits(text);
  if (count.whole.empty() || count.whole.size() > kCountDigitsMax || text.empty()) {
    return std::nullopt;
  }
  count.unit = text[0];
  const size_t place = units.find(count.unit);
  if (place == absl::string_view::npos || (has_point && count.unit != 'S')) return std::nullopt;
  units.remove_prefix(place + 1);
  text.remove_prefix(1);
  return count;
}

std::optional<Value> ParseMonths(absl::string_view text, bool negative) {
  absl::string_view units = "YM";
  Number months;
  while (!text.empty()) {
    const auto count = TakeCount(text, units);
    if (!count) return std::nullopt;
    const Number size(ToNumber(count->whole));
    months = *Number::Add(months, *Number::Multiply(size, Number(count->unit == 'Y' ? 12 : 1)));
  }
  const auto whole = months.ToInt64();
  if (!whole || *whole > kFeelMonthsMax) return std::nullopt;
  return Value::OfMonths(negative ? -*whole : *whole);
}

// Of one part of a duration, days or clock; none where it is another's.
std::optional<absl::Duration> ParseParts(absl::string_view text, absl::string_view units) {
  absl::Duration sum;
  while (!text.empty()) {
    const auto count = TakeCount(text, units);
    if (!count) return std::nullopt;
    const absl::Duration unit = count->unit == 'D'   ? absl::Hours(24)
                                : count->unit == 'H' ? absl::Hours(1)
                                : count->unit == 'M' ? absl::Minutes(1)
                                                     : absl::Seconds(1);
    sum += unit * ToNumber(count->whole) + absl::Nanoseconds(ToNanos(count->fraction));
  }
  return sum;
}

std::optional<Value> ParseDaysTime(absl::string_view text, bool negative) {
  const size_t t = text.find('T');
  const bool has_clock = t != absl::string_view::npos;
  if (has_clock && t + 1 == text.size()) return std::nullopt;
  const auto days = ParseParts(text.substr(0, t), "D");
  const auto clock = ParseParts(has_clock ? text.substr(t + 1) : "", "HMS");
  if (!days || !clock || !IsFeelDuration(*days + *clock)) return std::nullopt;
  return Value::OfDuration(negative ? -(*days + *clock) : *days + *clock);
}

}  // namespace

std::optional<absl::CivilDay> MakeDay(int64_t year, int64_t month, int64_t day) {
  if (!IsFeelYear(year) || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const absl::CivilDay made(year, month, day);
  // Abseil makes March 1st of February 29th where there is none.
  return made.month() == month ? std::optional(made) : std::nullopt;
}

std::optional<absl::TimeZone> ZoneOfOffset(absl::Duration offset) {
  if (absl::AbsDuration(offset) > kOffsetMax) return std::nullopt;
  return absl::FixedTimeZone(static_cast<int>(absl::ToInt64Seconds(offset)));
}

std::optional<absl::CivilDay> ParseFeelDate(absl::string_view text) {
  const auto day = TakeDate(text);
  return text.empty() ? day : std::nullopt;
}

std::optional<TimeOfDay> ParseFeelTime(absl::string_view text) {
  const auto nanos = TakeClock(text);
  const auto zone = ParseZone(text);
  if (!nanos || !zone) return std::nullopt;
  return TimeOfDay{*nanos % (kSecondsPerDay * kNanosPerSecond), *zone};
}

std::optional<DateTime> ParseFeelDateTime(absl::string_view text) {
  const auto day = TakeDate(text);
  if (!day || !absl::ConsumePrefix(&text, "T")) return std::nullopt;
  const auto nanos = TakeClock(text);
  const auto zone = ParseZone(text);
  if (!nanos || !zone) return std::nullopt;
  return DateTime{absl::CivilSecond(*day) + *nanos / kNanosPerSecond, *nanos % kNanosPerSecond,
                  *zone};
}

std::optional<Value> ParseFeelDuration(absl::string_view text) {
  const bool negative = absl::ConsumePrefix(&text, "-");
  if (!absl::ConsumePrefix(&text, "P") || text.empty()) return std::nullopt;
  if (auto months = ParseMonths(text, negative)) return months;
  return ParseDaysTime(text, negative);
}

std::optional<Value> ParseFeelTemporal(absl::string_view text) {
  if (const auto day = ParseFeelDate(text)) return Value::OfDate(*day);
  if (const auto moment = ParseFeelDateTime(text)) return Value::OfDateTime(*moment);
  if (const auto time = ParseFeelTime(text)) return Value::OfTime(*time);
  return ParseFeelDuration(text);
}

}  // namespace skranke
