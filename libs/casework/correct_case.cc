#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/casework/correction.h"
#include "libs/casework/correction_verbs.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/render.h"
#include "libs/casework/render_clock.h"
#include "libs/casework/sealed.h"
#include "libs/casework/verb_common.h"
#include "libs/casework/wrong_person.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

constexpr char kAnew[] = "Corrected: who had it takes it as it is now.";

// Where the list puts a matter of anybody's.
struct Placement {
  CaseClass case_class = CaseClass::kTriage;
  std::string agency;
  std::string unit;

  friend bool operator==(const Placement&, const Placement&) = default;
};

Placement PlacementOf(const Matter& matter, const Assessment& assessment, const CaseDraft& draft) {
  const Installation& installation = draft.view().installation();
  Placement placement{.case_class = assessment.verdict.case_class};
  if (placement.case_class == CaseClass::kQuick) return placement;
  const absl::CivilDay day = installation.directory->zone().DayOf(draft.happened());
  const RouteFound found = FindReceiver(OpenQuestion(matter, day), assessment.list, installation);
  if (!found.route.found) return {};
  placement.agency = found.route.agency;
  placement.unit = found.route.unit;
  return placement;
}

// Everything that is decided before the first event.
struct Plan {
  Correction correction;
  Matter matter;
  Assessment assessment;
  CounterTold told;
  bool settled = false;
  // The case is taken back from the unit that has it.
  bool recalls = false;
  // It goes to that unit anew.
  bool same_unit = false;
  // It is placed by the list anew.
  bool places = false;
  // The list would still have it where the counter was told that it is.
  bool keeps_told = false;
};

// Of what is decided or done everything stays hidden that was; else the right persons alone decide,
// where wrong ones leave.
Matter RightMatter(const Plan& plan, const Installation& installation) {
  CaseState right = plan.correction.right;
  if (!plan.correction.leaving.empty() && !plan.settled) {
    right.clear_hidden_route();
    right.clear_own_staff();
  }
  return MatterOf(right, plan.correction.content, installation);
}

bool HasIt(const CaseState& c, const Placement& placement) {
  return !c.hidden_route() && placement.case_class == CaseClass::kDiscretionary &&
         c.owner().authority() == placement.agency && c.owner().unit() == placement.unit;
}

// Nobody has accepted it, and the right task gives another time to do so.
bool HasOtherLimit(const CaseState& c, const storage::v1::TaskRow* row) {
  const bool unaccepted = StateOf(c) == v1::STATE_ROUTED || StateOf(c) == v1::STATE_DELIVERED;
  if (!unaccepted || row == nullptr) return false;
  return row->acute() != (c.urgency() == v1::URGENCY_ACUTE) ||
         row->accept_hours() != c.accept_hours() || row->accept_minutes() != c.accept_minutes();
}

// Who corrects is told of agencies only, and must not see by the steps that follow whether somebody
// is protected. So whoever the right persons are, the same steps are taken.
void PlanSteps(const CaseDraft& draft, Plan& plan) {
  const CaseState& c = draft.state();
  const Installation& installation = draft.view().installation();
  const Matter before = MatterOf(c, installation);
  const Placement was =
      PlacementOf(before, Assess(before, ListOf(c, installation), installation), draft);
  const Placement is = PlacementOf(plan.matter, plan.assessment, draft);
  const bool moved = !(was == is) && !HasIt(c, is);
  const bool anew = moved || plan.correction.other_persons || HasOtherLimit(c, plan.assessment.row);
  if (c.owner().office()) {
    plan.places = true;
  } else if (const bool shown = RenderState(c, Sight::kCounter) == v1::STATE_TRIAGE;
             shown || StateOf(c) == v1::STATE_TRIAGE) {
    // What somebody above the sorting unit decides waits for that, and what the list still gives
    // nobody is not sorted anew.
    const bool named = is.case_class != CaseClass::kTriage;
    const bool leaves = named && (moved || (shown && !IsTold(c)));
    plan.places = !c.needs_supervisor() && (plan.correction.other_persons || leaves);
    plan.recalls = plan.places;
  } else {
    plan.recalls = anew;
    plan.keeps_told = !moved;
    plan.same_unit = anew && !moved && before.is_protected == plan.matter.is_protected &&
                     before.is_own_staff == plan.matter.is_own_staff;
    plan.places = moved;
  }
}

