#include "libs/casework/hand_over.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DecisionRecord;

const Installation& InstallationOf(const CaseDraft& draft) { return draft.view().installation(); }

absl::CivilDay DayOfHandover(const CaseDraft& draft) {
  return InstallationOf(draft).directory->zone().DayOf(draft.happened());
}

storage::v1::Inputs ToInputs(const std::vector<Input>& inputs) {
  storage::v1::Inputs message;
  for (const Input& input : inputs) {
    auto* record = message.add_inputs();
    record->set_name(input.name);
    record->set_value(input.value);
  }
  return message;
}

// A hand-over is told as one; only a reopened case is told as reopened.
storage::v1::MessageKind MessageFor(v1::RoutingDecision::Cause cause) {
  return cause == v1::RoutingDecision::CAUSE_REOPENED ? storage::v1::MESSAGE_KIND_REOPENING
                                                      : storage::v1::MESSAGE_KIND_HANDOVER;
}

storage::v1::HandoverRecord NewHandover(DecisionRecord decision, const CaseDraft& draft) {
  const CaseState& c = draft.state();
  storage::v1::HandoverRecord handover;
  handover.set_handover(static_cast<uint32_t>(c.handovers_size()) + 1);
  *handover.mutable_receiver() = decision.receiver();
  handover.set_outcome(v1::Handover::OUTCOME_PENDING);
  handover.set_ready_us(absl::ToUnixMicros(draft.happened()));
  if (c.accept_hours() > 0) {
    handover.set_accept_by_us(
        absl::ToUnixMicros(draft.happened() + absl::Hours(static_cast<int>(c.accept_hours()))));
  }
  *handover.mutable_decision() = std::move(decision);
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
  decision.set_reason(found.route.reason);
  decision.mutable_receiver()->set_agency(found.route.agency);
  decision.mutable_receiver()->set_unit(found.route.unit);
  *decision.mutable_inputs() = Seal(PersonConcerned(c), ToInputs(found.route.inputs));
  HandOver(std::move(decision), draft);
}

void RouteAsFound(v1::RoutingDecision::Cause cause, const RouteFound& found, CaseDraft& draft) {
  if (!found.route.found) return Triage(found.route.reason, draft);
  if (WasWith(draft.state(), found.route.agency, found.route.unit)) {
    return Triage("The list's receiver has had this case before.", draft);
  }
  HandOverAsFound(cause, found, draft);
}

RouteFound FindRealReceiver(const CaseDraft& draft) {
  const CaseState& c = draft.state();
  const Installation& installation = InstallationOf(draft);
  return FindReceiver(QuestionOf(c, DayOfHandover(draft)), ListOf(c, installation), installation);
}

// To the unit that had it last, once more.
void HandOverAgain(v1::RoutingDecision::Cause cause, absl::string_view reason, CaseDraft& draft) {
  DecisionRecord decision = NewDecision(cause, draft);
  decision.set_reason(reason.data(), reason.size());
  const auto& handovers = draft.state().handovers();
  *decision.mutable_receiver() = handovers.rbegin()->receiver();
  HandOver(std::move(decision), draft);
}

}  // namespace

Matter MatterOf(const CaseState& citizen_case, const Installation& installation) {
  return MatterOf(citizen_case, Unseal<storage::v1::Content>(citizen_case.content()), installation);
}

Matter MatterOf(const CaseState& citizen_case, storage::v1::Content content,
                const Installation& installation) {
  Matter matter;
  matter.task = citizen_case.task();
  matter.office = citizen_case.office();
  matter.action = citizen_case.action();
  matter.place = citizen_case.place();
  matter.service_line = citizen_case.service_line();
  matter.content = std::move(content);
  matter.received = absl::FromUnixMicros(citizen_case.receive_us());
  const PersonMarks marks = MarksOf(citizen_case, installation);
  matter.is_protected = IsProtected(citizen_case) || marks.is_protected;
  matter.is_own_staff = !matter.is_protected && (citizen_case.own_staff() || marks.is_own_staff);
  return matter;
}

PersonMarks MarksOf(const CaseState& citizen_case, const Installation& installation) {
  const absl::CivilDay day =
      installation.directory->zone().DayOf(absl::FromUnixMicros(citizen_case.receive_us()));
  PersonMarks marks;
  for (const auto& party : citizen_case.parties()) {
    if (party.kind() != storage::v1::PARTY_KIND_PERSON) continue;
    const auto details = Unseal<storage::v1::PartyDetails>(party.details());
    const PersonMarks found = installation.test_persons->Find(details.number(), day);
    marks.is_protected |= found.is_protected;
    marks.is_own_staff |= found.is_own_staff;
  }
  return marks;
}

const TaskList* ListOf(const CaseState& citizen_case, const Installation& installation) {
  return installation.lists->FindByHash(citizen_case.verdict().list_hash());
}

