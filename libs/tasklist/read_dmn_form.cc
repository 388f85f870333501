#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/csv.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/dmn_form.h"
#include "libs/tasklist/fact_literal.h"
#include "libs/tasklist/list_tables.h"

namespace skranke {
namespace {

constexpr char kRow[] = "row";
constexpr char kDate[] = "date";
constexpr char kConditions[] = "conditions.csv";

// The days of a date test; none where it is not a day, an open or a closed range with its ends.
std::optional<std::pair<std::string, std::string>> DaysOfTest(absl::string_view text) {
  using Days = std::pair<std::string, std::string>;
  const auto test = ParseUnaryTest(text);
  if (!test.ok() || test->is_negated()) return std::nullopt;
  if (test->is_any()) return Days();
  if (test->alternatives().size() != 1) return std::nullopt;
  const auto day = [](const Value& value) {
    return value.is(ValueType::kDate) ? FormatDay(value.date()) : std::string();
  };
  if (const Value* value = std::get_if<Value>(&test->alternatives()[0])) {
    const std::string only = day(*value);
    return only.empty() ? std::nullopt : std::optional<Days>({only, only});
  }
  const Interval& range = std::get<Interval>(test->alternatives()[0]);
  Days days;
  if (range.low) days.first = range.low->included ? day(range.low->value) : "";
  if (range.high) days.second = range.high->included ? day(range.high->value) : "";
  const bool whole = range.low.has_value() == !days.first.empty() &&
                     range.high.has_value() == !days.second.empty();
  return whole ? std::optional<Days>(days) : std::nullopt;
}

// The text of a key cell, `any` for one that means any; none where it is not one text.
std::optional<std::string> KeyOfTest(absl::string_view text, const std::string& any) {
  const auto test = ParseUnaryTest(text);
  if (!test.ok() || test->is_negated()) return std::nullopt;
  if (test->is_any()) return any;
  if (test->alternatives().size() != 1) return std::nullopt;
  const Value* const value = std::get_if<Value>(&test->alternatives()[0]);
  if (value == nullptr || !value->is(ValueType::kString)) return std::nullopt;
  return value->string();
}

// What a CSV cell says for a literal; the loader tells whether the column takes it.
std::optional<std::string> CellOfLiteral(absl::string_view text) {
  const auto value = ParseFeelLiteral(text);
  if (!value.ok()) return std::nullopt;
  if (value->is_null()) return "";
  if (value->is(ValueType::kString)) return value->string();
  if (value->is(ValueType::kBoolean)) return value->boolean() ? "yes" : "no";
  if (value->is(ValueType::kDate)) return FormatDay(value->date());
  return value->ToString();
}

// An empty cell is "-" in an input column.
std::string TestText(const TableRule& rule, size_t input) {
  return rule.inputs[input].text.empty() ? "-" : rule.inputs[input].text;
}

// Makes one list table of one decision table.
class TableReader {
 public:
  TableReader(const TableModel& model, const std::string& file, const std::string& path)
      : model_(model), path_(path), spec_(EmptyTable(file)) {
    table_.file = file;
  }

  ListTable Read() {
    FindColumns();
    for (const TableRule* rule : Ordered()) AddRow(*rule);
    return std::move(table_);
  }

  const std::vector<absl::Status>& faults() const { return faults_; }

 private:
  // Where a column of the CSV file comes from.
  struct Source {
    ListColumn column;
    size_t index = 0;  // Among the inputs, outputs or annotations.
  };

  std::optional<size_t> FindInput(absl::string_view name) const {
    for (size_t i = 0; i < model_.inputs.size(); ++i) {
      if (model_.inputs[i].expression.text == name) return i;
    }
    return std::nullopt;
  }

  std::optional<size_t> FindOutput(absl::string_view name) const {
    for (size_t i = 0; i < model_.outputs.size(); ++i) {
      if (model_.outputs[i].name == name) return i;
    }
    // dmn-js leaves the name of an only output away.
    const bool only = model_.outputs.size() == 1 && model_.outputs[0].label == name;
    return only ? std::optional<size_t>(0) : std::nullopt;
  }

