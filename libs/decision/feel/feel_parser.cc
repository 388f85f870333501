#include "libs/decision/feel/feel_parser.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/feel/basic_nodes.h"
#include "libs/decision/feel/operator_nodes.h"
#include "libs/decision/feel/path_nodes.h"

namespace skranke {

absl::StatusOr<NodePtr> FeelParser::ParseExpression() {
  SKRANKE_ASSIGN_OR_RETURN(NodePtr root, Expression());
  if (!scan_.AtEnd()) return scan_.Error("here the expression should end");
  return root;
}

absl::Status FeelParser::Expect(absl::string_view symbol) {
  if (scan_.Take(symbol)) return absl::OkStatus();
  return scan_.Error(absl::StrCat(symbol, " is missing"));
}

absl::Status FeelParser::ExpectWord(absl::string_view word) {
  if (scan_.TakeWord(word)) return absl::OkStatus();
  return scan_.Error(absl::StrCat("the word ", word, " is missing"));
}

FeelParser::Parsed FeelParser::Checked(NodePtr node) {
  if (node->height() <= FeelNode::kHeightMax) return node;
  return scan_.Error("the expression is nested too deep");
}

FeelParser::Parsed FeelParser::Expression() {
  const int position = scan_.Position();
  SKRANKE_ASSIGN_OR_RETURN(NodePtr first, Conjunction());
  std::vector<NodePtr> operands = {std::move(first)};
  while (scan_.TakeWord("or")) {
    SKRANKE_ASSIGN_OR_RETURN(NodePtr next, Conjunction());
    operands.push_back(std::move(next));
  }
  if (operands.size() == 1) return operands[0];
  return Checked(std::make_shared<LogicNode>(position, true, std::move(operands)));
}

FeelParser::Parsed FeelParser::Conjunction() {
  const int position = scan_.Position();
  SKRANKE_ASSIGN_OR_RETURN(NodePtr first, Comparison());
  std::vector<NodePtr> operands = {std::move(first)};
  while (scan_.TakeWord("and")) {
    SKRANKE_ASSIGN_OR_RETURN(NodePtr next, Comparison());
    operands.push_back(std::move(next));
  }
  if (operands.size() == 1) return operands[0];
  return Checked(std::make_shared<LogicNode>(position, false, std::move(operands)));
}

namespace {

// The longer signs first.
constexpr std::pair<absl::string_view, Comparison> kSigns[] = {{"!=", Comparison::kNotEqual},
                                                               {"<=", Comparison::kLessOrEqual},
                                                               {">=", Comparison::kGreaterOrEqual},
                                                               {"=", Comparison::kEqual},
                                                               {"<", Comparison::kLess},
                                                               {">", Comparison::kGreater}};

}  // namespace

absl::string_view FeelParser::TakeSign() {
  for (const auto& [sign, comparison] : kSigns) {
    if (scan_.Take(sign)) return sign;
  }
  return "";
}

FeelParser::Parsed FeelParser::Comparison() {
  SKRANKE_ASSIGN_OR_RETURN(NodePtr left, Sum());
  while (true) {
    const int position = scan_.Position();
    if (const absl::string_view sign = TakeSign(); !sign.empty()) {
      SKRANKE_ASSIGN_OR_RETURN(NodePtr right, Sum());
      const auto row = std::find_if(std::begin(kSigns), std::end(kSigns),
                                    [&](const auto& one) { return one.first == sign; });
      left = std::make_shared<ComparisonNode>(position, row->second, left, right);
    } else if (scan_.TakeWord("between")) {
      SKRANKE_ASSIGN_OR_RETURN(NodePtr low, Sum());
      SKRANKE_RETURN_IF_ERROR(ExpectWord("and"));
      SKRANKE_ASSIGN_OR_RETURN(NodePtr high, Sum());
      left = std::make_shared<BetweenNode>(position, left, low, high);
    } else if (scan_.TakeWord("in")) {
      SKRANKE_ASSIGN_OR_RETURN(left, In(position, left));
    } else {
      return left;
    }
    SKRANKE_ASSIGN_OR_RETURN(left, Checked(std::move(left)));
  }
}

FeelParser::Parsed FeelParser::Sum() {
  SKRANKE_ASSIGN_OR_RETURN(NodePtr left, Product());
  while (true) {
    const int position = scan_.Position();
    const bool plus = scan_.Take("+");
    if (!plus && !scan_.Take("-")) return left;
    SKRANKE_ASSIGN_OR_RETURN(NodePtr right, Product());
    const Operator op = plus ? Operator::kAdd : Operator::kSubtract;
    SKRANKE_ASSIGN_OR_RETURN(left,
                             Checked(std::make_shared<ArithmeticNode>(position, op, left, right)));
  }
}

FeelParser::Parsed FeelParser::Product() {
  SKRANKE_ASSIGN_OR_RETURN(NodePtr left, Power());
  while (true) {
    const int position = scan_.Position();
    const bool times = !scan_.Sees("**") && scan_.Take("*");
    if (!times && !scan_.Take("/")) return left;
    SKRANKE_ASSIGN_OR_RETURN(NodePtr right, Power());
    const Operator op = times ? Operator::kMultiply : Operator::kDivide;
    SKRANKE_ASSIGN_OR_RETURN(left,
                             Checked(std::make_shared<ArithmeticNode>(position, op, left, right)));
  }
}

FeelParser::Parsed FeelParser::Power() {
  SKRANKE_ASSIGN_OR_RETURN(NodePtr left, Negation());
  while (true) {
    const int position = scan_.Position();
    if (!scan_.Take("**")) return left;
    SKRANKE_ASSIGN_OR_RETURN(NodePtr right, Negation());
    SKRANKE_ASSIGN_OR_RETURN(
        left, Checked(std::make_shared<ArithmeticNode>(position, Operator::kPower, left, right)));
  }
}

FeelParser::Parsed FeelParser::Negation() {
  const int position = scan_.Position();
  if (!scan_.Take("-")) return Postfix();
  const Within<int> deeper(nesting_, nesting_ + 1);
  if (nesting_ > kNestingMax) return scan_.Error("the expression is nested too deep");
  SKRANKE_ASSIGN_OR_RETURN(NodePtr operand, Negation());
  const Value* const literal = operand->literal();
  if (literal != nullptr && literal->is(ValueType::kNumber)) {
    return std::make_shared<LiteralNode>(position, Value::OfNumber(literal->number().Negated()));
  }
  return Checked(std::make_shared<NegationNode>(position, std::move(operand)));
}

// Whatever is nested comes through here again, or through In.
FeelParser::Parsed FeelParser::Postfix() {
  const Within<int> deeper(nesting_, nesting_ + 1);
  if (nesting_ > kNestingMax) return scan_.Error("the expression is nested too deep");
  SKRANKE_ASSIGN_OR_RETURN(NodePtr node, Primary());
  while (true) {
    const int position = scan_.Position();
    const absl::string_view before = scan_.rest();
    if (!scan_.Sees("..") && scan_.Take(".")) {
      SKRANKE_ASSIGN_OR_RETURN(std::string member, MemberName());
      node = std::make_shared<PathNode>(position, node, std::move(member));
    } else if (scan_.Take("[")) {
      Parsed filtered = Filter(position, node);
      if (!filtered.ok() && may_close_range_) {
        scan_.Rewind(before);
        return node;
      }
      SKRANKE_ASSIGN_OR_RETURN(node, std::move(filtered));
    } else if (scan_.Take("(")) {
      SKRANKE_ASSIGN_OR_RETURN(node, Call(position, node));
    } else if (scan_.TakeWords("instance", "of")) {
      SKRANKE_ASSIGN_OR_RETURN(FeelType type, Type());
      node = std::make_shared<InstanceOfNode>(position, node, std::move(type));
    } else {
      return node;
    }
    SKRANKE_ASSIGN_OR_RETURN(node, Checked(std::move(node)));
  }
}

}  // namespace skranke
