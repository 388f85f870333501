// Shuttling measured: GetShuttling and ListShuttledCases. Queries that read cases with all their
// records, a few at a time. Errors are those of ShuttlingService in
// proto/skranke/v1/shuttling.proto. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_SHUTTLING_H_
#define SKRANKE_SERVICES_SUPERVISION_SHUTTLING_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/shuttling.pb.h"

namespace skranke {

// Cases that one page of ListShuttledCases looks at: a rare figure must not hold a reader until the
// whole store is read. Source: design; well below a second.
inline constexpr size_t kShuttledCasesLookedAt = 2'000;

absl::Status ValidateGetShuttling(const v1::GetShuttlingRequest& request);
absl::StatusOr<v1::GetShuttlingResponse> AnswerGetShuttling(const Snapshot& snapshot,
                                                            const Caller& caller,
                                                            const v1::GetShuttlingRequest& request);

absl::Status ValidateListShuttledCases(const v1::ListShuttledCasesRequest& request);
absl::StatusOr<v1::ListShuttledCasesResponse> AnswerListShuttledCases(
    const Snapshot& snapshot, const Caller& caller, const v1::ListShuttledCasesRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SHUTTLING_H_
