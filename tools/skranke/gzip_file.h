// A file that may be packed with gzip. Threads may call it at the same time.
#ifndef SKRANKE_TOOLS_SKRANKE_GZIP_FILE_H_
#define SKRANKE_TOOLS_SKRANKE_GZIP_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// The content, unpacked where it begins as gzip does, whatever the file's name. Errors as ReadFile;
// DATA_LOSS where it is broken or cut off, OUT_OF_RANGE where it unpacks to more than `max_bytes`.
absl::StatusOr<std::string> ReadMaybeGzip(const std::string& path, size_t max_bytes);

// The bytes that gzip packed, of all members one after the other.
absl::StatusOr<std::string> Unpack(absl::string_view packed, size_t max_bytes);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_GZIP_FILE_H_
