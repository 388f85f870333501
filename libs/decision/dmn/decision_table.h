// A decision table that decides: compiled once from a TableModel, asked often.
//
//   SKRANKE_ASSIGN_OR_RETURN(const auto table,
//                            DecisionTable::Compile(model, {.mode = TableMode::kStrict}));
//   const Decision decision = table.Decide({Value::OfNumber(Number(70))});
//   if (decision.outcome == Decision::Outcome::kDecided) Use(decision.output);
//   else SendToPerson(decision.reason);
//
// Constant cells are in an index, so that ten thousand rules cost little more than ten; cells that
// need FEEL are tested one by one, in rules that all other columns let through.
//
// A value that never changes, cheap to copy; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_DECISION_TABLE_H_
#define SKRANKE_LIBS_DECISION_DMN_DECISION_TABLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/decision/dmn/table_fault.h"
#include "libs/decision/dmn/table_model.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/unary_test.h"
#include "libs/decision/value.h"

namespace skranke {

enum class TableMode {
  // As the standard has it: an unknown cell does not match, no hit gives the default or null.
  kPlain,
  // The profile of an oppgaveliste: names no variables in cells, checks types and allowed values,
  // has no defaults; unknown and no hit go to a person, never to the next row.
  kStrict,
};

// What a table made of its inputs.
struct Decision {
  enum class Outcome {
    kDecided,
    kNoHit,     // No rule matches. In plain mode `output` may hold defaults.
    kUnknown,   // Strict: a rule that could decide cannot be told to match or not.
    kConflict,  // Rules match that may not together, or whose outputs cannot be made one.
  };

  Outcome outcome = Outcome::kNoHit;
  // Rules (from 0) that gave the output, in the order of the hit policy; those in conflict; or
  // those that cannot be told.
  absl::InlinedVector<uint32_t, 4> rows;
  // Null, unless decided; in plain mode without a hit the defaults, or of no rules an empty list or
  // a count of 0. Several outputs are a context; policies that take several rules give a list.
  Value output;
  // Why it is not decided, for people: "row 3, column \"age\": the fact is missing". Empty if it
  // is. Never a value of a fact.
  std::string reason;
};

// Why: what each cell said.
struct TableTrace {
  struct Row {
    uint32_t row = 0;  // From 0.
    Verdict verdict = Verdict::kNo;
    std::vector<Verdict> cells;  // By input column.
  };
  std::vector<Value> inputs;
  std::vector<Row> rows;  // Every rule of the table.
  Decision decision;
};

class DecisionTable {
 public:
  struct Options {
    TableMode mode = TableMode::kPlain;
    // Plain mode: what cells may name. Not kept.
    const NameScope* names = nullptr;
  };

  // INVALID_ARGUMENT with reason DMN_FAULT and a line for each fault, with row and column:
  // widths, cells that cannot be read, aggregation without numbers, and in strict mode what the
  // profile forbids.
  static absl::StatusOr<DecisionTable> Compile(const TableModel& model, const Options& options);
  // The same faults one by one; none where the table compiles.
  static std::vector<TableFault> Check(const TableModel& model, const Options& options);

  // One value an input column, in their order; null for a missing fact.
  Decision Decide(absl::Span<const Value> inputs) const;
  // The same where cells may name variables. `scope` holds them.
  Decision Decide(absl::Span<const Value> inputs, const FeelScope& scope, FeelRun& run) const;

  // The same answer, found rule by rule without the index, and what each cell said.
  TableTrace Explain(absl::Span<const Value> inputs) const;
  TableTrace Explain(absl::Span<const Value> inputs, const FeelScope& scope, FeelRun& run) const;

  // Values for Decide where every input expression is a name or path: facts["Applicant"]["Age"].
  // Null for what is not there.
  std::vector<Value> InputsFrom(const Context& facts) const;

  const TableModel& model() const;
  TableMode mode() const;

 private:
  class Rules;
  explicit DecisionTable(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

  std::shared_ptr<const Rules> rules_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DECISION_TABLE_H_
