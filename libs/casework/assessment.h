// What the oppgaveliste says of a matter: class, completeness, route, and what the counter tells.
// One computation for the dry run, the registration and every later look (DESIGN section 4).
// Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_ASSESSMENT_H_
#define SKRANKE_LIBS_CASEWORK_ASSESSMENT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/casework/installation.h"
#include "libs/tasklist/classification.h"
#include "libs/tasklist/routing.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// What is known of a matter when the list is asked.
struct Matter {
  std::string task;
  // The office that received it: optional tasks are done at some offices only.
  std::string office;
  std::string action;
  std::string place;
  std::string service_line;
  storage::v1::Content content;
  // True if one of the parties is a protected person.
  bool is_protected = false;
  // True if one of the parties is on the staff of the agencies, and none is protected.
  bool is_own_staff = false;
  // The citizen's clock: decides the list for class, requirements and deadlines.
  absl::Time received;
};

struct Assessment {
  // The list in force at receipt; null if there was none.
  const TaskList* list = nullptr;
  Classification verdict;
  std::vector<storage::v1::MissingRecord> missing;
  // 0 where the list promises nothing.
  absl::Time promise = absl::InfiniteFuture();
  // The task's row; null if the list does not know the task.
  const storage::v1::TaskRow* row = nullptr;
};

// The list in force on the day of receipt; null if there was none.
const TaskList* ListAtReceipt(absl::Time received, const Installation& installation);

// The list's verdict at that office. An optional task is its owner's at every office that the list
// does not name for it, whatever its conditions say.
Classification ClassifyAt(absl::string_view office, const TaskList& list, absl::string_view task,
                          absl::Span<const NamedValue> facts, absl::Duration quick_max);

// What that list says; null: no list was in force.
Assessment Assess(const Matter& matter, const TaskList* list, const Installation& installation);

// Who receives the matter when it is handed over on the question's day: by the list and directory
// of that day.
struct RouteFound {
  const TaskList* list = nullptr;
  Route route;
  // As the question had it.
  size_t passed_over = 0;
};
RouteFound FindReceiver(const RouteQuestion& question, const TaskList* list_at_receipt,
                        const Installation& installation);

// The question for a matter as the counter may know it: of a person who is neither protected nor
// own staff. A view of the matter.
RouteQuestion OpenQuestion(const Matter& matter, absl::CivilDay day);

// True if the stored case is a protected person's; else a hidden one is own staff's.
bool IsProtected(const storage::v1::CaseState& citizen_case);

// The question for the stored case as the router knows it. A view of the case.
RouteQuestion QuestionOf(const storage::v1::CaseState& citizen_case, absl::CivilDay day);

// The question for the stored case as the counter may know it. A view of the case.
RouteQuestion OpenQuestion(const storage::v1::CaseState& citizen_case, absl::CivilDay day);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_ASSESSMENT_H_
