// What everybody may read of the directory and the lists. Pure functions of a snapshot; any thread.
// Errors are those of DirectoryService in proto/skranke/v1/directory.proto.
#ifndef SKRANKE_SERVICES_DIRECTORYDESK_QUERIES_H_
#define SKRANKE_SERVICES_DIRECTORYDESK_QUERIES_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/directory.pb.h"

namespace skranke {

absl::StatusOr<v1::GetDirectoryResponse> AnswerGetDirectory(const Snapshot& snapshot,
                                                            const Caller& caller,
                                                            const v1::GetDirectoryRequest& request);
absl::StatusOr<v1::ListTaskListsResponse> AnswerListTaskLists(
    const Snapshot& snapshot, const Caller& caller, const v1::ListTaskListsRequest& request);
absl::StatusOr<v1::GetTaskListResponse> AnswerGetTaskList(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::GetTaskListRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_DIRECTORYDESK_QUERIES_H_
