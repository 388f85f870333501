// What a table gives for the rules that match: its outputs and its hit policy, compiled.
// Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_TABLE_OUTPUTS_H_
#define SKRANKE_LIBS_DECISION_DMN_TABLE_OUTPUTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/types/span.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/feel/feel_expression.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/value.h"

namespace skranke {

// An output cell: a value, or what makes one.
using OutputCell = std::variant<Value, FeelExpression>;

struct OutputColumn {
  std::string name;
  // For kPriority and kOutputOrder: the allowed values, the most important first.
  std::vector<Value> order;
  std::optional<OutputCell> default_value;
};

class TableOutputs {
 public:
  // `cells` are by row and column.
  TableOutputs(HitPolicy policy, Aggregation aggregation, std::vector<OutputColumn> columns,
               std::vector<std::vector<OutputCell>> cells);

  // The first row that matches is the answer: no need to look for more.
  bool takes_first() const { return policy_ == HitPolicy::kFirst; }

  // `rows` match, in the order of the table.
  Decision Combine(absl::InlinedVector<uint32_t, 4> rows, const FeelScope& scope,
                   FeelRun& run) const;

 private:
  using Rows = absl::InlinedVector<uint32_t, 4>;

  Value OutputOf(uint32_t row, const FeelScope& scope, FeelRun& run) const;
  Value Assemble(std::vector<Value> values) const;
  std::vector<uint32_t> RanksOf(const Value& output) const;

  // Of no rules: an empty list, a count of zero, or null.
  Value Nothing() const;
  Decision NoHit(const FeelScope& scope, FeelRun& run) const;
  Decision TheOnly(Rows rows, const FeelScope& scope, FeelRun& run) const;
  Decision TheCommon(Rows rows, const FeelScope& scope, FeelRun& run) const;
  Decision ByPriority(Rows rows, const FeelScope& scope, FeelRun& run) const;
  Decision Collected(Rows rows, const FeelScope& scope, FeelRun& run) const;

  const HitPolicy policy_;
  const Aggregation aggregation_;
  const std::vector<OutputColumn> columns_;
  const std::vector<std::vector<OutputCell>> cells_;
  // By row: the output where all its cells are values.
  std::vector<std::optional<Value>> constants_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TABLE_OUTPUTS_H_
