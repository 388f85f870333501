#include "libs/tasklist/task_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/canonical_bytes.h"
#include "libs/tasklist/requirement_words.h"

namespace skranke {
namespace {

using storage::v1::ConditionRow;
using storage::v1::FactRow;
using storage::v1::RequirementRow;
using storage::v1::RoutingRow;
using storage::v1::TaskListContent;
using storage::v1::TaskRow;

constexpr absl::string_view kAny = "*";

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
  return CompileRoutes();
}

absl::Status TaskList::CompileCondition(const ConditionRow& row) {
  const auto task = tasks_.find(row.task());
  if (task == tasks_.end()) {
    return ContentError("conditions.csv", row.line(), "is of an unknown task");
  }
  SKRANKE_ASSIGN_OR_RETURN(UnaryTest test, ParseUnaryTest(row.test()));
  const auto& requirements = task->second.requirements;
  // A row that is not required would let the case be complete without the fact.
  const bool is_asked_for =
      std::any_of(requirements.begin(), requirements.end(), [&](const RequirementRow* requirement) {
        return requirement->required() && requirement->code() == row.fact() &&
               requirement->kind() == static_cast<int>(RequirementKind::kFact);
      });
  task->second.conditions.push_back(&row);
  task->second.tests.push_back({&row, std::move(test), is_asked_for});
  return absl::OkStatus();
}

absl::Status TaskList::CompileRoutes() {
  for (const RoutingRow& row : content_.routing()) {
    SKRANKE_ASSIGN_OR_RETURN(const Validity validity,
                             Validity::Parse(row.valid_from(), row.valid_to()));
    routes_[RouteKey(row.protection(), row.task(), row.place())].push_back({&row, validity});
  }
  for (auto& [key, rows] : routes_) {
    std::sort(rows.begin(), rows.end(), [](const DatedRow& a, const DatedRow& b) {
      return a.validity.first < b.validity.first;
    });
    for (size_t i = 1; i < rows.size(); ++i) {
      if (!rows[i - 1].validity.Overlaps(rows[i].validity)) continue;
      return ContentError("routing.csv", rows[i].row->line(), "ties with another row");
    }
  }
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

absl::string_view TaskList::Owner(absl::string_view task) const {
  const TaskRow* const row = Find(task);
  return row == nullptr ? absl::string_view() : row->owner_agency();
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

const RoutingRow* TaskList::FindRow(absl::string_view task, absl::string_view place,
                                    bool is_protected, absl::CivilDay day) const {
  const absl::string_view own_protection = is_protected ? "protected" : "none";
  for (const absl::string_view protection : {own_protection, kAny}) {
    for (const absl::string_view a_task : {task, kAny}) {
      for (const absl::string_view a_place : {place, kAny}) {
        const auto found = routes_.find(RouteKey(protection, a_task, a_place));
        if (found == routes_.end()) continue;
        // The last row that has begun is the only one that can hold.
        const auto& rows = found->second;
        const auto next = std::upper_bound(
            rows.begin(), rows.end(), day,
            [](absl::CivilDay wanted, const DatedRow& row) { return wanted < row.validity.first; });
        if (next != rows.begin() && std::prev(next)->validity.Holds(day)) {
          return std::prev(next)->row;
        }
      }
    }
  }
  return nullptr;
}

}  // namespace skranke
