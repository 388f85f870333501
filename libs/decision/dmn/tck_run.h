// Runs folders of the DMN Technology Compatibility Kit. One thread.
#ifndef SKRANKE_LIBS_DECISION_DMN_TCK_RUN_H_
#define SKRANKE_LIBS_DECISION_DMN_TCK_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

struct TckCount {
  int all = 0;
  int passed = 0;
};

struct TckScore {
  TckCount cases;   // A test file that cannot be read is one that failed.
  TckCount values;  // Cases that expect a value, not null: null is what a broken engine says.
  std::map<std::string, TckCount> models;  // By folder.
  std::vector<std::string> failures;       // A line each.

  // There were cases, and none failed.
  bool is_whole() const { return cases.all > 0 && failures.empty(); }
  TckCount whole_models() const;
  // Of the models' shares of passed cases, in percent: a large model counts like a small one.
  double mean_share() const;
  // The three figures, the mean, and "N passed, M failed".
  std::string ToString() const;
};

// Runs all test files in a directory and those below it. `now` is what now() says.
TckScore RunTck(const std::string& directory, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TCK_RUN_H_
