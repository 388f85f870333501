#include "libs/casework/apply_messages.h"

#include <algorithm>

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::HandoverRecord;
using storage::v1::MessageKind;
using storage::v1::MessageRecord;

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

// Queues a message to that agency about one of its hand-overs.
void Queue(MessageKind kind, const HandoverRecord& handover, CaseState& c) {
  const std::string agency = handover.receiver().agency();
  MessageRecord* message = c.add_messages();
  message->set_agency(agency);
  message->set_sequence(NextSequence(agency, c));
  message->set_kind(kind);
  message->set_handover(handover.handover());
}

}  // namespace

HandoverRecord* Latest(CaseState& c) {
  return c.handovers_size() == 0 ? nullptr : c.mutable_handovers(c.handovers_size() - 1);
}

void Tell(MessageKind kind, CaseState& c) {
  const HandoverRecord* handover = Latest(c);
  if (kind == storage::v1::MESSAGE_KIND_UNSPECIFIED || handover == nullptr) return;
  Queue(kind, *handover, c);
}

void TellWhoHadIt(const std::string& agency, MessageKind kind, CaseState& c) {
  const HandoverRecord* latest = nullptr;
  for (const HandoverRecord& handover : c.handovers()) {
    if (handover.receiver().agency() == agency) latest = &handover;
  }
  if (latest != nullptr) Queue(kind, *latest, c);
}

void OnAcknowledged(const storage::v1::MessageAcknowledged& e, CaseState& c) {
  DropMessage(e.agency(), e.sequence(), c);
  if (e.kind() == storage::v1::MESSAGE_KIND_UNSPECIFIED) return;
  for (auto& sequence : *c.mutable_sequences()) {
    if (sequence.agency() != e.agency()) continue;
    const auto known = [&](const auto& sent) { return sent.sequence() == e.sequence(); };
    if (std::any_of(sequence.sent().begin(), sequence.sent().end(), known)) return;
    storage::v1::SentRecord* sent = sequence.add_sent();
    sent->set_sequence(e.sequence());
    sent->set_kind(e.kind());
    sent->set_handover(e.handover());
  }
}

void OnRedelivered(const storage::v1::MessageRedelivered& e, CaseState& c) {
  MessageRecord message;
  message.set_agency(e.agency());
  message.set_sequence(e.sequence());
  message.set_kind(e.kind());
  message.set_handover(e.handover());
  auto& messages = *c.mutable_messages();
  const auto later = std::find_if(messages.begin(), messages.end(), [&](const MessageRecord& m) {
    return m.agency() == e.agency() && m.sequence() > e.sequence();
  });
  const auto place = later - messages.begin();
  *messages.Add() = message;
  std::rotate(messages.begin() + place, messages.end() - 1, messages.end());
}

void OnDiscarded(const storage::v1::MessageDiscarded& e, CaseState& c) {
  DropMessage(e.agency(), e.sequence(), c);
  for (auto& sequence : *c.mutable_sequences()) {
    if (sequence.agency() == e.agency()) sequence.add_discarded(e.sequence());
  }
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

}  // namespace skranke
