// A case's history and the why of where it is: GetCaseHistory and ExplainCase. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_HISTORY_H_
#define SKRANKE_SERVICES_SUPERVISION_HISTORY_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/access/case_access.h"
#include "libs/engine/snapshot.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// With the counter's sight: no unit, no messages and takes, and of agencies' people the agency.
// NOT_FOUND (CASE_NOT_FOUND).
absl::StatusOr<v1::GetCaseHistoryResponse> AnswerGetCaseHistory(
    const Snapshot& snapshot, const Caller& caller, const v1::GetCaseHistoryRequest& request);

// Whether a history shows the event at that sight: takes and messages tell how a case travels, and
// that shows with the route only.
bool ShowsEvent(const storage::v1::Event& event, Sight sight);

// "CASE_ROUTED", as the field of storage.v1.Event is called; of a placing what the sight shows.
std::string EventName(const storage::v1::Event& event, const storage::v1::CaseState& after,
                      Sight sight);

// NOT_FOUND (CASE_NOT_FOUND).
absl::StatusOr<v1::ExplainCaseResponse> AnswerExplainCase(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::ExplainCaseRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_HISTORY_H_
