#include "libs/engine/draft_rows.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/casework/installation.h"
#include "libs/engine/keys.h"

namespace skranke {

absl::Status PutDraft(const storage::v1::Event& event, Overlay& overlay) {
  const absl::string_view version = DraftOf(event);
  if (version.empty()) return absl::OkStatus();
  const std::string key = absl::StrCat(kDraftPrefix, version);
  storage::v1::RulebookDraft draft;
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, overlay.Get(Table::kMeta, key));
  if (stored.has_value() && !draft.ParseFromString(*stored)) {
    return absl::DataLossError("a stored draft cannot be read");
  }
  ApplyToDraft(event, draft);
  overlay.Put(Table::kMeta, key, draft.SerializeAsString());
  return absl::OkStatus();
}

}  // namespace skranke
