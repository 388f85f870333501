// Files of a package written to a directory. Threads may call it at the same time for
// different directories.
#ifndef SKRANKE_TOOLS_SKRANKE_WRITTEN_PACKAGE_H_
#define SKRANKE_TOOLS_SKRANKE_WRITTEN_PACKAGE_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "skranke/v1/directory.pb.h"

namespace skranke {

// Into an empty directory: makes `dir` where it is not there. USAGE where it is not empty or cannot
// be made.
absl::Status WritePackage(const std::string& dir, const std::map<std::string, std::string>& files);

// Writes a file that an answer names. The path comes from another program: USAGE unless it stays
// below `dir`.
absl::Status WriteBelow(const std::string& dir, const v1::PackageFile& file);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_WRITTEN_PACKAGE_H_
