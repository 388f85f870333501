#include "libs/tasklist/task_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/canonical_bytes.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/requirement_words.h"

namespace skranke {
namespace {

using storage::v1::BundleRow;
using storage::v1::ConditionRow;
using storage::v1::FactRow;
using storage::v1::OwnerRow;
using storage::v1::RequirementRow;
using storage::v1::TaskListContent;
using storage::v1::TaskRow;

absl::Status ContentError(absl::string_view file, uint32_t line, absl::string_view message) {
  return ReasonError(absl::StatusCode::kInvalidArgument, "PACKAGE_CELL",
                     absl::StrCat(file, " row ", line, ": ", message));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const TaskList>> TaskList::Make(TaskListContent content) {
  std::shared_ptr<TaskList> list(new TaskList(std::move(content)));
  SKRANKE_RETURN_IF_ERROR(list->Compile());
  return list;
}

TaskList::TaskList(TaskListContent content)
    : content_(std::move(content)), hash_(Sha256(CanonicalBytes(content_))) {}

absl::Status TaskList::Compile() {
  SKRANKE_ASSIGN_OR_RETURN(valid_from_, ParseDay(content_.valid_from()));
  for (const TaskRow& row : content_.tasks()) {
    if (tasks_.emplace(row.task(), Task{.row = &row}).second) continue;
    return ContentError("tasks.csv", row.line(), "is listed twice");
  }
  for (const RequirementRow& row : content_.requirements()) {
    const auto task = tasks_.find(row.task());
    if (task == tasks_.end()) {
      return ContentError("requirements.csv", row.line(), "is of an unknown task");
    }
    task->second.requirements.push_back(&row);
  }
  for (const FactRow& row : content_.facts()) {
    const auto task = tasks_.find(row.task());
    if (task == tasks_.end()) return ContentError("facts.csv", row.line(), "is of an unknown task");
    task->second.facts.push_back(&row);
  }
  for (const ConditionRow& row : content_.conditions()) {
    SKRANKE_RETURN_IF_ERROR(CompileCondition(row));
  }
  SKRANKE_RETURN_IF_ERROR(CompileOwners());
  SKRANKE_RETURN_IF_ERROR(CompileBundles());
  SKRANKE_ASSIGN_OR_RETURN(routes_, RouteTable::Make(content_.routing()));
  return absl::OkStatus();
}

absl::Status TaskList::CompileCondition(const ConditionRow& row) {
  const auto task = tasks_.find(row.task());
  if (task == tasks_.end()) {
    return ContentError("conditions.csv", row.line(), "is of an unknown task");
  }
  SKRANKE_ASSIGN_OR_RETURN(UnaryTest test, ParseUnaryTest(row.test()));
  const auto& requirements = task->second.requirements;
  // A row that is not required would let the case be complete without the fact.
  const bool is_required =
      std::any_of(requirements.begin(), requirements.end(), [&](const RequirementRow* requirement) {
        return requirement->required() && requirement->code() == row.fact() &&
               requirement->kind() == static_cast<int>(RequirementKind::kFact);
      });
  task->second.conditions.push_back(&row);
  task->second.tests.push_back(
      {&row, std::move(test), is_required, FindFactRow(task->second.facts, row.fact())});
  return absl::OkStatus();
}

absl::Status TaskList::CompileOwners() {
  for (const OwnerRow& row : content_.owners()) {
    SKRANKE_ASSIGN_OR_RETURN(const Validity validity,
                             Validity::Parse(row.valid_from(), row.valid_to()));
    owners_[row.task()].Add(&row, validity);
  }
  for (auto& [task, timeline] : owners_) {
    const OwnerRow* const second = timeline.Sort();
    if (second == nullptr) continue;
    return ContentError("owners.csv", second->line(), "overlaps another row of the task");
  }
  return absl::OkStatus();
}

absl::Status TaskList::CompileBundles() {
  for (const BundleRow& row : content_.bundles()) {
    if (FindTask(row.task()) != nullptr) continue;
    return ContentError("bundles.csv", row.line(), "is of an unknown task");
  }
  for (const BundleFault& fault : FaultsOf(content_.bundles())) {
    return ContentError("bundles.csv", content_.bundles(fault.index).line(), fault.message);
  }
  bundles_ = TemplatesOf(content_.bundles());
  return absl::OkStatus();
}

const TaskList::Task* TaskList::FindTask(absl::string_view task) const {
  const auto found = tasks_.find(task);
  return found == tasks_.end() ? nullptr : &found->second;
}

const TaskRow* TaskList::Find(absl::string_view task) const {
  const Task* const found = FindTask(task);
  return found == nullptr ? nullptr : found->row;
}

const BundleTemplate* TaskList::FindBundle(absl::string_view name) const {
  const auto found = std::find_if(bundles_.begin(), bundles_.end(),
                                  [&](const BundleTemplate& one) { return one.name == name; });
  return found == bundles_.end() ? nullptr : &*found;
}

absl::string_view TaskList::Owner(absl::string_view task) const {
  const TaskRow* const row = Find(task);
  return row == nullptr ? absl::string_view() : row->owner_agency();
}

const OwnerRow* TaskList::OwnerOn(absl::string_view task, absl::CivilDay day) const {
  const auto found = owners_.find(task);
  return found == owners_.end() ? nullptr : found->second.On(day);
}

absl::Span<const ConditionRow* const> TaskList::conditions(absl::string_view task) const {
  const Task* const found = FindTask(task);
  if (found == nullptr) return {};
  return found->conditions;
}

absl::Span<const RequirementRow* const> TaskList::requirements(absl::string_view task) const {
  const Task* const found = FindTask(task);
  if (found == nullptr) return {};
  return found->requirements;
}

absl::Span<const FactRow* const> TaskList::fact_schema(absl::string_view task) const {
  const Task* const found = FindTask(task);
  if (found == nullptr) return {};
  return found->facts;
}

}  // namespace skranke