  std::optional<size_t> FindAnnotation(absl::string_view name) const {
    const auto& columns = model_.annotation_columns;
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) return std::nullopt;
    return static_cast<size_t>(found - columns.begin());
  }

  std::optional<size_t> Find(const ListColumn& column) const {
    switch (column.role) {
      case ColumnRole::kKey:
        return FindInput(column.name);
      case ColumnRole::kFirstDay:
      case ColumnRole::kLastDay:
        return FindInput(kDate);
      case ColumnRole::kTest:
        return 0;
      case ColumnRole::kOutput:
        return FindOutput(column.name);
      case ColumnRole::kAnnotation:
        return FindAnnotation(column.name);
    }
    return std::nullopt;
  }

  // The table's own columns, as far as they are there: the loader tells which are missing. Columns
  // that no list has are kept, so that the loader tells those too.
  void FindColumns() {
    row_ = FindAnnotation(kRow);
    for (const ListColumn& column : spec_.columns) {
      const auto index = Find(column);
      if (index) AddSource(column, *index);
    }
    for (size_t i = 0; i < model_.inputs.size(); ++i) {
      const std::string& name = model_.inputs[i].expression.text;
      if (!IsFact(i) && name != kDate && !IsKnown(name)) {
        AddSource({.name = name, .role = ColumnRole::kKey}, i);
      }
    }
    for (size_t i = 0; i < model_.outputs.size(); ++i) {
      const std::string& name =
          model_.outputs[i].name.empty() ? model_.outputs[i].label : model_.outputs[i].name;
      const bool is_row = spec_.file == kConditions && i == 0;
      if (!is_row && !IsKnown(name)) AddSource({.name = name}, i);
    }
    for (size_t i = 0; i < model_.annotation_columns.size(); ++i) {
      const std::string& name = model_.annotation_columns[i];
      if (name != kRow && !name.empty() && !IsKnown(name)) {
        AddSource({.name = name, .role = ColumnRole::kAnnotation}, i);
      }
    }
  }

  // Every input of the conditions but the task: a fact may have the name of that column.
  bool IsFact(size_t input) const {
    return spec_.file == kConditions && input != FindInput(spec_.columns[0].name);
  }

  std::optional<size_t> FindFact(absl::string_view name) const {
    for (size_t i = 0; i < model_.inputs.size(); ++i) {
      if (IsFact(i) && model_.inputs[i].expression.text == name) return i;
    }
    return std::nullopt;
  }

  bool IsKnown(absl::string_view name) const {
    return std::any_of(spec_.columns.begin(), spec_.columns.end(),
                       [name](const ListColumn& column) { return column.name == name; });
  }

  void AddSource(const ListColumn& column, size_t index) {
    sources_.push_back({column, index});
    table_.columns.push_back(column);
  }

  std::string Annotation(const TableRule& rule, std::optional<size_t> index) const {
    return index && *index < rule.annotations.size() ? rule.annotations[*index] : "";
  }

