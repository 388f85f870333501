// Cases that wait for somebody: ListUnaccepted, ListTriage and ListDisputes. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_CASE_LISTS_H_
#define SKRANKE_SERVICES_SUPERVISION_CASE_LISTS_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// A case stands in the list of the state that the caller is shown, not of the one that it has: a
// protected person's case must not give itself away by the list it is in.
// A unit's head is shown what that unit has, and an agency's system what its units have.
// All: INVALID_ARGUMENT (INVALID_FIELD page_size; INVALID_PAGE_TOKEN).
absl::StatusOr<v1::ListUnacceptedResponse> AnswerListUnaccepted(
    const Snapshot& snapshot, const Caller& caller, const v1::ListUnacceptedRequest& request);
absl::StatusOr<v1::ListTriageResponse> AnswerListTriage(const Snapshot& snapshot,
                                                        const Caller& caller,
                                                        const v1::ListTriageRequest& request);

absl::StatusOr<v1::ListDisputesResponse> AnswerListDisputes(const Snapshot& snapshot,
                                                            const Caller& caller,
                                                            const v1::ListDisputesRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_CASE_LISTS_H_
