// A draft's content from what a rule owner sends: the list's files, or edits to the list in force.
// Pure; any thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_DRAFT_SOURCE_H_
#define SKRANKE_SERVICES_RULEBOOK_DRAFT_SOURCE_H_

#include "absl/status/statusor.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/office.pb.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

// INVALID_ARGUMENT: PACKAGE_CELL, PACKAGE_FILE with every fault of every file; INVALID_FIELD for a
// request that has both files and edits, or an edit of a line that is not there.
// FAILED_PRECONDITION (NO_BASE_LIST): edits, and no list in force to change.
absl::StatusOr<storage::v1::TaskListContent> ReadDraftSource(const v1::SaveDraftRequest& request,
                                                             const Installation& installation);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_DRAFT_SOURCE_H_
