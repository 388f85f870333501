// A stored case decided again under some list: what the counter, a unit or the sorting unit would
// have to do. For replays of a draft. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_REDECIDE_H_
#define SKRANKE_LIBS_CASEWORK_REDECIDE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/directory/directory.h"
#include "libs/tasklist/classification.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

struct Redecision {
  // kTriage also where the list finds no unit for a discretionary case.
  CaseClass case_class = CaseClass::kTriage;
  // Of a discretionary case.
  std::string agency;
  std::string unit;
  // Minutes of cost of the task; 0 where the list has no such task.
  uint32_t minutes = 0;
  // Of a case in triage: true where a condition cannot be judged, false where the list is silent.
  bool ambiguous = false;
  // Of a case in triage: why, with nothing of the person.
  std::string reason;
};

// The facts that were stated, as the list reads them.
std::vector<NamedValue> FactsOf(const storage::v1::CaseState& citizen_case);

// Decides as for a person whom nothing protects, so that no figure tells where protected persons'
// cases are. `list` null: none was in force. `day` is that of the hand-over.
Redecision Redecide(const storage::v1::CaseState& citizen_case,
                    const std::vector<NamedValue>& facts, const TaskList* list,
                    const Directory& directory, absl::CivilDay day);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_REDECIDE_H_
