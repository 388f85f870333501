// The files of an office package, as they are sent. Threads may call it at the same time.
#ifndef SKRANKE_TOOLS_SKRANKE_OFFICE_FILES_H_
#define SKRANKE_TOOLS_SKRANKE_OFFICE_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "skranke/v1/directory.pb.h"

namespace skranke {

// Every .csv file in `dir` and below, by path. USAGE where `dir` is no directory or holds none, or
// where a file cannot be read.
absl::StatusOr<std::vector<v1::PackageFile>> ReadOfficeFiles(const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_OFFICE_FILES_H_
