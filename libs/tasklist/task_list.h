// One version of the oppgaveliste, compiled: what a task is, who owns it on which day, whether the
// counter finishes it, and which routing row is the most specific. Immutable; threads may share it.
//
//   SKRANKE_ASSIGN_OR_RETURN(const auto list, TaskList::Make(content));
//   const Classification verdict = list->Classify("id_pass_voksen", facts, directory.quick_max());
#ifndef SKRANKE_LIBS_TASKLIST_TASK_LIST_H_
#define SKRANKE_LIBS_TASKLIST_TASK_LIST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/bundle_template.h"
#include "libs/tasklist/classification.h"
#include "libs/tasklist/route_table.h"
#include "libs/tasklist/timeline.h"
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
  // The agency that the task's own row names; empty where it names none or there is no such task.
  absl::string_view Owner(absl::string_view task) const;
  // The row of owners.csv that holds that day; null where none does. It wins over the task's own.
  const storage::v1::OwnerRow* OwnerOn(absl::string_view task, absl::CivilDay day) const;
  // In the order of their files; empty where there is no such task.
  absl::Span<const storage::v1::ConditionRow* const> conditions(absl::string_view task) const;
  absl::Span<const storage::v1::RequirementRow* const> requirements(absl::string_view task) const;
  absl::Span<const storage::v1::FactRow* const> fact_schema(absl::string_view task) const;

  // Templates of life events, by first row; null where the list has none of that name.
  const std::vector<BundleTemplate>& bundles() const { return bundles_; }
  const BundleTemplate* FindBundle(absl::string_view name) const;

  // Total. QUICK: structured, without discretion, quick_minutes given and within `quick_max`, and
  // all conditions hold; a fact that MissingRequirements lists counts as holding, since without it
  // the case is INCOMPLETE. DISCRETIONARY: one of them does not hold. TRIAGE: the list has no such
  // task, or a condition cannot be judged while none fails: its fact is of another type, or is not
  // stated and nobody asks for it.
  Classification Classify(absl::string_view task, absl::Span<const NamedValue> facts,
                          absl::Duration quick_max) const;

  // The most specific row that is valid that day (see RouteTable); null where there is none.
  const storage::v1::RoutingRow* FindRow(const RouteKeys& keys) const { return routes_.Find(keys); }

 private:
  struct Condition {
    const storage::v1::ConditionRow* row;
    UnaryTest test;
    bool is_required;  // A required row asks for the fact.
    // The fact's row; null where facts.csv has none.
    const storage::v1::FactRow* schema;

    // Whether the case is incomplete without the fact. Else nobody would ever judge the condition.
    bool IsMissing(absl::Span<const NamedValue> stated) const;
  };
  struct Task {
    const storage::v1::TaskRow* row = nullptr;
    std::vector<Condition> tests;
    std::vector<const storage::v1::ConditionRow*> conditions;
    std::vector<const storage::v1::RequirementRow*> requirements;
    std::vector<const storage::v1::FactRow*> facts;
  };
  explicit TaskList(storage::v1::TaskListContent content);

  absl::Status Compile();
  absl::Status CompileCondition(const storage::v1::ConditionRow& row);
  absl::Status CompileOwners();
  absl::Status CompileBundles();
  const Task* FindTask(absl::string_view task) const;
  Classification JudgeConditions(const Task& task, absl::Span<const NamedValue> facts,
                                 Classification verdict) const;

  const storage::v1::TaskListContent content_;
  const std::string hash_;
  absl::CivilDay valid_from_;
  // Keys and rows are the content's.
  absl::flat_hash_map<absl::string_view, Task> tasks_;
  absl::flat_hash_map<absl::string_view, Timeline<storage::v1::OwnerRow>> owners_;
  RouteTable routes_;
  std::vector<BundleTemplate> bundles_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_TASK_LIST_H_
