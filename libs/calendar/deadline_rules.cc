#include "libs/calendar/deadline_rules.h"

#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

// For rules that are older than any case of ours, and for those that hold on.
const absl::CivilDay kEver(1900, 1, 1);
const absl::CivilDay kNoEnd(9999, 12, 31);

constexpr bool kStoppable = true;
constexpr bool kRunsOn = false;

// NO  forvaltningsloven section 11 a: a provisional answer within one month of receipt, where the
//     matter cannot be answered in that time; section 11 b: the limit of a case runs from the day
//     the enquiry came in, and stops while a party or another body is late or a party asks to wait.
// DK  retssikkerhedsloven section 3: the council sets a limit for each field. It runs from the
//     application, not from complete information, so nothing stops it; where it will be missed, the
//     citizen is told in writing before it ends.
// SE  forvaltningslagen (2017:900) section 12: what is not decided within six months the citizen
//     may demand to have decided, and the authority then decides or refuses within four weeks. The
//     act knows no stop. The list's limit is the office's own; it may let it stop.
// FI  hallintolaki section 21: without delay to the authority thought competent. The act names no
//     number: here the working day after receipt. The list's limit as in Sweden.
const DeadlineRule kRules[] = {
    {"NO", DeadlineKind::kAnswer, 0, DeadlineUnit::kListDays, DeadlineStart::kReceipt, kStoppable,
     "", kEver, kNoEnd},
    {"NO", DeadlineKind::kProvisionalAnswer, 1, DeadlineUnit::kMonths, DeadlineStart::kReceipt,
     kRunsOn, "forvaltningsloven § 11 a", kEver, kNoEnd},
    {"DK", DeadlineKind::kAnswer, 0, DeadlineUnit::kListDays, DeadlineStart::kReceipt, kRunsOn, "",
     kEver, kNoEnd},
    {"DK", DeadlineKind::kProvisionalAnswer, 0, DeadlineUnit::kListDays, DeadlineStart::kReceipt,
     kRunsOn, "retssikkerhedsloven § 3", absl::CivilDay(1998, 7, 1), kNoEnd},
    {"SE", DeadlineKind::kAnswer, 0, DeadlineUnit::kListDays, DeadlineStart::kReceipt, kStoppable,
     "", kEver, kNoEnd},
    {"SE", DeadlineKind::kAnswer, 6, DeadlineUnit::kMonths, DeadlineStart::kReceipt, kRunsOn,
     "förvaltningslagen (2017:900) § 12", absl::CivilDay(2018, 7, 1), kNoEnd},
    {"SE", DeadlineKind::kDemandedDecision, 4, DeadlineUnit::kWeeks, DeadlineStart::kDemand,
     kRunsOn, "förvaltningslagen (2017:900) § 12", absl::CivilDay(2018, 7, 1), kNoEnd},
    {"FI", DeadlineKind::kAnswer, 0, DeadlineUnit::kListDays, DeadlineStart::kReceipt, kStoppable,
     "", kEver, kNoEnd},
    {"FI", DeadlineKind::kTransfer, 1, DeadlineUnit::kWorkingDays, DeadlineStart::kReceipt, kRunsOn,
     "hallintolaki 21 §", absl::CivilDay(2004, 1, 1), kNoEnd},
};

constexpr int kDaysAWeek = 7;

absl::CivilDay LastDay(const DeadlineRule& rule, absl::CivilDay day,
                       const HolidayCalendar& calendar, int list_days) {
  switch (rule.unit) {
    case DeadlineUnit::kWorkingDays:
      return calendar.AddWorkingDays(day, rule.amount);
    case DeadlineUnit::kWeeks:
      return calendar.RollForward(AddDays(day, rule.amount * kDaysAWeek));
    case DeadlineUnit::kMonths:
      return calendar.RollForward(AddMonths(day, rule.amount));
    case DeadlineUnit::kListDays:
      return AddDays(day, list_days);
  }
  return day;
}

bool Applies(const DeadlineRule& rule, DeadlineStart start, absl::CivilDay day,
             absl::string_view country, int list_days) {
  const bool silent_list = rule.unit == DeadlineUnit::kListDays && list_days <= 0;
  return rule.country == country && rule.start == start && rule.valid_from <= day &&
         day <= rule.valid_to && !silent_list;
}

}  // namespace

absl::Span<const DeadlineRule> DeadlineRules() { return kRules; }

std::vector<Limit> LimitsFrom(DeadlineStart start, absl::CivilDay day, absl::string_view country,
                              const HolidayCalendar& calendar, int list_days) {
  return LimitsFrom(DeadlineRules(), start, day, country, calendar, list_days);
}

std::vector<Limit> LimitsFrom(absl::Span<const DeadlineRule> rules, DeadlineStart start,
                              absl::CivilDay day, absl::string_view country,
                              const HolidayCalendar& calendar, int list_days) {
  std::vector<Limit> limits;
  for (const DeadlineRule& rule : rules) {
    if (!Applies(rule, start, day, country, list_days)) continue;
    limits.push_back({.kind = rule.kind,
                      .start = day,
                      .last = LastDay(rule, day, calendar, list_days),
                      .stoppable = rule.stoppable,
                      .source = rule.source});
  }
  return limits;
}

}  // namespace skranke
