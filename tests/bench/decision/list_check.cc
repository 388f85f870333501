#include "tests/bench/decision/list_check.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/directory/directory.h"
#include "libs/tasklist/check_task_list.h"
#include "libs/tasklist/planted_list.h"

namespace skranke {

absl::StatusOr<ListCheck> MeasureListCheck(int rounds) {
  SKRANKE_ASSIGN_OR_RETURN(const std::shared_ptr<const Directory> directory,
                           Directory::Make(1, absl::UnixEpoch(), PlantedDirectory()));
  const PlantedList list(/*seed=*/1);
  ListCheck check{.rows = list.content().routing_size()};
  for (int i = 0; i < rounds; ++i) {
    const absl::Time begin = absl::Now();
    const std::vector<Finding> findings = CheckTaskList(list.content(), *directory);
    check.milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
    if (findings.empty()) continue;
    return absl::InternalError(
        absl::StrCat("the check has ", findings.size(), " findings in a sound list"));
  }
  return check;
}

}  // namespace skranke
