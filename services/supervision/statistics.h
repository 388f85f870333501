// Counts of cases, read from counter rows alone: GetStatistics. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_STATISTICS_H_
#define SKRANKE_SERVICES_SUPERVISION_STATISTICS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// INVALID_ARGUMENT (INVALID_FIELD from_day, to_day).
absl::Status ValidateGetStatistics(const v1::GetStatisticsRequest& request);

// With a day or an office only day rows are summed: cases by state, task and channel. Who is bound
// to one of several offices gets that office's day rows; PERMISSION_DENIED (OTHER_OFFICE) for
// another one's.
absl::StatusOr<v1::GetStatisticsResponse> AnswerGetStatistics(
    const Snapshot& snapshot, const Caller& caller, const v1::GetStatisticsRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_STATISTICS_H_
