#include "libs/decision/feel/control_nodes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/arithmetic.h"
#include "libs/decision/feel/membership.h"

namespace skranke {
namespace {

using Visit = std::function<bool(Value)>;

// Whole numbers or days from one to the other, in either direction.
bool Count(const Value& from, const Value& to, FeelRun& run, const Visit& visit) {
  const bool numbers = from.is(ValueType::kNumber) && to.is(ValueType::kNumber) &&
                       from.number().is_whole() && to.number().is_whole();
  const bool days = from.is(ValueType::kDate) && to.is(ValueType::kDate);
  if (!numbers && !days) {
    run.Error("only whole numbers and dates can be counted from .. to");
    return false;
  }
  const int step = *Value::Compare(from, to) > 0 ? -1 : 1;
  for (Value at = from; run.Spend(1);) {
    const bool last = *Value::Compare(at, to) == 0;
    if (!visit(at) || last) return !run.is_spent();
    at = days ? Value::OfDate(at.date() + step)
              : Value::OfNumber(*Number::Add(at.number(), Number(step)));
  }
  return false;
}

// A range's own values, upwards: (1..4) has 2 and 3.
bool CountRange(const ValueRange& range, FeelRun& run, const Visit& visit) {
  const auto order = Value::Compare(range.low, range.high);
  if (!order || *order > 0 || range.excludes) {
    run.Error("the range has no values to run over");
    return false;
  }
  return Count(range.low, range.high, run, [&](const Value& value) {
    if (!range.low_included && value == range.low) return true;
    if (!range.high_included && value == range.high) return true;
    return visit(value);
  });
}

bool IterateOver(const Value& values, FeelRun& run, const Visit& visit) {
  if (values.is(ValueType::kRange)) return CountRange(values.range(), run, visit);
  if (values.is_null()) {
    run.Error("there is no list to run over");
    return false;
  }
  if (!values.is(ValueType::kList)) return visit(values) || !run.is_spent();
  for (const Value& item : values.list()) {
    if (!run.Spend(1)) return false;
    if (!visit(item)) break;
  }
  return !run.is_spent();
}

}  // namespace

int HeightOver(const std::vector<Iteration>& iterations) {
  int height = 1;
  for (const Iteration& one : iterations) {
    height = std::max(height, HeightOver({one.from, one.to}));
  }
  return height;
}

// A condition that is not known is not true; one that is no boolean is an error.
Value IfNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value condition = condition_->Evaluate(scope, run);
  if (!condition.is_null() && !condition.is(ValueType::kBoolean)) {
    return Error(run, "if needs a boolean");
  }
  return (condition.is_true() ? then_ : otherwise_)->Evaluate(scope, run);
}

bool Iterate(const Iteration& iteration, const FeelScope& scope, FeelRun& run, const Visit& visit) {
  const Value from = iteration.from->Evaluate(scope, run);
  if (iteration.to == nullptr) return IterateOver(from, run, visit);
  return Count(from, iteration.to->Evaluate(scope, run), run, visit);
}

Value ForNode::Compute(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> results;
  if (!Collect(0, scope, run, results)) return Value();
  return MakeList(std::move(results), run);
}

bool ForNode::Collect(size_t level, const FeelScope& scope, FeelRun& run,
                      std::vector<Value>& results) const {
  if (level == iterations_.size()) {
    FeelScope inner = scope;
    if (uses_partial_) {
      if (!run.Spend(static_cast<int64_t>(results.size()))) return false;
      inner = scope.With("partial", Value::OfList(results));
    }
    results.push_back(body_->Evaluate(inner, run));
    return !run.is_spent();
  }
  // An inner list that is none makes the whole null, as an outer one does.
  bool complete = true;
  return Iterate(iterations_[level], scope, run,
                 [&](Value value) {
                   const FeelScope inner = scope.With(iterations_[level].name, std::move(value));
                   complete = Collect(level + 1, inner, run, results);
                   return complete;
                 }) &&
         complete;
}

Value QuantifiedNode::Compute(const FeelScope& scope, FeelRun& run) const {
  Truth verdict = !decisive_;
  if (!Judge(0, scope, run, verdict)) return Value();
  return ToValue(verdict);
}

bool QuantifiedNode::Judge(size_t level, const FeelScope& scope, FeelRun& run,
                           std::optional<bool>& verdict) const {
  if (level == iterations_.size()) {
    const Value value = condition_->Evaluate(scope, run);
    if (!value.is_null() && !value.is(ValueType::kBoolean)) {
      Error(run, "satisfies needs a boolean");
      return false;
    }
    const Truth truth = ToTruth(value);
    verdict = decisive_ ? Or(verdict, truth) : And(verdict, truth);
    return !run.is_spent();
  }
  bool complete = true;
  return Iterate(iterations_[level], scope, run,
                 [&](Value value) {
                   const FeelScope inner = scope.With(iterations_[level].name, std::move(value));
                   complete = Judge(level + 1, inner, run, verdict);
                   return complete && verdict != decisive_;
                 }) &&
         complete;
}

}  // namespace skranke
