#include "services/forwarding/message_body.h"

#include <algorithm>
#include <string>

#include "absl/functional/function_ref.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::HandoverRecord;
using storage::v1::MessageRecord;
using storage::v1::Sealed;

// The hand-over that the message belongs to; the empty one if there is none.
const HandoverRecord& HandoverOf(const CaseState& c, const MessageRecord& message) {
  for (const HandoverRecord& handover : c.handovers()) {
    if (handover.handover() == message.handover()) return handover;
  }
  return HandoverRecord::default_instance();
}

bool IsUnderWay(const CaseState& c, const HandoverRecord& handover) {
  const bool latest = handover.handover() == static_cast<uint32_t>(c.handovers_size());
  const bool ended = handover.outcome() == v1::Handover::OUTCOME_RETURNED ||
                     handover.outcome() == v1::Handover::OUTCOME_RECALLED ||
                     handover.outcome() == v1::Handover::OUTCOME_FORWARDED;
  return latest && !ended && IsWithReceiver(c);
}

v1::Case CaseFor(const CaseState& c, const HandoverRecord& handover) {
  if (IsUnderWay(c, handover)) return Render(c, Sight::kUnit);
  v1::Case bare;
  bare.set_name(FormatCaseName(c.number()));
  return bare;
}

// The text of the latest event of the case that `pick` finds one in.
absl::StatusOr<std::string> LatestText(const Snapshot& snapshot, const CaseState& c,
                                       absl::FunctionRef<const Sealed*(const Event&)> pick) {
  for (int i = c.positions_size() - 1; i >= 0; --i) {
    SKRANKE_ASSIGN_OR_RETURN(const auto records, snapshot.FindRecords({c.positions(i)}));
    for (const auto& record : records) {
      for (const Event& event : record.events()) {
        const Sealed* text = event.number() == c.number() ? pick(event) : nullptr;
        if (text != nullptr) return UnsealText(*text);
      }
    }
  }
  return std::string();
}

const Sealed* WithdrawalReason(const Event& event) {
  if (event.has_case_withdrawn()) return &event.case_withdrawn().reason();
  if (event.has_case_misregistered()) return &event.case_misregistered().reason();
  return nullptr;
}

const Sealed* ReopeningReason(const Event& event) {
  return event.has_case_reopened() ? &event.case_reopened().reason() : nullptr;
}

// Not the text that the case was routed on or corrected with: it may name who has it now.
constexpr char kCorrected[] = "What was stated before was corrected.";
constexpr char kTakenBack[] = "The office took the case back.";
constexpr char kWrongPerson[] =
    "The case was registered on the wrong person. What was sent of it before concerns somebody "
    "else and must not be kept or used.";

// Of a hand-over that was made before a wrong person was found.
std::string ReasonFor(const CaseState& c, const HandoverRecord& handover, const char* usual) {
  const auto& told = c.wrong_person().agencies();
  const bool had_it =
      std::find(told.begin(), told.end(), handover.receiver().agency()) != told.end();
  return had_it && handover.ready_us() < c.wrong_person().found_us() ? kWrongPerson : usual;
}

void SetHandover(const CaseState& c, const HandoverRecord& handover, v1::HandoverMessage* body) {
  *body->mutable_citizen_case() = CaseFor(c, handover);
  body->set_handover_id(FormatHandoverId(c.number(), handover.handover()));
  body->set_handover_token(FormatToken(handover.token()));
  body->set_unit(handover.receiver().unit());
  if (handover.accept_by_us() == 0) return;
  *body->mutable_accept_by_time() = ToTimestamp(handover.accept_by_us());
}

void SetReminder(const CaseState& c, const HandoverRecord& handover, v1::ReminderMessage* body) {
  body->set_handover_id(FormatHandoverId(c.number(), handover.handover()));
  body->set_unit(handover.receiver().unit());
  *body->mutable_accept_by_time() = ToTimestamp(handover.accept_by_us());
  body->set_escalation(static_cast<v1::Handover::Escalation>(handover.escalation()));
}

