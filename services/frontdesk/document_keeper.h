// Keeps the documents' directory clean: what no case has is removed when its time is over, and so
// is an upload that fell silent. Step belongs to one thread and waits for the disk: give it a
// thread of its own.
#ifndef SKRANKE_SERVICES_FRONTDESK_DOCUMENT_KEEPER_H_
#define SKRANKE_SERVICES_FRONTDESK_DOCUMENT_KEEPER_H_

#include "absl/time/time.h"
#include "libs/engine/documents.h"
#include "libs/engine/engine.h"

namespace skranke {

class DocumentKeeper {
 public:
  // Both have to outlive it.
  DocumentKeeper(Engine* engine, Documents* documents);

  // Returns when it wants to be stepped again.
  absl::Time Step(absl::Time now);

 private:
  Engine* const engine_;
  Documents* const documents_;
  absl::Time next_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_DOCUMENT_KEEPER_H_
