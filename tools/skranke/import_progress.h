// How far an import is: a bar on a terminal, plain lines elsewhere. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_PROGRESS_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_PROGRESS_H_

#include <cstddef>
#include <ostream>
#include <string>

#include "absl/time/time.h"

namespace skranke {

// `[######----] 12000/49914  1200/s  31 s left`. Without anything done there is no time left.
std::string ProgressLine(size_t done, size_t total, absl::Duration took);

class ImportProgress {
 public:
  ImportProgress(std::ostream& out, bool terminal, size_t total);

  // Shows it, unless it was shown just now.
  void Show(size_t done, absl::Duration took);
  // Shows it for the last time.
  void End(size_t done, absl::Duration took);

 private:
  void Write(size_t done, absl::Duration took);

  std::ostream& out_;
  const bool terminal_;
  const size_t total_;
  absl::Duration next_ = absl::ZeroDuration();
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_PROGRESS_H_
