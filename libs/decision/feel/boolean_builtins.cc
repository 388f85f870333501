#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/membership.h"

namespace skranke {
namespace {

Value BuiltinNot(const BuiltinCall& call) { return ToValue(Not(ToTruth(call[0]))); }

// Whether two values are of one type and one form: a moment is another one in another zone.
Value BuiltinIs(const BuiltinCall& call) {
  if (call.arguments.empty()) return call.Error("is compares two values");
  return Value::OfBoolean(call.arguments.size() == 2 && call[0] == call[1]);
}

// All of booleans and nulls; null and a diagnostic where there is something else among them.
Value Fold(const BuiltinCall& call, absl::Span<const Value> items, bool decisive) {
  Truth result = !decisive;
  for (const Value& item : items) {
    if (!item.is_null() && !item.is(ValueType::kBoolean)) {
      return call.Error("only booleans can all be true, or any of them");
    }
    result = decisive ? Or(result, ToTruth(item)) : And(result, ToTruth(item));
  }
  return ToValue(result);
}

Value All(const BuiltinCall& call) { return Fold(call, call[0].list(), false); }
Value AllOf(const BuiltinCall& call) { return Fold(call, call.arguments, false); }
Value Any(const BuiltinCall& call) { return Fold(call, call[0].list(), true); }

Value AnyOf(const BuiltinCall& call) { return Fold(call, call.arguments, true); }

// More than one value, so that one list, or one null, is never a variadic call's.
const BuiltinParameter kItem = {"list", kAny};

const Builtin kRows[] = {
    {"not", {{"negand", kBoolean | kNothing}}, &BuiltinNot},
    {"is", {{"value1", kAny, true}, {"value2", kAny, true}}, &BuiltinIs},
    {"all", {{"list", kList}}, &All},
    {"all", {kItem, kItem}, &AllOf, true},
    {"any", {{"list", kList}}, &Any},
    {"any", {kItem, kItem}, &AnyOf, true},
};

}  // namespace

absl::Span<const Builtin> BooleanBuiltins() { return kRows; }

}  // namespace skranke
