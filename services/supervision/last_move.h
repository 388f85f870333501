// When a case was last moved on: by who has it, or by what sends it to somebody. That the citizen
// calls, a tag, a message that fails or a reminder is no move: staleness must show behind them. Any
// thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_LAST_MOVE_H_
#define SKRANKE_SERVICES_SUPERVISION_LAST_MOVE_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/engine/snapshot.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Whether the event moves its case on. A correction or something added that places the case anew
// does so by the event that follows it.
bool IsMove(const storage::v1::Event& event);

// The record time of the case's last move. Read from its records only where a gap depends on it at
// `now` (find_gaps.h); else the latest that the case itself tells of. DATA_LOSS or UNAVAILABLE from
// the store.
absl::StatusOr<absl::Time> LastMove(const Snapshot& snapshot,
                                    const storage::v1::CaseState& citizen_case, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_LAST_MOVE_H_
