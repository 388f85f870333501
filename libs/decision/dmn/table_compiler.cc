#include "libs/decision/dmn/table_compiler.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/decision/cell_scanner.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/literal.h"

namespace skranke {
namespace {

// The types that the profile has; the word is DMN's.
constexpr std::pair<absl::string_view, ValueType> kStrictTypes[] = {
    {"number", ValueType::kNumber},
    {"string", ValueType::kString},
    {"boolean", ValueType::kBoolean},
    {"date", ValueType::kDate}};

ValueType TypeOf(const UnaryTest::Alternative& alternative) {
  if (const Value* value = std::get_if<Value>(&alternative)) return value->type();
  const auto& interval = std::get<Interval>(alternative);
  return (interval.low ? interval.low : interval.high)->value.type();
}

bool IsSummed(Aggregation aggregation) {
  return aggregation == Aggregation::kSum || aggregation == Aggregation::kMin ||
         aggregation == Aggregation::kMax;
}

bool HasOrder(HitPolicy policy) {
  return policy == HitPolicy::kPriority || policy == HitPolicy::kOutputOrder;
}

// One literal and nothing after it.
absl::StatusOr<Value> ParseWholeLiteral(absl::string_view text) {
  CellScanner scanner(text);
  SKRANKE_ASSIGN_OR_RETURN(Value value, ParseLiteral(scanner));
  if (!scanner.AtEnd()) return scanner.Error("is after the value");
  return value;
}

}  // namespace

bool IsFactPath(absl::string_view expression) {
  for (const absl::string_view name : absl::StrSplit(expression, '.')) {
    const absl::string_view trimmed = absl::StripAsciiWhitespace(name);
    if (trimmed.empty() || absl::ascii_isdigit(static_cast<unsigned char>(trimmed[0]))) {
      return false;
    }
    for (const char c : trimmed) {
      if (!IsWordCharacter(c) && c != ' ' && c != '-' && c != '/') return false;
    }
  }
  return true;
}

TableCompiler::TableCompiler(const TableModel& model, const DecisionTable::Options& options)
    : model_(model), options_(options) {
  CheckShape();
  if (!faults_.empty()) return;  // The rest would only stumble over it.
  CheckAggregation();
  for (size_t i = 0; i < model_.inputs.size(); ++i) CompileInput(i);
  outputs_.resize(model_.rules.size());
  for (size_t i = 0; i < model_.outputs.size(); ++i) CompileOutput(i);
}

TableOutputs TableCompiler::TakeOutputs() {
  return TableOutputs(model_.hit_policy, model_.aggregation, std::move(output_columns_),
                      std::move(outputs_));
}

void TableCompiler::CheckShape() {
  if (model_.outputs.empty()) AddFault("this table has no output");
  if (model_.rules.size() > kTableRulesMax) {
    AddFault(absl::StrCat("has more than ", kTableRulesMax, " rules"));
  }
  if (model_.inputs.size() + model_.outputs.size() > kTableColumnsMax) {
    AddFault(absl::StrCat("has more than ", kTableColumnsMax, " columns"));
  }
  for (size_t row = 0; row < model_.rules.size(); ++row) {
    const TableRule& rule = model_.rules[row];
    if (rule.inputs.size() == model_.inputs.size() &&
        rule.outputs.size() == model_.outputs.size()) {
      continue;
    }
    AddFault({.place = rule.place, .row = row + 1},
             absl::StrCat("has ", rule.inputs.size(), " input and ", rule.outputs.size(),
                          " output cells where the table has ", model_.inputs.size(), " and ",
                          model_.outputs.size()));
  }
}

void TableCompiler::CheckAggregation() {
  if (model_.aggregation == Aggregation::kNone) return;
  if (model_.hit_policy != HitPolicy::kCollect) {
    AddFault("an aggregation needs the hit policy COLLECT");
  }
  if (model_.outputs.size() > 1 && IsSummed(model_.aggregation)) {
    AddFault("an aggregation needs one output, not several");
  }
  if (is_strict() && IsSummed(model_.aggregation) && model_.outputs[0].type != "number") {
    AddFault("this aggregation needs an output of the type number");
  }
}

void TableCompiler::CompileInput(size_t column) {
  const TableInput& input = model_.inputs[column];
  const TableFault at = At(input.expression, ColumnName(input));
  TableColumn compiled;
  if (is_strict()) {
    if (!IsFactPath(input.expression.text)) {
      AddFault(at, "an input is the name of a fact, or a path of names");
    }
    compiled.type = StrictType(input.type, at);
    if (compiled.type) {
      compiled.allowed = StrictAllowed(input.allowed, *compiled.type, At(input.allowed, at.column));
    }
  }
  CompileInputCells(column, compiled);
  columns_.push_back(std::move(compiled));
}

void TableCompiler::CompileInputCells(size_t column, TableColumn& compiled) {
  const absl::string_view name = ColumnName(model_.inputs[column]);
  // Tables repeat their cells.
  absl::flat_hash_map<absl::string_view, std::shared_ptr<const TableCell>> known;
  for (size_t row = 0; row < model_.rules.size(); ++row) {
    const TableText& text = model_.rules[row].inputs[column];
    std::shared_ptr<const TableCell>& cell = known[text.text];
    if (!cell) {
      absl::StatusOr<TableCell> parsed = ParseCell(text.text);
      if (!parsed.ok()) {
        AddFault(At(text, name, row), parsed.status().message());
        known.erase(text.text);
        continue;
      }
      cell = std::make_shared<const TableCell>(*std::move(parsed));
    }
    if (is_strict()) CheckStrictCell(*cell->constant(), compiled, At(text, name, row));
    compiled.cells.push_back(cell);
  }
}

void TableCompiler::CompileOutput(size_t column) {
  const TableOutput& output = model_.outputs[column];
  const TableFault at{.place = output.place, .column = std::string(ColumnName(output))};
  if (output.name.empty() && model_.outputs.size() > 1) {
    AddFault(at, "one of several outputs needs a name");
  }
  for (size_t i = 0; i < column; ++i) {
    if (!output.name.empty() && model_.outputs[i].name == output.name) {
      AddFault(at, "another output has this name too");
    }
  }
  output_types_.push_back(is_strict() ? StrictType(output.type, at) : std::nullopt);
  output_allowed_.push_back(
      output_types_.back()
          ? StrictAllowed(output.allowed, *output_types_.back(), At(output.allowed, at.column))
          : std::nullopt);
  OutputColumn compiled{.name = output.name, .order = OrderOf(column)};
  if (!output.default_value.text.empty()) {
    const TableFault default_at = At(output.default_value, at.column);
    absl::StatusOr<OutputCell> value = ParseOutput(output.default_value.text);
    if (!value.ok()) AddFault(default_at, value.status().message());
    if (is_strict()) AddFault(default_at, "a default would decide where no row does");
    if (value.ok()) compiled.default_value = *std::move(value);
  }
  output_columns_.push_back(std::move(compiled));
  CompileOutputCells(column);
}

void TableCompiler::CompileOutputCells(size_t column) {
  const absl::string_view name = ColumnName(model_.outputs[column]);
  absl::flat_hash_map<absl::string_view, OutputCell> known;
  for (size_t row = 0; row < model_.rules.size(); ++row) {
    const TableText& text = model_.rules[row].outputs[column];
    auto found = known.find(text.text);
    if (found == known.end()) {
      absl::StatusOr<OutputCell> parsed = ParseOutput(text.text);
      if (!parsed.ok()) {
        AddFault(At(text, name, row), parsed.status().message());
        continue;
      }
      found = known.try_emplace(text.text, *std::move(parsed)).first;
    }
    if (is_strict()) {
      CheckStrictOutput(std::get<Value>(found->second), column, At(text, name, row));
    }
    outputs_[row].push_back(found->second);
  }
}

std::optional<ValueType> TableCompiler::StrictType(absl::string_view type, const TableFault& at) {
  for (const auto& [name, value_type] : kStrictTypes) {
    if (name == type) return value_type;
  }
  AddFault(at, type.empty() ? "a column needs a type: number, string, boolean or date"
                            : absl::StrCat("the type \"", type,
                                           "\" is not number, string, boolean or date"));
  return std::nullopt;
}

std::optional<UnaryTest> TableCompiler::StrictAllowed(const TableText& text, ValueType type,
                                                      const TableFault& at) {
  if (text.text.empty()) return std::nullopt;
  absl::StatusOr<UnaryTest> allowed = ParseUnaryTest(text.text);
  if (!allowed.ok()) {
    AddFault(at, allowed.status().message());
    return std::nullopt;
  }
  for (const UnaryTest::Alternative& alternative : allowed->alternatives()) {
    if (TypeOf(alternative) == type) continue;
    AddFault(at, absl::StrCat("an allowed value is no ", TypeName(type)));
    return std::nullopt;
  }
  if (allowed->is_any()) return std::nullopt;
  return *std::move(allowed);
}

void TableCompiler::CheckStrictCell(const UnaryTest& test, const TableColumn& column,
                                    const TableFault& at) {
  if (!column.type) return;
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    const ValueType type = TypeOf(alternative);
    if (type == ValueType::kNull) continue;
    if (type != *column.type) {
      AddFault(at, absl::StrCat("tests a ", TypeName(type), " where the column is a ",
                                TypeName(*column.type)));
      return;
    }
    const Value* value = std::get_if<Value>(&alternative);
    if (value && column.allowed && column.allowed->Test(*value) != Verdict::kYes) {
      AddFault(at, absl::StrCat(value->ToString(), " is not among the column's allowed values"));
    }
  }
}

