#include "libs/decision/feel/name_scope.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace skranke {
namespace {

// A type that an item definition nests deeper tells no more names.
constexpr int kMemberDepthMax = 20;

}  // namespace

void NameScope::AddName(absl::string_view name, const FeelType& type) {
  names_.Add(NormalName(name));
  AddMembersOf(type, 0);
}

void NameScope::AddType(absl::string_view name, FeelType type) {
  AddMembersOf(type, 0);
  type_names_.Add(NormalName(name));
  types_.insert_or_assign(NormalName(name), std::move(type));
}

std::optional<FeelType> NameScope::FindType(absl::string_view name) const {
  const auto found = types_.find(name);
  if (found == types_.end()) return std::nullopt;
  return found->second;
}

void NameScope::AddMembersOf(const FeelType& type, int depth) {
  if (type.is_any() || depth == kMemberDepthMax) return;
  AddMembersOf(type.item(), depth + 1);
  for (const FeelType::Member& member : type.members()) {
    AddMember(member.name);
    AddMembersOf(member.type, depth + 1);
  }
}

std::string NormalName(absl::string_view name) {
  return absl::StrJoin(absl::StrSplit(name, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty()), " ");
}

}  // namespace skranke
