// The rows of life events: meta/bundle/NUMBER, what the latest BundleSaved says of each, and in the
// index the documents that it keeps for parts which wait for a consent, beside those of cases. Live
// writing and replaying are this one function. Pure but for the overlay; one thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_BUNDLE_ROWS_H_
#define SKRANKE_LIBS_ENGINE_BUNDLE_ROWS_H_

#include "absl/status/status.h"
#include "libs/engine/overlay.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Puts the life event that the event saves; nothing for any other event. DATA_LOSS, UNAVAILABLE:
// from the store.
absl::Status PutBundle(const storage::v1::Event& event, Overlay& overlay);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_BUNDLE_ROWS_H_
