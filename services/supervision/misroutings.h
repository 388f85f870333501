// Which rows of the oppgaveliste send cases that come back: ListMisroutings. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_MISROUTINGS_H_
#define SKRANKE_SERVICES_SUPERVISION_MISROUTINGS_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// From counters, by list, row and office. Who is bound to an office sees its rows alone.
absl::StatusOr<v1::ListMisroutingsResponse> AnswerListMisroutings(
    const Snapshot& snapshot, const Caller& caller, const v1::ListMisroutingsRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_MISROUTINGS_H_
