#include "libs/casework/hand_over.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/types/optional.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/accept_limit.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/render_clock.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"
#include "libs/casework/stops.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DecisionRecord;

const Installation& InstallationOf(const CaseDraft& draft) { return draft.view().installation(); }

absl::CivilDay DayOfHandover(const CaseDraft& draft) {
  return InstallationOf(draft).directory->zone().DayOf(draft.happened());
}

// A hand-over is told as one; only a reopened case is told as reopened.
storage::v1::MessageKind MessageFor(v1::RoutingDecision::Cause cause) {
  return cause == v1::RoutingDecision::CAUSE_REOPENED ? storage::v1::MESSAGE_KIND_REOPENING
                                                      : storage::v1::MESSAGE_KIND_HANDOVER;
}

// The limit counts from when the receiver can know; escalation from now, for what happened earlier
// was told late.
void SetAcceptLimit(const CaseDraft& draft, storage::v1::HandoverRecord& handover) {
  const CaseState& c = draft.state();
  const Directory& directory = *InstallationOf(draft).directory;
  // The limit shows at the counter: of a hidden route it is that of the agency that shows there.
  const std::string& agency =
      c.hidden_route() ? c.counter_authority() : handover.receiver().agency();
  const absl::Duration time = AcceptTime(c, directory.FindAgency(agency));
  const bool acute = c.urgency() == v1::URGENCY_ACUTE;
  const absl::Time end = AcceptBy(draft.happened(), time, acute, directory);
  handover.set_accept_by_us(absl::ToUnixMicros(end));
  handover.set_escalate_us(absl::ToUnixMicros(std::max(end, draft.now())));
}

storage::v1::HandoverRecord NewHandover(DecisionRecord decision, const CaseDraft& draft) {
  const CaseState& c = draft.state();
  storage::v1::HandoverRecord handover;
  handover.set_handover(static_cast<uint32_t>(c.handovers_size()) + 1);
  *handover.mutable_receiver() = decision.receiver();
  handover.set_outcome(v1::Handover::OUTCOME_PENDING);
  handover.set_ready_us(absl::ToUnixMicros(draft.happened()));
  *handover.mutable_decision() = std::move(decision);
  SetAcceptLimit(draft, handover);
  handover.set_push(!InstallationOf(draft).EndpointOf(handover.receiver().agency()).empty());
  if (handover.push()) handover.set_token(draft.view().Draw());
  return handover;
}

void HandOver(DecisionRecord decision, CaseDraft& draft) {
  const auto cause = static_cast<v1::RoutingDecision::Cause>(decision.cause());
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseRouted* routed = event.mutable_case_routed();
  *routed->mutable_handover() = NewHandover(std::move(decision), draft);
  *routed->mutable_missing() = draft.state().missing();
  if (routed->handover().push()) routed->set_message(MessageFor(cause));
  draft.Add(std::move(event));
}

DecisionRecord NewDecision(v1::RoutingDecision::Cause cause, const CaseDraft& draft) {
  DecisionRecord decision;
  decision.set_cause(cause);
  decision.set_directory_version(InstallationOf(draft).directory->version());
  decision.set_day(FormatDay(DayOfHandover(draft)));
  return decision;
}

// A protected person's case may only be with a protected unit (DESIGN section 4).
bool MayHave(const CaseState& c, const storage::v1::UnitRow& unit) {
  return !IsProtected(c) || unit.protected_unit();
}

// The same answer as for a closed unit: it must not tell that the person is protected.
absl::Status TakesNoSuchCases() {
  return ReasonError(absl::StatusCode::kFailedPrecondition, "UNIT_CLOSED",
                     "the unit takes no such cases");
}

// The agency's unit for own staff, where the case is one and has been with neither; else `unit`.
const storage::v1::UnitRow* ForOwnStaff(const storage::v1::UnitRow* unit, const CaseDraft& draft) {
  const CaseState& c = draft.state();
  if (!c.own_staff() || WasWith(c, unit->agency(), unit->unit())) return unit;
  const auto* own =
      InstallationOf(draft).directory->OnlyOwnStaffUnit(unit->agency(), DayOfHandover(draft));
  return own == nullptr || WasWith(c, own->agency(), own->unit()) ? unit : own;
}

