// The rows of skranke.v1.GapService. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_GAP_DESK_H_
#define SKRANKE_SERVICES_SUPERVISION_GAP_DESK_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "services/supervision/gap_finder.h"
#include "services/supervision/gap_report.h"
#include "services/supervision/reconciliations.h"
#include "skranke/v1/gap.pb.h"

namespace skranke {

// Both have to outlive the methods.
std::vector<Method> GapMethods(const GapFinder* finder, Reconciliations* reconciliations);

// What of the report is still so, as the caller may know it. The errors are those of GapService in
// proto/skranke/v1/gap.proto.
absl::StatusOr<v1::ListGapsResponse> AnswerListGaps(const GapReport& report,
                                                    const Snapshot& snapshot, const Caller& caller,
                                                    const v1::ListGapsRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_GAP_DESK_H_
