// The index of cases whose clock was stopped at any time. Any thread.
#ifndef SKRANKE_LIBS_ENGINE_STOPPED_CASES_H_
#define SKRANKE_LIBS_ENGINE_STOPPED_CASES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "libs/engine/snapshot.h"

namespace skranke {

// The rows' prefix: libs/engine/keys.h.
std::string StoppedPrefix();

// Visits them after `after`, oldest received first, until `visit` returns false.
// DATA_LOSS, UNAVAILABLE: from the store.
absl::Status ScanStopped(const Snapshot& snapshot, const absl::optional<IndexEntry>& after,
                         Snapshot::Visit visit);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_STOPPED_CASES_H_
