#include "libs/casework/apply.h"

#include <algorithm>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/casework/apply_clock.h"
#include "libs/casework/apply_messages.h"
#include "libs/casework/render_clock.h"
#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::HandoverRecord;
using storage::v1::MessageKind;

void OwnedByUnit(const storage::v1::ReceiverRecord& receiver, CaseState& c) {
  c.mutable_owner()->set_authority(receiver.agency());
  c.mutable_owner()->set_unit(receiver.unit());
  c.mutable_owner()->clear_person();
  c.mutable_owner()->set_office(false);
}

void OwnedByOffice(CaseState& c) {
  c.mutable_owner()->set_authority(c.office());
  c.mutable_owner()->clear_unit();
  c.mutable_owner()->clear_person();
  c.mutable_owner()->set_office(true);
}

void EndHandover(v1::Handover::Outcome outcome, CaseState& c) {
  c.clear_lease();
  if (HandoverRecord* handover = Latest(c)) {
    handover->set_outcome(outcome);
    handover->clear_escalate_us();
  }
}

void OnEscalated(const storage::v1::HandoverEscalated& e, CaseState& c) {
  HandoverRecord* handover = Latest(c);
  if (handover == nullptr || handover->handover() != e.handover()) return;
  handover->set_escalation(e.level());
  handover->set_escalate_us(e.next_us());
  Tell(e.message(), c);
}

void OnClassified(const storage::v1::CaseClassified& e, CaseState& c) {
  *c.mutable_verdict() = e.verdict();
  c.set_counter_authority(e.counter_authority());
  c.set_counter_reason(e.counter_reason());
  c.set_counter_triage(e.counter_triage());
  c.set_hidden_route(e.hidden_route());
  c.set_own_staff(e.own_staff());
  c.set_urgency(e.urgency());
  c.set_promise_us(e.promise_us());
  c.set_principal(e.principal());
  c.set_on_behalf_of(e.on_behalf_of());
  c.set_agreement(e.agreement());
  *c.mutable_programme_tags() = e.programme_tags();
  c.set_cost_minutes(e.cost_minutes());
  c.set_accept_hours(e.accept_hours());
  c.set_accept_minutes(e.accept_minutes());
  c.set_four_eyes(e.four_eyes());
  *c.mutable_deadlines() = e.deadlines();
}

void OnKept(const storage::v1::CaseKept& e, CaseState& c) {
  *c.mutable_missing() = e.missing();
  c.set_state(e.missing().empty() ? v1::STATE_COMPLETE : v1::STATE_INCOMPLETE);
  c.set_incomplete_end_us(e.incomplete_end_us());
  OwnedByOffice(c);
}

// Whoever had the case before was not the authority that may decide, if now another one has it.
void ForgetTransfer(const std::string& agency, CaseState& c) {
  const HandoverRecord* before = Latest(c);
  if (before != nullptr && before->receiver().agency() == agency) return;
  UnmeetDeadline(v1::DEADLINE_KIND_TRANSFER, c);
}

void OnRouted(const storage::v1::CaseRouted& e, CaseState& c) {
  ForgetTransfer(e.handover().receiver().agency(), c);
  *c.add_handovers() = e.handover();
  *c.mutable_missing() = e.missing();
  c.set_state(v1::STATE_ROUTED);
  c.clear_incomplete_end_us();
  c.clear_lease();
  c.clear_local_status();
  c.clear_agency_case_number();
  c.clear_information_request();
  c.clear_information();
  c.clear_needs_supervisor();
  if (c.first_route_us() == 0) c.set_first_route_us(e.handover().ready_us());
  OwnedByUnit(e.handover().receiver(), c);
  Tell(e.message(), c);
}

void OnTriaged(const storage::v1::CaseTriaged& e, CaseState& c) {
  UnmeetDeadline(v1::DEADLINE_KIND_TRANSFER, c);
  c.set_state(v1::STATE_TRIAGE);
  c.set_triaged(true);
  c.set_needs_supervisor(e.needs_supervisor());
  if (e.disputed()) c.set_disputed(true);
  c.clear_incomplete_end_us();
  OwnedByUnit(e.sorting_unit(), c);
}

