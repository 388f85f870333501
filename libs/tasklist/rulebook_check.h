// The gate between a draft and the law: what must hold for a list to be checked, put to hearing and
// adopted. Pure; any thread.
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_CHECK_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_CHECK_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "libs/directory/directory.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

struct CheckedList {
  std::shared_ptr<const TaskList> list;
  // Worked examples that came out as written.
  uint32_t examples = 0;
};

// Compiles the list, checks it against the directory and runs its worked examples.
// FAILED_PRECONDITION, naming every fault, one a line: CHECK_FAILED; EXAMPLE_FAILED if only
// examples fail.
absl::StatusOr<CheckedList> CheckRulebook(storage::v1::TaskListContent content,
                                          const Directory& directory);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_CHECK_H_
