// What agencies read. Pure functions of a snapshot; any thread. Errors are those of
// AgencyDeskService in proto/skranke/v1/agency_desk.proto.
#ifndef SKRANKE_SERVICES_AGENCYDESK_QUERIES_H_
#define SKRANKE_SERVICES_AGENCYDESK_QUERIES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {

absl::StatusOr<v1::ListWorkItemsResponse> AnswerListWorkItems(
    const Snapshot& snapshot, const Caller& caller, const v1::ListWorkItemsRequest& request);
absl::StatusOr<v1::GetWorkItemResponse> AnswerGetWorkItem(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::GetWorkItemRequest& request);

// Where a subscription begins.
uint64_t AfterPosition(const v1::SubscribeWorkRequest& request);
// What concerns the caller's work in the next records of the log.
absl::StatusOr<StreamStep> NextWork(const Snapshot& snapshot, const Caller& caller,
                                    const v1::SubscribeWorkRequest& request, uint64_t position);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCYDESK_QUERIES_H_