void HandOverAsFound(v1::RoutingDecision::Cause cause, const RouteFound& found, CaseDraft& draft) {
  const CaseState& c = draft.state();
  DecisionRecord decision = NewDecision(cause, draft);
  decision.set_list_version(found.list->version());
  decision.set_list_hash(found.list->hash());
  decision.set_row(found.route.row);
  decision.set_passed_over(static_cast<uint32_t>(found.passed_over));
  decision.set_reason(found.route.reason);
  decision.mutable_receiver()->set_agency(found.route.agency);
  decision.mutable_receiver()->set_unit(found.route.unit);
  *decision.mutable_inputs() = Seal(PersonConcerned(c), ToInputs(found.route.inputs));
  HandOver(std::move(decision), draft);
}

RouteFound FindRealReceiver(const CaseDraft& draft, size_t passed_over = 0) {
  const CaseState& c = draft.state();
  const Installation& installation = InstallationOf(draft);
  RouteQuestion question = QuestionOf(c, DayOfHandover(draft));
  question.passed_over = passed_over;
  return FindReceiver(question, ListOf(c, installation), installation);
}

// Whether a unit may not get the case because of what it did with it before.
using Excluded = bool (*)(const CaseState&, absl::string_view agency, absl::string_view unit);

bool IsExcluded(const Route& route, const CaseDraft& draft, Excluded excluded) {
  return route.found && excluded(draft.state(), route.agency, route.unit);
}

// The next best row, where the best ones' receivers have had the case. The owner's row is the last.
RouteFound FindNextBest(RouteFound found, const CaseDraft& draft, Excluded excluded) {
  while (IsExcluded(found.route, draft, excluded) &&
         absl::StartsWith(found.route.row, "routing.csv:")) {
    found = FindRealReceiver(draft, found.passed_over + 1);
  }
  return found;
}

void RouteAsFound(v1::RoutingDecision::Cause cause, RouteFound found, CaseDraft& draft,
                  Excluded excluded = &WasWith) {
  found = FindNextBest(std::move(found), draft, excluded);
  if (!found.route.found) return Triage(found.route.reason, draft);
  if (IsExcluded(found.route, draft, excluded)) {
    return Triage("Every receiver that the list names has had this case before.", draft);
  }
  HandOverAsFound(cause, found, draft);
}

// The hand-overs since the case was registered or last reopened.
int HandoversOfRound(const CaseState& c) {
  int count = 0;
  for (int i = c.handovers_size() - 1; i >= 0; --i) {
    ++count;
    if (c.handovers(i).decision().cause() == v1::RoutingDecision::CAUSE_REOPENED) break;
  }
  return count;
}

// The router makes two hand-overs by itself. Source: design section 2, "never twice ... without a
// supervisor"; a third one is what the citizen would call being sent round.
bool NeedsSupervisor(const CaseState& c) { return HandoversOfRound(c) >= 2; }

bool TwoAgenciesRefused(const CaseState& c) {
  const std::string* first = nullptr;
  for (const auto& handover : c.handovers()) {
    if (handover.outcome() != v1::Handover::OUTCOME_RETURNED) continue;
    const std::string& agency = handover.receiver().agency();
    if (first != nullptr && *first != agency) return true;
    first = &agency;
  }
  return false;
}

// After a correction a unit may have once more what was only taken back from it; not what it
// returned or passed on, nor, under four eyes, what it closed.
bool GaveItUp(const CaseState& c, absl::string_view agency, absl::string_view unit) {
  return std::any_of(c.handovers().begin(), c.handovers().end(), [&](const auto& handover) {
    const int outcome = handover.outcome();
    const bool gave_up = outcome == v1::Handover::OUTCOME_RETURNED ||
                         outcome == v1::Handover::OUTCOME_FORWARDED ||
                         (c.four_eyes() && outcome == v1::Handover::OUTCOME_ACCEPTED);
    return gave_up && handover.receiver().agency() == agency && handover.receiver().unit() == unit;
  });
}

