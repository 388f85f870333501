// The check of an oppgaveliste before it is adopted: every fault with its place, and with a case
// that shows it. Pure; threads may call these at the same time.
//
//   const std::vector<Finding> findings = CheckTaskList(content, *directory);
//   if (HasError(findings)) ...
#ifndef SKRANKE_LIBS_TASKLIST_CHECK_TASK_LIST_H_
#define SKRANKE_LIBS_TASKLIST_CHECK_TASK_LIST_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "libs/directory/directory.h"
#include "libs/directory/package.h"
#include "libs/tasklist/finding.h"
#include "libs/tasklist/parse_task_list.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// What check_parts.h and the worked examples find, sorted (SortFindings). The content need not be
// one that TaskList::Make takes: a broken row is told and hides no other fault.
std::vector<Finding> CheckTaskList(const storage::v1::TaskListContent& content,
                                   const Directory& directory);

// The same for one version in a package, as it was read. What keeps a table or a cell from being
// read is told too, without a witness: BAD_FILE (a table is missing) or BAD_CELL, unless a finding
// with a code of its own has the same place. While a whole table cannot be read nothing else is
// looked for: what it would say is not known to be missing.
std::vector<Finding> CheckTaskListReading(const TaskListReading& reading,
                                          const Directory& directory);
std::vector<Finding> CheckTaskListFiles(const PackageFiles& files, absl::string_view version,
                                        const Directory& directory);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_CHECK_TASK_LIST_H_
