// The rows of drafts, meta/draft/VERSION: what the rulebook's events make of each. Live writing and
// replaying are this one function, so that the rows cannot disagree with the events. Pure but for
// the overlay; one thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_DRAFT_ROWS_H_
#define SKRANKE_LIBS_ENGINE_DRAFT_ROWS_H_

#include "absl/status/status.h"
#include "libs/engine/overlay.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Puts the draft as the event leaves it; nothing for an event that is not about one.
// DATA_LOSS: the stored row cannot be read.
absl::Status PutDraft(const storage::v1::Event& event, Overlay& overlay);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_DRAFT_ROWS_H_
