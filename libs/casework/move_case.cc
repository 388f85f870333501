#include "libs/casework/move_case.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "libs/calendar/office_day.h"
#include "libs/casework/assessment.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/render.h"
#include "libs/tasklist/routing.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::RulebookDraft;
using storage::v1::RulebookRow;

// The list that a new one follows, asked for the day before the new one's first.
struct Replaced {
  // Null: there was none, and nothing was anywhere because of it.
  const TaskList* list = nullptr;
  absl::CivilDay eve;
};

Route OpenRoute(const TaskList& list, const Directory& directory, const CaseState& c,
                absl::CivilDay day) {
  return FindRoute(list, directory, OpenQuestion(c, day));
}

// True if the case is there as far as the counter knows, who is told of agencies only.
bool IsWith(const CaseState& c, const Route& route) {
  if (c.hidden_route()) return c.counter_authority() == route.agency;
  return c.owner().authority() == route.agency && c.owner().unit() == route.unit;
}

// True if the list moves the case, which is to be with `to`.
bool Moves(const CaseState& c, const Replaced& replaced, const Route& to,
           const Directory& directory) {
  if (!MayMove(c) || !to.found || replaced.list == nullptr) return false;
  const Route from = OpenRoute(*replaced.list, directory, c, replaced.eve);
  if (!from.found || !IsWith(c, from)) return false;
  if (from.agency == to.agency && from.unit == to.unit) return false;
  return c.hidden_route() || !WasWith(c, to.agency, to.unit);
}

// Nobody would have it: the list no longer knows the task, or names no receiver where it did.
bool IsLeft(const CaseState& c, const TaskList& list, const Route& route) {
  if (list.Find(c.task()) == nullptr) return true;
  return !route.found && RenderState(c, Sight::kCounter) != v1::STATE_TRIAGE;
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
  const v1::State state = RenderState(citizen_case, Sight::kCounter);
  return state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED;
}

OpenCaseReport CountOpenCases(const View& view, const TaskList& list,
                              absl::Span<const RulebookRow> changes, absl::CivilDay first_day) {
  OpenCaseReport report;
  if (std::none_of(changes.begin(), changes.end(), SaysWhoHasIt)) return report;
  const Directory& directory = *view.installation().directory;
  const Replaced replaced{.list = view.installation().lists->InForce(first_day),
                          .eve = AddDays(first_day, -1)};
  std::map<std::string, storage::v1::RulebookCases> by_task;
  std::set<std::string> left;
  view.ScanOpen([&](const CaseState& c) {
    if (!Touches(changes, c.task())) return true;
    const Route route = OpenRoute(list, directory, c, first_day);
    auto& count = by_task[c.task()];
    count.set_task(c.task());
    count.set_open_cases(count.open_cases() + 1);
    if (Moves(c, replaced, route, directory)) count.set_moved_cases(count.moved_cases() + 1);
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
  const RulebookDraft* const adopted = installation.rulebook->Find(version);
  const absl::CivilDay today = installation.directory->zone().DayOf(now);
  const TaskList* const list = installation.lists->InForce(today);
  if (c == nullptr || adopted == nullptr) return nothing;
  if (list == nullptr || list->version() != version) return nothing;
  const Replaced replaced{.list = installation.lists->FindByVersion(adopted->base_version()),
                          .eve = AddDays(list->valid_from(), -1)};
  const Route route = OpenRoute(*list, *installation.directory, *c, today);
  if (!Moves(*c, replaced, route, *installation.directory)) return nothing;

  CaseDraft draft(view, caller, *c, now);
  RecallIfHandedOver(draft);
  storage::v1::Event event = draft.NewEvent();
  auto* const moved = event.mutable_rulebook_cases_moved();
  moved->set_version(std::string(version));
  moved->set_count(1);
  moved->set_counter_authority(route.agency);
  moved->set_counter_reason(route.reason);
  draft.Add(std::move(event));
  MoveByList(draft);
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
