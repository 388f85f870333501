// Dates, times and durations as text, in the forms of ISO 8601 that FEEL takes.
#ifndef SKRANKE_LIBS_DECISION_FEEL_TEMPORAL_TEXT_H_
#define SKRANKE_LIBS_DECISION_FEEL_TEMPORAL_TEXT_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "libs/decision/value.h"

namespace skranke {

// Each none for another form, and for what the calendar or the clock does not have.

// "2026-01-31", "-0044-03-15", "12026-01-31"
std::optional<absl::CivilDay> ParseFeelDate(absl::string_view text);
// "12:30:00", "12:30:00.5+01:00", "12:30:00Z", "12:30:00@Europe/Oslo"; "24:00:00" is midnight.
std::optional<TimeOfDay> ParseFeelTime(absl::string_view text);
// Date, T, time. 24:00:00 is the next day's midnight.
std::optional<DateTime> ParseFeelDateTime(absl::string_view text);
// "P1Y2M" or "P1DT2H3M4.5S", both with a minus before.
std::optional<Value> ParseFeelDuration(absl::string_view text);
// Whichever of them it is.
std::optional<Value> ParseFeelTemporal(absl::string_view text);

// The zone of that offset; none beyond 18 hours, which no place has.
std::optional<absl::TimeZone> ZoneOfOffset(absl::Duration offset);
// None where the calendar has no such day, or FEEL no such year.
std::optional<absl::CivilDay> MakeDay(int64_t year, int64_t month, int64_t day);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_TEMPORAL_TEXT_H_
