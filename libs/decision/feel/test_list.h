// What a cell of a decision table says, parsed: tests of which one must hold, or none.
// Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_TEST_LIST_H_
#define SKRANKE_LIBS_DECISION_FEEL_TEST_LIST_H_

#include <vector>

#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/membership.h"

namespace skranke {

class FeelTestList {
 public:
  struct Test {
    NodePtr node;
    // It names the input `?`: then it says itself whether it holds.
    bool mentions_input = false;
  };

  FeelTestList(std::vector<Test> tests, bool negated)
      : tests_(std::move(tests)), negated_(negated) {}

  Truth Judge(const Value& input, const FeelScope& scope, FeelRun& run) const;

 private:
  const std::vector<Test> tests_;
  const bool negated_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_TEST_LIST_H_
