#include "libs/base/status_macros.h"
#include "libs/decision/feel/feel_parser.h"
#include "libs/decision/feel/path_nodes.h"

namespace skranke {

FeelParser::Parsed FeelParser::If(int position) {
  SKRANKE_ASSIGN_OR_RETURN(NodePtr condition, Expression());
  SKRANKE_RETURN_IF_ERROR(ExpectWord("then"));
  SKRANKE_ASSIGN_OR_RETURN(NodePtr then, Expression());
  SKRANKE_RETURN_IF_ERROR(ExpectWord("else"));
  SKRANKE_ASSIGN_OR_RETURN(NodePtr otherwise, Expression());
  return Checked(std::make_shared<IfNode>(position, std::move(condition), std::move(then),
                                          std::move(otherwise)));
}

// "x in list, y in 1..x", as far as the word that ends them. Each sees the names before it, which
// the caller's locals hold.
absl::StatusOr<std::vector<Iteration>> FeelParser::Iterations() {
  std::vector<Iteration> iterations;
  do {
    Iteration one;
    SKRANKE_ASSIGN_OR_RETURN(one.name, NameBefore("in"));
    SKRANKE_ASSIGN_OR_RETURN(one.from, Expression());
    if (scan_.Take("..")) {
      SKRANKE_ASSIGN_OR_RETURN(one.to, Expression());
    }
    locals_.back().set.Add(one.name);
    locals_.back().names.push_back(one.name);
    iterations.push_back(std::move(one));
  } while (scan_.Take(","));
  return iterations;
}

FeelParser::Parsed FeelParser::For(int position) {
  WithLocals locals(*this);
  SKRANKE_ASSIGN_OR_RETURN(std::vector<Iteration> iterations, Iterations());
  SKRANKE_RETURN_IF_ERROR(ExpectWord("return"));
  locals.Add("partial");
  const int mentions_before = mentions_of_partial_;
  SKRANKE_ASSIGN_OR_RETURN(NodePtr body, Expression());
  return Checked(std::make_shared<ForNode>(position, std::move(iterations), std::move(body),
                                           mentions_of_partial_ > mentions_before));
}

FeelParser::Parsed FeelParser::Quantified(int position, bool decisive) {
  const WithLocals locals(*this);
  SKRANKE_ASSIGN_OR_RETURN(std::vector<Iteration> iterations, Iterations());
  SKRANKE_RETURN_IF_ERROR(ExpectWord("satisfies"));
  SKRANKE_ASSIGN_OR_RETURN(NodePtr condition, Expression());
  return Checked(std::make_shared<QuantifiedNode>(position, decisive, std::move(iterations),
                                                  std::move(condition)));
}

FeelParser::Parsed FeelParser::Function(int position) {
  const Within<bool> inside(may_close_range_, false);
  WithLocals locals(*this);
  std::vector<FeelFunction::Parameter> parameters;
  SKRANKE_RETURN_IF_ERROR(Expect("("));
  if (!scan_.Take(")")) {
    do {
      FeelFunction::Parameter parameter;
      parameter.name = NameBeforeColon();
      if (!parameter.name.empty()) {
        SKRANKE_ASSIGN_OR_RETURN(parameter.type, Type());
      } else {
        parameter.name = UnknownName();
        if (parameter.name.empty()) return scan_.Error("a parameter's name was expected");
      }
      locals.Add(parameter.name);
      parameters.push_back(std::move(parameter));
    } while (scan_.Take(","));
    SKRANKE_RETURN_IF_ERROR(Expect(")"));
  }
  const bool external = scan_.TakeWord("external");
  SKRANKE_ASSIGN_OR_RETURN(NodePtr body, Expression());
  if (external) body = nullptr;
  return Checked(std::make_shared<FunctionNode>(position, std::move(parameters), std::move(body)));
}

FeelParser::Parsed FeelParser::Filter(int position, NodePtr source) {
  const Within<bool> inside(may_close_range_, false);
  const Within<bool> filter(in_filter_, true);
  WithLocals locals(*this);
  locals.Add("item");
  SKRANKE_ASSIGN_OR_RETURN(NodePtr condition, Expression());
  SKRANKE_RETURN_IF_ERROR(Expect("]"));
  return std::make_shared<FilterNode>(position, std::move(source), std::move(condition));
}

FeelParser::Parsed FeelParser::Call(int position, NodePtr function) {
  const Within<bool> inside(may_close_range_, false);
  std::vector<CallNode::Argument> arguments;
  if (!scan_.Take(")")) {
    do {
      SKRANKE_ASSIGN_OR_RETURN(CallNode::Argument argument, Argument());
      const bool mixed = !arguments.empty() && argument.name.empty() != arguments[0].name.empty();
      if (mixed) return scan_.Error("all arguments have a name, or none");
      arguments.push_back(std::move(argument));
    } while (scan_.Take(","));
    SKRANKE_RETURN_IF_ERROR(Expect(")"));
  }
  return std::make_shared<CallNode>(position, std::move(function), std::move(arguments));
}

absl::StatusOr<CallNode::Argument> FeelParser::Argument() {
  CallNode::Argument argument;
  argument.name = NameBeforeColon();
  SKRANKE_ASSIGN_OR_RETURN(argument.value, Expression());
  return argument;
}

}  // namespace skranke
