// What a FEEL expression can call: a built-in, a lambda with what it captured, a business knowledge
// model, a decision service. Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_FUNCTION_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_FUNCTION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_type.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelFunction {
 public:
  struct Parameter {
    std::string name;
    FeelType type;
  };

  virtual ~FeelFunction() = default;

  // Arguments by position; coerces them to the parameters' types. Null and a diagnostic for a wrong
  // number of them and for one that does not conform.
  virtual Value Call(absl::Span<const Value> arguments, FeelRun& run) const = 0;
  // By name. As it stands: sorts them by parameters(), which must be exactly those names.
  virtual Value CallNamed(const Context& arguments, FeelRun& run) const;

  // Of a built-in with several signatures: those of its first.
  virtual absl::Span<const Parameter> parameters() const = 0;
  virtual FeelType result() const { return FeelType(); }
  // Whether it can be called with values of these types. As it stands: by parameters().
  virtual bool MayTake(absl::Span<const FeelType> types) const;
};

// The arguments, each coerced to its parameter's type. None, and a diagnostic in the run, where
// their number is another or one does not conform.
std::optional<std::vector<Value>> CoerceArguments(
    absl::Span<const FeelFunction::Parameter> parameters, absl::Span<const Value> arguments,
    FeelRun& run);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_FUNCTION_H_
