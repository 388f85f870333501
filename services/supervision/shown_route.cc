#include "services/supervision/shown_route.h"

#include "absl/strings/str_cat.h"
#include "libs/casework/render.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

const storage::v1::ReceiverRecord& LatestReceiver(const CaseState& c) {
  return c.handovers_size() == 0 ? storage::v1::ReceiverRecord::default_instance()
                                 : c.handovers(c.handovers_size() - 1).receiver();
}

// A hidden case shows a hand-over exactly where an unprotected person's would have one.
bool CounterSeesHandover(const CaseState& c) {
  if (!c.hidden_route()) return c.handovers_size() > 0;
  return !c.counter_triage() && (c.handovers_size() > 0 || c.triaged());
}

}  // namespace

bool ShowsUnits(Sight sight) { return sight == Sight::kUnit || sight == Sight::kRoute; }

std::string ShownAgency(const CaseState& citizen_case, Sight sight) {
  const bool real = ShowsUnits(sight) || !citizen_case.hidden_route();
  return real ? LatestReceiver(citizen_case).agency() : citizen_case.counter_authority();
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

std::string CounterWhy(const CaseState& c) {
  return c.verdict().case_class() == v1::CASE_CLASS_TRIAGE ? c.verdict().reason()
                                                           : c.counter_reason();
}

}  // namespace skranke
