// How two ranges lie to each other; a point is the range from itself to itself.
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/feel/basic_nodes.h"
#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_parser.h"
#include "libs/decision/feel/feel_text.h"
#include "libs/decision/feel/membership.h"

namespace skranke {
namespace {

ValueRange AsRange(const Value& value) {
  if (value.is(ValueType::kRange)) return value.range();
  return {.low = value, .high = value, .low_included = true, .high_included = true};
}

// Thrown-in order of two ends; none where they cannot be compared, and of an end that is open.
using Order = std::optional<std::strong_ordering>;

Truth Is(const Order& order, std::strong_ordering wanted) {
  return order ? Truth(*order == wanted) : std::nullopt;
}
Truth Less(const Order& order) { return Is(order, std::strong_ordering::less); }
Truth Greater(const Order& order) { return Is(order, std::strong_ordering::greater); }
Truth Equal(const Order& order) { return Is(order, std::strong_ordering::equal); }

// All of a lies before all of b.
Truth IsBefore(const ValueRange& a, const ValueRange& b) {
  const Order order = Value::Compare(a.high, b.low);
  return Or(Less(order), And(Equal(order), !a.high_included || !b.low_included));
}

Truth Meets(const ValueRange& a, const ValueRange& b) {
  return And(Equal(Value::Compare(a.high, b.low)), a.high_included && b.low_included);
}

Truth Overlaps(const ValueRange& a, const ValueRange& b) {
  const Order a_end = Value::Compare(a.high, b.low);
  const Order b_end = Value::Compare(a.low, b.high);
  return And(Or(Greater(a_end), And(Equal(a_end), a.high_included && b.low_included)),
             Or(Less(b_end), And(Equal(b_end), a.low_included && b.high_included)));
}

Truth StartsBefore(const ValueRange& a, const ValueRange& b) {
  const Order order = Value::Compare(a.low, b.low);
  return Or(Less(order), And(Equal(order), a.low_included && !b.low_included));
}

Truth EndsNoLater(const ValueRange& a, const ValueRange& b) {
  const Order order = Value::Compare(a.high, b.high);
  return Or(Less(order), And(Equal(order), !a.high_included || b.high_included));
}

Truth StartsNoEarlier(const ValueRange& a, const ValueRange& b) {
  const Order order = Value::Compare(a.low, b.low);
  return Or(Greater(order), And(Equal(order), !a.low_included || b.low_included));
}

Truth OverlapsBefore(const ValueRange& a, const ValueRange& b) {
  const Order reach = Value::Compare(a.high, b.low);
  const Truth reaches = Or(Greater(reach), And(Equal(reach), a.high_included && b.low_included));
  return And(And(StartsBefore(a, b), reaches), EndsNoLater(a, b));
}

Truth EndTogether(const ValueRange& a, const ValueRange& b) {
  return And(Equal(Value::Compare(a.high, b.high)), a.high_included == b.high_included);
}

Truth StartTogether(const ValueRange& a, const ValueRange& b) {
  return And(Equal(Value::Compare(a.low, b.low)), a.low_included == b.low_included);
}

Truth Finishes(const ValueRange& a, const ValueRange& b) {
  return And(EndTogether(a, b), StartsNoEarlier(a, b));
}

Truth Starts(const ValueRange& a, const ValueRange& b) {
  return And(StartTogether(a, b), EndsNoLater(a, b));
}

Truth IsDuring(const ValueRange& a, const ValueRange& b) {
  return And(StartsNoEarlier(a, b), EndsNoLater(a, b));
}

Truth Coincides(const ValueRange& a, const ValueRange& b) {
  return And(StartTogether(a, b), EndTogether(a, b));
}

template <Truth (*relation)(const ValueRange&, const ValueRange&)>
Value Relate(const BuiltinCall& call) {
  const Truth truth = relation(AsRange(call[0]), AsRange(call[1]));
  return truth ? Value::OfBoolean(*truth) : call.Error("the ranges cannot be compared");
}

// The same, told of the second one: "after" is "before" turned round.
template <Truth (*relation)(const ValueRange&, const ValueRange&)>
Value RelateBack(const BuiltinCall& call) {
  const Truth truth = relation(AsRange(call[1]), AsRange(call[0]));
  return truth ? Value::OfBoolean(*truth) : call.Error("the ranges cannot be compared");
}

// Text of a range with both ends, which are literals or dates and the like made of literals.
Value RangeOfText(const BuiltinCall& call) {
  const NameScope no_names;
  if (!CheckFeelText(call.text(0)).ok()) return call.Error("the text is too long");
  if (!call.run.Spend(static_cast<int64_t>(call.text(0).size()))) return Value();
  FeelParser parser(call.text(0), no_names);
  const auto node = parser.ParseExpression();
  if (!node.ok() || !(*node)->is_constant()) return call.Error("the text is no range");
  const Value value = (*node)->Evaluate(FeelScope(), call.run);
  if (!value.is(ValueType::kRange)) return call.Error("the text is no range");
  const auto order = Value::Compare(value.range().low, value.range().high);
  return order && *order <= 0 ? value : call.Error("the range ends before it starts");
}

constexpr TypeMask kPoint = kNumber | kString | kDate | kTime | kDateTime | kMonths | kDuration;
const BuiltinParameter kPoint1 = {"point1", kPoint};
const BuiltinParameter kPoint2 = {"point2", kPoint};
const BuiltinParameter kThePoint = {"point", kPoint};
const BuiltinParameter kTheRange = {"range", kRange};
const BuiltinParameter kRange1 = {"range1", kRange};
const BuiltinParameter kRange2 = {"range2", kRange};

const Builtin kRows[] = {
    {"before", {kPoint1, kPoint2}, &Relate<IsBefore>},
    {"before", {kThePoint, kTheRange}, &Relate<IsBefore>},
    {"before", {kTheRange, kThePoint}, &Relate<IsBefore>},
    {"before", {kRange1, kRange2}, &Relate<IsBefore>},
    {"after", {kPoint1, kPoint2}, &RelateBack<IsBefore>},
    {"after", {kThePoint, kTheRange}, &RelateBack<IsBefore>},
    {"after", {kTheRange, kThePoint}, &RelateBack<IsBefore>},
    {"after", {kRange1, kRange2}, &RelateBack<IsBefore>},
    {"meets", {kRange1, kRange2}, &Relate<Meets>},
    {"met by", {kRange1, kRange2}, &RelateBack<Meets>},
    {"overlaps", {kRange1, kRange2}, &Relate<Overlaps>},
    {"overlaps before", {kRange1, kRange2}, &Relate<OverlapsBefore>},
    {"overlaps after", {kRange1, kRange2}, &RelateBack<OverlapsBefore>},
    {"finishes", {kThePoint, kTheRange}, &Relate<Finishes>},
    {"finishes", {kRange1, kRange2}, &Relate<Finishes>},
    {"finished by", {kTheRange, kThePoint}, &RelateBack<Finishes>},
    {"finished by", {kRange1, kRange2}, &RelateBack<Finishes>},
    {"includes", {kTheRange, kThePoint}, &RelateBack<IsDuring>},
    {"includes", {kRange1, kRange2}, &RelateBack<IsDuring>},
    {"during", {kThePoint, kTheRange}, &Relate<IsDuring>},
    {"during", {kRange1, kRange2}, &Relate<IsDuring>},
    {"starts", {kThePoint, kTheRange}, &Relate<Starts>},
    {"starts", {kRange1, kRange2}, &Relate<Starts>},
    {"started by", {kTheRange, kThePoint}, &RelateBack<Starts>},
    {"started by", {kRange1, kRange2}, &RelateBack<Starts>},
    {"coincides", {kPoint1, kPoint2}, &Relate<Coincides>},
    {"coincides", {kRange1, kRange2}, &Relate<Coincides>},
    {"range", {{"from", kString}}, &RangeOfText},
};

}  // namespace

absl::Span<const Builtin> RangeBuiltins() { return kRows; }

}  // namespace skranke
