// The days on which the authorities of a Nordic country are closed, and what follows for counting:
// working days, and a time limit that ends on a closed day.
//
//   SKRANKE_ASSIGN_OR_RETURN(const HolidayCalendar calendar, HolidayCalendar::Of("NO"));
//   const absl::CivilDay last = calendar.RollForward(AddMonths(receipt, 1));
//
// Reckoned by rule, for any year from 1991 on (Finland had Ascension Day on a Saturday before).
// Values that never change; threads may share them.
#ifndef SKRANKE_LIBS_CALENDAR_HOLIDAYS_H_
#define SKRANKE_LIBS_CALENDAR_HOLIDAYS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace skranke {

// Why an authority is closed on a day that is no Saturday and no Sunday.
enum class HolidayKind {
  // By the country's act on public holidays.
  kPublicHoliday,
  // Counted as one by its rules on time limits, e.g. Christmas Eve in Denmark.
  kTreatedAsClosed,
};

struct Holiday {
  absl::CivilDay day;
  // In English, for logs and tests; what people read is the console's.
  const char* name = nullptr;
  HolidayKind kind = HolidayKind::kPublicHoliday;
};

// Easter Sunday by the Gregorian calendar.
absl::CivilDay EasterSunday(int year);

// The day of the same number so many months later; where that month is too short, its last day
// (NO domstolloven section 148, SE lag 1930:173 section 1). Earlier where negative.
absl::CivilDay AddMonths(absl::CivilDay day, int months);

class HolidayCalendar {
 public:
  // Of NO, DK, SE or FI (ISO 3166-1 alpha-2). INVALID_ARGUMENT for another country.
  static absl::StatusOr<HolidayCalendar> Of(absl::string_view country);

  // The holidays of a year in order of their days. Where two fall on one day, the one that the
  // country names first.
  std::vector<Holiday> In(int year) const;

  // False on Saturdays, Sundays and holidays of either kind.
  bool IsWorkingDay(absl::CivilDay day) const;

  // The day itself where it is a working day, else the first one after it: where a time limit ends
  // on a closed day, it ends then (NO domstolloven section 149, SE lag 1930:173 section 2, FI
  // 150/1930 section 5, DK e.g. foraeldelsesloven section 27).
  absl::CivilDay RollForward(absl::CivilDay day) const;

  // The working day that comes `days` working days after `day`, which does not count itself; for
  // 0, RollForward. `days` must not be negative.
  absl::CivilDay AddWorkingDays(absl::CivilDay day, int days) const;

  // How many working days come after `first`, up to and with `last`; 0 where `last` is not later.
  int WorkingDaysBetween(absl::CivilDay first, absl::CivilDay last) const;

 private:
  explicit HolidayCalendar(char country) : country_(country) {}

  bool IsHoliday(absl::CivilDay day) const;

  // The first letter of the country's code tells the four apart.
  char country_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_CALENDAR_HOLIDAYS_H_
