#include "services/supervision/find_gaps.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/deadlines.h"
#include "libs/casework/render.h"
#include "libs/casework/render_clock.h"
#include "libs/casework/states.h"
#include "libs/casework/stops.h"
#include "libs/directory/endpoint.h"
#include "services/supervision/shown_route.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using Gap = absl::optional<FoundGap>;

// What the rules look at.
struct Look {
  const CaseState& c;
  const absl::Time moved;
  const Sight sight;
  const Installation& installation;
  const Directory& directory;
  const absl::Time now;
  const absl::CivilDay today;
  const v1::State state;

  bool shows_units() const { return ShowsUnits(sight); }
  // Who is told to have it.
  std::string authority() const {
    return shows_units() ? c.owner().authority() : CounterAuthority(c);
  }
  std::string who() const {
    if (!shows_units() || c.owner().unit().empty()) return authority();
    return absl::StrCat(c.owner().authority(), "/", c.owner().unit());
  }
};

Gap Found(v1::GapKind kind, absl::Time since, std::string next_step) {
  return FoundGap{.kind = kind, .since = since, .next_step = std::move(next_step)};
}

Gap Found(v1::GapKind kind, int64_t since_us, std::string next_step) {
  return Found(kind, absl::FromUnixMicros(since_us), std::move(next_step));
}

// The first instant after the unit's last day.
absl::Time EndOfUnit(const storage::v1::UnitRow& unit, const Directory& directory) {
  const auto last = ParseDay(unit.valid_to());
  return last.ok() ? directory.zone().StartOfDay(*last + 1) : directory.install_time();
}

bool HasEnded(const storage::v1::UnitRow& unit, absl::CivilDay today) {
  const auto last = ParseDay(unit.valid_to());
  return last.ok() && *last < today;
}

bool IsAgencyGone(const Look& look) {
  if (look.c.owner().office()) return look.directory.FindOffice(look.authority()) == nullptr;
  return look.directory.FindAgency(look.authority()) == nullptr;
}

bool IsUnitGone(const Look& look) {
  const auto& owner = look.c.owner();
  if (!look.shows_units() || owner.office() || owner.unit().empty()) return false;
  return look.directory.FindUnit(owner.authority(), owner.unit()) == nullptr;
}

// Who accepted it has left the directory, or the unit. An agency's system is named as the agency.
bool IsPersonGone(const Look& look) {
  const auto& owner = look.c.owner();
  if (!look.shows_units() || owner.person().empty() || owner.person() == owner.authority()) {
    return false;
  }
  const auto* staff = look.directory.FindStaff(owner.person());
  if (staff == nullptr) return true;
  const bool of_a_unit = !staff->agency().empty();
  return of_a_unit && (staff->agency() != owner.authority() || staff->unit() != owner.unit());
}

// A directory does not tell since when somebody is missing from it: the latest one is the first
// that is known to lack the owner.
Gap OwnerGone(const Look& look) {
  const absl::Time since = look.directory.install_time();
  if (IsAgencyGone(look) || IsUnitGone(look)) {
    return Found(v1::GAP_KIND_OWNER_GONE, since,
                 absl::StrCat(look.who(),
                              " is not in the directory: a supervisor routes the case to who does "
                              "its work now."));
  }
  if (!IsPersonGone(look)) return absl::nullopt;
  return Found(v1::GAP_KIND_OWNER_GONE, since,
               absl::StrCat("Who took it has left: the head of ", look.who(),
                            " gives it to somebody else there."));
}

Gap UnitClosed(const Look& look) {
  const auto& owner = look.c.owner();
  if (!look.shows_units() || owner.office()) return absl::nullopt;
  const auto* unit = look.directory.FindUnit(owner.authority(), owner.unit());
  if (unit == nullptr || !HasEnded(*unit, look.today)) return absl::nullopt;
  const auto successor = look.directory.UnitOn(owner.authority(), owner.unit(), look.today);
  return Found(
      v1::GAP_KIND_UNIT_CLOSED, EndOfUnit(*unit, look.directory),
      successor.ok()
          ? absl::StrCat(look.who(), " has ended: a supervisor routes the case to its successor ",
                         (*successor)->agency(), "/", (*successor)->unit(), ".")
          : absl::StrCat(look.who(),
                         " has ended without a successor: a supervisor routes the case to who does "
                         "its work now."));
}

