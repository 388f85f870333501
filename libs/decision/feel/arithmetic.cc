#include "libs/decision/feel/arithmetic.h"

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

std::optional<Number> CalculateNumber(Operator op, const Number& left, const Number& right) {
  switch (op) {
    case Operator::kAdd:
      return Number::Add(left, right);
    case Operator::kSubtract:
      return Number::Subtract(left, right);
    case Operator::kMultiply:
      return Number::Multiply(left, right);
    case Operator::kDivide:
      return Number::Divide(left, right);
    case Operator::kPower:
      return Number::Power(left, right);
  }
  return std::nullopt;
}

}  // namespace

Value Calculate(Operator op, const Value& left, const Value& right, FeelRun& run) {
  if (left.is(ValueType::kNumber) && right.is(ValueType::kNumber)) {
    const auto number = CalculateNumber(op, left.number(), right.number());
    return number ? Value::OfNumber(*number) : run.Error("the calculation has no answer");
  }
  if (op == Operator::kAdd && left.is(ValueType::kString) && right.is(ValueType::kString)) {
    if (!run.Spend(left.weight() + right.weight())) return Value();
    return Value::OfString(absl::StrCat(left.string(), right.string()));
  }
  if (const auto value = CalculateTemporal(op, left, right)) return *value;
  return run.Error(absl::StrCat("a ", TypeName(left.type()), " and a ", TypeName(right.type()),
                                " cannot be calculated with"));
}

Value Negate(const Value& operand, FeelRun& run) {
  switch (operand.type()) {
    case ValueType::kNumber:
      return Value::OfNumber(operand.number().Negated());
    case ValueType::kYearsMonthsDuration:
      return Value::OfMonths(-operand.months());
    case ValueType::kDaysTimeDuration:
      return Value::OfDuration(-operand.duration());
    default:
      return run.Error(absl::StrCat("a ", TypeName(operand.type()), " has no negative"));
  }
}

}  // namespace skranke
