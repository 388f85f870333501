// A boxed expression, compiled. Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_BOXED_LOGIC_H_
#define SKRANKE_LIBS_DECISION_DMN_BOXED_LOGIC_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/dmn_type.h"
#include "libs/decision/dmn/table_fault.h"
#include "libs/decision/feel/feel_expression.h"
#include "libs/decision/feel/feel_function.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/value.h"

namespace skranke {

class BoxedLogic {
 public:
  // Never fails: what is wrong is null, and a diagnostic in the run.
  Value Evaluate(const FeelScope& scope, FeelRun& run) const;

  // A table, where it is one; null otherwise.
  const DecisionTable* table() const { return table_ ? &*table_ : nullptr; }
  // The values of the table's input expressions.
  std::vector<Value> TableInputs(const FeelScope& scope, FeelRun& run) const;

 private:
  friend class LogicCompiler;
  using Kind = BoxedExpression::Kind;

  Value EvaluateKind(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateTable(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateContext(FeelScope scope, FeelRun& run) const;
  Value EvaluateInvocation(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateList(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateRelation(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateConditional(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateFilter(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateFor(const FeelScope& scope, FeelRun& run) const;
  Value EvaluateQuantified(const FeelScope& scope, FeelRun& run) const;
  // Whether it names this, or may: only an expression tells.
  bool MayName(absl::string_view name) const;
  // The items of parts_[0]; of what is no list, itself.
  std::vector<Value> Items(const FeelScope& scope, FeelRun& run) const;

  Kind kind_ = Kind::kNone;
  DmnType type_;        // What its value is declared as.
  std::string broken_;  // Why the text cannot be read; then its value is null.
  std::optional<FeelExpression> expression_;
  std::optional<DecisionTable> table_;
  std::vector<FeelFunction::Parameter> names_;
  std::vector<DmnType> types_;
  bool uses_partial_ = false;  // Of kFor: its body may name what has been made so far.
  // Of a table: its input expressions.
  std::vector<std::shared_ptr<const BoxedLogic>> parts_;
};

// Makes BoxedLogic; collects what cannot be read. One thread.
class LogicCompiler {
 public:
  // Faults name the file and the decision. `types` must outlive the compiler.
  LogicCompiler(std::string file, std::string element, const DmnTypes& types, TableMode mode)
      : file_(std::move(file)), element_(std::move(element)), types_(types), mode_(mode) {}

  std::shared_ptr<const BoxedLogic> Compile(const BoxedExpression& expression,
                                            const NameScope& names);
  std::vector<TableFault> TakeFaults() { return std::move(faults_); }

 private:
  void CompileText(const TableText& text, const NameScope& names, BoxedLogic& logic);
  void CompileTable(const BoxedExpression& expression, const NameScope& names, BoxedLogic& logic);
  void CompileContext(const BoxedExpression& expression, NameScope names, BoxedLogic& logic);
  void CompileParts(const BoxedExpression& expression, const NameScope& names, BoxedLogic& logic);
  // The names that the last part may use besides.
  NameScope InnerNames(const BoxedExpression& expression, const NameScope& names) const;

  const std::string file_;
  const std::string element_;
  const DmnTypes& types_;
  const TableMode mode_;
  std::vector<TableFault> faults_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_BOXED_LOGIC_H_