constexpr char kForSupervisor[] = "It was handed over twice; a supervisor decides where it goes.";

// To the unit that had it last, once more.
void HandOverAgain(v1::RoutingDecision::Cause cause, absl::string_view reason, CaseDraft& draft) {
  DecisionRecord decision = NewDecision(cause, draft);
  decision.set_reason(reason.data(), reason.size());
  const auto& handovers = draft.state().handovers();
  *decision.mutable_receiver() = handovers.rbegin()->receiver();
  HandOver(std::move(decision), draft);
}

}  // namespace

void KeepAtOffice(const Assessment& assessment, CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseKept* kept = event.mutable_case_kept();
  for (const auto& missing : assessment.missing) *kept->add_missing() = missing;
  const int64_t known_end_us = draft.state().incomplete_end_us();
  if (assessment.missing.empty()) {
    kept->clear_incomplete_end_us();
  } else if (known_end_us != 0) {
    kept->set_incomplete_end_us(known_end_us);
  } else if (assessment.row != nullptr) {
    const int days = static_cast<int>(assessment.row->incomplete_days());
    kept->set_incomplete_end_us(
        absl::ToUnixMicros(InstallationOf(draft).directory->zone().Deadline(draft.now(), days)));
  }
  draft.Add(std::move(event));
}

namespace {

void PlaceBut(const Assessment& assessment, const RouteFound& open, bool accept_incomplete,
              Excluded excluded, CaseDraft& draft) {
  if (assessment.verdict.case_class == CaseClass::kTriage) {
    return Triage(assessment.verdict.reason, draft);
  }
  const bool quick = assessment.verdict.case_class == CaseClass::kQuick;
  const bool gaps = !assessment.missing.empty();
  if (quick || gaps) KeepAtOffice(assessment, draft);
  const bool goes = gaps ? accept_incomplete : !quick;
  if (!goes) return;
  const bool hidden = draft.state().hidden_route();
  RouteAsFound(v1::RoutingDecision::CAUSE_LIST, hidden ? FindRealReceiver(draft) : open, draft,
               excluded);
}

}  // namespace

void Place(const Assessment& assessment, const RouteFound& open, bool accept_incomplete,
           CaseDraft& draft) {
  PlaceBut(assessment, open, accept_incomplete, &WasWith, draft);
}

void PlaceCorrected(const Assessment& assessment, const RouteFound& open, bool accept_incomplete,
                    CaseDraft& draft) {
  PlaceBut(assessment, open, accept_incomplete, &GaveItUp, draft);
}

void RouteCorrected(const RouteFound& open, CaseDraft& draft) {
  const bool hidden = draft.state().hidden_route();
  RouteAsFound(v1::RoutingDecision::CAUSE_LIST, hidden ? FindRealReceiver(draft) : open, draft,
               &GaveItUp);
}

absl::Status HandOverAnew(absl::string_view reason, CaseDraft& draft) {
  const CaseState& c = draft.state();
  SKRANKE_ASSIGN_OR_RETURN(const auto found,
                           FindReceiverUnit(c.handovers().rbegin()->receiver(), draft));
  const auto* unit = InstallationOf(draft).directory->FindUnit(found.agency(), found.unit());
  if (unit == nullptr || !MayHave(c, *unit)) return TakesNoSuchCases();
  DecisionRecord decision = NewDecision(v1::RoutingDecision::CAUSE_LIST, draft);
  decision.set_reason(reason.data(), reason.size());
  *decision.mutable_receiver() = found;
  HandOver(std::move(decision), draft);
  return absl::OkStatus();
}

void Triage(absl::string_view reason, CaseDraft& draft, TriageFor whom) {
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseTriaged* triaged = event.mutable_case_triaged();
  if (const auto* office = InstallationOf(draft).directory->FindOffice(draft.state().office())) {
    triaged->mutable_sorting_unit()->set_agency(office->sorting_agency());
    triaged->mutable_sorting_unit()->set_unit(office->sorting_unit());
  }
  triaged->set_reason(reason.data(), reason.size());
  triaged->set_needs_supervisor(whom != TriageFor::kSortingUnit);
  triaged->set_disputed(whom == TriageFor::kMediator);
  draft.Add(std::move(event));
}

