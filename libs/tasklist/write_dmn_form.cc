#include <algorithm>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "libs/decision/dmn/dmn_writer.h"
#include "libs/decision/value.h"
#include "libs/tasklist/dmn_form.h"
#include "libs/tasklist/list_tables.h"

namespace skranke {
namespace {

using storage::v1::TaskListContent;

std::string StemOf(const ListTable& table) {
  return std::string(absl::StripSuffix(table.file, ".csv"));
}

HitPolicy PolicyOf(absl::string_view stem) {
  if (stem == "tasks" || stem == "owners") return HitPolicy::kUnique;
  if (stem == "routing") return HitPolicy::kFirst;
  if (stem == "conditions") return HitPolicy::kCollect;
  return HitPolicy::kRuleOrder;
}

std::string Quoted(const std::string& text) { return Value::OfString(text).ToString(); }

std::string DayLiteral(const std::string& day) { return absl::StrCat("date(", Quoted(day), ")"); }

// The input "date" of a row that holds from `first` to `last`; empty: open.
std::string DaysTest(const std::string& first, const std::string& last) {
  if (first.empty() && last.empty()) return "-";
  if (last.empty()) return absl::StrCat(">= ", DayLiteral(first));
  if (first.empty()) return absl::StrCat("<= ", DayLiteral(last));
  return absl::StrCat("[", DayLiteral(first), "..", DayLiteral(last), "]");
}

std::string KeyTest(const ListColumn& column, const std::string& cell) {
  return cell.empty() || cell == column.any_cell ? "-" : Quoted(cell);
}

std::string OutputLiteral(const ListColumn& column, const std::string& cell) {
  if (column.type == "boolean") return cell == "yes" ? "true" : "false";
  if (column.type == "number") return cell.empty() ? "null" : cell;
  return Quoted(cell);
}

// How specific a routing row is: the numbers of RouteTable, which compares in this order.
int Specificity(const ListTable& table, const std::vector<std::string>& row) {
  constexpr const char* kOrder[] = {"protection", "own_staff", "task_code",
                                    "action",     "place",     "service_line"};
  int specificity = 0;
  for (const char* const name : kOrder) {
    specificity *= 2;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].name != name) continue;
      specificity += KeyTest(table.columns[i], row[i]) == "-" ? 0 : 1;
    }
  }
  return specificity;
}

// What the input of a fact may hold, by fact: the values that the tasks with a condition about it
// allow, and null, since a case is of one task and states none of the others' facts. No entry where
// one of them takes any value.
using ValuesByFact = absl::flat_hash_map<std::string, std::vector<std::string>>;

ValuesByFact AllowedValuesOf(const TaskListContent& content) {
  absl::flat_hash_map<std::pair<std::string, std::string>, const storage::v1::FactRow*> schema;
  for (const auto& row : content.facts()) schema[{row.task(), row.fact()}] = &row;
  ValuesByFact values;
  absl::flat_hash_set<std::string> open;
  for (const auto& condition : content.conditions()) {
    const auto found = schema.find({condition.task(), condition.fact()});
    if (found == schema.end() || found->second->allowed().empty()) {
      open.insert(condition.fact());
      continue;
    }
    std::vector<std::string>& known = values.try_emplace(condition.fact(), 1, "null").first->second;
    for (const auto& allowed : found->second->allowed()) {
      std::string literal = Quoted(allowed.code());
      if (!absl::c_linear_search(known, literal)) known.push_back(std::move(literal));
    }
  }
  for (const std::string& fact : open) values.erase(fact);
  return values;
}

// Makes one decision table of one list table.
class TableWriter {
 public:
  TableWriter(const ListTable& table, const ValuesByFact& values)
      : table_(table), values_(values), stem_(StemOf(table)) {}

