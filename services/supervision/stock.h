// Open cases by unit, state and age: GetStock. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_STOCK_H_
#define SKRANKE_SERVICES_SUPERVISION_STOCK_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// INVALID_ARGUMENT (INVALID_FIELD agency) for a unit without its agency.
absl::Status ValidateGetStock(const v1::GetStockRequest& request);

// Protected units, and units that the directory no longer names, show to auditors alone. Who is
// bound to one of several offices gets that office's cases.
absl::StatusOr<v1::GetStockResponse> AnswerGetStock(const Snapshot& snapshot, const Caller& caller,
                                                    const v1::GetStockRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_STOCK_H_