RouteFound AddClassified(const Matter& matter, const Assessment& assessment, CaseDraft& draft) {
  const std::string person = PersonConcerned(draft.state());
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseClassified* classified = event.mutable_case_classified();
  storage::v1::VerdictRecord* verdict = classified->mutable_verdict();
  verdict->set_case_class(static_cast<int32_t>(assessment.verdict.case_class));
  verdict->set_row(assessment.verdict.row);
  verdict->set_reason(assessment.verdict.reason);
  *verdict->mutable_inputs() = Seal(person, ToInputs(assessment.verdict.inputs));
  if (assessment.list != nullptr) {
    verdict->set_list_version(assessment.list->version());
    verdict->set_list_hash(assessment.list->hash());
  }
  // What the counter tells is always what anybody else with the same facts would get.
  RouteFound open = FindReceiver(OpenQuestion(matter, DayOfHandover(draft)), assessment.list,
                                 InstallationOf(draft));
  const bool triage = !open.route.found || assessment.verdict.case_class == CaseClass::kTriage;
  const auto* office = InstallationOf(draft).directory->FindOffice(draft.state().office());
  const bool sorted = triage && office != nullptr;
  classified->set_counter_authority(sorted ? office->sorting_agency() : open.route.agency);
  classified->set_counter_reason(open.route.reason);
  classified->set_counter_triage(triage);
  classified->set_hidden_route(matter.is_protected || matter.is_own_staff);
  classified->set_own_staff(matter.is_own_staff);
  classified->set_urgency(v1::URGENCY_NORMAL);
  if (assessment.promise != absl::InfiniteFuture()) {
    classified->set_promise_us(absl::ToUnixMicros(assessment.promise));
  }
  if (const storage::v1::TaskRow* row = assessment.row) {
    if (row->acute()) classified->set_urgency(v1::URGENCY_ACUTE);
    classified->set_principal(row->principal());
    classified->set_on_behalf_of(row->on_behalf_of());
    classified->set_agreement(row->agreement());
    *classified->mutable_programme_tags() = row->programme_tags();
    classified->set_cost_minutes(row->cost_minutes());
    classified->set_accept_hours(row->accept_hours());
  }
  draft.Add(std::move(event));
  return open;
}

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

void Place(const Assessment& assessment, const RouteFound& open, bool accept_incomplete,
           CaseDraft& draft) {
  if (assessment.verdict.case_class == CaseClass::kTriage) {
    return Triage(assessment.verdict.reason, draft);
  }
  const bool quick = assessment.verdict.case_class == CaseClass::kQuick;
  const bool gaps = !assessment.missing.empty();
  if (quick || gaps) KeepAtOffice(assessment, draft);
  const bool goes = gaps ? accept_incomplete : !quick;
  if (!goes) return;
  if (draft.state().hidden_route()) return RouteByList(v1::RoutingDecision::CAUSE_LIST, draft);
  RouteAsFound(v1::RoutingDecision::CAUSE_LIST, open, draft);
}

void Triage(absl::string_view reason, CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseTriaged* triaged = event.mutable_case_triaged();
  if (const auto* office = InstallationOf(draft).directory->FindOffice(draft.state().office())) {
    triaged->mutable_sorting_unit()->set_agency(office->sorting_agency());
    triaged->mutable_sorting_unit()->set_unit(office->sorting_unit());
  }
  triaged->set_reason(reason.data(), reason.size());
  draft.Add(std::move(event));
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
  const auto* unit = InstallationOf(draft).directory->FindUnit(found.agency(), found.unit());
  if (unit == nullptr || !MayHave(draft.state(), *unit)) {
    // The same answer as for a closed unit: it must not tell that the person is protected.
    return ReasonError(absl::StatusCode::kFailedPrecondition, "UNIT_CLOSED",
                       "the unit takes no such cases");
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
  storage::v1::Event event = draft.NewEvent();
  event.mutable_handover_recalled()->set_message(IfPushed(c, storage::v1::MESSAGE_KIND_RECALL));
  draft.Add(std::move(event));
}

bool WasWith(const CaseState& citizen_case, absl::string_view agency, absl::string_view unit) {
  for (const auto& handover : citizen_case.handovers()) {
    if (handover.receiver().agency() == agency && handover.receiver().unit() == unit) return true;
  }
  return false;
}

storage::v1::MessageKind IfPushed(const CaseState& citizen_case, storage::v1::MessageKind kind) {
  const int count = citizen_case.handovers_size();
  const bool with_agency =
      count > 0 && !citizen_case.owner().office() && StateOf(citizen_case) != v1::STATE_TRIAGE;
  const bool pushed = with_agency && citizen_case.handovers(count - 1).push();
  return pushed ? kind : storage::v1::MESSAGE_KIND_UNSPECIFIED;
}

}  // namespace skranke
