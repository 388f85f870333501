// FEEL's times, dates and times, and durations as values, and how the standard writes them.
// Values; threads may share them.
#ifndef SKRANKE_LIBS_DECISION_TEMPORAL_H_
#define SKRANKE_LIBS_DECISION_TEMPORAL_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace skranke {

// Years that a date may have lie between minus and plus this. Source: FEEL, after XML Schema 1.1.
inline constexpr int64_t kFeelYearMax = 999'999'999;

inline constexpr int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr int64_t kSecondsPerDay = 86'400;

// An offset from UTC ("+01:00") or a place with its rules ("Europe/Oslo"); absl::TimeZone is both.
using FeelZone = std::optional<absl::TimeZone>;

struct TimeOfDay {
  // Since midnight; less than a day.
  int64_t nanos = 0;
  // None: a local time, of wherever it is read.
  FeelZone zone;

  friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};

struct DateTime {
  absl::CivilSecond second;
  int64_t nanos = 0;
  FeelZone zone;

  friend bool operator==(const DateTime&, const DateTime&) = default;
};

// A duration of years and months, counted in months.
struct Months {
  int64_t count = 0;
  friend auto operator<=>(const Months&, const Months&) = default;
};

// Whether the zone is a place, so that its offset depends on the day.
bool IsPlace(const absl::TimeZone& zone);

// The offset from UTC at that local moment. Of an hour that a zone skips or has twice: the earlier
// offset.
absl::Duration OffsetAt(const absl::TimeZone& zone, absl::CivilSecond second);
// The same of a time of day; a place's as it was on 1970-01-01, for a time has no day.
absl::Duration OffsetOf(const TimeOfDay& time);

// Seconds since 1970-01-01T00:00:00Z; a local moment is read as UTC's.
int64_t EpochSeconds(const DateTime& moment);

// None where one has a zone and the other has none.
std::optional<std::strong_ordering> CompareTimes(const TimeOfDay& a, const TimeOfDay& b);
std::optional<std::strong_ordering> CompareMoments(const DateTime& a, const DateTime& b);

// "2026-01-31", "-0044-03-15", "12:30:00.5+01:00", "2026-01-31T12:30:00@Europe/Oslo", "Z" for UTC,
// "P1Y2M", "-P1DT2H3M4.5S", "P0M", "PT0S".
std::string FormatFeel(absl::CivilDay day);
std::string FormatFeel(const TimeOfDay& time);
std::string FormatFeel(const DateTime& moment);
std::string FormatFeel(const Months& months);
std::string FormatFeel(absl::Duration duration);
// "Z", "+01:00", "@Europe/Oslo"; empty for none.
std::string FormatFeelZone(const FeelZone& zone);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_TEMPORAL_H_
