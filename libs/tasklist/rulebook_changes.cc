#include "libs/tasklist/rulebook_changes.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "libs/directory/canonical_bytes.h"
#include "libs/tasklist/requirement_words.h"
#include "libs/tasklist/rulebook_words.h"

namespace skranke {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using storage::v1::RulebookRow;
using storage::v1::TaskListContent;

// A table of the list: its file, its field in TaskListContent, and what names a row of it.
struct Table {
  absl::string_view file;
  int field;
  std::vector<absl::string_view> key;
  bool fact_schema = false;
};

const std::vector<Table>& Tables() {
  static const auto* const kTables = new std::vector<Table>{
      {"tasks.csv", TaskListContent::kTasksFieldNumber, {"task"}},
      {"conditions.csv", TaskListContent::kConditionsFieldNumber, {"task", "fact"}},
      {"requirements.csv",
       TaskListContent::kRequirementsFieldNumber,
       {"task", "kind", "code", "of_role"},
       true},
      {"facts.csv", TaskListContent::kFactsFieldNumber, {"task", "fact"}, true},
      {"owners.csv", TaskListContent::kOwnersFieldNumber, {"task", "valid_from"}},
      {"routing.csv",
       TaskListContent::kRoutingFieldNumber,
       {"task", "place", "protection", "action", "own_staff", "service_line", "valid_from"}},
      {"examples.csv", TaskListContent::kExamplesFieldNumber, {"name"}},
      {"bundles.csv", TaskListContent::kBundlesFieldNumber, {"bundle", "task"}},
  };
  return *kTables;
}

const FieldDescriptor* RowsOf(const Table& table) {
  return TaskListContent::descriptor()->FindFieldByNumber(table.field);
}

const Message& RowAt(const TaskListContent& content, const Table& table, int index) {
  return TaskListContent::GetReflection()->GetRepeatedMessage(content, RowsOf(table), index);
}

int CountOf(const TaskListContent& content, const Table& table) {
  return TaskListContent::GetReflection()->FieldSize(content, RowsOf(table));
}

uint32_t LineOf(const Message& row) {
  return row.GetReflection()->GetUInt32(row, row.GetDescriptor()->FindFieldByName("line"));
}

void SetLine(uint32_t line, Message& row) {
  row.GetReflection()->SetUInt32(&row, row.GetDescriptor()->FindFieldByName("line"), line);
}

// The word for a stored number, as the file has it.
std::string NumberText(absl::string_view column, int number) {
  if (column == "kind") return KindWord(number);
  if (column == "of_role") return RoleWord(number);
  return number == 0 ? "" : absl::StrCat(number);
}

std::string CellsText(const Message& row);

// One value as a person would write it; `index` is -1 for a field that is not repeated.
std::string ValueText(const Message& row, const FieldDescriptor& field, int index) {
  const auto& reflection = *row.GetReflection();
  const bool one = index < 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return one ? reflection.GetString(row, &field)
                 : reflection.GetRepeatedString(row, &field, index);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(row, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(reflection.GetUInt32(row, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return NumberText(field.name(), reflection.GetInt32(row, &field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return absl::StrCat("(",
                          CellsText(one ? reflection.GetMessage(row, &field)
                                        : reflection.GetRepeatedMessage(row, &field, index)),
                          ")");
    default:
      return "";
  }
}

std::string CellText(const Message& row, const FieldDescriptor& field) {
  if (!field.is_repeated()) return ValueText(row, field, -1);
  std::vector<std::string> parts;
  for (int i = 0; i < row.GetReflection()->FieldSize(row, &field); ++i) {
    parts.push_back(ValueText(row, field, i));
  }
  return absl::StrJoin(parts, ";");
}

// "agency=WELFARE, unit=EAST": every cell that holds something.
std::string CellsText(const Message& row) {
  std::vector<const FieldDescriptor*> fields;
  row.GetReflection()->ListFields(row, &fields);
  std::vector<std::string> cells;
  for (const FieldDescriptor* field : fields) {
    if (field->name() == "line") continue;
    cells.push_back(absl::StrCat(field->name(), "=", CellText(row, *field)));
  }
  return absl::StrJoin(cells, ", ");
}

std::string KeyOf(const Message& row, const Table& table) {
  std::vector<std::string> parts;
  for (const absl::string_view name : table.key) {
    const auto* const field = row.GetDescriptor()->FindFieldByName(std::string(name));
    if (std::string text = CellText(row, *field); !text.empty()) parts.push_back(std::move(text));
  }
  return absl::StrJoin(parts, ", ");
}

std::string TaskOf(const Message& row) {
  const auto* const field = row.GetDescriptor()->FindFieldByName("task");
  return row.GetReflection()->GetString(row, field);
}

bool HasTask(const TaskListContent& content, absl::string_view task) {
  return std::any_of(content.tasks().begin(), content.tasks().end(),
                     [&](const auto& row) { return row.task() == task; });
}

// Compares one table of two lists.
class TableComparison {
 public:
  TableComparison(const Table& table, const TaskListContent& before, const TaskListContent& after)
      : table_(table), before_(before), after_(after) {}

  std::vector<RulebookRow> Changes() {
    PairUp();
    std::vector<RulebookRow> changes;
    for (const auto& [key, group] : groups_) {
      const size_t pairs = std::min(group.before.size(), group.after.size());
      for (size_t i = 0; i < std::max(group.before.size(), group.after.size()); ++i) {
        const Message* const before = i < group.before.size() ? group.before[i] : nullptr;
        const Message* const after = i < group.after.size() ? group.after[i] : nullptr;
        changes.push_back(Change(key, before, after, i < pairs));
      }
    }
    return changes;
  }

 private:
  // The rows of one key that are not the same on both sides.
  struct Group {
    std::vector<const Message*> before;
    std::vector<const Message*> after;
  };

  void PairUp() {
    std::multimap<std::string, const Message*> unseen;
    for (int i = 0; i < CountOf(before_, table_); ++i) {
      const Message& row = RowAt(before_, table_, i);
      unseen.emplace(CanonicalBytes(row), &row);
    }
    std::set<const Message*> same;
    for (int i = 0; i < CountOf(after_, table_); ++i) {
      const Message& row = RowAt(after_, table_, i);
      const auto found = unseen.find(CanonicalBytes(row));
      if (found == unseen.end()) {
        groups_[KeyOf(row, table_)].after.push_back(&row);
      } else {
        same.insert(found->second);
        unseen.erase(found);
      }
    }
    for (int i = 0; i < CountOf(before_, table_); ++i) {
      const Message& row = RowAt(before_, table_, i);
      if (!same.contains(&row)) groups_[KeyOf(row, table_)].before.push_back(&row);
    }
  }

  RulebookRow Change(const std::string& key, const Message* before, const Message* after,
                     bool both) const {
    RulebookRow change;
    change.set_table(table_.file.data(), table_.file.size());
    change.set_key(key);
    change.set_task(TaskOf(before != nullptr ? *before : *after));
    const RowChange kind = both                ? RowChange::kChanged
                           : before == nullptr ? RowChange::kAdded
                                               : RowChange::kRemoved;
    change.set_change(static_cast<int>(kind));
    if (before != nullptr) change.set_line_before(LineOf(*before));
    if (before != nullptr) change.set_before(CellsText(*before));
    if (after != nullptr) change.set_line_after(LineOf(*after));
    if (after != nullptr) change.set_after(CellsText(*after));
    // A task that is new or goes asks nobody for something else than before.
    change.set_fact_schema(table_.fact_schema && HasTask(before_, change.task()) &&
                           HasTask(after_, change.task()));
    return change;
  }

  const Table& table_;
  const TaskListContent& before_;
  const TaskListContent& after_;
  std::map<std::string, Group> groups_;
};

bool ByLine(const RulebookRow& a, const RulebookRow& b) {
  const auto line = [](const RulebookRow& row) {
    return row.line_after() != 0 ? row.line_after() : row.line_before();
  };
  return line(a) < line(b);
}

const Message* FindLine(const TaskListContent& content, const Table& table, uint32_t line) {
  for (int i = 0; i < CountOf(content, table); ++i) {
    if (const Message& row = RowAt(content, table, i); LineOf(row) == line) return &row;
  }
  return nullptr;
}

// Builds one table again without some of its changes.
void UndoIn(const Table& table, const TaskListContent& before,
            absl::Span<const RulebookRow> dropped, TaskListContent& after) {
  std::map<uint32_t, const RulebookRow*> touched;
  std::vector<const Message*> restored;
  for (const RulebookRow& change : dropped) {
    if (change.table() != table.file) continue;
    if (change.line_after() != 0) touched[change.line_after()] = &change;
    if (change.line_after() == 0) restored.push_back(FindLine(before, table, change.line_before()));
  }
  if (touched.empty() && restored.empty()) return;

  TaskListContent rebuilt;
  const auto add = [&](const Message& row) {
    Message* const copy = TaskListContent::GetReflection()->AddMessage(&rebuilt, RowsOf(table));
    copy->CopyFrom(row);
    // The header is line 1.
    SetLine(static_cast<uint32_t>(CountOf(rebuilt, table)) + 1, *copy);
  };
  for (int i = 0; i < CountOf(after, table); ++i) {
    const Message& row = RowAt(after, table, i);
    const auto found = touched.find(LineOf(row));
    if (found == touched.end()) {
      add(row);
    } else if (found->second->line_before() != 0) {
      if (const auto* old = FindLine(before, table, found->second->line_before())) add(*old);
    }
  }
  for (const Message* row : restored) {
    if (row != nullptr) add(*row);
  }
  TaskListContent::GetReflection()->SwapFields(&after, &rebuilt, {RowsOf(table)});
}

}  // namespace

std::vector<RulebookRow> ChangesBetween(const TaskListContent& before,
                                        const TaskListContent& after) {
  std::vector<RulebookRow> changes;
  for (const Table& table : Tables()) {
    std::vector<RulebookRow> part = TableComparison(table, before, after).Changes();
    std::stable_sort(part.begin(), part.end(), ByLine);
    std::move(part.begin(), part.end(), std::back_inserter(changes));
  }
  return changes;
}

TaskListContent WithoutChanges(const TaskListContent& before, TaskListContent after,
                               absl::Span<const RulebookRow> dropped) {
  for (const Table& table : Tables()) UndoIn(table, before, dropped, after);
  return after;
}

bool SameChange(const RulebookRow& a, const RulebookRow& b) {
  return a.table() == b.table() && a.change() == b.change() && a.before() == b.before() &&
         a.after() == b.after();
}

}  // namespace skranke
