// Finds the known name that a wrong one was probably meant to be. Immutable; threads may share it.
#ifndef SKRANKE_LIBS_TASKLIST_SPELLING_H_
#define SKRANKE_LIBS_TASKLIST_SPELLING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace skranke {

// How many letters must be changed, added, left out or swapped with their neighbour, case aside, to
// make `b` of `a`; `max` + 1 where it is more than `max`.
size_t EditDistance(absl::string_view a, absl::string_view b, size_t max);

class Spelling {
 public:
  explicit Spelling(std::vector<std::string> names);

  // The nearest known name: one letter away, for longer names two. Empty where there is none, where
  // two are equally near, or where only digits differ: "District 1" is not "District 2" misspelt.
  std::string Nearest(absl::string_view name) const;

  // "; did you mean X?", or empty.
  std::string Hint(absl::string_view name) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_SPELLING_H_
