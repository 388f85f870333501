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
#include "libs/base/open_file.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};

bool IsRegular(int folder, const std::string& name) {
  struct stat info;
  return fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode);
}

// A file that was not there before: whatever somebody laid under that name is not written through.
absl::Status WriteFresh(int folder, const std::string& name, absl::string_view bytes) {
  if (unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT) return FileError("remove", name);
  const OpenFile file(
      openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (!file.ok()) return FileError("create", name);
  return WriteWhole(file, name, bytes);
}

}  // namespace

absl::StatusOr<Folder> Folder::Open(const std::string& path) {
  // The way to it may have links: the operator made it.
  const int fd = open(path.c_str(), kFolderFlags & ~O_NOFOLLOW);
  if (fd < 0) return FileError("open the folder", path);
  return Folder(fd);
}

Folder::~Folder() {
  if (fd_ >= 0) close(fd_);
}

absl::StatusOr<Folder> Folder::Sub(const std::string& name) const {
  const int fd = openat(fd_, name.c_str(), kFolderFlags);
  if (fd < 0) return FileError("open the folder", name);
  return Folder(fd);
}

absl::StatusOr<Folder> Folder::Make(const std::string& name) const {
  if (mkdirat(fd_, name.c_str(), 0770) == 0) {
    SKRANKE_RETURN_IF_ERROR(Sync());
  } else if (errno != EEXIST) {
    return FileError("make the folder", name);
  }
  return Sub(name);
}

absl::StatusOr<std::vector<std::string>> Folder::Names(size_t most) const {
  // A descriptor of its own: reading moves its place.
  const int fd = openat(fd_, ".", kFolderFlags);
  if (fd < 0) return FileError("open", "a folder");
  const std::unique_ptr<DIR, CloseDir> dir(fdopendir(fd));
  if (dir == nullptr) {
    close(fd);
    return FileError("list", "a folder");
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(dir.get())) {
    const std::string name = entry->d_name;
    if (name[0] != '.' && IsRegular(fd_, name)) names.push_back(name);
    errno = 0;
  }
  if (errno != 0) return FileError("list", "a folder");
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
  if (!file.ok()) return FileError("open", name);
  return ReadWhole(file, name, max_bytes);
}

absl::Status Folder::Write(const std::string& name, absl::string_view bytes) const {
  const std::string fresh = absl::StrCat(".", name, ".new");
  SKRANKE_RETURN_IF_ERROR(WriteFresh(fd_, fresh, bytes));
  if (renameat(fd_, fresh.c_str(), fd_, name.c_str()) != 0) return FileError("replace", name);
  return Sync();
}

absl::Status Folder::Move(const std::string& name, const Folder& to) const {
  if (renameat(fd_, name.c_str(), to.fd_, name.c_str()) != 0) return FileError("move", name);
  SKRANKE_RETURN_IF_ERROR(to.Sync());
  return Sync();
}

absl::Status Folder::Remove(const std::string& name) const {
  if (unlinkat(fd_, name.c_str(), 0) == 0) return Sync();
  return errno == ENOENT ? absl::OkStatus() : FileError("remove", name);
}

// A new name is durable only once its folder is.
absl::Status Folder::Sync() const {
  return fsync(fd_) == 0 ? absl::OkStatus() : FileError("sync", "a folder");
}

}  // namespace skranke