Gap NeverAccepted(const Look& look) {
  if (!IsUnaccepted(look.state) || look.c.handovers_size() == 0) return absl::nullopt;
  const int64_t limit_us = look.c.handovers(look.c.handovers_size() - 1).accept_by_us();
  if (limit_us == 0 || absl::FromUnixMicros(limit_us) > look.now) return absl::nullopt;
  // Nothing reaches an agency on paper by itself; what is hidden, no office prints.
  const bool office_prints =
      !look.c.hidden_route() &&
      KindOfEndpoint(look.installation.EndpointOf(look.authority())) == EndpointKind::kPaper;
  return Found(
      v1::GAP_KIND_NEVER_ACCEPTED, limit_us,
      absl::StrCat(office_prints ? "The office prints and sends the packet, or registers the "
                                   "receipt that has come: "
                                 : "",
                   look.who(),
                   " accepts or returns it, or a supervisor routes it to "
                   "somebody else."));
}

// The router sends it nowhere by itself any more. Where nobody was told that it was handed over,
// nobody is told this either.
Gap NeedsSupervisor(const Look& look) {
  if (look.now - look.moved <= kUnsortedMax) return absl::nullopt;
  return Found(v1::GAP_KIND_NO_RULE_MATCHED, look.moved,
               look.c.disputed() ? "A mediator or supervisor routes it: two agencies refused it."
                                 : "A supervisor routes it: it was handed over twice.");
}

// Whether anybody had it, as far as the sight shows: of a hidden case that is told to be sorted the
// counter sees no hand-over.
bool WasHandedOver(const Look& look) {
  return look.c.handovers_size() > 0 && (look.shows_units() || !look.c.hidden_route());
}

// Neither the list's conditions nor its rows say who has it.
Gap NoRuleMatched(const Look& look) {
  if (look.state != v1::STATE_TRIAGE) return absl::nullopt;
  if (look.c.needs_supervisor() && !IsShownUnsorted(look.c, look.sight)) {
    return NeedsSupervisor(look);
  }
  const bool silent = look.c.verdict().case_class() == v1::CASE_CLASS_TRIAGE;
  const bool handed_over = WasHandedOver(look);
  if (!silent && handed_over) return absl::nullopt;
  // Where it was with somebody meanwhile, its last move put it back.
  const absl::Time since = handed_over ? look.moved : absl::FromUnixMicros(look.c.create_us());
  return Found(v1::GAP_KIND_NO_RULE_MATCHED, since,
               absl::StrCat("The office's sorting unit routes it; who owns the list gives ",
                            look.c.task(), " a row."));
}

Gap Stale(const Look& look) {
  const absl::Duration norm = StaleAfter(look.state);
  if (norm == absl::ZeroDuration() || look.now - look.moved <= norm) return absl::nullopt;
  return Found(v1::GAP_KIND_STALE, look.moved,
               absl::StrCat(look.who(), " says what it waits for, or goes on with it."));
}

// A message that was given up: nobody tries it again unasked. Shows as dead letters do.
Gap DeadLetter(const Look& look) {
  if (!look.shows_units()) return absl::nullopt;
  for (const auto& message : look.c.messages()) {
    if (!message.dead()) continue;
    return Found(v1::GAP_KIND_RECEIVER_UNREACHABLE, message.dead_us(),
                 absl::StrCat(message.agency(),
                              " would not take a message: a supervisor has it tried again or gives "
                              "it up (dead-letter list)."));
  }
  return absl::nullopt;
}

Gap FollowUpPassed(const Look& look) {
  const auto& plan = look.c.plan();
  if (plan.follow_up_us() == 0 || absl::FromUnixMicros(plan.follow_up_us()) > look.now) {
    return absl::nullopt;
  }
  return Found(v1::GAP_KIND_FOLLOW_UP_PASSED, plan.follow_up_us(),
               "Who is responsible for the plan follows it up and sets the next date.");
}

// The promise is the first of a case's limits, and judged with them. A case of before limits were
// kept has it alone: neither moved nor met, so it is over only while the citizen is owed something.
bool HasPromiseAlone(const Look& look) {
  const bool waits = IsStopped(look.c) || look.state == v1::STATE_AWAITING_INFO;
  return look.c.deadlines().empty() && !waits && look.state != v1::STATE_DECIDED;
}