// What the counter was told of earlier hand-overs stays told where the route is or was hidden.
void KeepTold(bool hidden_now, CaseState& c) {
  if (!c.hidden_route() && !hidden_now) return;
  // Of the one under way nothing was told yet.
  if (IsShownUnsorted(c, Sight::kCounter)) return;
  for (auto& handover : *c.mutable_handovers()) {
    if (!handover.counter_agency().empty()) continue;
    handover.set_counter_agency(c.hidden_route() ? c.counter_authority()
                                                 : handover.receiver().agency());
  }
}

void OnMoved(const storage::v1::RulebookCasesMoved& e, CaseState& c) {
  KeepTold(c.hidden_route(), c);
  c.set_counter_authority(e.counter_authority());
  c.set_counter_reason(e.counter_reason());
}

void OnSupplemented(const storage::v1::CaseSupplemented& e, int64_t happened_us, CaseState& c) {
  *c.mutable_content() = e.content();
  *c.mutable_missing() = e.missing();
  // None came with events of releases that kept no bytes; a case never loses a document.
  if (!e.document_keys().empty()) *c.mutable_document_keys() = e.document_keys();
  // What the citizen was asked for has come; the case keeps its place.
  if (c.state() == v1::STATE_AWAITING_INFO) {
    c.set_state(v1::STATE_IN_PROGRESS);
    if (c.has_information()) c.mutable_information()->set_answer_us(happened_us);
  }
  Tell(e.message(), c);
}

void OnDelivered(const storage::v1::CaseDelivered& e, int64_t happened_us, CaseState& c) {
  HandoverRecord* handover = Latest(c);
  if (handover == nullptr || handover->handover() != e.handover()) return;
  if (handover->deliver_us() == 0) handover->set_deliver_us(happened_us);
  if (c.state() != v1::STATE_ROUTED) return;
  MeetDeadline(v1::DEADLINE_KIND_TRANSFER, happened_us, c);
  c.set_state(v1::STATE_DELIVERED);
  handover->set_outcome(v1::Handover::OUTCOME_DELIVERED);
}

void OnAccepted(const storage::v1::CaseAccepted& e, int64_t happened_us, CaseState& c) {
  c.set_state(v1::STATE_ACCEPTED);
  c.set_agency_case_number(e.agency_case_number());
  c.mutable_owner()->set_person(e.person());
  c.clear_lease();
  if (c.first_accept_us() == 0) c.set_first_accept_us(happened_us);
  MeetDeadline(v1::DEADLINE_KIND_TRANSFER, happened_us, c);
  if (HandoverRecord* handover = Latest(c)) {
    handover->set_accept_us(happened_us);
    handover->set_outcome(v1::Handover::OUTCOME_ACCEPTED);
    handover->set_person(e.person());
    handover->clear_escalate_us();
  }
}

void OnReturned(const storage::v1::CaseReturned& e, CaseState& c) {
  EndHandover(v1::Handover::OUTCOME_RETURNED, c);
  c.set_return_count(c.return_count() + 1);
  if (HandoverRecord* handover = Latest(c)) {
    handover->set_return_code(e.code());
    *handover->mutable_return_sentence() = e.sentence();
    if (e.has_proposed_owner()) *handover->mutable_proposed_owner() = e.proposed_owner();
  }
}

void OnClosed(const storage::v1::CaseClosed& e, CaseState& c) {
  c.set_state(v1::STATE_CLOSED);
  c.set_outcome(e.outcome());
  c.set_referred_to(e.referred_to());
}

