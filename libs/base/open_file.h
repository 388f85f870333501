// A file descriptor with its end, and what every reader and writer of a whole file does with it.
// `name` is for errors. Threads may call these at the same time for different descriptors.
#ifndef SKRANKE_LIBS_BASE_OPEN_FILE_H_
#define SKRANKE_LIBS_BASE_OPEN_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// An open file descriptor, closed at the end of its scope.
class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int fd() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  const int fd_;
};

// errno as a status: "cannot DOING NAME".
absl::Status FileError(absl::string_view doing, absl::string_view name);

// All bytes of it. INVALID_ARGUMENT where it is no regular file; OUT_OF_RANGE above `max_bytes`,
// also where it grows meanwhile; else what errno says.
absl::StatusOr<std::string> ReadWhole(const OpenFile& file, absl::string_view name,
                                      size_t max_bytes);

// Writes all bytes and syncs them. What errno says.
absl::Status WriteWhole(const OpenFile& file, absl::string_view name, absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_OPEN_FILE_H_
