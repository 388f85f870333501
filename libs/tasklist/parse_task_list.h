// Reads one version of the oppgaveliste from an office package: list, tasks, conditions,
// requirements and routing.csv below lists/VERSION, and owners, facts, examples and bundles.csv
// where they are there. Pure; threads may call it at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_PARSE_TASK_LIST_H_
#define SKRANKE_LIBS_TASKLIST_PARSE_TASK_LIST_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/directory/package.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// `version` is the directory's name ("2026-1", see TaskListVersions), `directory` what
// ParseDirectory made of the same package. Rows keep the order of their files. incomplete_days is
// filled in where it is empty. quick_minutes 0 is the same as none.
//
// INVALID_ARGUMENT with every fault, one a line (see PackageReader::status): a table or column
// missing or unknown; a cell that is not what its column holds; a task doubled or unknown; an
// agency or unit that the directory has not; several owners; a condition that is no S-FEEL unary
// test; two routing rows with the same task, place, protection, action, own staff and service line
// on the same day; two owners of a task on the same day; a template of a life event that is none
// (see bundle_template.h).
absl::StatusOr<storage::v1::TaskListContent> ParseTaskList(
    const PackageFiles& files, absl::string_view version,
    const storage::v1::DirectoryContent& directory);

// What could be read of a list, and each fault by itself (PlaceOf in libs/base/csv.h).
struct TaskListReading {
  storage::v1::TaskListContent content;
  std::vector<absl::Status> faults;
};

// Reads on past every fault. The content's version is `version`.
TaskListReading ReadTaskList(const PackageFiles& files, absl::string_view version,
                             const storage::v1::DirectoryContent& directory);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_PARSE_TASK_LIST_H_
