#include "libs/decision/dmn/dmn_program.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/dmn_compiler.h"
#include "libs/decision/dmn/dmn_element.h"

namespace skranke {
namespace {

absl::StatusOr<const DmnElement*> FindElement(const DmnParts& parts, DmnElement::Kind kind,
                                              absl::string_view name) {
  if (const DmnElement* element = parts.Find(kind, name)) return element;
  return absl::NotFoundError(absl::StrCat("the model has no decision or service \"", name, "\""));
}

}  // namespace

const DmnElement* DmnParts::Find(DmnElement::Kind kind, absl::string_view name) const {
  const std::string normal = NormalName(name);
  for (const DmnElement& element : elements) {
    if (element.kind == kind && element.model == 0 && element.name == normal) return &element;
  }
  return nullptr;
}

DmnProgram DmnProgram::Compile(DmnModel model, std::vector<DmnModel> imported, TableMode mode) {
  std::vector<DmnModel> models;
  models.push_back(std::move(model));
  for (DmnModel& each : imported) models.push_back(std::move(each));
  return DmnProgram(DmnCompiler(std::move(models), mode).Finish());
}

const std::vector<TableFault>& DmnProgram::faults() const { return parts_->faults; }

absl::StatusOr<DmnAnswer> DmnProgram::Evaluate(absl::string_view decision, const Context& facts,
                                               FeelRun& run) const {
  SKRANKE_ASSIGN_OR_RETURN(const DmnElement* element,
                           FindElement(*parts_, DmnElement::Kind::kDecision, decision));
  DmnEvaluation evaluation(parts_, facts, run);
  DmnAnswer answer{.value = evaluation.ValueOf(*element)};
  answer.diagnostics = evaluation.TakeDiagnostics();
  return answer;
}

absl::StatusOr<DmnAnswer> DmnProgram::EvaluateService(absl::string_view service,
                                                      const Context& facts, FeelRun& run) const {
  SKRANKE_ASSIGN_OR_RETURN(const DmnElement* element,
                           FindElement(*parts_, DmnElement::Kind::kService, service));
  const Context no_facts;
  DmnEvaluation evaluation(parts_, no_facts, run);
  for (const DmnElement* input : element->inputs) {
    const Value* fact = facts.Find(input->name);
    const std::optional<Value> value = input->type.Coerce(fact ? *fact : Value(), run);
    evaluation.Set(*input, value ? *value : run.Error("an input does not conform to its type"));
  }
  DmnAnswer answer{.value = evaluation.OutputsOf(*element)};
  answer.diagnostics = evaluation.TakeDiagnostics();
  return answer;
}

absl::StatusOr<std::vector<DmnTableTrace>> DmnProgram::Explain(absl::string_view decision,
                                                               const Context& facts,
                                                               FeelRun& run) const {
  SKRANKE_ASSIGN_OR_RETURN(const DmnElement* element,
                           FindElement(*parts_, DmnElement::Kind::kDecision, decision));
  DmnEvaluation evaluation(parts_, facts, run);
  evaluation.ValueOf(*element);
  return evaluation.ExplainTables();
}

}  // namespace skranke
