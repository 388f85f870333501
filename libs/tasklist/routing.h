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

// Views of whoever asks.
struct RouteQuestion {
  absl::string_view task;
  absl::string_view action;  // Empty: none said.
  absl::string_view place;
  absl::string_view service_line;  // Empty: none said.
  // Of any party. A protected person is not asked about as own staff: the protected unit overrides
  // all.
  bool is_protected = false;
  bool is_own_staff = false;
  absl::CivilDay day;
  // So many of the most specific routing rows are passed over: their receivers have had the case.
  size_t passed_over = 0;
};

struct Route {
  // False: the case goes to the sorting unit (TRIAGE), and `agency` and `unit` are empty.
  bool found = false;
  std::string agency;
  std::string unit;
  // "routing.csv:12", else "owners.csv:7" or the task's "tasks.csv:3"; empty where the list has no
  // such task.
  std::string row;
  // One sentence, without a unit's name and with nothing of the person but that the case is
  // protected or own staff's.
  std::string reason;
  // task, action, place, protection, own_staff, service_line, date, passed_over; action, own_staff,
  // service_line and passed_over only where they say something.
  std::vector<Input> inputs;
};

// Total. The most specific routing row decides (RouteTable), its unit or the first valid successor
// receives; a place that has ended is also looked for under its successor. Without a row the unit
// of the day's owner, or that agency's only one. A protected case goes to a protected unit or
// nowhere: where those name none, to the only one of the same agency, else to the only one of the
// directory. Own staff's case goes where a row for own staff says, else to the same agency's only
// unit for own staff where it has one, else where anybody's goes.
Route FindRoute(const TaskList& list, const Directory& directory, const RouteQuestion& question);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_ROUTING_H_
