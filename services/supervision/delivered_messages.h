// Messages that an agency has acknowledged, and sending them once more to one that has lost them:
// ListDeliveredMessages, RedeliverMessage. Any thread; judging is pure.
#ifndef SKRANKE_SERVICES_SUPERVISION_DELIVERED_MESSAGES_H_
#define SKRANKE_SERVICES_SUPERVISION_DELIVERED_MESSAGES_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// INVALID_ARGUMENT (INVALID_FIELD agency, since_time).
absl::Status ValidateListDelivered(const v1::ListDeliveredMessagesRequest& request);

// In the order of the log, which is found from the time by halving. A message names the agency that
// has a case: those of hidden routes show to auditors and operators alone. INVALID_ARGUMENT
// (INVALID_FIELD page_size; INVALID_PAGE_TOKEN).
absl::StatusOr<v1::ListDeliveredMessagesResponse> AnswerListDelivered(
    const Snapshot& snapshot, const Caller& caller,
    const v1::ListDeliveredMessagesRequest& request);

// NOT_FOUND: CASE_NOT_FOUND for a case of another office, MESSAGE_NOT_FOUND for a message that does
// not show; else as in agency_verbs.h.
absl::StatusOr<Judgement> JudgeOwnRedelivery(const View& view, const Caller& caller,
                                             const v1::RedeliverMessageRequest& request,
                                             absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_DELIVERED_MESSAGES_H_
