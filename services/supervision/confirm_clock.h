// Trusting the wall clock again after it left the monotonic one: ConfirmClock. Pure.
#ifndef SKRANKE_SERVICES_SUPERVISION_CONFIRM_CLOCK_H_
#define SKRANKE_SERVICES_SUPERVISION_CONFIRM_CLOCK_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// How far the operator's clock may be from the machine's. Source: DESIGN section 3, the jump that
// stops writes.
inline constexpr absl::Duration kConfirmedClockMax = absl::Seconds(60);

// INVALID_ARGUMENT (INVALID_FIELD confirmed_time) for a time that is not the machine's. While the
// wall clock is behind the latest record the writer's time is that record's, and stays what is
// compared: time in the log never goes back.
absl::StatusOr<Judgement> JudgeConfirmClock(const View& view, const Caller& caller,
                                            const v1::ConfirmClockRequest& request, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_CONFIRM_CLOCK_H_
