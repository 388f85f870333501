// One version of the oppgaveliste, compiled: what a task is, whether the counter finishes it, and
// which routing row is the most specific. Immutable; threads may share it.
//
//   SKRANKE_ASSIGN_OR_RETURN(const auto list, TaskList::Make(content));
//   const Classification verdict = list->Classify("id_pass_voksen", facts, directory.quick_max());
#ifndef SKRANKE_LIBS_TASKLIST_TASK_LIST_H_
#define SKRANKE_LIBS_TASKLIST_TASK_LIST_H_

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/decision/unary_test.h"
#include "libs/directory/validity.h"
#include "libs/tasklist/classification.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

class TaskList {
 public:
  // INVALID_ARGUMENT where the content is not one that ParseTaskList would return.
  static absl::StatusOr<std::shared_ptr<const TaskList>> Make(storage::v1::TaskListContent content);

  TaskList(const TaskList&) = delete;
  TaskList& operator=(const TaskList&) = delete;

  const std::string& version() const { return content_.version(); }
  absl::CivilDay valid_from() const { return valid_from_; }
  // SHA-256 over CanonicalBytes of the content: the same table, the same 32 bytes.
  const std::string& hash() const { return hash_; }
  const storage::v1::TaskListContent& content() const { return content_; }

  // The task's row; null where the list has none.
  const storage::v1::TaskRow* Find(absl::string_view task) const;
  // The agency that owns the task; empty where nobody does or there is no such task.
  absl::string_view Owner(absl::string_view task) const;
  // In the order of their files; empty where there is no such task.
  absl::Span<const storage::v1::ConditionRow* const> conditions(absl::string_view task) const;
  absl::Span<const storage::v1::RequirementRow* const> requirements(absl::string_view task) const;
  absl::Span<const storage::v1::FactRow* const> fact_schema(absl::string_view task) const;

  // Total. QUICK: structured, without discretion, quick_minutes given and within `quick_max`, and
  // all conditions hold; a missing fact that a required row asks for counts as holding, since
  // without it the case is INCOMPLETE. DISCRETIONARY: one of them does not hold. TRIAGE: the list
  // has no such task, or a condition cannot be judged while none fails.
  Classification Classify(absl::string_view task, absl::Span<const NamedValue> facts,
                          absl::Duration quick_max) const;

  // The most specific row that is valid that day; null where there is none. Compared in this order:
  // its protection, its task, its place; an exact cell beats "*".
  const storage::v1::RoutingRow* FindRow(absl::string_view task, absl::string_view place,
                                         bool is_protected, absl::CivilDay day) const;

 private:
  struct Condition {
    const storage::v1::ConditionRow* row;
    UnaryTest test;
    bool is_asked_for;  // A required row asks for the fact.
  };
  struct Task {
    const storage::v1::TaskRow* row = nullptr;
    std::vector<Condition> tests;
    std::vector<const storage::v1::ConditionRow*> conditions;
    std::vector<const storage::v1::RequirementRow*> requirements;
    std::vector<const storage::v1::FactRow*> facts;
  };
  struct DatedRow {
    const storage::v1::RoutingRow* row;
    Validity validity;
  };
  using RouteKey = std::tuple<absl::string_view, absl::string_view, absl::string_view>;

  explicit TaskList(storage::v1::TaskListContent content);

  absl::Status Compile();
  absl::Status CompileCondition(const storage::v1::ConditionRow& row);
  absl::Status CompileRoutes();
  const Task* FindTask(absl::string_view task) const;
  Classification JudgeConditions(const Task& task, absl::Span<const NamedValue> facts,
                                 Classification verdict) const;

  const storage::v1::TaskListContent content_;
  const std::string hash_;
  absl::CivilDay valid_from_;
  // Keys and rows are the content's.
  absl::flat_hash_map<absl::string_view, Task> tasks_;
  // By protection, task and place; rows of one key never overlap and stand by their first day.
  absl::flat_hash_map<RouteKey, std::vector<DatedRow>> routes_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_TASK_LIST_H_
