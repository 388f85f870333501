#include "libs/base/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/open_file.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

absl::Status WriteAndSync(const std::string& path, absl::string_view bytes) {
  const OpenFile file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
  if (!file.ok()) return FileError("create", path);
  return WriteWhole(file, path, bytes);
}

// The new name itself is durable only once its directory is.
absl::Status SyncDirectoryOf(const std::string& path) {
  std::string parent = std::filesystem::path(path).parent_path().string();
  if (parent.empty()) parent = ".";
  const OpenFile dir(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!dir.ok()) return FileError("open", parent);
  if (fsync(dir.fd()) != 0) return FileError("sync", parent);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  // Non-blocking: a pipe of that name must be refused, not waited for.
  const OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) return FileError("open", path);
  return ReadWhole(file, path, max_bytes);
}

absl::Status WriteFileDurably(const std::string& path, absl::string_view bytes) {
  const std::string fresh = absl::StrCat(path, ".new");
  SKRANKE_RETURN_IF_ERROR(WriteAndSync(fresh, bytes));
  if (std::rename(fresh.c_str(), path.c_str()) != 0) return FileError("replace", path);
  return SyncDirectoryOf(path);
}

}  // namespace skranke
