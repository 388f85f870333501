// One value of many: min, max, sum, mean and the like, of a list or of the arguments themselves.
#include <algorithm>
#include <iterator>

#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/list_order.h"

namespace skranke {
namespace {

using Items = absl::Span<const Value>;

Value Made(const std::optional<Number>& number, FeelRun& run) {
  return number ? Value::OfNumber(*number) : run.Error("the calculation has no answer");
}

bool AllNumbers(Items items) {
  return std::all_of(items.begin(), items.end(),
                     [](const Value& item) { return item.is(ValueType::kNumber); });
}

// The value that no other precedes.
Value Extreme(Items items, std::strong_ordering better, FeelRun& run) {
  if (items.empty()) return run.Error("an empty list has no least and no greatest value");
  Value best = items[0];
  if (!IsOrdered(best.type())) return run.Error("the values have no order");
  for (const Value& item : items.subspan(1)) {
    const auto order = Value::Compare(item, best);
    if (!order) return run.Error("the values have no common order");
    if (*order == better) best = item;
  }
  return best;
}

Value Min(Items items, FeelRun& run) { return Extreme(items, std::strong_ordering::less, run); }
Value Max(Items items, FeelRun& run) { return Extreme(items, std::strong_ordering::greater, run); }

using Combine = std::optional<Number> (*)(const Number&, const Number&);

Value Fold(Items items, Number start, Combine combine, FeelRun& run) {
  if (items.empty() || !AllNumbers(items))
    return run.Error("the list needs numbers, and only them");
  std::optional<Number> result = start;
  for (const Value& item : items) {
    if (result) result = combine(*result, item.number());
  }
  return Made(result, run);
}

Value Sum(Items items, FeelRun& run) { return Fold(items, Number(0), &Number::Add, run); }
Value Product(Items items, FeelRun& run) { return Fold(items, Number(1), &Number::Multiply, run); }

Value Mean(Items items, FeelRun& run) {
  const Value sum = Sum(items, run);
  if (sum.is_null()) return sum;
  return Made(Number::Divide(sum.number(), Number(static_cast<int64_t>(items.size()))), run);
}

Value Sorted(Items items, FeelRun& run) {
  if (!AllNumbers(items)) return run.Error("the list needs numbers, and only them");
  return SortList(items, run,
                  [](const Value& a, const Value& b) { return Truth(a.number() < b.number()); });
}

Value Median(Items items, FeelRun& run) {
  if (items.empty()) return Value();
  const Value sorted = Sorted(items, run);
  if (sorted.is_null()) return sorted;
  const size_t middle = items.size() / 2;
  const Value& upper = sorted.list()[middle];
  return items.size() % 2 == 1 ? upper : Mean({sorted.list()[middle - 1], upper}, run);
}

// The most frequent numbers, rising.
Value Mode(Items items, FeelRun& run) {
  const Value sorted = Sorted(items, run);
  if (sorted.is_null()) return sorted;
  std::vector<Value> modes;
  int64_t most = 0;
  for (auto at = sorted.list().begin(); at != sorted.list().end();) {
    const auto next =
        std::find_if(at, sorted.list().end(), [&](const Value& other) { return !(other == *at); });
    const int64_t count = std::distance(at, next);
    if (count > most) modes.clear();
    if (count >= most) modes.push_back(*at);
    most = std::max(most, count);
    at = next;
  }
  return MakeList(std::move(modes), run);
}

// Of a sample: divided by one less than its size.
Value Stddev(Items items, FeelRun& run) {
  const Value mean = Mean(items, run);
  if (mean.is_null() || items.size() < 2) return run.Error("there is no deviation of one value");
  std::optional<Number> squares = Number(0);
  for (const Value& item : items) {
    const auto off = Number::Subtract(item.number(), mean.number());
    const auto square = off ? Number::Multiply(*off, *off) : off;
    squares = squares && square ? Number::Add(*squares, *square) : std::nullopt;
  }
  if (!squares) return Made(squares, run);
  const auto variance = Number::Divide(*squares, Number(static_cast<int64_t>(items.size()) - 1));
  return Made(variance ? variance->Sqrt() : variance, run);
}

using Aggregate = Value (*)(Items items, FeelRun& run);

template <Aggregate aggregate>
Value OfList(const BuiltinCall& call) {
  return aggregate(call[0].list(), call.run);
}

template <Aggregate aggregate>
Value OfArguments(const BuiltinCall& call) {
  return aggregate(call.arguments, call.run);
}

const BuiltinParameter kTheList = {"list", kList};
// Two of them: one argument is a list.
const BuiltinParameter kItem = {"list", kAny};

const Builtin kRows[] = {
    {"min", {kTheList}, &OfList<&Min>},
    {"min", {kItem, kItem}, &OfArguments<&Min>, true},
    {"max", {kTheList}, &OfList<&Max>},
    {"max", {kItem, kItem}, &OfArguments<&Max>, true},
    {"sum", {kTheList}, &OfList<&Sum>},
    {"sum", {kItem, kItem}, &OfArguments<&Sum>, true},
    {"product", {kTheList}, &OfList<&Product>},
    {"product", {kItem, kItem}, &OfArguments<&Product>, true},
    {"mean", {kTheList}, &OfList<&Mean>},
    {"mean", {kItem, kItem}, &OfArguments<&Mean>, true},
    {"median", {kTheList}, &OfList<&Median>},
    {"median", {kItem, kItem}, &OfArguments<&Median>, true},
    {"mode", {kTheList}, &OfList<&Mode>},
    {"mode", {kItem, kItem}, &OfArguments<&Mode>, true},
    {"stddev", {kTheList}, &OfList<&Stddev>},
    {"stddev", {kItem, kItem}, &OfArguments<&Stddev>, true},
};

}  // namespace

absl::Span<const Builtin> AggregateBuiltins() { return kRows; }

}  // namespace skranke
