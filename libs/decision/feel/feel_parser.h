// A recursive descent over FEEL's grammar. From what binds least:
//
//   expression     = conjunction { "or" conjunction }
//   conjunction    = comparison { "and" comparison }
//   comparison     = sum { ("=" | "!=" | "<" | "<=" | ">" | ">=") sum
//                        | "between" sum "and" sum | "in" (test | "(" test { "," test } ")") }
//   sum            = product { ("+" | "-") product }
//   product        = power { ("*" | "/") power }
//   power          = negation { "**" negation }
//   negation       = { "-" } postfix
//   postfix        = primary { "." name | "[" expression "]" | "(" arguments ")"
//                            | "instance of" type }
//   primary        = literal | name | list | range | context | "(" expression ")" | "(" test ")"
//                  | if | for | some | every | function
//   test           = comparison sign, sum | sum
//
// One use, one thread.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_PARSER_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_PARSER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/feel/call_nodes.h"
#include "libs/decision/feel/control_nodes.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/feel_scanner.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/feel/test_list.h"

namespace skranke {

class FeelParser {
 public:
  // Both must outlive the parser.
  FeelParser(absl::string_view text, const NameScope& names) : scan_(text), names_(names) {
    steps_left_ = kStepsPerByte * static_cast<int64_t>(text.size()) + kStepsPerByte;
  }

  // The whole text as one expression, or as a cell (which is not "-").
  absl::StatusOr<NodePtr> ParseExpression();
  absl::StatusOr<std::shared_ptr<const FeelTestList>> ParseTests();
  std::vector<std::string> TakeFreeNames() { return std::move(free_names_); }

 private:
  // Deepest nesting of brackets and the like.
  static constexpr int kNestingMax = 100;
  // Primaries looked at for each byte: parsing tries some things twice, but never a few for ever.
  static constexpr int64_t kStepsPerByte = 4;

  using Parsed = absl::StatusOr<NodePtr>;

  // feel_parser.cc
  Parsed Expression();
  Parsed Conjunction();
  Parsed Comparison();
  Parsed Sum();
  Parsed Product();
  Parsed Power();
  Parsed Negation();
  Parsed Postfix();
  // Refuses a node that is too high.
  Parsed Checked(NodePtr node);
  // parse_primary.cc
  Parsed Primary();
  Parsed Keyword(absl::string_view word);
  Parsed AtLiteral(int position);
  Parsed Name(int position, const NameSet::Found& known);
  Parsed Parenthesis(int position);
  Parsed ListOrRange(int position);
  Parsed RangeFrom(int position, NodePtr low, bool low_included);
  Parsed ContextLiteral(int position);
  // parse_control.cc
  Parsed If(int position);
  Parsed For(int position);
  Parsed Quantified(int position, bool decisive);
  Parsed Function(int position);
  absl::StatusOr<std::vector<Iteration>> Iterations();
  Parsed Filter(int position, NodePtr source);
  Parsed Call(int position, NodePtr function);
  absl::StatusOr<CallNode::Argument> Argument();
  // parse_tests.cc
  Parsed In(int position, NodePtr operand);
  Parsed Test();
  Parsed EndOfRange(absl::string_view sign);
  absl::string_view TakeSign();
  absl::StatusOr<FeelTestList::Test> CellTest();
  // parse_names.cc
  NameSet::Found KnownName();
  std::string UnknownName();
  absl::StatusOr<std::string> MemberName();
  absl::StatusOr<std::string> NameBefore(absl::string_view word);
  std::string NameBeforeColon();
  void Mention(const std::string& name);
  absl::StatusOr<FeelType> Type();
  absl::StatusOr<FeelType> ContextType();
  absl::StatusOr<FeelType> FunctionType();

  absl::Status Expect(absl::string_view symbol);
  absl::Status ExpectWord(absl::string_view word);

  // Names that a piece of the text adds, for as long as it lives.
  struct Locals {
    NameSet set;
    std::vector<std::string> names;
  };
  class WithLocals {
   public:
    explicit WithLocals(FeelParser& parser) : parser_(parser) { parser_.locals_.emplace_back(); }
    ~WithLocals() { parser_.locals_.pop_back(); }
    WithLocals(const WithLocals&) = delete;
    WithLocals& operator=(const WithLocals&) = delete;
    void Add(const std::string& name) {
      parser_.locals_.back().set.Add(name);
      parser_.locals_.back().names.push_back(name);
    }

   private:
    FeelParser& parser_;
  };
  // Another value of a member, for as long as it lives.
  template <typename T>
  class Within {
   public:
    Within(T& member, T value) : member_(member), before_(std::exchange(member, value)) {}
    ~Within() { member_ = before_; }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    T& member_;
    const T before_;
  };

  FeelScanner scan_;
  const NameScope& names_;
  std::vector<Locals> locals_;
  // Keys of contexts that the text has: they may follow a point, or stand in a filter.
  NameSet seen_members_;
  std::vector<std::string> free_names_;
  int64_t steps_left_;
  int nesting_ = 0;
  // In a filter, members are names too.
  bool in_filter_ = false;
  // At the end of a range, [ may close it.
  bool may_close_range_ = false;
  int mentions_of_input_ = 0;
  int mentions_of_partial_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_PARSER_H_
