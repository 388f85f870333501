// A FEEL expression, parsed once and evaluated often.
//
//   NameScope names;
//   names.AddName("Monthly Income");
//   SKRANKE_ASSIGN_OR_RETURN(const auto yearly, FeelExpression::Parse("Monthly Income * 12",
//   names)); FeelRun run(now, zone); const Value income = yearly.Evaluate(FeelScope().With("Monthly
//   Income", value), run);
//
// A value that never changes, cheap to copy; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_EXPRESSION_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_EXPRESSION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelNode;

// Longest expression, in bytes. Source: design; the longest of a test kit has some 2,000.
inline constexpr size_t kFeelBytesMax = 65'536;

class FeelExpression {
 public:
  // INVALID_ARGUMENT with the position (characters from 1) and the token at fault: what FEEL's
  // grammar does not have, and what is nested too deep. A name that is not known is no fault here:
  // it evaluates to null (see free_names).
  static absl::StatusOr<FeelExpression> Parse(absl::string_view text, const NameScope& names);

  // Never fails: an error is null and a diagnostic in the run.
  Value Evaluate(const FeelScope& scope, FeelRun& run) const;

  // Names that it takes from its scope, each once, in the order of their first use; also names that
  // nobody knows. Built-in functions are not among them.
  const std::vector<std::string>& free_names() const { return free_names_; }
  // The value where it is a literal (a number, text, true, null, a minus before a number), for who
  // wants to know without evaluating.
  const Value* literal() const;

 private:
  FeelExpression(std::shared_ptr<const FeelNode> root, std::vector<std::string> free_names)
      : root_(std::move(root)), free_names_(std::move(free_names)) {}

  std::shared_ptr<const FeelNode> root_;
  std::vector<std::string> free_names_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_EXPRESSION_H_
