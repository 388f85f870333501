#include "libs/base/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

absl::Status Failed(absl::string_view doing, absl::string_view name) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", doing, " ", name));
}

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

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};

bool IsRegular(int folder, const std::string& name) {
  struct stat info;
  return fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
}

absl::Status CheckReadable(int fd, const std::string& name, size_t max_bytes) {
  struct stat info;
  if (fstat(fd, &info) != 0) return Failed("look at", name);
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(name, " is not a regular file"));
  }
  if (static_cast<size_t>(info.st_size) <= max_bytes) return absl::OkStatus();
  return absl::OutOfRangeError(
      absl::StrCat(name, " has ", info.st_size, " bytes; at most ", max_bytes, " are read"));
}

absl::StatusOr<std::string> ReadAll(int fd, const std::string& name, size_t max_bytes) {
  std::string bytes;
  char piece[64 * 1024];
  while (true) {
    const ssize_t got = read(fd, piece, sizeof(piece));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failed("read", name);
    if (got == 0) return bytes;
    bytes.append(piece, static_cast<size_t>(got));
    if (bytes.size() <= max_bytes) continue;
    return absl::OutOfRangeError(absl::StrCat(name, " grew above ", max_bytes, " bytes"));
  }
}

absl::Status WriteAll(int fd, absl::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("write", name);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// A file that was not there before: whatever somebody laid under that name is not written through.
absl::Status WriteFresh(int folder, const std::string& name, absl::string_view bytes) {
  if (unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT) return Failed("remove", name);
  const OpenFile file(
      openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (!file.ok()) return Failed("create", name);
  SKRANKE_RETURN_IF_ERROR(WriteAll(file.fd(), bytes, name));
  return fsync(file.fd()) == 0 ? absl::OkStatus() : Failed("sync", name);
}

}  // namespace

absl::StatusOr<Folder> Folder::Open(const std::string& path) {
  // The way to it may have links: the operator made it.
  const int fd = open(path.c_str(), kFolderFlags & ~O_NOFOLLOW);
  if (fd < 0) return Failed("open the folder", path);
  return Folder(fd);
}

Folder::~Folder() {
  if (fd_ >= 0) close(fd_);
}

absl::StatusOr<Folder> Folder::Sub(const std::string& name) const {
  const int fd = openat(fd_, name.c_str(), kFolderFlags);
  if (fd < 0) return Failed("open the folder", name);
  return Folder(fd);
}

absl::StatusOr<Folder> Folder::Make(const std::string& name) const {
  if (mkdirat(fd_, name.c_str(), 0770) == 0) {
    SKRANKE_RETURN_IF_ERROR(Sync());
  } else if (errno != EEXIST) {
    return Failed("make the folder", name);
  }
  return Sub(name);
}

absl::StatusOr<std::vector<std::string>> Folder::Names(size_t most) const {
  // A descriptor of its own: reading moves its place.
  const int fd = openat(fd_, ".", kFolderFlags);
  if (fd < 0) return Failed("open", "a folder");
  const std::unique_ptr<DIR, CloseDir> dir(fdopendir(fd));
  if (dir == nullptr) {
    close(fd);
    return Failed("list", "a folder");
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(dir.get())) {
    const std::string name = entry->d_name;
    if (name[0] != '.' && IsRegular(fd_, name)) names.push_back(name);
    errno = 0;
  }
  if (errno != 0) return Failed("list", "a folder");
  std::sort(names.begin(), names.end());
  if (names.size() > most) names.resize(most);
  return names;
}

bool Folder::Has(const std::string& name) const { return IsRegular(fd_, name); }

absl::StatusOr<std::string> Folder::Read(const std::string& name, size_t max_bytes) const {
  // Non-blocking: a pipe of that name must be refused, not waited for.
  const OpenFile file(openat(fd_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok() && errno == ELOOP) {
    return absl::InvalidArgumentError(absl::StrCat(name, " is a link"));
  }
  if (!file.ok()) return Failed("open", name);
  SKRANKE_RETURN_IF_ERROR(CheckReadable(file.fd(), name, max_bytes));
  return ReadAll(file.fd(), name, max_bytes);
}

absl::Status Folder::Write(const std::string& name, absl::string_view bytes) const {
  const std::string fresh = absl::StrCat(".", name, ".new");
  SKRANKE_RETURN_IF_ERROR(WriteFresh(fd_, fresh, bytes));
  if (renameat(fd_, fresh.c_str(), fd_, name.c_str()) != 0) return Failed("replace", name);
  return Sync();
}

absl::Status Folder::Move(const std::string& name, const Folder& to) const {
  if (renameat(fd_, name.c_str(), to.fd_, name.c_str()) != 0) return Failed("move", name);
  SKRANKE_RETURN_IF_ERROR(to.Sync());
  return Sync();
}

absl::Status Folder::Remove(const std::string& name) const {
  if (unlinkat(fd_, name.c_str(), 0) == 0) return Sync();
  return errno == ENOENT ? absl::OkStatus() : Failed("remove", name);
}

// A new name is durable only once its folder is.
absl::Status Folder::Sync() const {
  return fsync(fd_) == 0 ? absl::OkStatus() : Failed("sync", "a folder");
}

}  // namespace skranke
