#include "libs/store/rocksdb/data_dir.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/env.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

absl::Status DiskError(absl::string_view doing, const std::string& dir, absl::string_view why) {
  return ReasonError(absl::StatusCode::kUnavailable, "STORE_IO_ERROR",
                     absl::StrCat(doing, " ", dir, ": ", why));
}

// Logs and table files appear only after CURRENT does, so creation cut short has none of them.
bool HoldsData(const std::string& dir) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, error)) {
    const fs::path kind = entry.path().extension();
    if (kind == ".sst" || kind == ".log") return true;
  }
  return false;
}

absl::Status SyncDirectory(const fs::path& dir) {
  std::unique_ptr<rocksdb::Directory> directory;
  rocksdb::Status status = rocksdb::Env::Default()->NewDirectory(dir.string(), &directory);
  if (status.ok()) status = directory->Fsync();
  return FromRocksDb(status, absl::StrCat("syncing ", dir.string()));
}

}  // namespace

bool HasDatabase(const std::string& dir) {
  std::error_code error;
  return fs::exists(fs::path(dir) / "CURRENT", error);
}

absl::Status CheckDataDir(const std::string& dir) {
  if (HasDatabase(dir) || !HoldsData(dir)) return absl::OkStatus();
  return DamagedFile(absl::StrCat(dir, "/CURRENT"), "missing beside the data it belongs to");
}

absl::Status CreateDataDir(const std::string& dir) {
  const fs::path path = fs::absolute(fs::path(dir) / "").parent_path();
  std::error_code error;
  if (!fs::create_directories(path, error)) {
    return error ? DiskError("creating", dir, error.message()) : absl::OkStatus();
  }
  return SyncDirectory(path.parent_path());
}

absl::StatusOr<uint64_t> FreeBytesIn(const std::string& dir) {
  struct statvfs space;
  if (statvfs(dir.c_str(), &space) != 0) {
    return DiskError("asking for the free space of", dir, std::strerror(errno));
  }
  return uint64_t{space.f_bavail} * space.f_frsize;
}

}  // namespace skranke
