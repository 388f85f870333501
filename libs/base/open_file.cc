#include "libs/base/open_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

absl::Status CheckReadable(int fd, absl::string_view name, size_t max_bytes) {
  struct stat info;
  if (fstat(fd, &info) != 0) return FileError("look at", name);
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(name, " is not a regular file"));
  }
  if (static_cast<size_t>(info.st_size) <= max_bytes) return absl::OkStatus();
  return absl::OutOfRangeError(
      absl::StrCat(name, " has ", info.st_size, " bytes; at most ", max_bytes, " are read"));
}

}  // namespace

OpenFile::~OpenFile() {
  if (fd_ >= 0) close(fd_);
}

absl::Status FileError(absl::string_view doing, absl::string_view name) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", doing, " ", name));
}

absl::StatusOr<std::string> ReadWhole(const OpenFile& file, absl::string_view name,
                                      size_t max_bytes) {
  SKRANKE_RETURN_IF_ERROR(CheckReadable(file.fd(), name, max_bytes));
  std::string bytes;
  char piece[64 * 1024];
  while (true) {
    const ssize_t got = read(file.fd(), piece, sizeof(piece));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError("read", name);
    if (got == 0) return bytes;
    bytes.append(piece, static_cast<size_t>(got));
    // It may have grown since it was looked at.
    if (bytes.size() > max_bytes) {
      return absl::OutOfRangeError(absl::StrCat(name, " grew above ", max_bytes, " bytes"));
    }
  }
}

absl::Status WriteWhole(const OpenFile& file, absl::string_view name, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file.fd(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError("write", name);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file.fd()) == 0 ? absl::OkStatus() : FileError("sync", name);
}

}  // namespace skranke
