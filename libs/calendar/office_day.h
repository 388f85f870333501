// Calendar days as people write them, and as one office counts them in its own time zone.
//
//   SKRANKE_ASSIGN_OR_RETURN(const OfficeZone zone, OfficeZone::Load("Europe/Oslo"));
//   const absl::Time by_when = zone.Deadline(received_at, task.answer_days);
//
// Values that never change; threads may share them.
#ifndef SKRANKE_LIBS_CALENDAR_OFFICE_DAY_H_
#define SKRANKE_LIBS_CALENDAR_OFFICE_DAY_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace skranke {

// Reads exactly "YYYY-MM-DD", years 1000-9999. INVALID_ARGUMENT for another form and for a day that
// the calendar does not have (2026-02-29).
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text);

// "YYYY-MM-DD".
std::string FormatDay(absl::CivilDay day);

// `days` calendar days later; earlier where negative.
absl::CivilDay AddDays(absl::CivilDay day, int days);

// How many midnights lie between; negative where `last` is before `first`.
int CalendarDaysBetween(absl::CivilDay first, absl::CivilDay last);

class OfficeZone {
 public:
  // A zone of the IANA database, e.g. "Europe/Oslo". INVALID_ARGUMENT where the machine's database
  // (Debian's package tzdata) does not have it.
  static absl::StatusOr<OfficeZone> Load(absl::string_view name);

  const std::string& name() const { return name_; }

  // The day on the office's wall calendar at that instant.
  absl::CivilDay DayOf(absl::Time time) const;

  // The first instant of the day. Where the clocks skip midnight, the day begins after the skip.
  absl::Time StartOfDay(absl::CivilDay day) const;

  // The last whole second of the day, so that its DayOf is the day people are told.
  absl::Time EndOfDay(absl::CivilDay day) const;

  // The end of the day that comes `days` calendar days after the day of `receipt`.
  absl::Time Deadline(absl::Time receipt, int days) const;

  // Reads "YYYY-MM-DD hh:mm:ss" or "YYYY-MM-DDThh:mm:ss" as the office's clock showed it; seconds
  // may be left out. An hour that the clock showed twice is its first showing; one that it skipped
  // is counted on from before the skip. INVALID_ARGUMENT for anything else.
  absl::StatusOr<absl::Time> ParseLocalTime(absl::string_view text) const;

 private:
  OfficeZone(std::string name, absl::TimeZone zone) : name_(std::move(name)), zone_(zone) {}

  std::string name_;
  absl::TimeZone zone_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_CALENDAR_OFFICE_DAY_H_
