#include "libs/decision/dmn/simple_types.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace skranke {
namespace {

struct SimpleType {
  std::string name;
  TableText allowed;
};

const ItemDefinition* Find(absl::Span<const ItemDefinition> types, const std::string& name) {
  const auto found = std::find_if(types.begin(), types.end(),
                                  [&](const ItemDefinition& type) { return type.name == name; });
  return found == types.end() ? nullptr : &*found;
}

bool IsSimple(const ItemDefinition& type) {
  return !type.is_collection && !type.is_function && type.components.empty() &&
         type.constraint.text.empty();
}

// Both must hold; false where one text cannot say so.
bool Add(const TableText& allowed, TableText& to) {
  if (allowed.text.empty()) return true;
  if (to.text.empty()) to = allowed;
  return to.text == allowed.text;
}

// What the type is in the end, and what of it is allowed. Declarations may stand upon each other.
std::optional<SimpleType> Resolve(absl::Span<const ItemDefinition> types, std::string name,
                                  TableText allowed) {
  SimpleType simple{.name = std::move(name), .allowed = std::move(allowed)};
  for (size_t i = 0; i < types.size(); ++i) {
    const ItemDefinition* const type = Find(types, simple.name);
    if (!type) return simple;
    if (!IsSimple(*type) || !Add(type->allowed, simple.allowed)) return std::nullopt;
    simple.name = type->type;
  }
  return Find(types, simple.name) ? std::nullopt : std::optional(std::move(simple));
}

template <typename Column>
void Use(absl::Span<const ItemDefinition> types, Column& column) {
  std::optional<SimpleType> simple = Resolve(types, column.type, column.allowed);
  if (!simple) return;
  column.type = std::move(simple->name);
  column.allowed = std::move(simple->allowed);
}

}  // namespace

void UseSimpleTypes(absl::Span<const ItemDefinition> types, TableModel& table) {
  for (TableInput& input : table.inputs) Use(types, input);
  for (TableOutput& output : table.outputs) Use(types, output);
}

}  // namespace skranke
