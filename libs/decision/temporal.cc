#include "libs/decision/temporal.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace skranke {
namespace {

constexpr absl::string_view kOffsetPrefix = "Fixed/UTC";

std::string TwoDigits(int64_t number) { return absl::StrFormat("%02d", number); }

// ".5" of half a second; nothing of none.
std::string Fraction(int64_t nanos) {
  if (nanos == 0) return "";
  std::string digits = absl::StrFormat("%09d", nanos);
  digits.erase(digits.find_last_not_of('0') + 1);
  return absl::StrCat(".", digits);
}

std::string Clock(int64_t hour, int64_t minute, int64_t second, int64_t nanos) {
  return absl::StrCat(TwoDigits(hour), ":", TwoDigits(minute), ":", TwoDigits(second),
                      Fraction(nanos));
}

std::string FormatOffset(int64_t seconds) {
  if (seconds == 0) return "Z";
  const int64_t size = std::abs(seconds);
  std::string offset =
      absl::StrCat(seconds < 0 ? "-" : "+", TwoDigits(size / 3600), ":", TwoDigits(size / 60 % 60));
  if (size % 60 != 0) absl::StrAppend(&offset, ":", TwoDigits(size % 60));
  return offset;
}

}  // namespace

bool IsPlace(const absl::TimeZone& zone) {
  return zone.name() != "UTC" && !absl::StartsWith(zone.name(), kOffsetPrefix);
}

absl::Duration OffsetAt(const absl::TimeZone& zone, absl::CivilSecond second) {
  return absl::Seconds(zone.At(zone.At(second).pre).offset);
}

absl::Duration OffsetOf(const TimeOfDay& time) {
  if (!time.zone) return absl::ZeroDuration();
  const absl::CivilSecond midnight(1970, 1, 1);
  return OffsetAt(*time.zone, midnight + time.nanos / kNanosPerSecond);
}

int64_t EpochSeconds(const DateTime& moment) {
  const int64_t local = moment.second - absl::CivilSecond(1970, 1, 1);
  if (!moment.zone) return local;
  return local - absl::ToInt64Seconds(OffsetAt(*moment.zone, moment.second));
}

std::optional<std::strong_ordering> CompareTimes(const TimeOfDay& a, const TimeOfDay& b) {
  if (a.zone.has_value() != b.zone.has_value()) return std::nullopt;
  if (a.zone == b.zone) return a.nanos <=> b.nanos;
  return a.nanos - absl::ToInt64Nanoseconds(OffsetOf(a)) <=>
         b.nanos - absl::ToInt64Nanoseconds(OffsetOf(b));
}

std::optional<std::strong_ordering> CompareMoments(const DateTime& a, const DateTime& b) {
  if (a.zone.has_value() != b.zone.has_value()) return std::nullopt;
  const auto by_second = EpochSeconds(a) <=> EpochSeconds(b);
  return by_second != 0 ? by_second : a.nanos <=> b.nanos;
}

std::string FormatFeel(absl::CivilDay day) {
  const int64_t year = day.year();
  return absl::StrCat(year < 0 ? "-" : "", absl::StrFormat("%04d", std::abs(year)), "-",
                      TwoDigits(day.month()), "-", TwoDigits(day.day()));
}

std::string FormatFeelZone(const FeelZone& zone) {
  if (!zone) return "";
  if (IsPlace(*zone)) return absl::StrCat("@", zone->name());
  return FormatOffset(zone->At(absl::UnixEpoch()).offset);
}

std::string FormatFeel(const TimeOfDay& time) {
  const int64_t seconds = time.nanos / kNanosPerSecond;
  return absl::StrCat(
      Clock(seconds / 3600, seconds / 60 % 60, seconds % 60, time.nanos % kNanosPerSecond),
      FormatFeelZone(time.zone));
}

std::string FormatFeel(const DateTime& moment) {
  const absl::CivilSecond& at = moment.second;
  return absl::StrCat(FormatFeel(absl::CivilDay(at)), "T",
                      Clock(at.hour(), at.minute(), at.second(), moment.nanos),
                      FormatFeelZone(moment.zone));
}

std::string FormatFeel(const Months& months) {
  if (months.count == 0) return "P0M";
  const int64_t size = std::abs(months.count);
  std::string text = months.count < 0 ? "-P" : "P";
  if (size / 12 != 0) absl::StrAppend(&text, size / 12, "Y");
  if (size % 12 != 0) absl::StrAppend(&text, size % 12, "M");
  return text;
}

std::string FormatFeel(absl::Duration duration) {
  if (duration == absl::ZeroDuration()) return "PT0S";
  std::string text = duration < absl::ZeroDuration() ? "-P" : "P";
  absl::Duration rest = absl::AbsDuration(duration);
  const int64_t seconds = absl::IDivDuration(rest, absl::Seconds(1), &rest);
  const int64_t nanos = absl::ToInt64Nanoseconds(rest);
  if (seconds / kSecondsPerDay != 0) absl::StrAppend(&text, seconds / kSecondsPerDay, "D");
  if (seconds % kSecondsPerDay == 0 && nanos == 0) return text;
  absl::StrAppend(&text, "T");
  if (seconds / 3600 % 24 != 0) absl::StrAppend(&text, seconds / 3600 % 24, "H");
  if (seconds / 60 % 60 != 0) absl::StrAppend(&text, seconds / 60 % 60, "M");
  if (seconds % 60 != 0 || nanos != 0) absl::StrAppend(&text, seconds % 60, Fraction(nanos), "S");
  return text;
}

}  // namespace skranke