Gap DeadlinePassed(const Look& look) {
  Gap first;
  const auto take = [&](int64_t due_us, const std::string& what) {
    const absl::Time due = absl::FromUnixMicros(due_us);
    if (due_us == 0 || due > look.now || (first && first->since <= due)) return;
    first = Found(
        v1::GAP_KIND_DEADLINE_PASSED, due,
        absl::StrCat(look.who(), " answers, and tells the citizen why it is late: ", what, "."));
  };
  for (const auto& deadline : look.c.deadlines()) {
    const bool waits = deadline.stoppable() && IsStopped(look.c);
    const bool runs = deadline.met_us() == 0 && !waits && Binds(deadline, look.c);
    if (runs) take(deadline.due_us(), deadline.source());
  }
  if (HasPromiseAlone(look)) take(look.c.promise_us(), "the office's promise");
  return first;
}

// The unit that follows up shows where units do.
Gap PlanWithoutUnit(const Look& look) {
  if (!look.c.has_plan() || !look.shows_units()) return absl::nullopt;
  const auto& responsible = look.c.plan().responsible();
  const auto* unit = look.directory.FindUnit(responsible.agency(), responsible.unit());
  if (unit != nullptr && !HasEnded(*unit, look.today)) return absl::nullopt;
  return Found(
      v1::GAP_KIND_PLAN_WITHOUT_UNIT,
      unit == nullptr ? absl::FromUnixMicros(look.c.update_us()) : EndOfUnit(*unit, look.directory),
      "A supervisor finds a unit that follows up the plan.");
}

}  // namespace

absl::Duration StaleAfter(v1::State state) {
  constexpr absl::Duration kDay = absl::Hours(24);
  switch (state) {
    case v1::STATE_COMPLETE:
    case v1::STATE_TRIAGE:
      return 3 * kDay;
    case v1::STATE_ROUTED:
    case v1::STATE_DELIVERED:
    case v1::STATE_DECIDED:
      return 7 * kDay;
    case v1::STATE_ACCEPTED:
      return 14 * kDay;
    case v1::STATE_IN_PROGRESS:
      return 30 * kDay;
    case v1::STATE_AWAITING_INFO:
    case v1::STATE_INCOMPLETE:
      return 42 * kDay;
    default:
      return absl::ZeroDuration();
  }
}

absl::Time KnownMove(const CaseState& c) {
  int64_t latest_us = c.create_us();
  if (c.handovers_size() > 0) {
    const auto& handover = c.handovers(c.handovers_size() - 1);
    latest_us =
        std::max({latest_us, handover.ready_us(), handover.deliver_us(), handover.accept_us()});
  }
  return absl::FromUnixMicros(latest_us);
}

bool DependsOnLastMove(const CaseState& c, absl::Time now) {
  if (!IsOpen(StateOf(c))) return false;
  const absl::Duration passed = now - KnownMove(c);
  for (const Sight sight : {Sight::kRoute, Sight::kCounter}) {
    const v1::State state = RenderState(c, sight);
    const bool came_back = state == v1::STATE_TRIAGE && c.handovers_size() > 0;
    if (came_back || passed > StaleAfter(state)) return true;
  }
  return false;
}

std::vector<FoundGap> FindGaps(const CaseState& c, absl::Time moved, Sight sight,
                               const Installation& installation, absl::Time now) {
  std::vector<FoundGap> gaps;
  if (sight == Sight::kNothing || !IsOpen(StateOf(c))) return gaps;
  const Look look{.c = c,
                  .moved = moved,
                  .sight = sight,
                  .installation = installation,
                  .directory = *installation.directory,
                  .now = now,
                  .today = installation.directory->zone().DayOf(now),
                  .state = RenderState(c, sight)};
  for (const auto rule : {OwnerGone, UnitClosed, NeverAccepted, NoRuleMatched, Stale, DeadLetter,
                          FollowUpPassed, DeadlinePassed, PlanWithoutUnit}) {
    if (Gap gap = rule(look)) gaps.push_back(*std::move(gap));
  }
  return gaps;
}

bool IsWithoutLead(const CaseState* lead, const Directory& directory, absl::CivilDay day) {
  if (lead == nullptr || !IsOpen(StateOf(*lead))) return true;
  if (lead->owner().office()) return false;
  if (IsHidden(*lead)) return directory.FindAgency(CounterAuthority(*lead)) == nullptr;
  const auto* unit = directory.FindUnit(lead->owner().authority(), lead->owner().unit());
  return unit == nullptr || HasEnded(*unit, day);
}

}  // namespace skranke
