#include "libs/casework/apply.h"

#include <algorithm>
#include <string>

#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::HandoverRecord;
using storage::v1::MessageKind;
using storage::v1::MessageRecord;

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

HandoverRecord* Latest(CaseState& c) {
  return c.handovers_size() == 0 ? nullptr : c.mutable_handovers(c.handovers_size() - 1);
}

uint64_t NextSequence(const std::string& agency, CaseState& c) {
  for (auto& sequence : *c.mutable_sequences()) {
    if (sequence.agency() != agency) continue;
    sequence.set_sequence(sequence.sequence() + 1);
    return sequence.sequence();
  }
  auto* first = c.add_sequences();
  first->set_agency(agency);
  first->set_sequence(1);
  return 1;
}

// Queues a message to the agency of the latest hand-over.
void Tell(MessageKind kind, CaseState& c) {
  const HandoverRecord* handover = Latest(c);
  if (kind == storage::v1::MESSAGE_KIND_UNSPECIFIED || handover == nullptr) return;
  MessageRecord* message = c.add_messages();
  message->set_agency(handover->receiver().agency());
  message->set_sequence(NextSequence(handover->receiver().agency(), c));
  message->set_kind(kind);
  message->set_handover(handover->handover());
}

MessageRecord* FindMessage(const std::string& agency, uint64_t sequence, CaseState& c) {
  for (auto& message : *c.mutable_messages()) {
    if (message.agency() == agency && message.sequence() == sequence) return &message;
  }
  return nullptr;
}

void DropMessage(const std::string& agency, uint64_t sequence, CaseState& c) {
  auto& messages = *c.mutable_messages();
  messages.erase(std::remove_if(messages.begin(), messages.end(),
                                [&](const MessageRecord& m) {
                                  return m.agency() == agency && m.sequence() == sequence;
                                }),
                 messages.end());
}

void EndHandover(v1::Handover::Outcome outcome, CaseState& c) {
  c.clear_lease();
  if (HandoverRecord* handover = Latest(c)) handover->set_outcome(outcome);
}

// What was given up leaves a gap that the agency is told of.
void OnDiscarded(const storage::v1::MessageDiscarded& e, CaseState& c) {
  DropMessage(e.agency(), e.sequence(), c);
  for (auto& sequence : *c.mutable_sequences()) {
    if (sequence.agency() == e.agency()) sequence.add_discarded(e.sequence());
  }
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
}

void OnKept(const storage::v1::CaseKept& e, CaseState& c) {
  *c.mutable_missing() = e.missing();
  c.set_state(e.missing().empty() ? v1::STATE_COMPLETE : v1::STATE_INCOMPLETE);
  c.set_incomplete_end_us(e.incomplete_end_us());
  OwnedByOffice(c);
}

void OnRouted(const storage::v1::CaseRouted& e, CaseState& c) {
  *c.add_handovers() = e.handover();
  *c.mutable_missing() = e.missing();
  c.set_state(v1::STATE_ROUTED);
  c.clear_incomplete_end_us();
  c.clear_lease();
  c.clear_local_status();
  c.clear_agency_case_number();
  c.clear_information_request();
  if (c.first_route_us() == 0) c.set_first_route_us(e.handover().ready_us());
  OwnedByUnit(e.handover().receiver(), c);
  Tell(e.message(), c);
}

void OnTriaged(const storage::v1::CaseTriaged& e, CaseState& c) {
  c.set_state(v1::STATE_TRIAGE);
  c.set_triaged(true);
  c.clear_incomplete_end_us();
  OwnedByUnit(e.sorting_unit(), c);
}

// What the counter was told of earlier hand-overs stays told.
void OnMoved(const storage::v1::RulebookCasesMoved& e, CaseState& c) {
  for (auto& handover : *c.mutable_handovers()) {
    if (c.hidden_route() && handover.counter_agency().empty()) {
      handover.set_counter_agency(c.counter_authority());
    }
  }
  c.set_counter_authority(e.counter_authority());
  c.set_counter_reason(e.counter_reason());
}

void OnSupplemented(const storage::v1::CaseSupplemented& e, CaseState& c) {
  *c.mutable_content() = e.content();
  *c.mutable_missing() = e.missing();
  // What the citizen was asked for has come; the case keeps its place.
  if (c.state() == v1::STATE_AWAITING_INFO) c.set_state(v1::STATE_IN_PROGRESS);
  Tell(e.message(), c);
}

void OnDelivered(const storage::v1::CaseDelivered& e, int64_t happened_us, CaseState& c) {
  HandoverRecord* handover = Latest(c);
  if (handover == nullptr || handover->handover() != e.handover()) return;
  if (handover->deliver_us() == 0) handover->set_deliver_us(happened_us);
  if (c.state() != v1::STATE_ROUTED) return;
  c.set_state(v1::STATE_DELIVERED);
  handover->set_outcome(v1::Handover::OUTCOME_DELIVERED);
}

void OnAccepted(const storage::v1::CaseAccepted& e, int64_t happened_us, CaseState& c) {
  c.set_state(v1::STATE_ACCEPTED);
  c.set_agency_case_number(e.agency_case_number());
  c.mutable_owner()->set_person(e.person());
  c.clear_lease();
  if (c.first_accept_us() == 0) c.set_first_accept_us(happened_us);
  if (HandoverRecord* handover = Latest(c)) {
    handover->set_accept_us(happened_us);
    handover->set_outcome(v1::Handover::OUTCOME_ACCEPTED);
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
}

void OnFailed(const storage::v1::MessageFailed& e, const AppliedAt& at, CaseState& c) {
  MessageRecord* message = FindMessage(e.agency(), e.sequence(), c);
  if (message == nullptr) return;
  message->set_attempts(message->attempts() + 1);
  message->set_last_error(e.error());
  message->set_next_try_us(e.next_try_us());
  message->set_dead(e.dead());
  if (e.dead()) message->set_dead_us(at.record_us);
}

void OnRetried(const storage::v1::MessageRetried& e, CaseState& c) {
  MessageRecord* message = FindMessage(e.agency(), e.sequence(), c);
  if (message == nullptr) return;
  message->set_dead(false);
  message->set_attempts(0);
  message->clear_next_try_us();
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
      return false;
    case Event::kCaseSupplemented:
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
      Tell(event.handover_recalled().message(), c);
      EndHandover(v1::Handover::OUTCOME_RECALLED, c);
      break;
    case Event::kCaseFinished:
      c.set_state(v1::STATE_HANDLED_AT_COUNTER);
      c.set_outcome(event.case_finished().outcome());
      c.clear_incomplete_end_us();
      break;
    case Event::kCaseSentToOwner:
      c.set_sent_to_owner_row(event.case_sent_to_owner().row());
      break;
    case Event::kCaseSupplemented:
      OnSupplemented(event.case_supplemented(), c);
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
      c.set_state(v1::STATE_AWAITING_INFO);
      *c.mutable_information_request() = event.information_requested().question();
      break;
    case Event::kCaseDecided:
      c.set_state(v1::STATE_DECIDED);
      c.set_outcome(event.case_decided().outcome());
      break;
    case Event::kCaseClosed:
      OnClosed(event.case_closed(), c);
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
      DropMessage(event.message_acknowledged().agency(), event.message_acknowledged().sequence(),
                  c);
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
