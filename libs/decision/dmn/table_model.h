// A decision table as people write it: texts of cells, not yet checked. The DMN reader, the CSV
// reader and tests fill it; DecisionTable (decision_table.h) compiles it; the writers write it.
// Plain values; threads may share one that nobody changes.
//
//   TableModel table{.name = "Routing", .hit_policy = HitPolicy::kFirst};
//   table.inputs.push_back({.expression = {"age"}, .type = "number", .allowed = {"[0..130]"}});
//   table.outputs.push_back({.name = "unit", .type = "string"});
//   table.annotation_columns = {"legal basis"};
//   table.rules.push_back({.inputs = {{">= 67"}}, .outputs = {{"\"PENSION\""}},
//                          .annotations = {"Folketrygdloven § 19-2"}});
#ifndef SKRANKE_LIBS_DECISION_DMN_TABLE_MODEL_H_
#define SKRANKE_LIBS_DECISION_DMN_TABLE_MODEL_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/decision/dmn/source_place.h"

namespace skranke {

// What it means when several rules match.
enum class HitPolicy {
  kUnique,       // U: at most one may.
  kAny,          // A: several may, with equal outputs.
  kPriority,     // P: the outputs that stand first in their column's allowed values.
  kFirst,        // F: the first rule in the table.
  kRuleOrder,    // R: all, in the order of the table.
  kOutputOrder,  // O: all, in the order of the allowed values.
  kCollect,      // C: all, in no order that means anything (ours is the table's); see Aggregation.
};

// What kCollect makes of the outputs: C, C+, C#, C<, C>.
enum class Aggregation { kNone, kSum, kCount, kMin, kMax };

// The DMN names, e.g. "RULE ORDER" and "SUM"; "" for kNone.
absl::string_view HitPolicyName(HitPolicy policy);
absl::string_view AggregationName(Aggregation aggregation);

// A FEEL text and where it stands.
struct TableText {
  std::string text;
  SourcePlace place;

  friend bool operator==(const TableText&, const TableText&) = default;
};

// What people read for one allowed value. DMN has no place of its own for it: the writer puts it
// into extensionElements.
struct ValueLabel {
  std::string value;     // A FEEL literal, e.g. "\"NORDIC\"" or "true".
  std::string language;  // e.g. "nb"
  std::string label;     // e.g. "Nordisk"

  friend bool operator==(const ValueLabel&, const ValueLabel&) = default;
};

struct TableInput {
  std::string id;  // XML id; the writer makes one where it is empty.
  std::string label;
  TableText expression;  // In the strict profile a name or path: "age", "Applicant.Age".
  std::string type;      // "number", "string", "boolean", "date", ...; "" for any.
  TableText allowed;     // Unary tests, e.g. "[0..130]" or "\"A\", \"B\""; "" for all.
  std::vector<ValueLabel> value_labels;
  std::string description;
  SourcePlace place;

  friend bool operator==(const TableInput&, const TableInput&) = default;
};

struct TableOutput {
  std::string id;
  std::string label;
  std::string name;  // Needed where there are several outputs.
  std::string type;
  TableText allowed;  // For kPriority and kOutputOrder also the order.
  TableText default_value;
  std::vector<ValueLabel> value_labels;
  std::string description;
  SourcePlace place;

  friend bool operator==(const TableOutput&, const TableOutput&) = default;
};

// One row. Cells in the order of the columns; an input cell without text is "-".
struct TableRule {
  std::string id;
  std::string description;
  std::vector<TableText> inputs;
  std::vector<TableText> outputs;
  std::vector<std::string> annotations;  // As many as annotation_columns, or fewer.
  SourcePlace place;

  friend bool operator==(const TableRule&, const TableRule&) = default;
};

struct TableModel {
  std::string id;
  std::string name;  // Messages name the table by it; in DMN the decision's name.
  HitPolicy hit_policy = HitPolicy::kUnique;
  Aggregation aggregation = Aggregation::kNone;
  std::string output_label;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;  // At least one.
  std::vector<std::string> annotation_columns;
  std::vector<TableRule> rules;
  std::string file;  // For messages; "" where there is none. No part of what is equal.
  SourcePlace place;

  friend bool operator==(const TableModel& a, const TableModel& b);
};

// The input's name in messages: its label, else its expression.
absl::string_view ColumnName(const TableInput& input);
// The output's: its label, else its name.
absl::string_view ColumnName(const TableOutput& output);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TABLE_MODEL_H_
