// A case's history and the why of where it is: GetCaseHistory and ExplainCase. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_HISTORY_H_
#define SKRANKE_SERVICES_SUPERVISION_HISTORY_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// With the counter's sight: no unit, no messages and takes, and of agencies' people the agency.
// NOT_FOUND (CASE_NOT_FOUND).
absl::StatusOr<v1::GetCaseHistoryResponse> AnswerGetCaseHistory(
    const Snapshot& snapshot, const Caller& caller, const v1::GetCaseHistoryRequest& request);

// NOT_FOUND (CASE_NOT_FOUND).
absl::StatusOr<v1::ExplainCaseResponse> AnswerExplainCase(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::ExplainCaseRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_HISTORY_H_
