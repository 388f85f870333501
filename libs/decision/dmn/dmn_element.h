// The elements of a DmnProgram and how they are evaluated. Used by dmn_program.cc, dmn_compiler.cc
// and dmn_evaluation.cc alone.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_ELEMENT_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_ELEMENT_H_

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "libs/decision/dmn/boxed_logic.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_type.h"
#include "libs/decision/feel/feel_function.h"

namespace skranke {

// An input, decision, knowledge model or service.
struct DmnElement {
  enum class Kind { kInput, kDecision, kKnowledge, kService };

  // What its expressions may name.
  struct Requirement {
    const DmnElement* element = nullptr;
    std::string import;  // The import's name; empty where it is named without one.
  };

  Kind kind = Kind::kInput;
  size_t model = 0;  // Among DmnParts::models.
  std::string name;  // In FEEL's form.
  DmnType type;
  std::vector<Requirement> requirements;
  // A decision's; a knowledge model's body.
  std::shared_ptr<const BoxedLogic> logic;
  // A knowledge model's; a service's, which are the names of its inputs.
  std::vector<FeelFunction::Parameter> parameters;
  // What a knowledge model or service gives, where that is declared.
  DmnType result;
  // A service's: inputs and then input decisions; what it gives.
  std::vector<const DmnElement*> inputs;
  std::vector<const DmnElement*> outputs;
};

// What a program consists of, shared by all its copies and by the functions it makes.
struct DmnParts {
  std::vector<DmnModel> models;                  // The first is the one that is asked.
  std::vector<std::unique_ptr<DmnTypes>> types;  // By model.
  std::deque<DmnElement> elements;
  std::vector<TableFault> faults;

  // Of the first model; null where there is none.
  const DmnElement* Find(DmnElement::Kind kind, absl::string_view name) const;
};

// One question to a program: each element is evaluated once. One thread; short-lived.
class DmnEvaluation {
 public:
  // `facts` and `run` must outlive it.
  DmnEvaluation(std::shared_ptr<const DmnParts> parts, const Context& facts, FeelRun& run)
      : parts_(std::move(parts)), facts_(facts), run_(run) {}

  // The element has this value and is not evaluated.
  void Set(const DmnElement& element, Value value) { values_[&element] = std::move(value); }
  Value ValueOf(const DmnElement& element);
  // What a service gives: its output's value, or a context of several.
  Value OutputsOf(const DmnElement& service);

  std::vector<DmnDiagnostic> TakeDiagnostics() { return std::move(diagnostics_); }
  // Decisions that are tables, asked again with all their cells.
  std::vector<DmnTableTrace> ExplainTables();

 private:
  Value Evaluate(const DmnElement& element);
  Value ValueOfInput(const DmnElement& element);
  Value ValueOfDecision(const DmnElement& element);
  FeelScope ScopeOf(const DmnElement& element);
  Value Conform(Value value, const DmnElement& element);
  void KeepDiagnostics(const std::string& element);

  const std::shared_ptr<const DmnParts> parts_;
  const Context& facts_;
  FeelRun& run_;
  absl::flat_hash_map<const DmnElement*, Value> values_;
  absl::flat_hash_set<const DmnElement*> open_;
  std::vector<const DmnElement*> tables_;
  std::vector<DmnDiagnostic> diagnostics_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_ELEMENT_H_