// The same unit; own staff's cases go where anybody's go unless the list or directory says more.
bool IsSameUnit(const Route& a, const Route& b) {
  return a.found && b.found && a.agency == b.agency && a.unit == b.unit;
}

// A decided or closed case of a person who turns out to be protected, or a colleague, leaves the
// sight of the unit that closed it.
void KeepFromUnit(const Plan& plan, const CaseDraft& draft, storage::v1::CaseCorrected& corrected) {
  const CaseState& c = draft.state();
  const bool from_all = plan.matter.is_protected && !IsProtected(c);
  const bool from_colleagues = plan.matter.is_own_staff && !c.own_staff();
  if (!plan.settled || c.owner().office() || !(from_all || from_colleagues)) return;
  const Installation& installation = draft.view().installation();
  RouteQuestion question =
      OpenQuestion(plan.matter, installation.directory->zone().DayOf(draft.happened()));
  const Route open = FindReceiver(question, plan.assessment.list, installation).route;
  question.is_protected = from_all;
  question.is_own_staff = from_colleagues;
  const RouteFound found = FindReceiver(question, plan.assessment.list, installation);
  if (from_colleagues && (!found.route.found || IsSameUnit(found.route, open))) return;
  const auto* office = installation.directory->FindOffice(c.office());
  auto& owner = *corrected.mutable_after()->mutable_owner();
  if (found.route.found) {
    owner.set_authority(found.route.agency);
    owner.set_unit(found.route.unit);
  } else if (office != nullptr) {
    owner.set_authority(office->sorting_agency());
    owner.set_unit(office->sorting_unit());
  }
}

template <typename Names>
bool Contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool WasPushedTo(const CaseState& c, const std::string& agency) {
  return std::any_of(c.handovers().begin(), c.handovers().end(), [&](const auto& handover) {
    return handover.push() && handover.receiver().agency() == agency;
  });
}

// Whoever has the case, and of a wrong person or of what is done all that ever had it; but for the
// one from which it is taken back, for that is told so.
void FillTold(const Plan& plan, const CaseDraft& draft, storage::v1::CaseCorrected& corrected) {
  const CaseState& c = draft.state();
  const bool all = plan.settled || !plan.correction.leaving.empty();
  const bool with_receiver = IsWithReceiver(c);
  for (const std::string& agency : AgenciesThatHadIt(c, *draft.view().installation().directory)) {
    const bool has_it = with_receiver && c.owner().authority() == agency;
    const bool is_told = has_it ? !plan.recalls : all;
    if (is_told && WasPushedTo(c, agency)) corrected.add_told(agency);
  }
}

// An agency that fetches its cases hears of it when it looks, or never, if it has the case no more.
void FillUntold(const Plan& plan, const CaseDraft& draft, storage::v1::CaseCorrected& corrected) {
  const CaseState& c = draft.state();
  auto& untold = *corrected.mutable_wrong_person()->mutable_untold_agencies();
  const bool recalls = plan.recalls && IfPushed(c, storage::v1::MESSAGE_KIND_RECALL) != 0;
  for (const std::string& agency : AgenciesThatHadIt(c, *draft.view().installation().directory)) {
    const bool recalled = recalls && c.owner().authority() == agency;
    if (recalled || Contains(corrected.told(), agency) || Contains(untold, agency)) continue;
    *untold.Add() = agency;
  }
}

