#include "libs/decision/feel/membership.h"

namespace skranke {
namespace {

// Whether `value` is on the inner side of an end; `inner` is how it then compares to it.
Truth IsInside(const Value& end, bool included, std::strong_ordering inner, const Value& value) {
  const auto order = Value::Compare(value, end);
  if (!order) return std::nullopt;
  return *order == inner || (included && *order == std::strong_ordering::equal);
}

}  // namespace

Truth Not(Truth truth) {
  if (!truth) return truth;
  return !*truth;
}

Truth Or(Truth a, Truth b) {
  if (a == true || b == true) return true;
  return a && b ? Truth(false) : std::nullopt;
}

Truth And(Truth a, Truth b) {
  if (a == false || b == false) return false;
  return a && b ? Truth(true) : std::nullopt;
}

Value ToValue(Truth truth) { return truth ? Value::OfBoolean(*truth) : Value(); }

Truth ToTruth(const Value& value) {
  if (!value.is(ValueType::kBoolean)) return std::nullopt;
  return value.boolean();
}

Truth Contains(const ValueRange& range, const Value& value) {
  if (range.excludes) return Not(FeelEqual(value, range.low));
  const bool one_value = range.low_included && range.high_included && range.low == range.high;
  if (one_value) return FeelEqual(value, range.low);
  // Of < and > one end is missing; [1..null] has an end that is not known.
  const bool open_low = range.low.is_null() && !range.low_included;
  const bool open_high = range.high.is_null() && !range.high_included;
  if (open_low && open_high) return std::nullopt;
  const Truth above =
      open_low ? true
               : IsInside(range.low, range.low_included, std::strong_ordering::greater, value);
  const Truth below =
      open_high ? true
                : IsInside(range.high, range.high_included, std::strong_ordering::less, value);
  return And(above, below);
}

Truth Passes(const Value& value, const Value& wanted, FeelRun& run) {
  if (!run.Spend(value.weight())) return std::nullopt;
  if (wanted.is(ValueType::kRange) && !value.is(ValueType::kRange)) {
    return Contains(wanted.range(), value);
  }
  if (!wanted.is(ValueType::kList)) return FeelEqual(value, wanted);
  Truth found = value.is(ValueType::kList) ? FeelEqual(value, wanted) : Truth(false);
  for (const Value& item : wanted.list()) {
    if (found == true || !run.Spend(value.weight())) break;
    found = Or(found, item.is(ValueType::kRange) && !value.is(ValueType::kRange)
                          ? Contains(item.range(), value)
                          : FeelEqual(value, item));
  }
  return found;
}

}  // namespace skranke
