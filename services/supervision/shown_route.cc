#include "services/supervision/shown_route.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/assessment.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/render.h"
#include "libs/casework/render_clock.h"
#include "libs/tasklist/alternatives.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

const storage::v1::ReceiverRecord& LatestReceiver(const CaseState& c) {
  return c.handovers_size() == 0 ? storage::v1::ReceiverRecord::default_instance()
                                 : c.handovers(c.handovers_size() - 1).receiver();
}

// A hidden case shows a hand-over exactly where an unprotected person's would have one.
bool CounterSeesHandover(const CaseState& c) {
  if (!c.hidden_route()) return IsTold(c);
  return !c.counter_triage() && (c.handovers_size() > 0 || c.triaged());
}

std::vector<v1::Alternative> ToMessages(const std::vector<RejectedRow>& rejected, bool with_units) {
  std::vector<v1::Alternative> alternatives;
  for (const RejectedRow& one : rejected) {
    v1::Alternative& alternative = alternatives.emplace_back();
    alternative.set_row(absl::StrCat("routing.csv:", one.row->line()));
    alternative.set_agency(one.row->agency());
    if (with_units) alternative.set_unit(one.row->unit());
    alternative.set_reason(one.reason);
  }
  return alternatives;
}

std::vector<v1::Alternative> AtLatestHandover(const CaseState& c,
                                              const Installation& installation) {
  if (c.handovers_size() == 0) return {};
  const auto& decision = c.handovers(c.handovers_size() - 1).decision();
  const TaskList* const list = installation.lists->FindByHash(decision.list_hash());
  const auto day = ParseDay(decision.day());
  if (list == nullptr || !day.ok()) return {};
  return ToMessages(RejectedRows(*list, QuestionOf(c, *day), decision.row(), kAlternativesMax),
                    true);
}

// Rows for some persons alone; who is told of none sees nothing that such a person's case lacks.
bool IsForFew(const RejectedRow& rejected) {
  return rejected.row->protection() == "protected" || rejected.row->own_staff() == "yes";
}

std::vector<v1::Alternative> AsForAnybody(const CaseState& c, const Installation& installation) {
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + c.receive_day();
  // The list that judged it: another may have come into force for that day since.
  const TaskList* const list = ListOf(c, installation);
  if (list == nullptr) return {};
  const RouteQuestion question = OpenQuestion(c, day);
  const Route route = FindRoute(*list, *installation.directory, question);
  auto rejected = RejectedRows(*list, question, route.row, kAlternativesMax);
  rejected.erase(std::remove_if(rejected.begin(), rejected.end(), IsForFew), rejected.end());
  return ToMessages(rejected, false);
}

}  // namespace

bool ShowsUnits(Sight sight) { return sight == Sight::kUnit || sight == Sight::kRoute; }

std::string ShownAgency(const CaseState& citizen_case, Sight sight) {
  const bool real = ShowsUnits(sight) || !citizen_case.hidden_route();
  if (real) return LatestReceiver(citizen_case).agency();
  // What is told of the latest hand-over stays told until there is a next one.
  const int count = citizen_case.handovers_size();
  const std::string& told = count == 0 ? citizen_case.counter_authority()
                                       : citizen_case.handovers(count - 1).counter_agency();
  return told.empty() ? citizen_case.counter_authority() : told;
}

std::string ShownReceiver(const CaseState& citizen_case, Sight sight) {
  if (!ShowsUnits(sight)) return ShownAgency(citizen_case, sight);
  const auto& receiver = LatestReceiver(citizen_case);
  return absl::StrCat(receiver.agency(), "/", receiver.unit());
}

absl::optional<v1::RoutingDecision> ShownDecision(const CaseState& c, Sight sight) {
  if (ShowsUnits(sight)) {
    if (c.handovers_size() == 0) return absl::nullopt;
    return RenderDecision(c.handovers(c.handovers_size() - 1).decision());
  }
  if (!CounterSeesHandover(c)) return absl::nullopt;
  v1::RoutingDecision decision;
  decision.mutable_receiver()->set_agency(ShownAgency(c, sight));
  decision.set_reason(CounterWhy(c));
  return decision;
}

std::vector<v1::Alternative> ShownAlternatives(const CaseState& citizen_case, Sight sight,
                                               const Installation& installation) {
  return ShowsUnits(sight) ? AtLatestHandover(citizen_case, installation)
                           : AsForAnybody(citizen_case, installation);
}

std::string CounterWhy(const CaseState& c) {
  return c.verdict().case_class() == v1::CASE_CLASS_TRIAGE ? c.verdict().reason()
                                                           : c.counter_reason();
}

}  // namespace skranke
