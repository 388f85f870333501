#include "absl/strings/match.h"
#include "libs/base/status_macros.h"
#include "libs/decision/feel/basic_nodes.h"
#include "libs/decision/feel/feel_parser.h"
#include "libs/decision/feel/operator_nodes.h"

namespace skranke {

// What follows a sign: "< 5" is the range without a low end, "= 5" the one from 5 to 5.
FeelParser::Parsed FeelParser::EndOfRange(absl::string_view sign) {
  const int position = scan_.Position();
  SKRANKE_ASSIGN_OR_RETURN(NodePtr end, Sum());
  RangeNode::Ends ends;
  const bool equal = sign == "=";
  if (sign[0] == '<' || equal) ends.high = end;
  if (sign[0] != '<') ends.low = end;
  ends.low_included = equal || sign == ">=";
  ends.high_included = equal || sign == "<=";
  ends.excludes = sign == "!=";
  return std::make_shared<RangeNode>(position, std::move(ends));
}

FeelParser::Parsed FeelParser::Test() {
  const absl::string_view sign = TakeSign();
  return sign.empty() ? Sum() : EndOfRange(sign);
}

// What follows the word in. Brackets hold several tests, a range or a part of one test.
FeelParser::Parsed FeelParser::In(int position, NodePtr operand) {
  const Within<int> deeper(nesting_, nesting_ + 1);
  if (nesting_ > kNestingMax) return scan_.Error("the expression is nested too deep");
  const absl::string_view before = scan_.rest();
  std::vector<NodePtr> tests;
  if (scan_.Take("(")) {
    const Within<bool> inside(may_close_range_, false);
    do {
      const absl::string_view sign = TakeSign();
      SKRANKE_ASSIGN_OR_RETURN(NodePtr test, sign.empty() ? Expression() : EndOfRange(sign));
      tests.push_back(std::move(test));
    } while (scan_.Take(","));
  }
  const bool closed = tests.size() > 1 || (tests.size() == 1 && scan_.Sees(")"));
  if (closed) SKRANKE_RETURN_IF_ERROR(Expect(")"));
  const bool goes_on = !scan_.AtEnd() && absl::StrContains(".[(+-*/", scan_.rest()[0]);
  if (!closed || (tests.size() == 1 && goes_on && !scan_.Sees(".."))) {
    scan_.Rewind(before);
    SKRANKE_ASSIGN_OR_RETURN(NodePtr test, Test());
    tests = {std::move(test)};
  }
  return std::make_shared<InNode>(position, std::move(operand), std::move(tests));
}

absl::StatusOr<FeelTestList::Test> FeelParser::CellTest() {
  const int mentions_before = mentions_of_input_;
  const absl::string_view sign = TakeSign();
  SKRANKE_ASSIGN_OR_RETURN(NodePtr node, sign.empty() ? Expression() : EndOfRange(sign));
  // A range that names ? is still a range.
  const bool judges = sign.empty() && mentions_of_input_ > mentions_before;
  return FeelTestList::Test{std::move(node), judges};
}

absl::StatusOr<std::shared_ptr<const FeelTestList>> FeelParser::ParseTests() {
  const absl::string_view before = scan_.rest();
  for (const bool negated : {true, false}) {
    if (negated && !(scan_.TakeWord("not") && scan_.Take("("))) {
      scan_.Rewind(before);
      continue;
    }
    std::vector<FeelTestList::Test> tests;
    absl::Status fault;
    do {
      auto test = CellTest();
      fault = test.status();
      if (test.ok()) tests.push_back(*std::move(test));
    } while (fault.ok() && scan_.Take(","));
    if (fault.ok() && negated) fault = Expect(")");
    if (fault.ok() && !scan_.AtEnd()) {
      fault = scan_.Error("here the cell should end, or go on with a comma");
    }
    if (fault.ok()) return std::make_shared<const FeelTestList>(std::move(tests), negated);
    // not(a) and b is an expression.
    if (!negated) return fault;
    scan_.Rewind(before);
  }
  return scan_.Error("a test is missing");
}

}  // namespace skranke
