#include "libs/store/rocksdb/data_dir.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <vector>

#include "absl/strings/match.h"
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
bool HoldsData(rocksdb::Env* env, const std::string& dir) {
  std::vector<std::string> names;
  env->GetChildren(dir, &names).PermitUncheckedError();
  return std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return absl::EndsWith(name, ".sst") || absl::EndsWith(name, ".log");
  });
}

}  // namespace

absl::Status SyncDirectory(rocksdb::Env* env, const std::string& dir) {
  std::unique_ptr<rocksdb::Directory> directory;
  rocksdb::Status status = env->NewDirectory(dir, &directory);
  if (status.ok()) status = directory->Fsync();
  return FromRocksDb(status, absl::StrCat("syncing ", dir));
}

bool HasDatabase(rocksdb::Env* env, const std::string& dir) {
  return env->FileExists(absl::StrCat(dir, "/CURRENT")).ok();
}

absl::Status CheckDataDir(rocksdb::Env* env, const std::string& dir) {
  if (HasDatabase(env, dir) || !HoldsData(env, dir)) return absl::OkStatus();
  return DamagedFile(absl::StrCat(dir, "/CURRENT"), "missing beside the data it belongs to");
}

absl::Status CreateDataDir(rocksdb::Env* env, const std::string& dir) {
  const fs::path path = fs::absolute(fs::path(dir) / "").parent_path();
  if (path == path.root_path() || env->FileExists(path.string()).ok()) return absl::OkStatus();
  SKRANKE_RETURN_IF_ERROR(CreateDataDir(env, path.parent_path().string()));
  SKRANKE_RETURN_IF_ERROR(FromRocksDb(env->CreateDirIfMissing(path.string()),
                                      absl::StrCat("creating ", path.string())));
  return SyncDirectory(env, path.parent_path().string());
}

absl::StatusOr<uint64_t> FreeBytesIn(const std::string& dir) {
  struct statvfs space;
  if (statvfs(dir.c_str(), &space) != 0) {
    return DiskError("asking for the free space of", dir, std::strerror(errno));
  }
  return uint64_t{space.f_bavail} * space.f_frsize;
}

}  // namespace skranke
