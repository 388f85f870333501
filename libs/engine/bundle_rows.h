// The rows of life events, meta/bundle/NUMBER: what the latest BundleSaved says of each. Live
// writing and replaying are this one function. Pure but for the overlay; one thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_BUNDLE_ROWS_H_
#define SKRANKE_LIBS_ENGINE_BUNDLE_ROWS_H_

#include "libs/engine/overlay.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Puts the life event that the event saves; nothing for any other event.
void PutBundle(const storage::v1::Event& event, Overlay& overlay);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_BUNDLE_ROWS_H_