absl::Status SetReopening(const Snapshot& snapshot, const CaseState& c,
                          const HandoverRecord& handover, v1::ReopeningMessage* body) {
  *body->mutable_citizen_case() = CaseFor(c, handover);
  body->set_handover_id(FormatHandoverId(c.number(), handover.handover()));
  body->set_handover_token(FormatToken(handover.token()));
  body->set_unit(handover.receiver().unit());
  if (!IsUnderWay(c, handover)) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(*body->mutable_reason(), LatestText(snapshot, c, ReopeningReason));
  return absl::OkStatus();
}

absl::Status SetWithdrawal(const Snapshot& snapshot, const CaseState& c,
                           const HandoverRecord& handover, v1::WithdrawalMessage* body) {
  body->set_handover_id(FormatHandoverId(c.number(), handover.handover()));
  SKRANKE_ASSIGN_OR_RETURN(*body->mutable_reason(), LatestText(snapshot, c, WithdrawalReason));
  return absl::OkStatus();
}

absl::Status SetBody(const Snapshot& snapshot, const CaseState& c, const MessageRecord& message,
                     v1::ReceiveRequest& request) {
  const HandoverRecord& handover = HandoverOf(c, message);
  switch (message.kind()) {
    case storage::v1::MESSAGE_KIND_HANDOVER:
      SetHandover(c, handover, request.mutable_handover());
      return absl::OkStatus();
    case storage::v1::MESSAGE_KIND_SUPPLEMENT:
      *request.mutable_supplement()->mutable_citizen_case() = CaseFor(c, handover);
      return absl::OkStatus();
    case storage::v1::MESSAGE_KIND_CORRECTION:
      *request.mutable_correction()->mutable_citizen_case() = CaseFor(c, handover);
      request.mutable_correction()->set_reason(ReasonFor(c, handover, kCorrected));
      return absl::OkStatus();
    case storage::v1::MESSAGE_KIND_RECALL:
      request.mutable_recall()->set_handover_id(FormatHandoverId(c.number(), handover.handover()));
      request.mutable_recall()->set_reason(ReasonFor(c, handover, kTakenBack));
      return absl::OkStatus();
    case storage::v1::MESSAGE_KIND_WITHDRAWAL:
      return SetWithdrawal(snapshot, c, handover, request.mutable_withdrawal());
    case storage::v1::MESSAGE_KIND_REMINDER:
      SetReminder(c, handover, request.mutable_reminder());
      return absl::OkStatus();
    case storage::v1::MESSAGE_KIND_REOPENING:
      return SetReopening(snapshot, c, handover, request.mutable_reopening());
    default:
      return absl::DataLossError("a stored message is of no known kind");
  }
}

// The latest message before it that was not given up.
uint64_t PreviousSequence(const CaseState& c, const MessageRecord& message) {
  uint64_t previous = message.sequence() - 1;
  for (const auto& sequence : c.sequences()) {
    if (sequence.agency() != message.agency()) continue;
    const auto& discarded = sequence.discarded();
    while (std::find(discarded.begin(), discarded.end(), previous) != discarded.end()) --previous;
  }
  return previous;
}

}  // namespace

absl::StatusOr<v1::ReceiveRequest> BuildMessage(const Snapshot& snapshot,
                                                const CaseState& citizen_case,
                                                const MessageRecord& message) {
  v1::ReceiveRequest request;
  request.set_message_id(FormatMessageId({.number = citizen_case.number(),
                                          .agency = message.agency(),
                                          .sequence = message.sequence()}));
  request.set_installation(std::string(snapshot.installation().directory->installation()));
  request.set_agency(message.agency());
  request.set_citizen_case(FormatCaseName(citizen_case.number()));
  request.set_sequence(message.sequence());
  request.set_previous_sequence(PreviousSequence(citizen_case, message));
  SKRANKE_RETURN_IF_ERROR(SetBody(snapshot, citizen_case, message, request));
  return request;
}

}  // namespace skranke
