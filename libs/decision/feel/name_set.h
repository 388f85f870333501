// A set of FEEL names that finds the longest one a text begins with. Not for sharing while it is
// being filled; afterwards threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_NAME_SET_H_
#define SKRANKE_LIBS_DECISION_FEEL_NAME_SET_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace skranke {

class NameSet {
 public:
  struct Found {
    // The name as it was added; empty where none was found.
    std::string name;
    // How much of the text it takes, its own spaces included.
    size_t bytes = 0;
  };

  void Add(absl::string_view name);
  // A name ends where a word ends: "age" does not begin "agent".
  Found LongestAt(absl::string_view text) const;

 private:
  // By their first word, the longest first.
  absl::flat_hash_map<std::string, std::vector<std::string>> by_word_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_NAME_SET_H_