  TableModel Write() {
    model_.name = stem_;
    model_.hit_policy = PolicyOf(stem_);
    AddColumns();
    std::vector<size_t> order(table_.rows.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (stem_ == "routing") {
      std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
        return Specificity(table_, table_.rows[a]) > Specificity(table_, table_.rows[b]);
      });
    }
    for (const size_t row : order) AddRule(row);
    return std::move(model_);
  }

 private:
  void AddInput(const std::string& expression, const std::string& type) {
    model_.inputs.push_back(
        {.label = expression, .expression = {.text = expression}, .type = type});
  }

  void AddColumns() {
    for (const ListColumn& column : table_.columns) {
      if (column.role == ColumnRole::kKey) AddInput(column.name, "string");
      if (column.role == ColumnRole::kFirstDay) AddInput("date", "date");
      if (column.role == ColumnRole::kTest) AddFacts();
      if (column.role == ColumnRole::kOutput) {
        model_.outputs.push_back({.label = column.name, .name = column.name, .type = column.type});
      }
    }
    // A decision table has an output: for conditions the row that holds.
    if (model_.outputs.empty()) {
      model_.outputs.push_back({.label = "row", .name = "row", .type = "number"});
    }
    model_.annotation_columns.push_back("row");
    for (const ListColumn& column : table_.columns) {
      if (column.role == ColumnRole::kAnnotation) model_.annotation_columns.push_back(column.name);
    }
  }

  // One input a fact, in the order in which they first appear. The same name may be of two types in
  // two tasks, so the column has none.
  void AddFacts() {
    for (const auto& row : table_.rows) {
      const std::string& fact = row[kFactCell];
      if (!facts_.emplace(fact, model_.inputs.size()).second) continue;
      AddInput(fact, "");
      const auto values = values_.find(fact);
      if (values == values_.end()) continue;
      model_.inputs.back().allowed.text = absl::StrJoin(values->second, ", ");
    }
  }

  void AddRule(size_t row) {
    const std::vector<std::string>& cells = table_.rows[row];
    const std::string line = absl::StrCat(row + 2);
    TableRule rule;
    rule.inputs.resize(model_.inputs.size(), {.text = "-"});
    rule.annotations.push_back(line);
    size_t input = 0;
    for (size_t i = 0; i < cells.size(); ++i) {
      const ListColumn& column = table_.columns[i];
      switch (column.role) {
        case ColumnRole::kKey:
          rule.inputs[input++].text = KeyTest(column, cells[i]);
          break;
        case ColumnRole::kFirstDay:
          rule.inputs[input++].text = DaysTest(cells[i], cells[i + 1]);
          break;
        case ColumnRole::kTest:
          rule.inputs[facts_.at(cells[kFactCell])].text = cells[i];
          break;
        case ColumnRole::kOutput:
          rule.outputs.push_back({.text = OutputLiteral(column, cells[i])});
          break;
        case ColumnRole::kAnnotation:
          rule.annotations.push_back(cells[i]);
          break;
        case ColumnRole::kLastDay:
          break;
      }
    }
    if (rule.outputs.empty()) rule.outputs.push_back({.text = line});
    model_.rules.push_back(std::move(rule));
  }

  static constexpr size_t kFactCell = 1;  // Of a row of conditions.csv.

  const ListTable& table_;
  const ValuesByFact& values_;
  const std::string stem_;
  absl::flat_hash_map<std::string, size_t> facts_;
  TableModel model_;
};

void AddDecision(TableModel table, absl::flat_hash_map<std::string, std::string>& inputs,
                 DmnModel& model) {
  DecisionElement decision{.id = absl::StrCat("decision_", table.name), .name = table.name};
  for (const TableInput& input : table.inputs) {
    const std::string& name = input.expression.text;
    const auto [known, is_new] = inputs.emplace(name, absl::StrCat("input_", inputs.size() + 1));
    if (is_new) model.inputs.push_back({.id = known->second, .name = name, .type = input.type});
    // A fact may have the name of another column.
    const std::string reference = absl::StrCat("#", known->second);
    auto& required = decision.requires_.inputs;
    if (std::find(required.begin(), required.end(), reference) == required.end()) {
      required.push_back(reference);
    }
  }
  decision.logic.kind = BoxedExpression::Kind::kTable;
  decision.logic.table = std::move(table);
  model.decisions.push_back(std::move(decision));
}

}  // namespace

absl::StatusOr<std::string> ToDmn(const TaskListContent& content) {
  DmnModel model{.id = "oppgaveliste",
                 .name = absl::StrCat("Oppgaveliste ", content.version()),
                 .space = "urn:skranke:tasklist"};
  absl::flat_hash_map<std::string, std::string> inputs;
  const ValuesByFact values = AllowedValuesOf(content);
  for (const ListTable& table : ListTables(content)) {
    AddDecision(TableWriter(table, values).Write(), inputs, model);
  }
  return WriteDmn(model);
}

}  // namespace skranke
