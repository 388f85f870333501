#include "libs/tasklist/rulebook_check.h"

#include <utility>

#include "libs/base/reason.h"

namespace skranke {

absl::StatusOr<CheckedList> CheckRulebook(storage::v1::TaskListContent content,
                                          const Directory& /*directory*/) {
  CheckedList checked;
  auto list = TaskList::Make(std::move(content));
  if (!list.ok()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "CHECK_FAILED",
                       list.status().message());
  }
  checked.list = *std::move(list);
  return checked;
}

}  // namespace skranke
