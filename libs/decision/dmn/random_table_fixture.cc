#include "libs/decision/dmn/random_table_fixture.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace skranke {
namespace {

constexpr const char* kTypes[] = {"number", "string", "boolean", "date"};
// Some are equal as values and not as texts.
constexpr const char* kNumbers[] = {"-2", "-0.5", "0", "0.5", "1",   "1.0", "2",
                                    "3",  "3.25", "4", "5",   "100", "7"};
constexpr const char* kStrings[] = {"A", "B", "C", "D", "a", "", "Æ"};
constexpr const char* kDates[] = {"2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01",
                                  "2025-01-01"};

}  // namespace

int RandomTable::Below(int count) {
  return static_cast<int>(random_() % static_cast<uint32_t>(count));
}

std::string RandomTable::Type() { return kTypes[Below(4)]; }

std::string RandomTable::Literal(const std::string& type) {
  if (type == "number") return kNumbers[Below(std::size(kNumbers))];
  if (type == "string") return absl::StrCat("\"", kStrings[Below(std::size(kStrings))], "\"");
  if (type == "boolean") return Below(2) == 0 ? "false" : "true";
  return absl::StrCat("date(\"", kDates[Below(std::size(kDates))], "\")");
}

std::string RandomTable::Interval(const std::string& type) {
  constexpr const char* kComparisons[] = {"< ", "<= ", "> ", ">= "};
  if (Below(2) == 0 || type == "string") {
    return absl::StrCat(kComparisons[Below(4)], Literal(type));
  }
  constexpr const char* kLow[] = {"[", "("};
  constexpr const char* kHigh[] = {"]", ")"};
  // Ends so far apart always hold something between them.
  const int low = Below(3);
  if (type == "date") {
    return absl::StrCat(kLow[Below(2)], "date(\"", kDates[low], "\")..date(\"", kDates[4], "\")",
                        kHigh[Below(2)]);
  }
  return absl::StrCat(kLow[Below(2)], kNumbers[low], "..", kNumbers[6 + Below(6)], kHigh[Below(2)]);
}

std::string RandomTable::Alternative(const std::string& type) {
  const int kind = Below(12);
  if (kind == 0) return "null";
  return kind < 5 && type != "boolean" ? Interval(type) : Literal(type);
}

std::string RandomTable::Cell(const std::string& type, TableMode mode) {
  const int kind = Below(mode == TableMode::kPlain ? 22 : 20);
  if (kind < 6) return "-";
  if (kind == 20) return absl::StrCat("? = ", Literal(type));
  if (kind == 21) return "variable";
  std::vector<std::string> alternatives;
  for (int i = 0, count = 1 + Below(3); i < count; ++i) {
    // In a column without a type cells may mix.
    alternatives.push_back(Alternative(type.empty() ? Type() : type));
  }
  const std::string all = absl::StrJoin(alternatives, ", ");
  return kind < 9 ? absl::StrCat("not(", all, ")") : all;
}

TableModel RandomTable::Next(TableMode mode, HitPolicy policy, Aggregation aggregation) {
  TableModel table{.name = "random", .hit_policy = policy, .aggregation = aggregation};
  const int columns = 1 + Below(4), rules = Below(90);
  for (int i = 0; i < columns; ++i) {
    const bool is_untyped = mode == TableMode::kPlain && Below(4) == 0;
    table.inputs.push_back(
        {.expression = {absl::StrCat("fact", i)}, .type = is_untyped ? "" : Type()});
  }
  table.outputs.push_back({.name = "out", .type = "number", .allowed = {"3, 1, 2"}});
  for (int i = 0; i < rules; ++i) {
    TableRule rule{.outputs = {{absl::StrCat(1 + Below(3))}}};
    for (const TableInput& input : table.inputs) rule.inputs.push_back({Cell(input.type, mode)});
    table.rules.push_back(std::move(rule));
  }
  if (mode == TableMode::kStrict) AllowLess(table);
  return table;
}

void RandomTable::AllowLess(TableModel& table) {
  for (TableInput& input : table.inputs) {
    if (Below(3) != 0) continue;
    std::vector<std::string> allowed;
    for (int i = 0, count = 1 + Below(4); i < count; ++i) {
      const bool is_interval = input.type != "boolean" && Below(2) == 0;
      allowed.push_back(is_interval ? Interval(input.type) : Literal(input.type));
    }
    input.allowed.text = absl::StrJoin(allowed, ", ");
  }
  // A cell that asks for what is not allowed is a fault.
  for (const TableFault& fault : DecisionTable::Check(table, {.mode = TableMode::kStrict})) {
    for (size_t i = 0; i < table.inputs.size(); ++i) {
      if (fault.row == 0 || fault.column != ColumnName(table.inputs[i])) continue;
      table.rules[fault.row - 1].inputs[i].text = "-";
    }
  }
}

Value RandomTable::ValueOf(const std::string& type) {
  if (type == "number") return Value::OfNumber(*Number::Parse(kNumbers[Below(13)]));
  if (type == "string") return Value::OfString(kStrings[Below(7)]);
  if (type == "boolean") return Value::OfBoolean(Below(2) == 0);
  return *Value::ParseDate(kDates[Below(5)]);
}

std::vector<Value> RandomTable::Facts(const TableModel& table) {
  std::vector<Value> facts;
  for (const TableInput& input : table.inputs) {
    const int kind = Below(20);
    if (kind == 0) {
      facts.push_back(Value());
    } else if (kind == 1) {
      facts.push_back(Value::OfList({ValueOf("number"), ValueOf("string")}));
    } else {
      facts.push_back(ValueOf(kind == 2 || input.type.empty() ? Type() : input.type));
    }
  }
  return facts;
}

}  // namespace skranke
