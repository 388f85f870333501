// A cell of a decision table in full FEEL: -, literals, comparisons, ranges, lists, not(...), and
// any expression, which may name its input `?`. The profile's cells are libs/decision/unary_test.h.
// A value that never changes, cheap to copy; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_UNARY_TESTS_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_UNARY_TESTS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/unary_test.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelTestList;

class FeelUnaryTests {
 public:
  // INVALID_ARGUMENT as FeelExpression::Parse.
  static absl::StatusOr<FeelUnaryTests> Parse(absl::string_view text, const NameScope& names);

  // One test that is yes makes a yes, before it an unknown counts for nothing. The standard's own
  // reading, which the TCK wants, is `== Verdict::kYes`.
  Verdict Test(const Value& input, const FeelScope& scope, FeelRun& run) const;

  // "-".
  bool is_any() const { return tests_ == nullptr; }
  // As FeelExpression's; without `?`.
  const std::vector<std::string>& free_names() const { return free_names_; }

 private:
  FeelUnaryTests(std::shared_ptr<const FeelTestList> tests, std::vector<std::string> free_names)
      : tests_(std::move(tests)), free_names_(std::move(free_names)) {}

  std::shared_ptr<const FeelTestList> tests_;
  std::vector<std::string> free_names_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_UNARY_TESTS_H_