absl::Status RouteOnReturned(const storage::v1::ReceiverRecord& proposed, CaseDraft& draft) {
  absl::optional<storage::v1::ReceiverRecord> unit;
  if (!proposed.agency().empty()) {
    SKRANKE_ASSIGN_OR_RETURN(unit, FindReceiverUnit(proposed, draft));
  }
  const CaseState& c = draft.state();
  if (TwoAgenciesRefused(c)) {
    Triage("Two agencies have refused it; a mediator decides.", draft, TriageFor::kMediator);
    return absl::OkStatus();
  }
  if (NeedsSupervisor(c)) {
    Triage(kForSupervisor, draft, TriageFor::kSupervisor);
    return absl::OkStatus();
  }
  const bool routed = unit && !WasWith(c, unit->agency(), unit->unit()) &&
                      RouteTo(*unit, v1::RoutingDecision::CAUSE_RETURN,
                              "Returned, to the owner that was proposed.", "", draft)
                          .ok();
  if (!routed) RouteByList(v1::RoutingDecision::CAUSE_RETURN, draft);
  return absl::OkStatus();
}

absl::Status RouteForward(const storage::v1::ReceiverRecord& receiver, absl::string_view note,
                          CaseDraft& draft) {
  SKRANKE_ASSIGN_OR_RETURN(const auto unit, FindReceiverUnit(receiver, draft));
  if (WasWith(draft.state(), unit.agency(), unit.unit())) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "UNIT_HAD_IT",
                       "the unit has had this case before; return it instead");
  }
  if (NeedsSupervisor(draft.state())) {
    Triage(kForSupervisor, draft, TriageFor::kSupervisor);
    return absl::OkStatus();
  }
  return RouteTo(unit, v1::RoutingDecision::CAUSE_FORWARD, "Passed on by who had it.", note, draft);
}

void RouteByList(v1::RoutingDecision::Cause cause, CaseDraft& draft) {
  RouteAsFound(cause, FindRealReceiver(draft), draft);
}

void MoveByList(CaseDraft& draft) {
  if (!draft.state().hidden_route()) return RouteByList(v1::RoutingDecision::CAUSE_LIST, draft);
  const RouteFound found = FindRealReceiver(draft);
  if (found.route.found) return HandOverAsFound(v1::RoutingDecision::CAUSE_LIST, found, draft);
  if (draft.state().handovers().empty()) return Triage(found.route.reason, draft);
  HandOverAgain(v1::RoutingDecision::CAUSE_LIST, found.route.reason, draft);
}

LineRoute FindLineRoute(const CaseDraft& draft, const std::string& service_line) {
  const CaseState& c = draft.state();
  const Installation& installation = InstallationOf(draft);
  RouteQuestion question = OpenQuestion(c, DayOfHandover(draft));
  const TaskList* list = ListOf(c, installation);
  const Route now = FindReceiver(question, list, installation).route;
  question.service_line = service_line;
  const Route then = FindReceiver(question, list, installation).route;
  const auto* office = installation.directory->FindOffice(c.office());
  LineRoute route;
  const auto is_then = [&](absl::string_view agency, absl::string_view unit) {
    return then.found && then.agency == agency && then.unit == unit;
  };
  // Somebody may have put it with the new line's unit already; of a hidden case that does not show.
  const bool there = !c.hidden_route() && is_then(c.owner().authority(), c.owner().unit());
  route.same_unit = there || (now.found && is_then(now.agency, now.unit));
  route.receiver.set_agency(then.agency);
  route.receiver.set_unit(then.unit);
  route.counter_triage = !then.found;
  const bool sorted = !then.found && office != nullptr;
  route.counter_authority = sorted ? office->sorting_agency() : then.agency;
  route.counter_reason = then.reason;
  return route;
}

