#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/task_list.h"

namespace skranke {
namespace {

using storage::v1::ConditionRow;
using storage::v1::TaskRow;

std::string RowName(absl::string_view file, uint32_t line) { return absl::StrCat(file, ":", line); }

// One sentence; the law behind it in brackets.
std::string Sentence(absl::string_view words, absl::string_view legal_basis) {
  return legal_basis.empty() ? absl::StrCat(words, ".")
                             : absl::StrCat(words, " (", legal_basis, ").");
}

std::string ConditionSentence(const ConditionRow& row, absl::string_view words) {
  return Sentence(absl::StrCat("The condition ", row.fact(), " ", row.test(), " ", words),
                  row.legal_basis());
}

// Empty where the task's own row makes it quick.
std::string NotQuickBecause(const TaskRow& row, int64_t minutes_max) {
  if (!row.structured()) return "The procedure is not structured";
  if (row.discretion()) return "The law asks for discretion";
  if (row.quick_minutes() == 0) return "The list gives no minutes for it at the counter";
  if (row.quick_minutes() <= minutes_max) return "";
  return absl::StrCat("It takes ", row.quick_minutes(), " minutes, and at most ", minutes_max,
                      " are quick");
}

std::string QuickBecause(const TaskRow& row, int64_t minutes_max) {
  return Sentence(absl::StrCat("The procedure is structured, leaves no discretion and takes ",
                               row.quick_minutes(), " of at most ", minutes_max, " minutes"),
                  row.legal_basis());
}

const Value* FindFact(absl::Span<const NamedValue> facts, absl::string_view name) {
  for (const NamedValue& fact : facts) {
    if (fact.name == name) return &fact.value;
  }
  return nullptr;
}

void AddFact(absl::string_view fact, const Value& value, std::vector<Input>& inputs) {
  const std::string name = absl::StrCat("fact.", fact);
  for (const Input& input : inputs) {
    if (input.name == name) return;
  }
  inputs.push_back({name, value.ToString()});
}

}  // namespace

Classification TaskList::Classify(absl::string_view task, absl::Span<const NamedValue> facts,
                                  absl::Duration quick_max) const {
  Classification verdict;
  verdict.inputs.push_back({"task", std::string(task)});
  const Task* const found = FindTask(task);
  if (found == nullptr) {
    verdict.reason = "The list has no such task.";
    return verdict;
  }
  const TaskRow& row = *found->row;
  const int64_t minutes_max = absl::ToInt64Minutes(quick_max);
  verdict.row = RowName("tasks.csv", row.line());
  const std::string not_quick = NotQuickBecause(row, minutes_max);
  if (!not_quick.empty()) {
    verdict.case_class = CaseClass::kDiscretionary;
    verdict.reason = Sentence(not_quick, row.legal_basis());
    return verdict;
  }
  verdict.case_class = CaseClass::kQuick;
  verdict.reason = QuickBecause(row, minutes_max);
  return JudgeConditions(*found, facts, std::move(verdict));
}

bool TaskList::Condition::IsMissing(absl::Span<const NamedValue> stated) const {
  return is_required && (schema == nullptr || IsAskedFor(*schema, stated));
}

// All are looked at: one that fails decides even where another cannot be judged, so that the order
// of the rows does not matter.
Classification TaskList::JudgeConditions(const Task& task, absl::Span<const NamedValue> facts,
                                         Classification verdict) const {
  for (const Condition& condition : task.tests) {
    const Value* const stated = FindFact(facts, condition.row->fact());
    const Value value = stated == nullptr ? Value() : *stated;
    AddFact(condition.row->fact(), value, verdict.inputs);
    const Verdict holds = condition.test.Test(value);
    if (holds == Verdict::kYes || (value.is_null() && condition.IsMissing(facts))) continue;
    if (verdict.case_class == CaseClass::kDiscretionary) continue;
    if (holds == Verdict::kNo) {
      verdict.case_class = CaseClass::kDiscretionary;
      verdict.reason = ConditionSentence(*condition.row, "does not hold");
    } else if (verdict.case_class == CaseClass::kQuick) {
      verdict.case_class = CaseClass::kTriage;
      verdict.reason = ConditionSentence(
          *condition.row, value.is_null() ? "cannot be judged without the fact"
                                          : "cannot be judged: the fact is of another type");
    } else {
      continue;
    }
    verdict.row = RowName("conditions.csv", condition.row->line());
  }
  return verdict;
}

}  // namespace skranke
