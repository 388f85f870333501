#include "libs/decision/dmn/table_outputs.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace skranke {
namespace {

using Outcome = Decision::Outcome;
using Rows = absl::InlinedVector<uint32_t, 4>;

Decision Decided(Rows rows, Value output) {
  return {.outcome = Outcome::kDecided, .rows = std::move(rows), .output = std::move(output)};
}

// People count rows from 1; a long list is cut.
std::string RowNames(const Rows& rows) {
  constexpr size_t kShown = 10;
  const size_t shown = std::min(rows.size(), kShown);
  std::vector<std::string> names;
  for (size_t i = 0; i < shown; ++i) names.push_back(absl::StrCat(rows[i] + 1));
  if (rows.size() > shown) names.push_back("…");
  return absl::StrJoin(names, ", ");
}

Decision Conflict(Rows rows, absl::string_view why) {
  const std::string reason = absl::StrCat("rows ", RowNames(rows), " match, ", why);
  return {.outcome = Outcome::kConflict, .rows = std::move(rows), .reason = reason};
}

Value ValueOf(const OutputCell& cell, const FeelScope& scope, FeelRun& run) {
  if (const Value* value = std::get_if<Value>(&cell)) return *value;
  return std::get<FeelExpression>(cell).Evaluate(scope, run);
}

// None where one is no number, or the sum is none.
std::optional<Value> SumOf(absl::Span<const Value> values) {
  Number sum;
  for (const Value& value : values) {
    if (!value.is(ValueType::kNumber)) return std::nullopt;
    const std::optional<Number> next = Number::Add(sum, value.number());
    if (!next) return std::nullopt;
    sum = *next;
  }
  return Value::OfNumber(sum);
}

// The one that is `wanted` (less or greater) than all others; none where two have no order.
std::optional<Value> ExtremeOf(absl::Span<const Value> values, std::strong_ordering wanted) {
  const Value* extreme = &values.front();
  for (const Value& value : values) {
    const auto order = Value::Compare(value, *extreme);
    if (!order) return std::nullopt;
    if (*order == wanted) extreme = &value;
  }
  return *extreme;
}

std::optional<Value> Aggregate(Aggregation aggregation, const std::vector<Value>& values) {
  switch (aggregation) {
    case Aggregation::kSum:
      return SumOf(values);
    case Aggregation::kMin:
      return ExtremeOf(values, std::strong_ordering::less);
    case Aggregation::kMax:
      return ExtremeOf(values, std::strong_ordering::greater);
    case Aggregation::kCount:
      return Value::OfNumber(Number(static_cast<int64_t>(values.size())));
    case Aggregation::kNone:
      return Value::OfList(values);
  }
  return std::nullopt;
}

}  // namespace

TableOutputs::TableOutputs(HitPolicy policy, Aggregation aggregation,
                           std::vector<OutputColumn> columns,
                           std::vector<std::vector<OutputCell>> cells)
    : policy_(policy),
      aggregation_(aggregation),
      columns_(std::move(columns)),
      cells_(std::move(cells)),
      constants_(cells_.size()) {
  const auto is_value = [](const OutputCell& cell) { return std::holds_alternative<Value>(cell); };
  for (size_t row = 0; row < cells_.size(); ++row) {
    if (!std::all_of(cells_[row].begin(), cells_[row].end(), is_value)) continue;
    std::vector<Value> values;
    for (const OutputCell& cell : cells_[row]) values.push_back(std::get<Value>(cell));
    constants_[row] = Assemble(std::move(values));
  }
}

Value TableOutputs::Assemble(std::vector<Value> values) const {
  if (columns_.size() == 1) return std::move(values.front());
  Context context;
  for (size_t i = 0; i < columns_.size(); ++i) {
    context.Set(columns_[i].name, std::move(values[i]));
  }
  return Value::OfContext(std::move(context));
}

Value TableOutputs::OutputOf(uint32_t row, const FeelScope& scope, FeelRun& run) const {
  if (constants_[row]) return *constants_[row];
  std::vector<Value> values;
  for (const OutputCell& cell : cells_[row]) values.push_back(ValueOf(cell, scope, run));
  return Assemble(std::move(values));
}

