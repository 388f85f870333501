// Times in which agencies cannot be reached: the rows of skranke.v1.OutageService. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_OUTAGE_DESK_H_
#define SKRANKE_SERVICES_SUPERVISION_OUTAGE_DESK_H_

#include <vector>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/outage.pb.h"

namespace skranke {

std::vector<Method> OutageMethods();

// What lasts at the latest commit or is still to come.
absl::StatusOr<v1::ListOutagesResponse> AnswerListOutages(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::ListOutagesRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_OUTAGE_DESK_H_