  std::vector<const TableRule*> Ordered() const {
    std::vector<std::pair<uint32_t, const TableRule*>> rules;
    for (const TableRule& rule : model_.rules) {
      uint32_t line = 0;
      const bool numbered = absl::SimpleAtoi(Annotation(rule, row_), &line);
      rules.emplace_back(numbered ? line : std::numeric_limits<uint32_t>::max(), &rule);
    }
    std::stable_sort(rules.begin(), rules.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const TableRule*> ordered;
    for (const auto& [line, rule] : rules) ordered.push_back(rule);
    return ordered;
  }

  void AddRow(const TableRule& rule) {
    std::vector<std::string> cells;
    for (const Source& source : sources_) cells.push_back(CellOf(rule, source));
    table_.rows.push_back(std::move(cells));
  }

  std::string CellOf(const TableRule& rule, const Source& source) {
    const ListColumn& column = source.column;
    switch (column.role) {
      case ColumnRole::kKey: {
        const std::string text = TestText(rule, source.index);
        const auto key = KeyOfTest(text, column.any_cell);
        return key ? *key : Fault(column.name, text, "must be one text in quotes, or -");
      }
      case ColumnRole::kFirstDay:
      case ColumnRole::kLastDay: {
        const std::string text = TestText(rule, source.index);
        const auto days = DaysOfTest(text);
        if (!days) return Fault(kDate, text, "must be a range of days with both its ends, or -");
        return column.role == ColumnRole::kFirstDay ? days->first : days->second;
      }
      case ColumnRole::kTest:
        return TestOf(rule);
      case ColumnRole::kOutput: {
        const std::string& text = rule.outputs[source.index].text;
        const auto cell = CellOfLiteral(text);
        return cell ? *cell : Fault(column.name, text, "must be a value; text needs \"quotes\"");
      }
      case ColumnRole::kAnnotation:
        if (spec_.file == kConditions && column.name == "fact") return FactOf(rule);
        return Annotation(rule, source.index);
    }
    return "";
  }

  // The fact that a rule of conditions is about: what it says itself, else the only column in which
  // something stands.
  std::string FactOf(const TableRule& rule) {
    const std::string said = Annotation(rule, FindAnnotation("fact"));
    if (!said.empty()) return said;
    std::vector<std::string> facts;
    for (size_t i = 0; i < model_.inputs.size(); ++i) {
      if (IsFact(i) && TestText(rule, i) != "-") facts.push_back(model_.inputs[i].expression.text);
    }
    if (facts.size() == 1) return facts.front();
    return Fault("fact", "", "must test one fact, or say which");
  }

  std::string TestOf(const TableRule& rule) {
    const auto input = FindFact(FactOf(rule));
    return input ? TestText(rule, *input) : "";
  }

  std::string Fault(absl::string_view column, absl::string_view cell, absl::string_view message) {
    const absl::Status fault = CellError(path_, table_.rows.size() + 2, column, cell, message);
    const bool told = std::any_of(faults_.begin(), faults_.end(),
                                  [&fault](const absl::Status& known) { return known == fault; });
    if (!told) faults_.push_back(fault);
    return "";
  }

  const TableModel& model_;
  const std::string path_;
  const ListTable spec_;
  std::optional<size_t> row_;
  std::vector<Source> sources_;
  ListTable table_;
  std::vector<absl::Status> faults_;
};

// The version that the table "list" names; empty where it names none.
std::string VersionOf(const DmnModel& model) {
  for (const DecisionElement& decision : model.decisions) {
    if (decision.name != "list" || !decision.logic.table) continue;
    const TableModel& table = *decision.logic.table;
    for (size_t i = 0; i < table.inputs.size() && !table.rules.empty(); ++i) {
      if (table.inputs[i].expression.text != "version") continue;
      return KeyOfTest(TestText(table.rules[0], i), "").value_or("");
    }
  }
  return "";
}

bool IsListTable(const std::string& file) {
  const auto& files = ListTableFiles();
  return std::find(files.begin(), files.end(), file) != files.end();
}

absl::Status Joined(const std::vector<absl::Status>& faults) {
  if (faults.empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kInvalidArgument, ReasonOf(faults.front()),
                     absl::StrJoin(faults, "\n", [](std::string* out, const absl::Status& fault) {
                       absl::StrAppend(out, fault.message());
                     }));
}

}  // namespace

absl::StatusOr<DmnForm> ReadDmnForm(absl::string_view file, absl::string_view bytes) {
  SKRANKE_ASSIGN_OR_RETURN(const DmnModel model, ReadDmnStrictly(file, bytes));
  DmnForm form{.version = VersionOf(model)};
  std::vector<ListTable> tables;
  std::vector<absl::Status> faults;
  for (const DecisionElement& decision : model.decisions) {
    const std::string name = absl::StrCat(decision.name, ".csv");
    if (!IsListTable(name) || !decision.logic.table) {
      faults.push_back(FileFaultError(
          file, absl::StrCat("the decision ", decision.name, " is no table of a list")));
      continue;
    }
    TableReader reader(*decision.logic.table, name, TaskListPath(form.version, name));
    tables.push_back(reader.Read());
    faults.insert(faults.end(), reader.faults().begin(), reader.faults().end());
  }
  SKRANKE_RETURN_IF_ERROR(Joined(faults));
  form.files = ToFiles(form.version, tables);
  return form;
}

}  // namespace skranke
