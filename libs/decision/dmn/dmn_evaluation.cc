#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/dmn_element.h"

namespace skranke {
namespace {

Value FunctionOf(const std::shared_ptr<const DmnParts>& parts, const DmnElement& element);

// Names of an element's requirements with their values; those of an import as one context.
template <typename ValueOf>
FeelScope MakeScope(const DmnElement& element, ValueOf value_of) {
  Context names;
  std::map<std::string, Context> imports;
  for (const DmnElement::Requirement& requirement : element.requirements) {
    Context& target = requirement.import.empty() ? names : imports[requirement.import];
    target.Set(requirement.element->name, value_of(*requirement.element));
  }
  for (auto& [name, context] : imports) names.Set(name, Value::OfContext(std::move(context)));
  return FeelScope().With(std::move(names));
}

// A business knowledge model. It requires functions only, which need no evaluation: it may require
// itself.
class KnowledgeFunction : public FeelFunction {
 public:
  KnowledgeFunction(std::shared_ptr<const DmnParts> parts, const DmnElement& element)
      : parts_(std::move(parts)), element_(element) {}

  Value Call(absl::Span<const Value> arguments, FeelRun& run) const override {
    const auto coerced = CoerceArguments(element_.parameters, arguments, run);
    if (!coerced) return Value();
    FeelScope scope = MakeScope(
        element_, [&](const DmnElement& required) { return FunctionOf(parts_, required); });
    for (size_t i = 0; i < coerced->size(); ++i) {
      scope = scope.With(element_.parameters[i].name, (*coerced)[i]);
    }
    const std::optional<Value> result =
        element_.result.Coerce(element_.logic->Evaluate(scope, run), run);
    if (result) return *result;
    return run.Error(
        absl::StrCat("what ", element_.name, " gives is no ", element_.result.type().ToString()));
  }

  absl::Span<const Parameter> parameters() const override { return element_.parameters; }
  FeelType result() const override { return element_.result.type(); }

 private:
  const std::shared_ptr<const DmnParts> parts_;
  const DmnElement& element_;
};

// A decision service: an evaluation of its own, which knows nothing but the arguments.
class ServiceFunction : public FeelFunction {
 public:
  ServiceFunction(std::shared_ptr<const DmnParts> parts, const DmnElement& element)
      : parts_(std::move(parts)), element_(element) {}

  Value Call(absl::Span<const Value> arguments, FeelRun& run) const override {
    const FeelRun::Deeper deeper(run);
    if (deeper.too_deep()) return run.Error("is nested too deep");
    const auto coerced = CoerceArguments(element_.parameters, arguments, run);
    if (!coerced) return Value();
    const Context no_facts;
    DmnEvaluation evaluation(parts_, no_facts, run);
    for (size_t i = 0; i < coerced->size(); ++i) {
      evaluation.Set(*element_.inputs[i], (*coerced)[i]);
    }
    return evaluation.OutputsOf(element_);
  }

  absl::Span<const Parameter> parameters() const override { return element_.parameters; }
  FeelType result() const override { return element_.result.type(); }

 private:
  const std::shared_ptr<const DmnParts> parts_;
  const DmnElement& element_;
};

Value FunctionOf(const std::shared_ptr<const DmnParts>& parts, const DmnElement& element) {
  if (element.kind == DmnElement::Kind::kKnowledge) {
    return Value::OfFunction(std::make_shared<KnowledgeFunction>(parts, element));
  }
  if (element.kind == DmnElement::Kind::kService) {
    return Value::OfFunction(std::make_shared<ServiceFunction>(parts, element));
  }
  return Value();
}

}  // namespace

Value DmnEvaluation::ValueOf(const DmnElement& element) {
  if (const auto known = values_.find(&element); known != values_.end()) return known->second;
  if (!open_.insert(&element).second) {
    return run_.Error(absl::StrCat(element.name, " requires itself"));
  }
  Value value = Evaluate(element);
  open_.erase(&element);
  values_[&element] = value;
  return value;
}

Value DmnEvaluation::Evaluate(const DmnElement& element) {
  const FeelRun::Deeper deeper(run_);
  if (deeper.too_deep()) return run_.Error("is nested too deep");
  switch (element.kind) {
    case DmnElement::Kind::kInput:
      return ValueOfInput(element);
    case DmnElement::Kind::kDecision:
      return ValueOfDecision(element);
    default:
      return FunctionOf(parts_, element);
  }
}

Value DmnEvaluation::ValueOfInput(const DmnElement& element) {
  const Value* fact = facts_.Find(element.name);
  return fact ? Conform(*fact, element) : Value();
}

Value DmnEvaluation::ValueOfDecision(const DmnElement& element) {
  const Value* fact = facts_.Find(element.name);
  if (fact && element.model == 0) return Conform(*fact, element);
  const FeelScope scope = ScopeOf(element);
  if (element.logic->table()) tables_.push_back(&element);
  Value value = Conform(element.logic->Evaluate(scope, run_), element);
  KeepDiagnostics(element.name);
  return value;
}

FeelScope DmnEvaluation::ScopeOf(const DmnElement& element) {
  return MakeScope(element, [&](const DmnElement& required) { return ValueOf(required); });
}

Value DmnEvaluation::Conform(Value value, const DmnElement& element) {
  const bool is_service = element.kind == DmnElement::Kind::kService;
  std::optional<Value> coerced = (is_service ? element.result : element.type).Coerce(value, run_);
  if (coerced) return *std::move(coerced);
  return run_.Error(absl::StrCat("the value of \"", element.name, "\" is no allowed ",
                                 element.type.type().ToString()));
}

void DmnEvaluation::KeepDiagnostics(const std::string& element) {
  for (FeelDiagnostic& diagnostic : run_.TakeDiagnostics()) {
    diagnostics_.push_back({element, std::move(diagnostic)});
  }
}

Value DmnEvaluation::OutputsOf(const DmnElement& service) {
  Context outputs;
  for (const DmnElement* output : service.outputs) outputs.Set(output->name, ValueOf(*output));
  Value value = outputs.entries().size() == 1 ? outputs.entries()[0].value
                                              : Value::OfContext(std::move(outputs));
  value = Conform(std::move(value), service);
  KeepDiagnostics(service.name);
  return value;
}

std::vector<DmnTableTrace> DmnEvaluation::ExplainTables() {
  std::vector<DmnTableTrace> traces;
  for (const DmnElement* element : tables_) {
    const FeelScope scope = ScopeOf(*element);
    const std::vector<Value> inputs = element->logic->TableInputs(scope, run_);
    traces.push_back({element->name, element->logic->table()->Explain(inputs, scope, run_)});
  }
  return traces;
}

}  // namespace skranke