void RouteByLine(CaseDraft& draft) {
  if (draft.state().hidden_route()) return MoveByList(draft);
  const RouteFound found = FindRealReceiver(draft);
  if (!found.route.found) return Triage(found.route.reason, draft);
  HandOverAsFound(v1::RoutingDecision::CAUSE_LIST, found, draft);
}

absl::StatusOr<storage::v1::ReceiverRecord> FindReceiverUnit(
    const storage::v1::ReceiverRecord& receiver, const CaseDraft& draft) {
  const Directory& directory = *InstallationOf(draft).directory;
  const absl::CivilDay day = DayOfHandover(draft);
  std::string wanted = receiver.unit();
  if (wanted.empty()) {
    if (const auto* only = directory.OnlyUnit(receiver.agency(), day)) wanted = only->unit();
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto* unit, directory.UnitOn(receiver.agency(), wanted, day));
  unit = ForOwnStaff(unit, draft);
  storage::v1::ReceiverRecord found;
  found.set_agency(unit->agency());
  found.set_unit(unit->unit());
  return found;
}

absl::Status RouteTo(const storage::v1::ReceiverRecord& receiver, v1::RoutingDecision::Cause cause,
                     absl::string_view reason, absl::string_view note, CaseDraft& draft) {
  SKRANKE_ASSIGN_OR_RETURN(const auto found, FindReceiverUnit(receiver, draft));
  if (draft.state().four_eyes() && WasWith(draft.state(), found.agency(), found.unit())) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "FOUR_EYES",
                       "another unit has to take a case that this one had before");
  }
  const auto* unit = InstallationOf(draft).directory->FindUnit(found.agency(), found.unit());
  if (unit == nullptr || !MayHave(draft.state(), *unit)) {
    return TakesNoSuchCases();
  }
  DecisionRecord decision = NewDecision(cause, draft);
  decision.set_reason(reason.data(), reason.size());
  *decision.mutable_receiver() = found;
  if (!note.empty()) *decision.mutable_note() = SealText(PersonConcerned(draft.state()), note);
  HandOver(std::move(decision), draft);
  return absl::OkStatus();
}

void RecallIfHandedOver(CaseDraft& draft) {
  const CaseState& c = draft.state();
  if (c.owner().office() || StateOf(c) == v1::STATE_TRIAGE || c.handovers_size() == 0) return;
  ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_handover_recalled()->set_message(IfPushed(c, storage::v1::MESSAGE_KIND_RECALL));
  event.mutable_handover_recalled()->set_untold(IsShownUnsorted(c, Sight::kCounter));
  draft.Add(std::move(event));
}

bool WasWith(const CaseState& citizen_case, absl::string_view agency, absl::string_view unit) {
  for (const auto& handover : citizen_case.handovers()) {
    if (handover.receiver().agency() == agency && handover.receiver().unit() == unit) return true;
  }
  return false;
}

bool WasWithInRound(const CaseState& citizen_case, absl::string_view agency,
                    absl::string_view unit) {
  const int all = citizen_case.handovers_size();
  for (int i = all - HandoversOfRound(citizen_case); i < all; ++i) {
    const auto& receiver = citizen_case.handovers(i).receiver();
    if (receiver.agency() == agency && receiver.unit() == unit) return true;
  }
  return false;
}

bool IsWithReceiver(const CaseState& citizen_case) {
  const auto& owner = citizen_case.owner();
  if (owner.office() || StateOf(citizen_case) == v1::STATE_TRIAGE) return false;
  if (citizen_case.handovers_size() == 0) return false;
  const auto& receiver = citizen_case.handovers().rbegin()->receiver();
  return owner.authority() == receiver.agency() && owner.unit() == receiver.unit();
}

storage::v1::MessageKind IfPushed(const CaseState& citizen_case, storage::v1::MessageKind kind) {
  const bool pushed = IsWithReceiver(citizen_case) && citizen_case.handovers().rbegin()->push();
  return pushed ? kind : storage::v1::MESSAGE_KIND_UNSPECIFIED;
}

}  // namespace skranke