void TableCompiler::CheckStrictOutput(const Value& value, size_t column, const TableFault& at) {
  const std::optional<ValueType> type = output_types_[column];
  if (!type) return;
  // A row may leave one of several columns open, by saying so.
  if (value.is_null() && model_.outputs.size() > 1) return;
  if (!value.is(*type)) {
    AddFault(at, absl::StrCat("is a ", TypeName(value.type()), " where the column is a ",
                              TypeName(*type)));
    return;
  }
  const std::optional<UnaryTest>& allowed = output_allowed_[column];
  if (allowed && allowed->Test(value) != Verdict::kYes) {
    AddFault(at, "is not among the column's allowed values");
  }
}

absl::StatusOr<TableCell> TableCompiler::ParseCell(absl::string_view text) const {
  return is_strict() ? TableCell::ParseStrict(text) : TableCell::ParsePlain(text, names());
}

absl::StatusOr<OutputCell> TableCompiler::ParseOutput(absl::string_view text) const {
  if (is_strict()) return ParseWholeLiteral(text);
  if (text.empty()) return Value();
  SKRANKE_ASSIGN_OR_RETURN(FeelExpression expression, FeelExpression::Parse(text, names()));
  if (const Value* literal = expression.literal()) return *literal;
  return expression;
}

std::vector<Value> TableCompiler::OrderOf(size_t column) {
  if (!HasOrder(model_.hit_policy)) return {};
  const TableOutput& output = model_.outputs[column];
  const TableFault at = At(output.allowed, ColumnName(output));
  const absl::StatusOr<UnaryTest> allowed =
      ParseUnaryTest(output.allowed.text.empty() ? "-" : output.allowed.text);
  std::vector<Value> order;
  if (allowed.ok() && !allowed->is_negated()) {
    for (const UnaryTest::Alternative& alternative : allowed->alternatives()) {
      if (const Value* value = std::get_if<Value>(&alternative)) order.push_back(*value);
    }
  }
  if (order.empty() && is_strict()) {
    AddFault(at, absl::StrCat("the hit policy ", HitPolicyName(model_.hit_policy),
                              " needs allowed values, the most important first"));
  }
  return order;
}

TableFault TableCompiler::At(const TableText& text, absl::string_view column) const {
  return {.place = text.place, .column = std::string(column), .cell = text.text};
}

TableFault TableCompiler::At(const TableText& text, absl::string_view column, size_t row) const {
  TableFault at = At(text, column);
  at.row = row + 1;
  return at;
}

void TableCompiler::AddFault(TableFault at, absl::string_view message) {
  at.file = model_.file;
  at.table = model_.name;
  at.message = std::string(message);
  faults_.push_back(std::move(at));
}

void TableCompiler::AddFault(absl::string_view message) {
  AddFault({.place = model_.place}, message);
}

}  // namespace skranke
