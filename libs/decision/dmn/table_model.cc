#include "libs/decision/dmn/table_model.h"

#include <tuple>

namespace skranke {
namespace {

auto Parts(const TableModel& table) {
  return std::tie(table.id, table.name, table.hit_policy, table.aggregation, table.output_label,
                  table.inputs, table.outputs, table.annotation_columns, table.rules);
}

}  // namespace

absl::string_view HitPolicyName(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::kUnique:
      return "UNIQUE";
    case HitPolicy::kAny:
      return "ANY";
    case HitPolicy::kPriority:
      return "PRIORITY";
    case HitPolicy::kFirst:
      return "FIRST";
    case HitPolicy::kRuleOrder:
      return "RULE ORDER";
    case HitPolicy::kOutputOrder:
      return "OUTPUT ORDER";
    case HitPolicy::kCollect:
      return "COLLECT";
  }
  return "";
}

absl::string_view AggregationName(Aggregation aggregation) {
  switch (aggregation) {
    case Aggregation::kNone:
      return "";
    case Aggregation::kSum:
      return "SUM";
    case Aggregation::kCount:
      return "COUNT";
    case Aggregation::kMin:
      return "MIN";
    case Aggregation::kMax:
      return "MAX";
  }
  return "";
}

bool operator==(const TableModel& a, const TableModel& b) { return Parts(a) == Parts(b); }

absl::string_view ColumnName(const TableInput& input) {
  return input.label.empty() ? input.expression.text : input.label;
}

absl::string_view ColumnName(const TableOutput& output) {
  return output.label.empty() ? output.name : output.label;
}

}  // namespace skranke
