// The names that an expression may use, for the tokenizer: FEEL's names have spaces and operators
// in them ("Pre-Bureau Risk Category"), so the longest known name wins. Not for sharing while it
// is being filled; afterwards threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_NAME_SCOPE_H_
#define SKRANKE_LIBS_DECISION_FEEL_NAME_SCOPE_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/decision/feel/feel_type.h"
#include "libs/decision/feel/name_set.h"

namespace skranke {

class NameScope {
 public:
  // A variable: input, decision, function, iteration variable. Its type tells the names of its
  // members, and theirs.
  void AddName(absl::string_view name, const FeelType& type = FeelType());
  // A name that may follow a point, or stand in a filter.
  void AddMember(absl::string_view name) { members_.Add(name); }
  // An item definition, which `instance of` and parameters may name.
  void AddType(absl::string_view name, FeelType type);

  const NameSet& names() const { return names_; }
  const NameSet& members() const { return members_; }
  const NameSet& type_names() const { return type_names_; }
  std::optional<FeelType> FindType(absl::string_view name) const;

 private:
  void AddMembersOf(const FeelType& type, int depth);

  NameSet names_;
  NameSet members_;
  NameSet type_names_;
  absl::flat_hash_map<std::string, FeelType> types_;
};

// FEEL's form of a name: no spaces around it, one space for each run of them.
std::string NormalName(absl::string_view name);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_NAME_SCOPE_H_
