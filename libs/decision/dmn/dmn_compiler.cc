#include "libs/decision/dmn/dmn_compiler.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/simple_types.h"

namespace skranke {
namespace {

using Kind = DmnElement::Kind;

// Imports of imports. Source: design; who imports himself ends here.
constexpr int kImportDepthMax = 10;

bool IsFunctionType(const DmnType& type) {
  return !type.type().is_any() && type.type().value_type() == ValueType::kFunction;
}

}  // namespace

DmnCompiler::DmnCompiler(std::vector<DmnModel> models, TableMode mode)
    : mode_(mode), parts_(std::make_shared<DmnParts>()) {
  parts_->models = std::move(models);
  if (mode_ == TableMode::kStrict) {
    for (DmnModel& model : parts_->models) KeepToProfile(model);
  }
  const size_t count = parts_->models.size();
  parts_->types.resize(count);
  by_id_.resize(count);
  for (size_t i = 0; i < count; ++i) TypesOf(i, 0);
  for (size_t i = 0; i < count; ++i) AddElements(i);
  for (size_t i = 0; i < count; ++i) Link(i);
}

void DmnCompiler::KeepToProfile(DmnModel& model) {
  const auto refuse = [&](const std::string& name, const SourcePlace& place) {
    parts_->faults.push_back({.file = model.file,
                              .place = place,
                              .table = name,
                              .message = "the strict profile has decision tables alone"});
  };
  for (DecisionElement& decision : model.decisions) {
    if (!decision.logic.table) {
      refuse(decision.name, decision.place);
    } else {
      UseSimpleTypes(model.types, *decision.logic.table);
    }
  }
  for (const KnowledgeModel& knowledge : model.knowledge) refuse(knowledge.name, knowledge.place);
}

std::optional<size_t> DmnCompiler::FindModel(absl::string_view space) const {
  for (size_t i = 0; i < parts_->models.size(); ++i) {
    if (parts_->models[i].space == space) return i;
  }
  return std::nullopt;
}

// Types of imported models first: ours may be made of them.
const DmnTypes* DmnCompiler::TypesOf(size_t model, int depth) {
  if (parts_->types[model]) return parts_->types[model].get();
  std::vector<std::pair<std::string, const DmnTypes*>> imported;
  for (const DmnImport& import : parts_->models[model].imports) {
    const std::optional<size_t> other = FindModel(import.space);
    if (!other || *other == model || depth == kImportDepthMax) continue;
    imported.emplace_back(import.name, TypesOf(*other, depth + 1));
  }
  // Two models that import each other: the inner one has made these already.
  if (parts_->types[model]) return parts_->types[model].get();
  parts_->types[model] = std::make_unique<DmnTypes>(parts_->models[model], imported);
  const std::vector<TableFault>& faults = parts_->types[model]->faults();
  parts_->faults.insert(parts_->faults.end(), faults.begin(), faults.end());
  return parts_->types[model].get();
}

DmnElement& DmnCompiler::Add(Kind kind, size_t model, const std::string& id,
                             const std::string& name, absl::string_view type) {
  DmnElement& element = parts_->elements.emplace_back();
  element.kind = kind;
  element.model = model;
  element.name = NormalName(name);
  element.type = parts_->types[model]->Find(type);
  by_id_[model][id.empty() ? absl::StrCat("name of ", name) : id] = &element;
  return element;
}

void DmnCompiler::AddElements(size_t model) {
  const DmnModel& from = parts_->models[model];
  for (const InputData& each : from.inputs) {
    Add(Kind::kInput, model, each.id, each.name, each.type);
  }
  for (const DecisionElement& each : from.decisions) {
    Add(Kind::kDecision, model, each.id, each.name, each.type);
  }
  for (const KnowledgeModel& each : from.knowledge) {
    Add(Kind::kKnowledge, model, each.id, each.name, each.type);
  }
  for (const ServiceElement& each : from.services) {
    Add(Kind::kService, model, each.id, each.name, each.type);
  }
}

// In the order in which AddElements added them.
void DmnCompiler::Link(size_t model) {
  const DmnModel& from = parts_->models[model];
  auto element = parts_->elements.begin();
  while (element != parts_->elements.end() && element->model != model) ++element;
  element += static_cast<std::ptrdiff_t>(from.inputs.size());
  for (const DecisionElement& each : from.decisions) {
    RequireAll(model, each.requires_, *element);
    CompileLogic(each.logic, NamesOf(*element), *element);
    ++element;
  }
  for (const KnowledgeModel& each : from.knowledge) {
    RequireAll(model, each.requires_, *element);
    CompileKnowledge(each, *element);
    ++element;
  }
  for (const ServiceElement& each : from.services) LinkService(model, each, *element++);
}

const DmnElement* DmnCompiler::Resolve(size_t model, const std::string& href,
                                       const std::string& from) {
  const size_t mark = href.find('#');
  const std::string space = mark == std::string::npos ? "" : href.substr(0, mark);
  const std::optional<size_t> target = space.empty() ? model : FindModel(space);
  if (target && mark != std::string::npos) {
    const auto found = by_id_[*target].find(href.substr(mark + 1));
    if (found != by_id_[*target].end()) return found->second;
  }
  parts_->faults.push_back({.file = parts_->models[model].file,
                            .table = from,
                            .message = absl::StrCat("\"", href, "\" leads to no element")});
  return nullptr;
}

std::string DmnCompiler::ImportName(size_t importing, size_t imported) const {
  if (importing == imported) return "";
  for (const DmnImport& import : parts_->models[importing].imports) {
    if (import.space == parts_->models[imported].space) return NormalName(import.name);
  }
  return "";
}

void DmnCompiler::Require(size_t model, const std::vector<std::string>& hrefs,
                          DmnElement& element) {
  for (const std::string& href : hrefs) {
    if (const DmnElement* found = Resolve(model, href, element.name)) {
      element.requirements.push_back({found, ImportName(model, found->model)});
    }
  }
}

void DmnCompiler::RequireAll(size_t model, const Requirements& requirements, DmnElement& element) {
  Require(model, requirements.inputs, element);
  Require(model, requirements.decisions, element);
  Require(model, requirements.knowledge, element);
}

void DmnCompiler::LinkService(size_t model, const ServiceElement& service, DmnElement& element) {
  const auto resolve = [&](const std::vector<std::string>& hrefs,
                           std::vector<const DmnElement*>& elements) {
    for (const std::string& href : hrefs) {
      if (const DmnElement* found = Resolve(model, href, element.name)) elements.push_back(found);
    }
  };
  resolve(service.output_decisions, element.outputs);
  resolve(service.input_data, element.inputs);
  resolve(service.input_decisions, element.inputs);
  for (const DmnElement* input : element.inputs) {
    element.parameters.push_back({input->name, input->type.type()});
  }
  element.result = element.type;
  if (IsFunctionType(element.type)) element.result = DmnType();
  if (element.type.type().is_any() && element.outputs.size() == 1) {
    element.result = element.outputs[0]->type;
  }
}

NameScope DmnCompiler::NamesOf(const DmnElement& element) const {
  NameScope names;
  parts_->types[element.model]->AddTo(names);
  std::map<std::string, std::vector<FeelType::Member>> imports;
  for (const DmnElement::Requirement& requirement : element.requirements) {
    const DmnElement& required = *requirement.element;
    const bool is_value = required.kind == Kind::kInput || required.kind == Kind::kDecision;
    const FeelType type = is_value ? required.type.type() : FeelType();
    if (requirement.import.empty()) {
      names.AddName(required.name, type);
    } else {
      imports[requirement.import].push_back({required.name, type});
    }
  }
  for (auto& [name, members] : imports) {
    names.AddName(name, FeelType::ContextOf(std::move(members)));
  }
  return names;
}

void DmnCompiler::CompileLogic(const BoxedExpression& logic, NameScope names, DmnElement& element) {
  LogicCompiler compiler(parts_->models[element.model].file, element.name,
                         *parts_->types[element.model], mode_);
  element.logic = compiler.Compile(logic, names);
  const std::vector<TableFault> faults = compiler.TakeFaults();
  parts_->faults.insert(parts_->faults.end(), faults.begin(), faults.end());
}

void DmnCompiler::CompileKnowledge(const KnowledgeModel& knowledge, DmnElement& element) {
  const DmnTypes& types = *parts_->types[element.model];
  NameScope names = NamesOf(element);
  for (const TypedName& name : knowledge.logic.names) {
    const DmnType type = types.Find(name.type);
    element.parameters.push_back({NormalName(name.name), type.type()});
    names.AddName(name.name, type.type());
  }
  element.result = types.Find(knowledge.logic.type.empty() ? knowledge.type : knowledge.logic.type);
  if (IsFunctionType(element.result)) element.result = DmnType();
  const bool is_feel = knowledge.logic.text.text.empty() && !knowledge.logic.parts.empty();
  CompileLogic(is_feel ? knowledge.logic.parts[0] : BoxedExpression(), std::move(names), element);
}

}  // namespace skranke
