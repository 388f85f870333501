// Stops of cases' clocks, and citizens to be reminded. Pure functions of a snapshot; any thread.
// Errors are those of ClockService in proto/skranke/v1/clock.proto.
#ifndef SKRANKE_SERVICES_AGENCYDESK_CLOCK_LISTS_H_
#define SKRANKE_SERVICES_AGENCYDESK_CLOCK_LISTS_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/clock.pb.h"

namespace skranke {

// Filters compare with what the caller is shown: they must not tell more than the list does.
absl::StatusOr<v1::ListStopsResponse> AnswerListStops(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::ListStopsRequest& request);

absl::StatusOr<v1::ListRemindersResponse> AnswerListReminders(
    const Snapshot& snapshot, const Caller& caller, const v1::ListRemindersRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCYDESK_CLOCK_LISTS_H_