void FillWrongPerson(const Plan& plan, const CaseDraft& draft,
                     storage::v1::CaseCorrected& corrected) {
  const Correction& correction = plan.correction;
  const CaseState& c = draft.state();
  const bool known = !correction.leaving.empty() || c.has_wrong_person();
  if (!correction.Changes("parties") || !known) return;
  *corrected.mutable_wrong_person() =
      FoundWrong(c, correction.leaving, correction.right.parties(), draft.happened(),
                 *draft.view().installation().directory);
  if (!correction.leaving.empty()) FillUntold(plan, draft, corrected);
}

void AddCorrected(const Plan& plan, absl::string_view reason, CaseDraft& draft) {
  const Correction& correction = plan.correction;
  const CaseState& c = draft.state();
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseCorrected& corrected = *event.mutable_case_corrected();
  FillChanged(c, correction, corrected);
  *corrected.mutable_reason() = SealText(PersonConcerned(correction.right), reason);
  for (const auto& missing : plan.assessment.missing) {
    *corrected.mutable_after()->add_missing() = missing;
  }
  corrected.mutable_after()->set_hidden_route(plan.matter.is_protected || plan.matter.is_own_staff);
  corrected.set_counts(IsTold(c));
  KeepFromUnit(plan, draft, corrected);
  FillTold(plan, draft, corrected);
  FillWrongPerson(plan, draft, corrected);
  draft.Add(std::move(event));
}

Plan MakePlan(Correction correction, const CaseDraft& draft) {
  const CaseState& c = draft.state();
  const Installation& installation = draft.view().installation();
  Plan plan{.correction = std::move(correction)};
  // A correction moves nothing then, for nothing is left to be done elsewhere.
  plan.settled = IsSettled(StateOf(c));
  plan.matter = RightMatter(plan, installation);
  plan.assessment = Assess(plan.matter, plan.correction.list, installation);
  // What was sorted has been sent on since, whatever the list said at first.
  plan.told = {.authority = CounterAuthority(c),
               .reason = c.counter_reason(),
               .triage = RenderState(c, Sight::kCounter) == v1::STATE_TRIAGE};
  plan.keeps_told = plan.settled;
  if (!plan.settled) PlanSteps(draft, plan);
  return plan;
}

void Carry(const Plan& plan, bool accept_incomplete, CaseDraft& draft) {
  if (plan.recalls) RecallIfHandedOver(draft);
  const RouteFound open = plan.keeps_told
                              ? AddReclassified(plan.matter, plan.assessment, plan.told, draft)
                              : AddClassified(plan.matter, plan.assessment, draft);
  if (plan.same_unit && HandOverAnew(kAnew, draft).ok()) return;
  if (plan.recalls && plan.keeps_told) return RouteCorrected(open, draft);
  if (plan.places) PlaceCorrected(plan.assessment, open, accept_incomplete, draft);
}

}  // namespace

absl::StatusOr<Judgement> JudgeCorrectCase(const View& view, const Caller& caller,
                                           const v1::CorrectCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* c, FindAtCounter(view, caller, request.name()));
  SKRANKE_RETURN_IF_ERROR(CheckEtag(*c, request.etag()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(Verb::kCorrect, StateOf(*c)));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  SKRANKE_ASSIGN_OR_RETURN(Correction correction, StateCorrection(request, *c, view, caller, now));
  // What was sent on with gaps goes on with them.
  const bool had_gaps = !c->owner().office() && !c->missing().empty();
  const Plan plan = MakePlan(std::move(correction), draft);
  AddCorrected(plan, request.reason(), draft);
  Carry(plan, request.accept_incomplete() || had_gaps, draft);
  v1::CorrectCaseResponse response;
  *response.mutable_citizen_case() = Render(draft.state(), Sight::kCounter);
  *response.mutable_answer() = AnswerOf(draft.state(), view.installation(), now);
  response.set_wrong_person(!plan.correction.leaving.empty());
  return std::move(draft).Finish(response);
}

}  // namespace skranke
