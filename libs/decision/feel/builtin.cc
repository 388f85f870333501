#include "libs/decision/feel/builtin.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace skranke {
namespace {

// Of an argument's weight that costs a step: built-ins walk fast.
constexpr int64_t kWeightPerStep = 8;

bool Takes(TypeMask types, ValueType type) { return (types & Of(type)) != 0; }

std::string Describe(TypeMask types) {
  std::vector<std::string> names;
  for (int i = 1; i <= static_cast<int>(ValueType::kFunction); ++i) {
    const auto type = static_cast<ValueType>(i);
    if (Takes(types, type)) names.emplace_back(TypeName(type));
  }
  return absl::StrJoin(names, " or ");
}

// The argument as the parameter wants it: itself, a list's one item, a list of it, midnight of a
// date. None where it does not fit.
std::optional<Value> Fit(const BuiltinParameter& parameter, const Value& value) {
  if (Takes(parameter.types, value.type())) return value;
  if (value.is_null()) return parameter.optional ? std::optional(value) : std::nullopt;
  if (value.is(ValueType::kList)) {
    const bool single = value.list().size() == 1 && !value.list()[0].is_null();
    if (single && Takes(parameter.types, value.list()[0].type())) return value.list()[0];
    return std::nullopt;
  }
  if (Takes(parameter.types, ValueType::kList)) return Value::OfList({value});
  if (value.is(ValueType::kDate) && Takes(parameter.types, ValueType::kDateTime)) {
    return Value::OfDateTime(
        {.second = absl::CivilSecond(value.date()), .zone = absl::UTCTimeZone()});
  }
  return std::nullopt;
}

// Arguments sorted and fitted, or what is wrong with them.
struct Match {
  std::optional<std::vector<Value>> arguments;
  std::string fault;
  // How much fitted before that: the fault of the best signature is told.
  size_t fitted = 0;
};

Match MatchOne(const Builtin& builtin, size_t i, const Value& value, Match match) {
  const BuiltinParameter& parameter = builtin.parameters[builtin.variadic ? 0 : i];
  auto fitted = Fit(parameter, value);
  if (fitted) {
    match.arguments->push_back(*std::move(fitted));
    ++match.fitted;
    return match;
  }
  match.fault = absl::StrCat(builtin.name, ": ", parameter.name, " must be a ",
                             Describe(parameter.types), ", not a ", TypeName(value.type()));
  match.arguments.reset();
  return match;
}

size_t NeededBy(const Builtin& builtin) {
  return std::count_if(builtin.parameters.begin(), builtin.parameters.end(),
                       [](const BuiltinParameter& one) { return !one.optional; });
}

Match MatchAll(const Builtin& builtin, absl::Span<const Value> values) {
  const bool too_many = !builtin.variadic && values.size() > builtin.parameters.size();
  if (values.size() < NeededBy(builtin) || too_many) {
    return {.fault = absl::StrCat(builtin.name, " does not take ", values.size(), " arguments")};
  }
  Match match = {.arguments = std::vector<Value>()};
  for (size_t i = 0; i < values.size() && match.arguments; ++i) {
    match = MatchOne(builtin, i, values[i], std::move(match));
  }
  if (match.arguments && !builtin.variadic) match.arguments->resize(builtin.parameters.size());
  return match;
}

Match MatchNamed(const Builtin& builtin, const Context& named) {
  Match match = {.arguments = std::vector<Value>()};
  size_t used = 0;
  for (size_t i = 0; i < builtin.parameters.size() && match.arguments; ++i) {
    const BuiltinParameter& parameter = builtin.parameters[i];
    const Value* const value = named.Find(parameter.name);
    if (value != nullptr) {
      ++used;
      match = MatchOne(builtin, i, *value, std::move(match));
    } else if (parameter.optional) {
      match.arguments->push_back(Value());
    } else {
      return {.fault = absl::StrCat(builtin.name, " needs an argument ", parameter.name)};
    }
  }
  const bool all_used = !builtin.variadic && used == named.entries().size();
  if (all_used || !match.arguments) return match;
  return {.fault = absl::StrCat(builtin.name, " has no parameter of such a name")};
}

FeelType TypeOf(const BuiltinParameter& parameter) {
  for (int i = 0; i <= static_cast<int>(ValueType::kFunction); ++i) {
    const auto type = static_cast<ValueType>(i);
    if (parameter.types == Of(type)) return FeelType::Of(type);
  }
  return FeelType();
}

// All signatures of one name.
class BuiltinFunction : public FeelFunction {
 public:
  void Add(const Builtin& builtin) {
    signatures_.push_back(&builtin);
    if (signatures_.size() > 1) return;
    for (const BuiltinParameter& parameter : builtin.parameters) {
      parameters_.push_back({parameter.name, TypeOf(parameter)});
    }
  }

