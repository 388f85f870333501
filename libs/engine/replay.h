// Making the views again from the events, and checking that what is stored is what they say.
#ifndef SKRANKE_LIBS_ENGINE_REPLAY_H_
#define SKRANKE_LIBS_ENGINE_REPLAY_H_

#include <cstdint>

#include "absl/status/status.h"
#include "libs/engine/overlay.h"
#include "libs/store/store.h"
#include "libs/vault/installation_key.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Applies a record's events to the cases, views and counters of the overlay, and remembers its
// request id unless that was forgotten already.
absl::Status ReplayRecord(const storage::v1::Record& record, uint64_t expired_position,
                          const InstallationKey& key, Overlay& overlay);

// Drops every view of the store and makes it again from the events. May be stopped at any point:
// the store then refuses to serve until it has been run to the end. The caller holds the fence.
// DATA_LOSS where the log cannot be read.
absl::Status RebuildViews(Store& store, uint64_t fence, const InstallationKey& key);

// Makes the views of `store` in the empty store `scratch` and compares them row by row.
// DATA_LOSS (VIEW_DIFFERS) names the table and the kind of the first row that differs.
absl::Status VerifyViews(const Store& store, Store& scratch, const InstallationKey& key);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_REPLAY_H_
