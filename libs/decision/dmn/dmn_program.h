// DMN models that run: decisions with what they require, knowledge models and services.
//
//   const DmnProgram program = DmnProgram::Compile(model, imported);
//   const DmnAnswer answer = program.Evaluate("Approval", facts, run);
//
// An error is null and a diagnostic.
// A value that never changes, cheap to copy; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_PROGRAM_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_PROGRAM_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/table_fault.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/value.h"

namespace skranke {

struct DmnParts;

struct DmnDiagnostic {
  std::string element;  // The decision in which it happened.
  FeelDiagnostic diagnostic;
};

struct DmnAnswer {
  Value value;
  std::vector<DmnDiagnostic> diagnostics;
};

// A decision table that was asked on the way to an answer.
struct DmnTableTrace {
  std::string decision;
  TableTrace trace;
};

class DmnProgram {
 public:
  // `imported`: the models that it imports, and theirs, in any order.
  // In strict mode each decision is a table of the profile; what is not decided is null, and why is
  // a diagnostic.
  static DmnProgram Compile(DmnModel model, std::vector<DmnModel> imported = {},
                            TableMode mode = TableMode::kPlain);

  // What cannot be read; it evaluates to null. Also references that lead nowhere.
  const std::vector<TableFault>& faults() const;

  // NOT_FOUND where the model has no decision of that name. Facts have the names of the inputs; one
  // that has the name of a decision stands for its result.
  absl::StatusOr<DmnAnswer> Evaluate(absl::string_view decision, const Context& facts,
                                     FeelRun& run) const;
  // The same for a decision service: facts have the names of its inputs and input decisions.
  absl::StatusOr<DmnAnswer> EvaluateService(absl::string_view service, const Context& facts,
                                            FeelRun& run) const;
  // The decision's own table and those of the decisions it requires, each once, asked again rule by
  // rule. NOT_FOUND as Evaluate.
  absl::StatusOr<std::vector<DmnTableTrace>> Explain(absl::string_view decision,
                                                     const Context& facts, FeelRun& run) const;

 private:
  explicit DmnProgram(std::shared_ptr<const DmnParts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const DmnParts> parts_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_PROGRAM_H_