  Value Call(absl::Span<const Value> arguments, FeelRun& run) const override {
    return CallBest([&](const Builtin& one) { return MatchAll(one, arguments); }, run);
  }
  Value CallNamed(const Context& arguments, FeelRun& run) const override {
    return CallBest([&](const Builtin& one) { return MatchNamed(one, arguments); }, run);
  }
  absl::Span<const Parameter> parameters() const override { return parameters_; }
  // Of its several signatures only the number tells; the types are seen when it is called.
  bool MayTake(absl::Span<const FeelType> types) const override {
    return std::any_of(signatures_.begin(), signatures_.end(), [&](const Builtin* one) {
      return one->variadic ||
             (NeededBy(*one) <= types.size() && types.size() <= one->parameters.size());
    });
  }

 private:
  template <typename Matcher>
  Value CallBest(const Matcher& matches, FeelRun& run) const {
    Match best;
    for (const Builtin* const signature : signatures_) {
      Match match = matches(*signature);
      if (match.arguments) return CallOne(*signature, *match.arguments, run);
      if (best.fault.empty() || match.fitted > best.fitted) best = std::move(match);
    }
    return run.Error(best.fault);
  }

  static Value CallOne(const Builtin& builtin, absl::Span<const Value> arguments, FeelRun& run) {
    int64_t weight = 0;
    for (const Value& argument : arguments) weight += argument.weight();
    if (!run.Spend(weight / kWeightPerStep)) return Value();
    return builtin.function({arguments, run});
  }

  std::vector<const Builtin*> signatures_;
  std::vector<Parameter> parameters_;
};

using Functions = absl::flat_hash_map<std::string, std::shared_ptr<const FeelFunction>>;

Functions MakeFunctions() {
  absl::flat_hash_map<std::string, std::shared_ptr<BuiltinFunction>> functions;
  for (const auto family :
       {AggregateBuiltins(), BooleanBuiltins(), ContextBuiltins(), ConversionBuiltins(),
        ListBuiltins(), NumberBuiltins(), PatternBuiltins(), RangeBuiltins(), StringBuiltins(),
        TemporalBuiltins()}) {
    for (const Builtin& builtin : family) {
      auto& function = functions[builtin.name];
      if (function == nullptr) function = std::make_shared<BuiltinFunction>();
      function->Add(builtin);
    }
  }
  return Functions(functions.begin(), functions.end());
}

// Made once; never changes, never goes away.
const Functions& AllFunctions() {
  static const auto* const functions = new Functions(MakeFunctions());
  return *functions;
}

}  // namespace

std::shared_ptr<const FeelFunction> FindBuiltin(absl::string_view name) {
  const auto found = AllFunctions().find(name);
  return found == AllFunctions().end() ? nullptr : found->second;
}

const NameSet& BuiltinNames() {
  static const auto* const names = [] {
    auto* const set = new NameSet;
    for (const auto& [name, function] : AllFunctions()) set->Add(name);
    return set;
  }();
  return *names;
}

}  // namespace skranke
