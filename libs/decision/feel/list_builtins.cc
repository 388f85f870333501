#include <algorithm>

#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/list_order.h"
#include "libs/decision/feel/membership.h"

namespace skranke {
namespace {

using Items = std::vector<Value>;

Items ItemsOf(const Value& list) { return Items(list.list().begin(), list.list().end()); }

// FEEL's equal, where what cannot be compared is not equal; costs steps.
bool Same(const Value& a, const Value& b, FeelRun& run) {
  return run.Spend(std::min(a.weight(), b.weight())) && FeelEqual(a, b) == true;
}

bool Holds(absl::Span<const Value> items, const Value& wanted, FeelRun& run) {
  return std::any_of(items.begin(), items.end(),
                     [&](const Value& item) { return Same(item, wanted, run); });
}

// A 1-based position, from the end where it is negative, as an index; none outside 1..size. Its
// fraction falls away.
std::optional<size_t> IndexOf(const Number& position, size_t size) {
  const auto whole = position.Round(0, Number::Rounding::kDown);
  const auto at = whole ? whole->ToInt64() : std::nullopt;
  const auto count = static_cast<int64_t>(size);
  if (!at || *at == 0 || *at > count || *at < -count) return std::nullopt;
  return *at > 0 ? *at - 1 : count + *at;
}

Value ListContains(const BuiltinCall& call) {
  return Value::OfBoolean(Holds(call[0].list(), call[1], call.run));
}

Value Count(const BuiltinCall& call) {
  return Value::OfNumber(Number(static_cast<int64_t>(call[0].list().size())));
}

Value Sublist(const BuiltinCall& call) {
  const auto items = call[0].list();
  const auto start = IndexOf(call[1].number(), items.size());
  if (!start) return call.Error("the start position is outside the list");
  int64_t length = static_cast<int64_t>(items.size() - *start);
  if (call.has(2)) {
    const auto whole = call[2].number().Round(0, Number::Rounding::kDown);
    const auto wanted = whole ? whole->ToInt64() : std::nullopt;
    if (!wanted || *wanted < 0 || *wanted > length) {
      return call.Error("the length reaches outside the list");
    }
    length = *wanted;
  }
  const auto part = items.subspan(*start, length);
  return MakeList(Items(part.begin(), part.end()), call.run);
}

Value Append(const BuiltinCall& call) {
  // The first argument of the variadic call is the list; a single value is a list of it.
  Items items = call[0].is(ValueType::kList) ? ItemsOf(call[0]) : Items{call[0]};
  items.insert(items.end(), call.arguments.begin() + 1, call.arguments.end());
  return MakeList(std::move(items), call.run);
}

Value Concatenate(const BuiltinCall& call) {
  Items items;
  for (const Value& list : call.arguments) {
    items.insert(items.end(), list.list().begin(), list.list().end());
  }
  return MakeList(std::move(items), call.run);
}

Value InsertBefore(const BuiltinCall& call) {
  Items items = ItemsOf(call[0]);
  const auto at = IndexOf(call[1].number(), items.size());
  if (!at) return call.Error("the position is outside the list");
  items.insert(items.begin() + static_cast<int64_t>(*at), call[2]);
  return MakeList(std::move(items), call.run);
}

Value Remove(const BuiltinCall& call) {
  Items items = ItemsOf(call[0]);
  const auto at = IndexOf(call[1].number(), items.size());
  if (!at) return call.Error("the position is outside the list");
  items.erase(items.begin() + static_cast<int64_t>(*at));
  return MakeList(std::move(items), call.run);
}

Value Reverse(const BuiltinCall& call) {
  Items items = ItemsOf(call[0]);
  std::reverse(items.begin(), items.end());
  return MakeList(std::move(items), call.run);
}

Value IndicesOf(const BuiltinCall& call) {
  Items indices;
  int64_t position = 0;
  for (const Value& item : call[0].list()) {
    ++position;
    if (Same(item, call[1], call.run)) indices.push_back(Value::OfNumber(Number(position)));
  }
  return MakeList(std::move(indices), call.run);
}

Value Distinct(absl::Span<const Value> items, FeelRun& run) {
  Items distinct;
  for (const Value& item : items) {
    if (!Holds(distinct, item, run)) distinct.push_back(item);
    if (run.is_spent()) return Value();
  }
  return MakeList(std::move(distinct), run);
}

Value DistinctValues(const BuiltinCall& call) { return Distinct(call[0].list(), call.run); }

Value Union(const BuiltinCall& call) {
  const Value all = Concatenate(call);
  return all.is_null() ? all : Distinct(all.list(), call.run);
}

void Flatten(const Value& value, Items& items) {
  if (!value.is(ValueType::kList)) return items.push_back(value);
  for (const Value& item : value.list()) Flatten(item, items);
}

Value FlattenList(const BuiltinCall& call) {
  Items items;
  Flatten(call[0], items);
  return MakeList(std::move(items), call.run);
}

Value ReplaceAt(const BuiltinCall& call) {
  Items items = ItemsOf(call[0]);
  const auto at = IndexOf(call[1].number(), items.size());
  if (!at) return call.Error("the position is outside the list");
  items[*at] = call[2];
  return MakeList(std::move(items), call.run);
}

Value ReplaceMatching(const BuiltinCall& call) {
  Items items = ItemsOf(call[0]);
  for (Value& item : items) {
    const Value matches = call[1].function()->Call({item, call[2]}, call.run);
    if (!matches.is(ValueType::kBoolean)) return call.Error("the match gives no boolean");
    if (matches.boolean()) item = call[2];
  }
  return MakeList(std::move(items), call.run);
}

Value SortBy(const BuiltinCall& call) {
  return SortList(call[0].list(), call.run, [&](const Value& a, const Value& b) {
    return ToTruth(call[1].function()->Call({a, b}, call.run));
  });
}

Value Sort(const BuiltinCall& call) {
  return SortList(call[0].list(), call.run, [](const Value& a, const Value& b) -> Truth {
    const auto order = Value::Compare(a, b);
    return order ? Truth(*order < 0) : std::nullopt;
  });
}

const BuiltinParameter kTheList = {"list", kList};
const BuiltinParameter kPosition = {"position", kNumber};
const BuiltinParameter kNewItem = {"newItem", kAny};

const Builtin kRows[] = {
    {"list contains", {kTheList, {"element"}}, &ListContains},
    {"count", {kTheList}, &Count},
    {"sublist", {kTheList, {"start position", kNumber}, {"length", kNumber, true}}, &Sublist},
    {"append", {{"list", kAny & ~kNothing}, {"item"}}, &Append},
    {"append", {{"list", kAny}, {"item"}}, &Append, true},
    {"concatenate", {kTheList}, &Concatenate, true},
    {"insert before", {kTheList, kPosition, kNewItem}, &InsertBefore},
    {"remove", {kTheList, kPosition}, &Remove},
    {"reverse", {kTheList}, &Reverse},
    {"index of", {kTheList, {"match"}}, &IndicesOf},
    {"union", {kTheList}, &Union, true},
    {"distinct values", {kTheList}, &DistinctValues},
    {"flatten", {kTheList}, &FlattenList},
    {"list replace", {kTheList, kPosition, kNewItem}, &ReplaceAt},
    {"list replace", {kTheList, {"match", kCallable}, kNewItem}, &ReplaceMatching},
    {"sort", {kTheList}, &Sort},
    {"sort", {kTheList, {"precedes", kCallable}}, &SortBy},
};

}  // namespace

absl::Span<const Builtin> ListBuiltins() { return kRows; }

}  // namespace skranke
