// An adopted list as a citable package: its files and manifest.csv, which says what was adopted,
// when, by which role and on which minutes. The same list and adoption give the same bytes. Pure;
// any thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_MANIFEST_H_
#define SKRANKE_SERVICES_RULEBOOK_MANIFEST_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "libs/directory/directory.h"
#include "libs/directory/package.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

// `draft` is null for a list that an operator installed.
PackageFiles RulebookPackage(const TaskList& list, const storage::v1::RulebookDraft* draft);

struct ImportedList {
  std::shared_ptr<const TaskList> list;
  // As adopted where it comes from; none where an operator installed it there.
  std::optional<storage::v1::RulebookDraft> draft;
};

// Reads a package and refuses what would not be exported as the same bytes again.
// INVALID_ARGUMENT: PACKAGE_CELL, PACKAGE_FILE; PACKAGE_HASH where the content is not the one that
// the manifest names.
absl::StatusOr<ImportedList> ReadRulebookPackage(const PackageFiles& files,
                                                 const Directory& directory);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_MANIFEST_H_
