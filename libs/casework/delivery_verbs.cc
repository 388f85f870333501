#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::MessageRecord;

const MessageRecord* FindMessage(const CaseState& c, const MessageKey& key) {
  for (const MessageRecord& message : c.messages()) {
    if (message.agency() == key.agency && message.sequence() == key.sequence) return &message;
  }
  return nullptr;
}

// Null also for a message that was given up since: its agency is told of the gap, and the case may
// be with another by now.
const storage::v1::SentRecord* FindSent(const CaseState& c, const MessageKey& key) {
  for (const auto& sequence : c.sequences()) {
    if (sequence.agency() != key.agency) continue;
    const auto& given_up = sequence.discarded();
    if (std::find(given_up.begin(), given_up.end(), key.sequence) != given_up.end()) break;
    for (const auto& sent : sequence.sent()) {
      if (sent.sequence() == key.sequence) return &sent;
    }
  }
  return nullptr;
}

struct DeadLetter {
  const CaseState* citizen_case;
  MessageKey key;
  const MessageRecord* message;
};

absl::StatusOr<DeadLetter> FindDead(const View& view, absl::string_view name,
                                    absl::string_view message_id) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "name"));
  SKRANKE_ASSIGN_OR_RETURN(const MessageKey key, ParseMessageId(number, message_id));
  const CaseState* c = view.FindCase(number);
  const MessageRecord* message = c == nullptr ? nullptr : FindMessage(*c, key);
  if (message == nullptr || !message->dead()) return MessageNotFound();
  return DeadLetter{c, key, message};
}

}  // namespace

bool CarriesHandover(const MessageRecord& message) {
  return message.kind() == storage::v1::MESSAGE_KIND_HANDOVER ||
         message.kind() == storage::v1::MESSAGE_KIND_REOPENING;
}

absl::Status MessageNotFound() {
  return ReasonError(absl::StatusCode::kNotFound, "MESSAGE_NOT_FOUND",
                     "the case has no such message");
}

absl::StatusOr<Judgement> JudgeMessageAcknowledged(const View& view, const Caller& caller,
                                                   const MessageKey& key, absl::Time now) {
  const CaseState* c = view.FindCase(key.number);
  const MessageRecord* message = c == nullptr ? nullptr : FindMessage(*c, key);
  if (message == nullptr) return Judgement{};
  const MessageRecord acknowledged = *message;
  CaseDraft draft(view, caller, *c, now);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_message_acknowledged()->set_agency(key.agency);
  event.mutable_message_acknowledged()->set_sequence(key.sequence);
  event.mutable_message_acknowledged()->set_kind(acknowledged.kind());
  event.mutable_message_acknowledged()->set_handover(acknowledged.handover());
  draft.Add(std::move(event));
  if (CarriesHandover(acknowledged)) {
    storage::v1::Event delivered = draft.NewEvent();
    delivered.mutable_case_delivered()->set_handover(acknowledged.handover());
    draft.Add(std::move(delivered));
  }
  return std::move(draft).Finish(v1::RetryDeadLetterResponse());
}

absl::StatusOr<Judgement> JudgeMessageFailed(const View& view, const Caller& caller,
                                             const MessageKey& key, absl::string_view error,
                                             absl::Time next_try, bool dead, absl::Time now) {
  const CaseState* c = view.FindCase(key.number);
  if (c == nullptr || FindMessage(*c, key) == nullptr) return Judgement{};
  CaseDraft draft(view, caller, *c, now);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::MessageFailed* failed = event.mutable_message_failed();
  failed->set_agency(key.agency);
  failed->set_sequence(key.sequence);
  failed->set_error(error.data(), error.size());
  failed->set_next_try_us(absl::ToUnixMicros(next_try));
  failed->set_dead(dead);
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RetryDeadLetterResponse());
}

absl::StatusOr<Judgement> JudgeRetryDeadLetter(const View& view, const Caller& caller,
                                               const v1::RetryDeadLetterRequest& request,
                                               absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const DeadLetter dead,
                           FindDead(view, request.name(), request.message_id()));
  CaseDraft draft(view, caller, *dead.citizen_case, now);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_message_retried()->set_agency(dead.key.agency);
  event.mutable_message_retried()->set_sequence(dead.key.sequence);
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RetryDeadLetterResponse());
}

absl::StatusOr<Judgement> JudgeDiscardDeadLetter(const View& view, const Caller& caller,
                                                 const v1::DiscardDeadLetterRequest& request,
                                                 absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(const DeadLetter dead,
                           FindDead(view, request.name(), request.message_id()));
  const CaseState& c = *dead.citizen_case;
  const bool open_handover = IsUnaccepted(StateOf(c)) && CarriesHandover(*dead.message) &&
                             dead.message->handover() == static_cast<uint32_t>(c.handovers_size());
  CaseDraft draft(view, caller, c, now);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::MessageDiscarded* discarded = event.mutable_message_discarded();
  discarded->set_agency(dead.key.agency);
  discarded->set_sequence(dead.key.sequence);
  *discarded->mutable_reason() = SealText(PersonConcerned(c), request.reason());
  draft.Add(std::move(event));
  // The agency never stored the hand-over, or lost it with its disk, so it needs no recall; the
  // case needs an owner.
  if (open_handover) Triage("Its hand-over could not be delivered and was given up.", draft);
  return std::move(draft).Finish(v1::DiscardDeadLetterResponse());
}

std::string FormatMessageId(const MessageKey& key) {
  return absl::StrCat(FormatCaseNumber(key.number), ".", key.agency, ".", key.sequence);
}

absl::StatusOr<MessageKey> ParseMessageId(uint64_t number, absl::string_view message_id) {
  const size_t first = message_id.find('.');
  const size_t last = message_id.rfind('.');
  MessageKey key{.number = number};
  const bool whole = first != absl::string_view::npos && last > first &&
                     message_id.substr(0, first) == FormatCaseNumber(number) &&
                     absl::SimpleAtoi(message_id.substr(last + 1), &key.sequence);
  if (!whole) return FieldError("message_id", "is no message of that case");
  key.agency = std::string(message_id.substr(first + 1, last - first - 1));
  return key;
}

absl::StatusOr<Judgement> JudgeRedeliverMessage(const View& view, const Caller& caller,
                                                const v1::RedeliverMessageRequest& request,
                                                absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(request.name(), "name"));
  SKRANKE_ASSIGN_OR_RETURN(const MessageKey key, ParseMessageId(number, request.message_id()));
  const CaseState* c = view.FindCase(number);
  const storage::v1::SentRecord* sent = c == nullptr ? nullptr : FindSent(*c, key);
  if (sent == nullptr) return MessageNotFound();
  Judgement nothing;
  nothing.reply = v1::RedeliverMessageResponse().SerializeAsString();
  if (FindMessage(*c, key) != nullptr) return nothing;
  CaseDraft draft(view, caller, *c, now);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::MessageRedelivered* redelivered = event.mutable_message_redelivered();
  redelivered->set_agency(key.agency);
  redelivered->set_sequence(key.sequence);
  redelivered->set_kind(sent->kind());
  redelivered->set_handover(sent->handover());
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RedeliverMessageResponse());
}

}  // namespace skranke