void OnCorrected(const storage::v1::CaseCorrected& e, CaseState& c) {
  const CaseState& after = e.after();
  const auto changed = [&](absl::string_view field) {
    return std::find(e.fields().begin(), e.fields().end(), field) != e.fields().end();
  };
  KeepTold(after.hidden_route(), c);
  if (changed("parties")) *c.mutable_parties() = after.parties();
  if (changed("task")) c.set_task(after.task());
  if (changed("receive_time")) {
    c.set_receive_us(after.receive_us());
    c.set_receive_day(after.receive_day());
    c.set_backdated(after.backdated());
  }
  if (after.has_content()) *c.mutable_content() = after.content();
  if (after.has_owner()) *c.mutable_owner() = after.owner();
  *c.mutable_missing() = after.missing();
  if (e.has_wrong_person()) *c.mutable_wrong_person() = e.wrong_person();
  if (e.counts()) c.set_correction_count(c.correction_count() + 1);
  for (const std::string& agency : e.told()) {
    TellWhoHadIt(agency, storage::v1::MESSAGE_KIND_CORRECTION, c);
  }
}

// The receiver's own number and words go with the case that it loses.
void OnRecalled(const storage::v1::HandoverRecalled& e, CaseState& c) {
  Tell(e.message(), c);
  EndHandover(v1::Handover::OUTCOME_RECALLED, c);
  if (e.untold() && c.handovers_size() > 0) Latest(c)->set_untold(true);
  c.clear_local_status();
  c.clear_agency_case_number();
  c.clear_information_request();
}

// Ends a case that may be anywhere: at the office, with a sorting unit or with an agency.
void EndEarly(v1::State state, MessageKind message, CaseState& c) {
  const bool under_way = !c.owner().office() && c.state() != v1::STATE_TRIAGE;
  Tell(message, c);
  if (under_way) EndHandover(v1::Handover::OUTCOME_RECALLED, c);
  c.set_state(state);
  c.clear_incomplete_end_us();
}

void OnReopened(CaseState& c) {
  c.clear_outcome();
  c.clear_referred_to();
  // The answer was none: its limits run on from where they began.
  UnmeetDeadline(v1::DEADLINE_KIND_ANSWER, c);
  UnmeetDeadline(v1::DEADLINE_KIND_DEMANDED_DECISION, c);
}

// The line that it leaves is remembered: going back to it is counted.
void OnLineMoved(const storage::v1::ServiceLineMoved& e, CaseState& c) {
  auto& past = *c.mutable_past_lines();
  past.erase(std::remove(past.begin(), past.end(), e.service_line()), past.end());
  if (!c.service_line().empty()) c.add_past_lines(c.service_line());
  c.set_service_line(e.service_line());
  c.set_line_moves(c.line_moves() + 1);
  if (e.back()) c.set_line_moves_back(c.line_moves_back() + 1);
  KeepTold(c.hidden_route(), c);
  c.set_counter_authority(e.counter_authority());
  c.set_counter_reason(e.counter_reason());
  c.set_counter_triage(e.counter_triage());
}

// In its old place: the limit and the receipt that it is ranked by are as they were.
void OnAppointmentCancelled(const storage::v1::AppointmentCancelled& e, CaseState& c) {
  c.clear_appointment();
  if (!e.back_to_queue()) return;
  c.set_state(v1::STATE_DELIVERED);
  // Somebody had accepted it: for the counter, sorting was over.
  c.set_counter_triage(false);
  c.mutable_owner()->clear_person();
  c.clear_lease();
  if (HandoverRecord* handover = Latest(c)) {
    handover->set_outcome(v1::Handover::OUTCOME_DELIVERED);
    handover->clear_accept_us();
    handover->clear_person();
    handover->clear_escalation();
    handover->set_escalate_us(e.escalate_us());
  }
}

void OnPlanSet(const storage::v1::PlanSet& e, CaseState& c) {
  if (e.has_plan()) {
    *c.mutable_plan() = e.plan();
  } else {
    c.clear_plan();
  }
}

