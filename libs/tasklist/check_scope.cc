#include "libs/tasklist/check_scope.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/unary_test.h"
#include "libs/directory/package.h"
#include "libs/tasklist/bundle_template.h"
#include "libs/tasklist/requirement_words.h"

namespace skranke {
namespace {

using storage::v1::FactRow;
using storage::v1::OwnerRow;
using storage::v1::RoutingRow;
using storage::v1::TaskListContent;

// Keeps the rows that `keep` says yes to, in order.
template <typename Rows, typename Keep>
void Filter(Rows* rows, Keep keep) {
  Rows kept;
  for (auto& row : *rows) {
    if (keep(row)) *kept.Add() = std::move(row);
  }
  rows->Swap(&kept);
}

// Drops the rows that tie with another.
template <typename Rows>
void DropTies(Rows* rows) {
  absl::flat_hash_set<const typename Rows::value_type*> tied;
  for (const auto& tie : TiesOf(*rows)) tied.insert(tie.row.row);
  Filter(rows, [&tied](const auto& row) { return !tied.contains(&row); });
}

Validity ForceOf(const TaskListContent& content) {
  const auto days = Validity::Parse(content.valid_from(), content.valid_to());
  return days.ok() ? *days : Validity();
}

}  // namespace

TaskListContent SoundRows(const TaskListContent& content) {
  TaskListContent sound = content;
  absl::flat_hash_set<std::string> tasks;
  Filter(sound.mutable_tasks(), [&](const auto& row) { return tasks.insert(row.task()).second; });
  const auto known = [&tasks](const auto& row) { return tasks.contains(row.task()); };
  Filter(sound.mutable_requirements(), known);
  Filter(sound.mutable_facts(), known);
  Filter(sound.mutable_conditions(),
         [&](const auto& row) { return known(row) && ParseUnaryTest(row.test()).ok(); });
  Filter(sound.mutable_routing(),
         [&](const RoutingRow& row) { return DaysOf(row) && (row.task() == "*" || known(row)); });
  DropTies(sound.mutable_routing());
  Filter(sound.mutable_owners(), [&](const OwnerRow& row) { return DaysOf(row) && known(row); });
  DropTies(sound.mutable_owners());
  Filter(sound.mutable_bundles(), known);
  // A template without one of its rows is another one.
  if (!FaultsOf(sound.bundles()).empty()) sound.clear_bundles();
  return sound;
}

CheckScope::CheckScope(const TaskListContent& content, const Directory& directory)
    : content_(content), directory_(directory), force_(ForceOf(content)) {
  auto list = TaskList::Make(SoundRows(content));
  if (!list.ok()) return;
  list_ = *std::move(list);
  for (const RoutingRow& row : list_->content().routing()) {
    if (row.task() == "*") rows_of_any_.push_back(&row);
  }
  for (const auto& task : list_->content().tasks()) rows_[task.task()] = rows_of_any_;
  for (const RoutingRow& row : list_->content().routing()) {
    if (row.task() != "*") rows_[row.task()].push_back(&row);
  }
}

const std::vector<const RoutingRow*>& CheckScope::RowsOf(const std::string& task) const {
  const auto found = rows_.find(task);
  return found == rows_.end() ? rows_of_any_ : found->second;
}

const FactRow* CheckScope::FactOf(absl::string_view task, absl::string_view fact) const {
  if (list_ == nullptr) return nullptr;
  for (const FactRow* row : list_->fact_schema(task)) {
    if (row->fact() == fact) return row;
  }
  return nullptr;
}

std::string CheckScope::FactType(absl::string_view task, absl::string_view fact) const {
  if (const FactRow* row = FactOf(task, fact)) return row->type();
  if (list_ == nullptr) return "";
  for (const auto* row : list_->requirements(task)) {
    const bool is_fact = row->kind() == static_cast<int>(RequirementKind::kFact);
    if (is_fact && row->code() == fact) return row->type();
  }
  return "";
}

Finding CheckScope::At(Severity severity, absl::string_view code, absl::string_view file,
                       uint32_t row, absl::string_view column, std::string sentence) const {
  return {.severity = severity,
          .code = std::string(code),
          .file = TaskListPath(content_.version(), file),
          .row = row,
          .column = std::string(column),
          .sentence = std::move(sentence)};
}

WitnessCase CheckScope::CaseOf(absl::string_view task) const {
  return {.task = std::string(task), .day = force_.first};
}

WitnessCase CheckScope::CaseOf(const RoutingRow& row, absl::CivilDay day) const {
  WitnessCase witness = CaseOf(row.task());
  if (row.task() == "*" && !content_.tasks().empty()) witness.task = content_.tasks(0).task();
  if (row.place() != "*") witness.place = row.place();
  witness.action = row.action();
  witness.service_line = row.service_line();
  witness.is_protected = row.protection() == "protected";
  witness.is_own_staff = row.own_staff() == "yes";
  witness.day = day;
  return witness;
}

WitnessCase CheckScope::CaseOf(const OwnerRow& row, absl::CivilDay day) const {
  WitnessCase witness = CaseOf(row.task());
  witness.day = day;
  return witness;
}

Classification CheckScope::Classify(const WitnessCase& witness) const {
  return list_->Classify(witness.task, witness.facts, directory_.quick_max());
}

Route CheckScope::RouteOf(const WitnessCase& witness) const {
  return FindRoute(*list_, directory_, witness.Question());
}

}  // namespace skranke
