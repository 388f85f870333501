// Which unit gets a case, by the oppgaveliste and the directory of the day. Pure; threads may call
// it at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_ROUTING_H_
#define SKRANKE_LIBS_TASKLIST_ROUTING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/directory/directory.h"
#include "libs/tasklist/classification.h"
#include "libs/tasklist/task_list.h"

namespace skranke {

struct RouteQuestion {
  absl::string_view task;
  absl::string_view place;
  bool is_protected = false;
  absl::CivilDay day;
};

struct Route {
  // False: the case goes to the sorting unit (TRIAGE), and `agency` and `unit` are empty.
  bool found = false;
  std::string agency;
  std::string unit;
  // "routing.csv:12", else the task's "tasks.csv:3"; empty where the list has no such task.
  std::string row;
  // One sentence, without a unit's name and with nothing of the person but that the case is
  // protected.
  std::string reason;
  // task, place, protection, date.
  std::vector<Input> inputs;
};

// Total. The most specific routing row decides (TaskList::FindRow), its unit or the first valid
// successor receives; without a row the owner agency's only unit. A protected case goes to a
// protected unit or nowhere: where those name none, to the only one of the same agency, else to the
// only one of the directory.
Route FindRoute(const TaskList& list, const Directory& directory, const RouteQuestion& question);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_ROUTING_H_