// Receipts, leases, the agency's own status and supplements to a case with an agency leave the etag
// alone: nobody else's work may void the etag that a caseworker holds.
bool ChangesEtag(const Event& event, const CaseState& c) {
  switch (event.kind_case()) {
    case Event::kCaseDelivered:
    case Event::kWorkTaken:
    case Event::kLocalStatusSet:
    case Event::kContactRecorded:
    case Event::kMessageAcknowledged:
    case Event::kMessageFailed:
    case Event::kMessageRetried:
    case Event::kMessageDiscarded:
    case Event::kMessageRedelivered:
    case Event::kHandoverEscalated:
    case Event::kIncidentTagged:
    case Event::kWrongPersonSettled:
    case Event::kCaseLinked:
    case Event::kDocumentFetched:
      return false;
    case Event::kInformationReminded:
      return false;
    // An answer to a question comes as a supplement.
    case Event::kClockResumed:
      return c.state() != v1::STATE_AWAITING_INFO;
    // Nobody but its unit learns that a hidden case was taken back and handed over again.
    case Event::kHandoverRecalled:
      return !event.handover_recalled().untold();
    case Event::kCaseSupplemented:
      if (event.case_supplemented().has_at_counter()) return event.case_supplemented().at_counter();
      return c.owner().office() || c.state() == v1::STATE_TRIAGE;
    default:
      return true;
  }
}

