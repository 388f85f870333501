#include "libs/casework/move_case.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/casework/assessment.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/states.h"
#include "libs/tasklist/routing.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::RulebookRow;

// True if the case is not where the route leads.
bool Moves(const CaseState& c, const Route& route) {
  return route.found && (c.owner().authority() != route.agency || c.owner().unit() != route.unit);
}

// Nobody would have it: the list no longer knows the task, or names no receiver where it did.
bool IsLeft(const CaseState& c, const TaskList& list, const Route& route) {
  if (list.Find(c.task()) == nullptr) return true;
  return !route.found && StateOf(c) != v1::STATE_TRIAGE;
}

}  // namespace

bool SaysWhoHasIt(const RulebookRow& change) {
  return change.table() == "routing.csv" || change.table() == "owners.csv" ||
         change.table() == "tasks.csv";
}

bool Touches(absl::Span<const RulebookRow> changes, absl::string_view task) {
  return std::any_of(changes.begin(), changes.end(), [&](const RulebookRow& change) {
    return SaysWhoHasIt(change) && (change.task() == "*" || change.task() == task);
  });
}

bool MayMove(const CaseState& citizen_case) {
  return StateOf(citizen_case) == v1::STATE_ROUTED || StateOf(citizen_case) == v1::STATE_DELIVERED;
}

OpenCaseReport CountOpenCases(const View& view, const TaskList& list,
                              absl::Span<const RulebookRow> changes, absl::CivilDay first_day) {
  OpenCaseReport report;
  if (std::none_of(changes.begin(), changes.end(), SaysWhoHasIt)) return report;
  std::map<std::string, storage::v1::RulebookCases> by_task;
  std::set<std::string> left;
  view.ScanOpen([&](const CaseState& c) {
    if (!Touches(changes, c.task())) return true;
    const Route route = FindRoute(list, *view.installation().directory, QuestionOf(c, first_day));
    auto& count = by_task[c.task()];
    count.set_task(c.task());
    count.set_open_cases(count.open_cases() + 1);
    if (MayMove(c) && Moves(c, route)) count.set_moved_cases(count.moved_cases() + 1);
    if (IsLeft(c, list, route)) left.insert(c.task());
    return true;
  });
  for (auto& [task, count] : by_task) report.moved.push_back(std::move(count));
  report.without_owner.assign(left.begin(), left.end());
  return report;
}

absl::StatusOr<Judgement> JudgeMoveCase(const View& view, const Caller& caller, uint64_t number,
                                        absl::string_view version, absl::Time now) {
  Judgement nothing;
  nothing.reply = v1::RouteCaseResponse().SerializeAsString();
  const Installation& installation = view.installation();
  const CaseState* const c = view.FindCase(number);
  if (c == nullptr || !MayMove(*c)) return nothing;
  const absl::CivilDay today = installation.directory->zone().DayOf(now);
  const TaskList* const list = installation.lists->InForce(today);
  if (list == nullptr || list->version() != version) return nothing;
  const Route route = FindRoute(*list, *installation.directory, QuestionOf(*c, today));
  if (!Moves(*c, route)) return nothing;

  CaseDraft draft(view, caller, *c, now);
  RecallIfHandedOver(draft);
  RouteByList(v1::RoutingDecision::CAUSE_LIST, draft);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_rulebook_cases_moved()->set_version(std::string(version));
  event.mutable_rulebook_cases_moved()->set_count(1);
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RouteCaseResponse());
}

absl::StatusOr<Judgement> JudgeCasesMoved(const View& view, absl::string_view version,
                                          uint64_t count) {
  const auto* const draft = view.installation().rulebook->Find(version);
  Judgement judgement;
  if (draft == nullptr || draft->cases_moved()) return judgement;
  storage::v1::Event& event = judgement.events.emplace_back();
  event.mutable_rulebook_cases_moved()->set_version(std::string(version));
  event.mutable_rulebook_cases_moved()->set_count(count);
  auto next = std::make_shared<Installation>(view.installation());
  next->rulebook = next->rulebook->With(event);
  judgement.installation = std::move(next);
  return judgement;
}

}  // namespace skranke
