#include "libs/decision/feel/builtin.h"

namespace skranke {
namespace {

using Rounding = Number::Rounding;

Value Made(const BuiltinCall& call, const std::optional<Number>& number) {
  return number ? Value::OfNumber(*number) : call.Error("the calculation has no answer");
}

// To the second argument's decimals, or to whole numbers where there is none.
template <Rounding rounding>
Value RoundBy(const BuiltinCall& call) {
  std::optional<int64_t> scale = 0;
  if (call.arguments.size() > 1) {
    const auto whole = call[1].number().Round(0, Rounding::kDown);
    scale = whole ? whole->ToInt64() : std::nullopt;
  }
  if (!scale) return call.Error("the scale is out of range");
  return Made(call, call[0].number().Round(*scale, rounding));
}

Value Abs(const BuiltinCall& call) {
  switch (call[0].type()) {
    case ValueType::kNumber:
      return Value::OfNumber(call[0].number().Abs());
    case ValueType::kYearsMonthsDuration:
      return Value::OfMonths(std::abs(call[0].months()));
    default:
      return Value::OfDuration(absl::AbsDuration(call[0].duration()));
  }
}

Value Modulo(const BuiltinCall& call) {
  return Made(call, Number::Modulo(call[0].number(), call[1].number()));
}

Value Sqrt(const BuiltinCall& call) { return Made(call, call[0].number().Sqrt()); }
Value Exp(const BuiltinCall& call) { return Made(call, call[0].number().Exp()); }
Value Log(const BuiltinCall& call) { return Made(call, call[0].number().Log()); }

Value IsMultipleOfTwo(const BuiltinCall& call, bool wanted) {
  if (!call[0].number().is_whole()) return call.Error("only whole numbers are even or odd");
  const auto rest = Number::Modulo(call[0].number(), Number(2));
  return rest ? Value::OfBoolean((rest->sign() == 0) == wanted) : Value();
}

Value Even(const BuiltinCall& call) { return IsMultipleOfTwo(call, true); }
Value Odd(const BuiltinCall& call) { return IsMultipleOfTwo(call, false); }

const BuiltinParameter kN = {"n", kNumber};
const BuiltinParameter kScale = {"scale", kNumber};
const BuiltinParameter kOne = {"number", kNumber};

const Builtin kRows[] = {
    {"decimal", {kN, kScale}, &RoundBy<Rounding::kHalfEven>},
    {"floor", {kN}, &RoundBy<Rounding::kFloor>},
    {"floor", {kN, kScale}, &RoundBy<Rounding::kFloor>},
    {"ceiling", {kN}, &RoundBy<Rounding::kCeiling>},
    {"ceiling", {kN, kScale}, &RoundBy<Rounding::kCeiling>},
    {"round up", {kN, kScale}, &RoundBy<Rounding::kUp>},
    {"round down", {kN, kScale}, &RoundBy<Rounding::kDown>},
    {"round half up", {kN, kScale}, &RoundBy<Rounding::kHalfUp>},
    {"round half down", {kN, kScale}, &RoundBy<Rounding::kHalfDown>},
    {"abs", {{"n", kNumber | kMonths | kDuration}}, &Abs},
    {"modulo", {{"dividend", kNumber}, {"divisor", kNumber}}, &Modulo},
    {"sqrt", {kOne}, &Sqrt},
    {"exp", {kOne}, &Exp},
    {"log", {kOne}, &Log},
    {"even", {kOne}, &Even},
    {"odd", {kOne}, &Odd},
};

}  // namespace

absl::Span<const Builtin> NumberBuiltins() { return kRows; }

}  // namespace skranke
