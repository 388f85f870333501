#include "libs/decision/feel/test_list.h"

namespace skranke {
namespace {

Truth JudgeOne(const FeelTestList::Test& test, const Value& input, const FeelScope& scope,
               FeelRun& run) {
  const Value wanted = test.node->Evaluate(scope, run);
  if (test.mentions_input) return ToTruth(wanted);
  const bool is_literal = test.node->literal() != nullptr;
  // An error's null is not the null that a cell may ask for: a missing fact must not match it.
  if (wanted.is_null() && !is_literal) return std::nullopt;
  // A condition says itself whether it holds; the literal true is what the fact should be.
  if (wanted.is_true() && !is_literal && !input.is(ValueType::kBoolean)) return true;
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
