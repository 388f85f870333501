// Limits that law sets for a citizen's matter, as a table of rules by country, and their days
// reckoned from one day.
//
//   for (const Limit& limit : LimitsFrom(DeadlineStart::kReceipt, day, "NO", calendar, days)) ...
//
// A rule holds for what begins within its validity: when an act changes, its row ends and another
// begins, and nothing in the code does. Pure; values that never change; threads may share them.
#ifndef SKRANKE_LIBS_CALENDAR_DEADLINE_RULES_H_
#define SKRANKE_LIBS_CALENDAR_DEADLINE_RULES_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/calendar/holidays.h"

namespace skranke {

// What a limit is for. Numbers of skranke.v1.DeadlineKind; they are on disk: DO NOT CHANGE.
enum class DeadlineKind {
  // The citizen is answered: a decision.
  kAnswer = 1,
  // The citizen is told in writing when an answer can be expected.
  kProvisionalAnswer = 2,
  // The authority that may decide has the case.
  kTransfer = 3,
  // The citizen has demanded a decision.
  kDemandedDecision = 4,
};

// What an amount counts.
enum class DeadlineUnit {
  kWorkingDays,
  kWeeks,
  // To the day of the same number, or the month's last.
  kMonths,
  // The days within which the office's list promises an answer; the rule's amount is not used.
  kListDays,
};

// The day that a limit counts from. The day itself does not count.
enum class DeadlineStart {
  // The citizen's matter reached the office.
  kReceipt,
  // The citizen demanded a decision.
  kDemand,
};

struct DeadlineRule {
  // ISO 3166-1 alpha-2.
  absl::string_view country;
  DeadlineKind kind;
  int amount;
  DeadlineUnit unit;
  DeadlineStart start;
  // True if the time that the case waits for somebody else does not count.
  bool stoppable;
  // Law and paragraph; empty: the office's own list.
  absl::string_view source;
  // First and last day on which a limit may begin by it.
  absl::CivilDay valid_from;
  absl::CivilDay valid_to;
};

// Every rule there is.
absl::Span<const DeadlineRule> DeadlineRules();

struct Limit {
  DeadlineKind kind;
  // The day that it counts from.
  absl::CivilDay start;
  // Its last day.
  absl::CivilDay last;
  bool stoppable = false;
  // Empty: the office's own list.
  absl::string_view source;
};

// The limits of a country that begin so on that day, in the order of the table. A limit that law
// sets and that would end on a day on which the country's authorities are closed ends on the next
// working day; one that the list sets ends on the day that the citizen was told. `list_days` is
// what the list promises; 0: nothing.
std::vector<Limit> LimitsFrom(DeadlineStart start, absl::CivilDay day, absl::string_view country,
                              const HolidayCalendar& calendar, int list_days);
// The same by other rules.
std::vector<Limit> LimitsFrom(absl::Span<const DeadlineRule> rules, DeadlineStart start,
                              absl::CivilDay day, absl::string_view country,
                              const HolidayCalendar& calendar, int list_days);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CALENDAR_DEADLINE_RULES_H_
