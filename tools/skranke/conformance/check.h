// One named check of a conformance suite, and how a run of many goes. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_CONFORMANCE_CHECK_H_
#define SKRANKE_TOOLS_SKRANKE_CONFORMANCE_CHECK_H_

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

struct Check {
  std::string name;     // "same-message-twice"
  std::string promise;  // What an agency does, in one sentence.
  // OK, or in words what it did instead.
  std::function<absl::Status()> run;
};

// What an agency did instead of what it should.
absl::Status Instead(absl::string_view what);

// Runs all, also after one that failed, and says of each what became of it. The names of those that
// failed.
std::vector<std::string> RunChecks(const std::vector<Check>& checks, std::ostream& out);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_CONFORMANCE_CHECK_H_
