#include "libs/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

absl::Status Failed(absl::string_view doing, absl::string_view path) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", doing, " ", path));
}

// An open file descriptor, closed at the end of its scope.
class OpenFile {
 public:
  explicit OpenFile(int fd) : fd_(fd) {}
  ~OpenFile() {
    if (fd_ >= 0) close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int fd() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  const int fd_;
};

absl::Status CheckReadable(int fd, const std::string& path, size_t max_bytes) {
  struct stat info;
  if (fstat(fd, &info) != 0) return Failed("look at", path);
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is not a regular file"));
  }
  if (static_cast<size_t>(info.st_size) > max_bytes) {
    return absl::OutOfRangeError(
        absl::StrCat(path, " has ", info.st_size, " bytes; at most ", max_bytes, " are read"));
  }
  return absl::OkStatus();
}

absl::Status WriteAll(int fd, absl::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status WriteAndSync(const std::string& path, absl::string_view bytes) {
  const OpenFile file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
  if (!file.ok()) return Failed("create", path);
  SKRANKE_RETURN_IF_ERROR(WriteAll(file.fd(), bytes, path));
  if (fsync(file.fd()) != 0) return Failed("sync", path);
  return absl::OkStatus();
}

// The new name itself is durable only once its directory is.
absl::Status SyncDirectoryOf(const std::string& path) {
  std::string parent = std::filesystem::path(path).parent_path().string();
  if (parent.empty()) parent = ".";
  const OpenFile dir(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!dir.ok()) return Failed("open", parent);
  if (fsync(dir.fd()) != 0) return Failed("sync", parent);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  // Non-blocking: a pipe of that name must be refused, not waited for.
  const OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) return Failed("open", path);
  SKRANKE_RETURN_IF_ERROR(CheckReadable(file.fd(), path, max_bytes));
  std::string bytes;
  char piece[64 * 1024];
  while (true) {
    const ssize_t got = read(file.fd(), piece, sizeof(piece));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failed("read", path);
    if (got == 0) return bytes;
    bytes.append(piece, static_cast<size_t>(got));
    // It may have grown since it was looked at.
    if (bytes.size() > max_bytes) {
      return absl::OutOfRangeError(absl::StrCat(path, " grew above ", max_bytes, " bytes"));
    }
  }
}

absl::Status WriteFileDurably(const std::string& path, absl::string_view bytes) {
  const std::string fresh = absl::StrCat(path, ".new");
  SKRANKE_RETURN_IF_ERROR(WriteAndSync(fresh, bytes));
  if (std::rename(fresh.c_str(), path.c_str()) != 0) return Failed("replace", path);
  return SyncDirectoryOf(path);
}

}  // namespace skranke
