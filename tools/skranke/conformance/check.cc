#include "tools/skranke/conformance/check.h"

namespace skranke {

absl::Status Instead(absl::string_view what) { return absl::FailedPreconditionError(what); }

std::vector<std::string> RunChecks(const std::vector<Check>& checks, std::ostream& out) {
  std::vector<std::string> failed;
  for (const Check& check : checks) {
    const absl::Status done = check.run();
    out << (done.ok() ? "ok      " : "FAILED  ") << check.name << ": " << check.promise << "\n";
    if (done.ok()) continue;
    out << "        Instead: " << std::string(done.message()) << "\n";
    failed.push_back(check.name);
  }
  return failed;
}

}  // namespace skranke
