// Stored cases decided again under a draft of the oppgaveliste (DESIGN section 4). A query that
// reads every case of the snapshot, on two threads of its own while it lasts. Errors are those of
// SupervisionService.ReplayTaskList in proto/skranke/v1/supervision.proto.
#ifndef SKRANKE_SERVICES_SUPERVISION_REPLAY_TASK_LIST_H_
#define SKRANKE_SERVICES_SUPERVISION_REPLAY_TASK_LIST_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// Names of cases that one figure may carry. Source: design; a page that a person reads.
inline constexpr uint32_t kReplayCasesMax = 100;

absl::Status ValidateReplayTaskList(const v1::ReplayTaskListRequest& request);

absl::StatusOr<v1::ReplayTaskListResponse> AnswerReplayTaskList(
    const Snapshot& snapshot, const Caller& caller, const v1::ReplayTaskListRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_REPLAY_TASK_LIST_H_