void Change(const Event& event, const AppliedAt& at, CaseState& c) {
  const int64_t happened_us = HappenedUs(event, at);
  switch (event.kind_case()) {
    case Event::kCaseRegistered:
      c = event.case_registered().citizen_case();
      break;
    case Event::kCaseClassified:
      OnClassified(event.case_classified(), c);
      break;
    case Event::kCaseKept:
      OnKept(event.case_kept(), c);
      break;
    case Event::kCaseRouted:
      OnRouted(event.case_routed(), c);
      break;
    case Event::kCaseTriaged:
      OnTriaged(event.case_triaged(), c);
      break;
    case Event::kHandoverRecalled:
      OnRecalled(event.handover_recalled(), c);
      break;
    case Event::kCaseFinished:
      c.set_state(v1::STATE_HANDLED_AT_COUNTER);
      c.set_outcome(event.case_finished().outcome());
      c.clear_incomplete_end_us();
      OnAnswered(happened_us, c);
      break;
    case Event::kCaseSentToOwner:
      c.set_sent_to_owner_row(event.case_sent_to_owner().row());
      break;
    case Event::kCaseSupplemented:
      OnSupplemented(event.case_supplemented(), happened_us, c);
      break;
    case Event::kWorkTaken:
      *c.mutable_lease() = event.work_taken().lease();
      c.set_take_count(c.take_count() + 1);
      break;
    case Event::kCaseDelivered:
      OnDelivered(event.case_delivered(), happened_us, c);
      break;
    case Event::kCaseAccepted:
      OnAccepted(event.case_accepted(), happened_us, c);
      break;
    case Event::kWorkStarted:
      c.set_state(v1::STATE_IN_PROGRESS);
      c.clear_information_request();
      break;
    case Event::kCaseReturned:
      OnReturned(event.case_returned(), c);
      break;
    case Event::kInformationRequested:
      OnInformationRequested(event.information_requested(), happened_us, c);
      break;
    case Event::kInformationReminded:
      c.mutable_information()->set_reminded_us(happened_us);
      break;
    case Event::kInformationEnded:
      OnInformationEnded(event.information_ended(), c);
      break;
    case Event::kClockStopped:
      OnClockStopped(event.clock_stopped().stop(), c);
      break;
    case Event::kClockResumed:
      OnClockResumed(event.clock_resumed(), happened_us, c);
      break;
    case Event::kDeadlineMet:
      MeetDeadline(static_cast<v1::DeadlineKind>(event.deadline_met().kind()), happened_us, c);
      break;
    case Event::kDecisionDemanded:
      *c.mutable_deadlines() = event.decision_demanded().deadlines();
      break;
    case Event::kHandoverEscalated:
      OnEscalated(event.handover_escalated(), c);
      break;
    case Event::kDocumentFetched:
      *c.add_document_receipts() = event.document_fetched().receipt();
      break;
    case Event::kCaseForwarded:
      EndHandover(v1::Handover::OUTCOME_FORWARDED, c);
      break;
    case Event::kMessageRedelivered:
      OnRedelivered(event.message_redelivered(), c);
      break;
    case Event::kCaseDecided:
      c.set_state(v1::STATE_DECIDED);
      c.set_outcome(event.case_decided().outcome());
      OnAnswered(happened_us, c);
      break;
    case Event::kCaseClosed:
      OnClosed(event.case_closed(), c);
      OnAnswered(happened_us, c);
      break;
    case Event::kLocalStatusSet:
      c.set_local_status(event.local_status_set().local_status());
      break;
    case Event::kCaseWithdrawn:
      EndEarly(v1::STATE_WITHDRAWN, event.case_withdrawn().message(), c);
      break;
    case Event::kCaseMisregistered:
      EndEarly(v1::STATE_MISREGISTERED, event.case_misregistered().message(), c);
      break;
    case Event::kCaseReopened:
      OnReopened(c);
      break;
    case Event::kMessageAcknowledged:
      OnAcknowledged(event.message_acknowledged(), c);
      break;
    case Event::kMessageFailed:
      OnFailed(event.message_failed(), at, c);
      break;
    case Event::kMessageRetried:
      OnRetried(event.message_retried(), c);
      break;
    case Event::kMessageDiscarded:
      OnDiscarded(event.message_discarded(), c);
      break;
    case Event::kRulebookCasesMoved:
      OnMoved(event.rulebook_cases_moved(), c);
      break;
    case Event::kServiceLineMoved:
      OnLineMoved(event.service_line_moved(), c);
      break;
    case Event::kAppointmentSet:
      *c.mutable_appointment() = event.appointment_set().appointment();
      break;
    case Event::kAppointmentCancelled:
      OnAppointmentCancelled(event.appointment_cancelled(), c);
      break;
    case Event::kPlanSet:
      OnPlanSet(event.plan_set(), c);
      break;
    case Event::kIncidentTagged:
      c.set_incident(event.incident_tagged().incident());
      break;
    case Event::kCaseCorrected:
      OnCorrected(event.case_corrected(), c);
      break;
    case Event::kWrongPersonSettled:
      c.mutable_wrong_person()->set_settled_us(happened_us);
      *c.mutable_wrong_person()->mutable_settlement() = event.wrong_person_settled().settlement();
      break;
    case Event::kCaseLinked:
      *c.add_links() = event.case_linked().link();
      break;
    case Event::kBundleSaved:
    case Event::kOutageAnnounced:
    case Event::kOutageEnded:
    case Event::kContactRecorded:
    case Event::kDirectoryInstalled:
    case Event::kTaskListInstalled:
    case Event::kClockConfirmed:
    case Event::kRulebookDraftSaved:
    case Event::kRulebookDraftChecked:
    case Event::kRulebookHearingOpened:
    case Event::kRulebookPositionRecorded:
    case Event::kRulebookAdopted:
    case Event::kRulebookRatified:
    case Event::kRulebookWithdrawn:
    case Event::kRulebookImported:
    case Event::KIND_NOT_SET:
      break;
  }
}

}  // namespace

void Apply(const Event& event, const AppliedAt& at, CaseState& citizen_case) {
  if (event.number() == 0) return;
  const bool new_etag = ChangesEtag(event, citizen_case);
  Change(event, at, citizen_case);
  if (new_etag) citizen_case.set_revision(citizen_case.revision() + 1);
  citizen_case.set_update_us(at.record_us);
  const int records = citizen_case.positions_size();
  if (records == 0 || citizen_case.positions(records - 1) != at.position) {
    citizen_case.add_positions(at.position);
  }
}

}  // namespace skranke
