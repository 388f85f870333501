#include "libs/decision/feel/feel_unary_tests.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "libs/base/status_macros.h"
#include "libs/decision/feel/feel_parser.h"
#include "libs/decision/feel/feel_text.h"
#include "libs/decision/feel/test_list.h"

namespace skranke {

absl::StatusOr<FeelUnaryTests> FeelUnaryTests::Parse(absl::string_view text,
                                                     const NameScope& names) {
  SKRANKE_RETURN_IF_ERROR(CheckFeelText(text));
  if (absl::StripAsciiWhitespace(text) == "-") return FeelUnaryTests(nullptr, {});
  FeelParser parser(text, names);
  SKRANKE_ASSIGN_OR_RETURN(auto tests, parser.ParseTests());
  return FeelUnaryTests(std::move(tests), parser.TakeFreeNames());
}

Verdict FeelUnaryTests::Test(const Value& input, const FeelScope& scope, FeelRun& run) const {
  if (is_any()) return Verdict::kYes;
  const Truth truth = tests_->Judge(input, scope, run);
  if (!truth) return Verdict::kUnknown;
  return *truth ? Verdict::kYes : Verdict::kNo;
}

}  // namespace skranke
