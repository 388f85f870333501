// Whole files, read within a limit and written so that a power loss leaves the old or the new one.
// Threads may call these at the same time for different paths.
#ifndef SKRANKE_LIBS_BASE_FILES_H_
#define SKRANKE_LIBS_BASE_FILES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/limits.h"

namespace skranke {

// NOT_FOUND where there is none; OUT_OF_RANGE, naming the limit, where it is larger than
// `max_bytes`; INVALID_ARGUMENT where it is no regular file. Every error names the path.
absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     size_t max_bytes = kPackageFileBytesMax);

// Replaces the file in one step: when this returns OK, a power loss no longer takes the bytes away.
// Uses `path`.new beside it. Afterwards the file is readable by its owner and group only.
absl::Status WriteFileDurably(const std::string& path, absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_FILES_H_
