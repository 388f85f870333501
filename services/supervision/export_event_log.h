// The stored events as an event log for process mining: ExportEventLog. A stream that reads a few
// cases at a look and lets other questions go between. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_EXPORT_EVENT_LOG_H_
#define SKRANKE_SERVICES_SUPERVISION_EXPORT_EVENT_LOG_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/shuttling.pb.h"

namespace skranke {

// Cases read at a look. Source: design; some tens of milliseconds and 256 KiB of text.
inline constexpr size_t kExportCasesAtOnce = 128;

// Bytes of one message: many fit between a server and a slow reader. Source: design.
inline constexpr size_t kExportChunkBytes = 64 * 1024;

absl::Status ValidateExportEventLog(const v1::ExportEventLogRequest& request);

// The stream begins at place 0. A place is the least case number that has not been looked at.
uint64_t ExportBegins(const v1::ExportEventLogRequest& request);

// The cases at and after the place. A case whose route is hidden shows as it does in its history:
// to who may not know the route, as an unprotected person's would, without units.
// PERMISSION_DENIED (OTHER_OFFICE).
absl::StatusOr<StreamStep> NextOfExport(const Snapshot& snapshot, const Caller& caller,
                                        const v1::ExportEventLogRequest& request, uint64_t place);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_EXPORT_EVENT_LOG_H_
