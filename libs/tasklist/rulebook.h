// Every version of the list on its way to the law, and what adoption made of it: a snapshot that
// never changes; each step makes another. Threads may share it.
//
//   std::shared_ptr<const Rulebook> next = rulebook->With(event);
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_H_

#include <map>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

// The version that the event is about; empty for an event that changes no draft.
absl::string_view DraftOf(const storage::v1::Event& event);

// Changes the draft as the event says; computes nothing, so that replaying the events of any
// release gives the same draft. Events about something else do nothing.
void ApplyToDraft(const storage::v1::Event& event, storage::v1::RulebookDraft& draft);

class Rulebook {
 public:
  using Drafts = std::map<std::string, std::shared_ptr<const storage::v1::RulebookDraft>>;

  // Without drafts.
  Rulebook() = default;

  // With what the event says.
  std::shared_ptr<const Rulebook> With(const storage::v1::Event& event) const;
  // With that draft as it was stored.
  std::shared_ptr<const Rulebook> With(storage::v1::RulebookDraft draft) const;

  // Null where there is none.
  const storage::v1::RulebookDraft* Find(absl::string_view version) const;
  // By version.
  const Drafts& drafts() const { return drafts_; }

 private:
  Drafts drafts_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_H_
