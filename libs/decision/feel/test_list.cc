#include "libs/decision/feel/test_list.h"

namespace skranke {
namespace {

Truth JudgeOne(const FeelTestList::Test& test, const Value& input, const FeelScope& scope,
               FeelRun& run) {
  const Value wanted = test.node->Evaluate(scope, run);
  if (test.mentions_input) return ToTruth(wanted);
  // An error's null is not the null that a cell may ask for: a missing fact must not match it.
  if (wanted.is_null() && test.node->literal() == nullptr) return std::nullopt;
  if (wanted.is_true() && !input.is(ValueType::kBoolean)) return true;
  return Passes(input, wanted, run);
}

}  // namespace

Truth FeelTestList::Judge(const Value& input, const FeelScope& scope, FeelRun& run) const {
  const FeelScope inner = scope.With("?", input);
  Truth found = false;
  for (const Test& test : tests_) {
    found = Or(found, JudgeOne(test, input, inner, run));
    if (found == true) break;
  }
  return negated_ ? Not(found) : found;
}

}  // namespace skranke
