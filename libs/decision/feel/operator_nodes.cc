#include "libs/decision/feel/operator_nodes.h"

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/membership.h"

namespace skranke {
namespace {

Truth Compare(Comparison comparison, const Value& left, const Value& right) {
  if (comparison == Comparison::kEqual) return FeelEqual(left, right);
  if (comparison == Comparison::kNotEqual) return Not(FeelEqual(left, right));
  const auto order = Value::Compare(left, right);
  if (!order) return std::nullopt;
  switch (comparison) {
    case Comparison::kLess:
      return *order < 0;
    case Comparison::kLessOrEqual:
      return *order <= 0;
    case Comparison::kGreater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

}  // namespace

Value ArithmeticNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value left = left_->Evaluate(scope, run);
  const Value right = right_->Evaluate(scope, run);
  run.set_position(position());
  return Calculate(op_, left, right, run);
}

Value NegationNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value operand = operand_->Evaluate(scope, run);
  run.set_position(position());
  return Negate(operand, run);
}

Value LogicNode::Compute(const FeelScope& scope, FeelRun& run) const {
  Truth result = !decisive_;
  for (const NodePtr& operand : operands_) {
    const Truth truth = ToTruth(operand->Evaluate(scope, run));
    if (truth == decisive_) return Value::OfBoolean(decisive_);
    if (!truth) result = truth;
  }
  return ToValue(result);
}

Value ComparisonNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value left = left_->Evaluate(scope, run);
  const Value right = right_->Evaluate(scope, run);
  if (!run.Spend(std::min(left.weight(), right.weight()))) return Value();
  const Truth truth = Compare(comparison_, left, right);
  if (truth) return Value::OfBoolean(*truth);
  return Error(run, absl::StrCat("a ", TypeName(left.type()), " and a ", TypeName(right.type()),
                                 " cannot be compared"));
}

Value BetweenNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value operand = operand_->Evaluate(scope, run);
  const Value low = low_->Evaluate(scope, run);
  const Value high = high_->Evaluate(scope, run);
  const Truth truth = And(Compare(Comparison::kGreaterOrEqual, operand, low),
                          Compare(Comparison::kLessOrEqual, operand, high));
  return truth ? Value::OfBoolean(*truth) : Error(run, "between needs values of one type");
}

Value InNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value operand = operand_->Evaluate(scope, run);
  Truth found = false;
  for (const NodePtr& test : tests_) {
    found = Or(found, Passes(operand, test->Evaluate(scope, run), run));
    if (found == true) break;
  }
  return found ? Value::OfBoolean(*found) : Error(run, "in needs values of one type");
}

Value InstanceOfNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const Value operand = operand_->Evaluate(scope, run);
  if (!run.Spend(operand.weight())) return Value();
  return Value::OfBoolean(type_.Holds(operand));
}

}  // namespace skranke
