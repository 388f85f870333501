// FEEL's built-in functions: tables of {name, parameters, function}, one file for each family.
#ifndef SKRANKE_LIBS_DECISION_FEEL_BUILTIN_H_
#define SKRANKE_LIBS_DECISION_FEEL_BUILTIN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/decision/feel/feel_function.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/name_set.h"
#include "libs/decision/value.h"

namespace skranke {

// A set of types that a parameter takes.
using TypeMask = uint32_t;
constexpr TypeMask Of(ValueType type) { return TypeMask{1} << static_cast<int>(type); }
inline constexpr TypeMask kNothing = Of(ValueType::kNull);
inline constexpr TypeMask kNumber = Of(ValueType::kNumber);
inline constexpr TypeMask kString = Of(ValueType::kString);
inline constexpr TypeMask kBoolean = Of(ValueType::kBoolean);
inline constexpr TypeMask kDate = Of(ValueType::kDate);
inline constexpr TypeMask kTime = Of(ValueType::kTime);
inline constexpr TypeMask kDateTime = Of(ValueType::kDateTime);
inline constexpr TypeMask kMonths = Of(ValueType::kYearsMonthsDuration);
inline constexpr TypeMask kDuration = Of(ValueType::kDaysTimeDuration);
inline constexpr TypeMask kList = Of(ValueType::kList);
inline constexpr TypeMask kContext = Of(ValueType::kContext);
inline constexpr TypeMask kRange = Of(ValueType::kRange);
inline constexpr TypeMask kCallable = Of(ValueType::kFunction);
inline constexpr TypeMask kAny = ~TypeMask{0};

// What a built-in is called with: one value a parameter, null where an optional one is not given;
// of a variadic one as many as there are.
struct BuiltinCall {
  absl::Span<const Value> arguments;
  FeelRun& run;

  const Value& operator[](size_t i) const { return arguments[i]; }
  bool has(size_t i) const { return i < arguments.size() && !arguments[i].is_null(); }
  const std::string& text(size_t i) const { return arguments[i].string(); }
  Value Error(absl::string_view message) const { return run.Error(message); }
};

struct BuiltinParameter {
  const char* name;
  TypeMask types = kAny;
  bool optional = false;
};

struct Builtin {
  const char* name;
  std::vector<BuiltinParameter> parameters;
  Value (*function)(const BuiltinCall& call);
  // Any number of arguments; the one parameter says what each is.
  bool variadic = false;
};

// Rows of one name are its signatures; the first that takes the arguments is called.
absl::Span<const Builtin> AggregateBuiltins();
absl::Span<const Builtin> BooleanBuiltins();
absl::Span<const Builtin> ContextBuiltins();
absl::Span<const Builtin> ConversionBuiltins();
absl::Span<const Builtin> ListBuiltins();
absl::Span<const Builtin> NumberBuiltins();
absl::Span<const Builtin> PatternBuiltins();
absl::Span<const Builtin> RangeBuiltins();
absl::Span<const Builtin> StringBuiltins();
absl::Span<const Builtin> TemporalBuiltins();

// Null pointer where FEEL has no such function.
std::shared_ptr<const FeelFunction> FindBuiltin(absl::string_view name);
// The names of all of them, for the tokenizer.
const NameSet& BuiltinNames();

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_BUILTIN_H_
