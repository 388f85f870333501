#include "libs/casework/escalation.h"

#include <utility>

#include "libs/casework/accept_limit.h"
#include "libs/casework/counter_verbs.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/information.h"
#include "libs/casework/states.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool IsOverdue(const CaseState& c, absl::Time now) {
  if (!IsUnaccepted(StateOf(c)) || c.handovers_size() == 0) return false;
  const int64_t due_us = c.handovers(c.handovers_size() - 1).escalate_us();
  return due_us != 0 && due_us <= absl::ToUnixMicros(now);
}

Judgement Escalate(const View& view, const Caller& caller, const CaseState& c, absl::Time now) {
  CaseDraft draft(view, caller, c, now);
  const auto& handover = c.handovers(c.handovers_size() - 1);
  const uint32_t level = handover.escalation() + 1;
  const absl::Time next = NextEscalation(handover, level, now, c.urgency() == v1::URGENCY_ACUTE,
                                         *view.installation().directory);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::HandoverEscalated* escalated = event.mutable_handover_escalated();
  escalated->set_handover(handover.handover());
  escalated->set_level(level);
  if (next != absl::InfiniteFuture()) escalated->set_next_us(absl::ToUnixMicros(next));
  escalated->set_message(IfPushed(c, storage::v1::MESSAGE_KIND_REMINDER));
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RouteCaseResponse());
}

}  // namespace

absl::StatusOr<Judgement> JudgeCaseDue(const View& view, const Caller& caller, uint64_t number,
                                       absl::Time now) {
  const CaseState* c = view.FindCase(number);
  if (c != nullptr && IsOverdue(*c, now)) return Escalate(view, caller, *c, now);
  if (c != nullptr && IsInformationDue(*c, now)) return JudgeInformationDue(view, caller, *c, now);
  return JudgeIncompleteEnded(view, caller, number, now);
}

}  // namespace skranke
