#include "libs/store/rocksdb/manifest_note.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/hex.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/env.h"

namespace skranke {
namespace {

std::string NoteFile(const std::string& dir) { return absl::StrCat(dir, "/MANIFEST-NOTE"); }

// Nothing where there is no such file.
absl::StatusOr<std::string> ReadAll(rocksdb::Env* env, const std::string& file) {
  std::string bytes;
  const rocksdb::Status status = rocksdb::ReadFileToString(env, file, &bytes);
  if (status.IsNotFound() || status.IsPathNotFound()) return "";
  SKRANKE_RETURN_IF_ERROR(FromRocksDb(status, absl::StrCat("reading ", file)));
  return bytes;
}

bool IsNameOfManifest(absl::string_view name) {
  uint64_t number = 0;
  return absl::ConsumePrefix(&name, "MANIFEST-") && absl::SimpleAtoi(name, &number);
}

// The name that CURRENT gives; empty where there is none. DATA_LOSS: it gives none that can be.
absl::StatusOr<std::string> ManifestOf(rocksdb::Env* env, const std::string& dir) {
  const std::string file = absl::StrCat(dir, "/CURRENT");
  SKRANKE_ASSIGN_OR_RETURN(const std::string current, ReadAll(env, file));
  const std::string name(absl::StripSuffix(current, "\n"));
  if (current.empty() || IsNameOfManifest(name)) return name;
  return DamagedFile(file, "names no MANIFEST");
}

std::string NoteOf(const std::string& name, absl::string_view bytes) {
  return absl::StrCat(name, " ", bytes.size(), " ", ToHex(Sha256(bytes)), "\n");
}

// What a power loss may take away must not be noted.
rocksdb::Status Sync(rocksdb::Env* env, const std::string& file) {
  std::unique_ptr<rocksdb::WritableFile> opened;
  rocksdb::Status status = env->ReopenWritableFile(file, &opened, rocksdb::EnvOptions());
  if (status.ok()) status = opened->Sync();
  return status;
}

}  // namespace

absl::Status NoteManifest(rocksdb::Env* env, const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string name, ManifestOf(env, dir));
  const std::string manifest = absl::StrCat(dir, "/", name);
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadAll(env, manifest));
  const std::string fresh = absl::StrCat(NoteFile(dir), ".new");
  rocksdb::Status status = Sync(env, manifest);
  if (status.ok()) {
    status = rocksdb::WriteStringToFile(env, NoteOf(name, bytes), fresh, /*should_sync=*/true);
  }
  if (status.ok()) status = env->RenameFile(fresh, NoteFile(dir));
  return FromRocksDb(status, absl::StrCat("noting ", name));
}

absl::StatusOr<NotedManifest> FindNotedManifest(rocksdb::Env* env, const std::string& dir) {
  NotedManifest manifest;
  SKRANKE_ASSIGN_OR_RETURN(manifest.name, ManifestOf(env, dir));
  SKRANKE_ASSIGN_OR_RETURN(const std::string note, ReadAll(env, NoteFile(dir)));
  const std::vector<std::string> parts = absl::StrSplit(note, ' ');
  if (parts.size() != 3 || parts[0] != manifest.name) return manifest;
  if (!absl::SimpleAtoi(parts[1], &manifest.bytes)) manifest.bytes = 0;
  return manifest;
}

absl::Status CheckManifest(rocksdb::Env* env, const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const NotedManifest noted, FindNotedManifest(env, dir));
  if (noted.bytes == 0) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const std::string note, ReadAll(env, NoteFile(dir)));
  const std::string manifest = absl::StrCat(dir, "/", noted.name);
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadAll(env, manifest));
  const absl::string_view begun = absl::string_view(bytes).substr(0, noted.bytes);
  if (NoteOf(noted.name, begun) == note) return absl::OkStatus();
  return DamagedFile(
      manifest, absl::StrCat("its first ", noted.bytes, " bytes are not those of MANIFEST-NOTE"));
}

}  // namespace skranke
