#include "libs/casework/unit_verb.h"

namespace skranke {

void DeliverIfRouted(CaseDraft& draft) {
  const storage::v1::CaseState& c = draft.state();
  if (StateOf(c) != v1::STATE_ROUTED || c.handovers_size() == 0) return;
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_delivered()->set_handover(c.handovers(c.handovers_size() - 1).handover());
  draft.Add(std::move(event));
}

absl::Status TakeIfUntaken(absl::string_view token, absl::Time now, CaseDraft& draft) {
  const v1::State state = StateOf(draft.state());
  if (state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED) {
    SKRANKE_RETURN_IF_ERROR(CheckToken(draft.state(), token, now));
  }
  DeliverIfRouted(draft);
  return absl::OkStatus();
}

}  // namespace skranke
