// Who may know of a draft. Pure; any thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_DRAFT_SIGHT_H_
#define SKRANKE_SERVICES_RULEBOOK_DRAFT_SIGHT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/access/caller.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

// An agency sees what it is asked about, while it is asked, and what became of it; other roles all.
bool MaySee(const Caller& caller, const storage::v1::RulebookDraft& draft);

// The draft that the caller may see. NOT_FOUND (DRAFT_NOT_FOUND): absent and invisible are one.
absl::StatusOr<const storage::v1::RulebookDraft*> FindVisibleDraft(const Installation& installation,
                                                                   const Caller& caller,
                                                                   absl::string_view version);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_DRAFT_SIGHT_H_
