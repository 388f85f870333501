#include "libs/decision/dmn/dmn_type.h"

#include <algorithm>

#include "libs/decision/feel/feel_scope.h"

namespace skranke {
namespace {

bool Passes(const std::optional<FeelUnaryTests>& tests, const Value& value, FeelRun& run) {
  return !tests || tests->Test(value, FeelScope(), run) == Verdict::kYes;
}

}  // namespace

std::optional<Value> DmnType::Coerce(const Value& value, FeelRun& run) const {
  std::optional<Value> coerced = type_.Coerce(value);
  if (coerced && !Allows(*coerced, run)) return std::nullopt;
  return coerced;
}

bool DmnType::Allows(const Value& value, FeelRun& run) const {
  if (value.is_null()) return true;
  if (!Passes(constraint_, value, run)) return false;
  if (is_collection_) {
    if (!value.is(ValueType::kList)) return true;
    return std::all_of(value.list().begin(), value.list().end(), [&](const Value& item) {
      return Passes(allowed_, item, run) && (!base_ || base_->Allows(item, run));
    });
  }
  if (!Passes(allowed_, value, run) || (base_ && !base_->Allows(value, run))) return false;
  if (!value.is(ValueType::kContext)) return true;
  return std::all_of(components_.begin(), components_.end(), [&](const auto& component) {
    const Value* found = value.context().Find(component.first);
    return !found || component.second->Allows(*found, run);
  });
}

DmnTypes::DmnTypes(const DmnModel& model,
                   const std::vector<std::pair<std::string, const DmnTypes*>>& imported)
    : model_(model) {
  for (const auto& [prefix, types] : imported) {
    for (const auto& [name, type] : types->types_) types_[prefix + "." + name] = type;
  }
  for (const ItemDefinition& definition : model_.types) FindOrCompile(definition.name);
}

DmnTypes::Shared DmnTypes::FindOrCompile(absl::string_view name) {
  if (const auto known = types_.find(name); known != types_.end()) return known->second;
  for (const ItemDefinition& definition : model_.types) {
    if (definition.name != name || !open_.insert(definition.name).second) continue;
    Shared type = Compile(definition);
    open_.erase(definition.name);
    types_[definition.name] = type;
    return type;
  }
  const std::optional<FeelType> named = FeelType::Named(name);
  if (!named) return std::make_shared<const DmnType>();
  return std::make_shared<const DmnType>(*named);
}

DmnTypes::Shared DmnTypes::Compile(const ItemDefinition& definition) {
  auto type = std::make_shared<DmnType>();
  type->allowed_ = ParseTests(definition.allowed, definition);
  type->constraint_ = ParseTests(definition.constraint, definition);
  type->is_collection_ = definition.is_collection;
  if (definition.is_function) {
    std::vector<FeelType> parameters;
    for (const TypedName& each : definition.parameters) {
      parameters.push_back(FindOrCompile(each.type)->type_);
    }
    type->type_ =
        FeelType::FunctionOf(std::move(parameters), FindOrCompile(definition.result_type)->type_);
  } else if (!definition.components.empty()) {
    std::vector<FeelType::Member> members;
    for (const ItemDefinition& each : definition.components) {
      Shared component = Compile(each);
      members.push_back({NormalName(each.name), component->type_});
      type->components_.emplace_back(NormalName(each.name), std::move(component));
    }
    type->type_ = FeelType::ContextOf(std::move(members));
  } else {
    type->base_ = FindOrCompile(definition.type);
    type->type_ = type->base_->type_;
  }
  if (definition.is_collection) {
    if (!type->components_.empty()) {
      auto item = std::make_shared<DmnType>(*type);
      item->is_collection_ = false;
      item->allowed_.reset();
      item->constraint_.reset();
      type->base_ = std::move(item);
    }
    type->type_ = FeelType::ListOf(type->type_);
  }
  return type;
}

std::optional<FeelUnaryTests> DmnTypes::ParseTests(const TableText& text,
                                                   const ItemDefinition& definition) {
  if (text.text.empty()) return std::nullopt;
  absl::StatusOr<FeelUnaryTests> tests = FeelUnaryTests::Parse(text.text, NameScope());
  if (tests.ok()) return *std::move(tests);
  faults_.push_back({.file = model_.file,
                     .place = text.place,
                     .table = definition.name,
                     .cell = text.text,
                     .message = std::string(tests.status().message())});
  return std::nullopt;
}

DmnType DmnTypes::Find(absl::string_view name) const {
  if (const auto known = types_.find(name); known != types_.end()) return *known->second;
  const std::optional<FeelType> named = FeelType::Named(name);
  if (!named) return DmnType();
  return DmnType(*named);
}

void DmnTypes::AddTo(NameScope& names) const {
  for (const auto& [name, type] : types_) names.AddType(name, type->type_);
}

}  // namespace skranke
