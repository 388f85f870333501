// What a citizen says, and the tasks that it may mean: a search over titles and words. Immutable
// once filled; then threads may share it.
//
//   WordIndex index;
//   index.Add("barnehageplass", "Søke barnehageplass");
//   for (const FoundTask& found : index.Find("barnehage søknad")) ...
#ifndef SKRANKE_TOOLS_SKRANKE_WORD_INDEX_H_
#define SKRANKE_TOOLS_SKRANKE_WORD_INDEX_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace skranke {

struct FoundTask {
  std::string task;
  int words = 0;  // How many of the words asked for it was found by.

  friend bool operator==(const FoundTask&, const FoundTask&) = default;
};

class WordIndex {
 public:
  // A title, or words that mean the task.
  void Add(const std::string& task, absl::string_view text);

  // Tasks by how many of the words they were found by, then by code. A word finds what begins with
  // it; case does not matter, in the letters of the Nordic languages either.
  std::vector<FoundTask> Find(absl::string_view words) const;

 private:
  std::map<std::string, std::set<std::string>> tasks_by_word_;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_WORD_INDEX_H_
