// The routing rows that did not decide a case, and why not: what an explanation shows beside the
// row that did. Never stored; the list of the day says it again whenever somebody asks. Pure; any
// thread.
#ifndef SKRANKE_LIBS_TASKLIST_ALTERNATIVES_H_
#define SKRANKE_LIBS_TASKLIST_ALTERNATIVES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/tasklist/routing.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

struct RejectedRow {
  const storage::v1::RoutingRow* row = nullptr;
  // One sentence: the first cell that does not match, else that another row is more specific. Names
  // no unit and nothing of the person but what FindRoute names.
  std::string reason;
};

// The rows for the task, and those for any task, without `taken` ("routing.csv:12"): those with
// most exact cells first, then by line; at most `most`.
std::vector<RejectedRow> RejectedRows(const TaskList& list, const RouteQuestion& question,
                                      absl::string_view taken, size_t most);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_ALTERNATIVES_H_
