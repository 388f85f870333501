#include "libs/decision/feel/feel_function.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace skranke {

Value FeelFunction::CallNamed(const Context& arguments, FeelRun& run) const {
  std::vector<Value> sorted;
  for (const Parameter& parameter : parameters()) {
    const Value* const argument = arguments.Find(parameter.name);
    if (argument == nullptr) return run.Error(absl::StrCat("no argument ", parameter.name));
    sorted.push_back(*argument);
  }
  if (sorted.size() != arguments.entries().size()) {
    return run.Error("an argument has the name of no parameter");
  }
  return Call(sorted, run);
}

bool FeelFunction::MayTake(absl::Span<const FeelType> types) const {
  const auto mine = parameters();
  return std::equal(types.begin(), types.end(), mine.begin(), mine.end(),
                    [](const FeelType& type, const Parameter& parameter) {
                      return type.ConformsTo(parameter.type);
                    });
}

std::optional<std::vector<Value>> CoerceArguments(
    absl::Span<const FeelFunction::Parameter> parameters, absl::Span<const Value> arguments,
    FeelRun& run) {
  if (arguments.size() != parameters.size()) {
    run.Error(absl::StrCat("the function takes ", parameters.size(), " arguments, not ",
                           arguments.size()));
    return std::nullopt;
  }
  std::vector<Value> coerced;
  for (size_t i = 0; i < arguments.size(); ++i) {
    auto value = parameters[i].type.Coerce(arguments[i]);
    if (!value) {
      run.Error(absl::StrCat(parameters[i].name, " must be a ", parameters[i].type.ToString(),
                             ", not a ", TypeName(arguments[i].type())));
      return std::nullopt;
    }
    coerced.push_back(*std::move(value));
  }
  return coerced;
}

}  // namespace skranke
