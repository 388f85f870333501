// Files of a package written to an empty directory. Threads may call it at the same time for
// different directories.
#ifndef SKRANKE_TOOLS_SKRANKE_WRITTEN_PACKAGE_H_
#define SKRANKE_TOOLS_SKRANKE_WRITTEN_PACKAGE_H_

#include <map>
#include <string>

#include "absl/status/status.h"

namespace skranke {

// Makes `dir` where it is not there. USAGE where it is not empty or cannot be made.
absl::Status WritePackage(const std::string& dir, const std::map<std::string, std::string>& files);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_WRITTEN_PACKAGE_H_