// By column, the place among the allowed values; what is not among them comes last.
std::vector<uint32_t> TableOutputs::RanksOf(const Value& output) const {
  std::vector<uint32_t> ranks;
  for (const OutputColumn& column : columns_) {
    const Value* value = columns_.size() == 1 ? &output : output.context().Find(column.name);
    const auto at = std::find(column.order.begin(), column.order.end(), *value);
    ranks.push_back(static_cast<uint32_t>(at - column.order.begin()));
  }
  return ranks;
}

Decision TableOutputs::Combine(Rows rows, const FeelScope& scope, FeelRun& run) const {
  if (rows.empty()) return NoHit(scope, run);
  switch (policy_) {
    case HitPolicy::kUnique:
      return TheOnly(std::move(rows), scope, run);
    case HitPolicy::kAny:
      return TheCommon(std::move(rows), scope, run);
    case HitPolicy::kFirst:
      rows.resize(1);
      return TheOnly(std::move(rows), scope, run);
    case HitPolicy::kPriority:
    case HitPolicy::kOutputOrder:
      return ByPriority(std::move(rows), scope, run);
    case HitPolicy::kRuleOrder:
    case HitPolicy::kCollect:
      return Collected(std::move(rows), scope, run);
  }
  return NoHit(scope, run);
}

Decision TableOutputs::NoHit(const FeelScope& scope, FeelRun& run) const {
  Decision decision{.outcome = Outcome::kNoHit, .reason = "no row matches"};
  const auto has_default = [](const OutputColumn& column) {
    return column.default_value.has_value();
  };
  if (std::any_of(columns_.begin(), columns_.end(), has_default)) {
    std::vector<Value> values;
    for (const OutputColumn& column : columns_) {
      values.push_back(column.default_value ? ValueOf(*column.default_value, scope, run) : Value());
    }
    decision.output = Assemble(std::move(values));
  } else {
    decision.output = Nothing();
  }
  return decision;
}

// The standard is silent: what most engines give.
Value TableOutputs::Nothing() const {
  if (aggregation_ == Aggregation::kCount) return Value::OfNumber(Number(0));
  const bool is_list = policy_ == HitPolicy::kRuleOrder || policy_ == HitPolicy::kOutputOrder ||
                       (policy_ == HitPolicy::kCollect && aggregation_ == Aggregation::kNone);
  return is_list ? Value::OfList({}) : Value();
}

Decision TableOutputs::TheOnly(Rows rows, const FeelScope& scope, FeelRun& run) const {
  if (rows.size() > 1) return Conflict(std::move(rows), "where only one may");
  Value output = OutputOf(rows[0], scope, run);
  return Decided(std::move(rows), std::move(output));
}

Decision TableOutputs::TheCommon(Rows rows, const FeelScope& scope, FeelRun& run) const {
  Value common = OutputOf(rows[0], scope, run);
  for (size_t i = 1; i < rows.size(); ++i) {
    if (OutputOf(rows[i], scope, run) == common) continue;
    return Conflict(std::move(rows), "with different outputs");
  }
  return Decided(std::move(rows), std::move(common));
}

Decision TableOutputs::ByPriority(Rows rows, const FeelScope& scope, FeelRun& run) const {
  struct Ranked {
    std::vector<uint32_t> ranks;
    uint32_t row = 0;
    Value output;
  };
  std::vector<Ranked> ranked;
  for (const uint32_t row : rows) {
    Value output = OutputOf(row, scope, run);
    ranked.push_back({RanksOf(output), row, std::move(output)});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.ranks < b.ranks; });
  if (policy_ == HitPolicy::kPriority) return Decided({ranked[0].row}, ranked[0].output);
  std::vector<Value> outputs;
  for (size_t i = 0; i < ranked.size(); ++i) {
    rows[i] = ranked[i].row;
    outputs.push_back(std::move(ranked[i].output));
  }
  return Decided(std::move(rows), Value::OfList(std::move(outputs)));
}

Decision TableOutputs::Collected(Rows rows, const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> outputs;
  for (const uint32_t row : rows) outputs.push_back(OutputOf(row, scope, run));
  std::optional<Value> result = Aggregate(aggregation_, outputs);
  if (!result) return Conflict(std::move(rows), "whose outputs have no sum or order");
  return Decided(std::move(rows), *std::move(result));
}

}  // namespace skranke
