// Saying to which incident a case belongs. Pure. The errors are those of IncidentService in
// proto/skranke/v1/incident.proto.
#ifndef SKRANKE_LIBS_CASEWORK_INCIDENT_H_
#define SKRANKE_LIBS_CASEWORK_INCIDENT_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/incident.pb.h"

namespace skranke {

// Nothing happens where the case belongs to it already.
absl::StatusOr<Judgement> JudgeTagIncident(const View& view, const Caller& caller,
                                           const v1::TagIncidentRequest& request, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_INCIDENT_H_
