// Cases of one incident: the rows of skranke.v1.IncidentService. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_INCIDENT_DESK_H_
#define SKRANKE_SERVICES_SUPERVISION_INCIDENT_DESK_H_

#include <vector>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/incident.pb.h"

namespace skranke {

std::vector<Method> IncidentMethods();

// The errors are those of IncidentService in proto/skranke/v1/incident.proto.
absl::StatusOr<v1::ListIncidentCasesResponse> AnswerListIncidentCases(
    const Snapshot& snapshot, const Caller& caller, const v1::ListIncidentCasesRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_INCIDENT_DESK_H_
