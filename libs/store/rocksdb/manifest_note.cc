#include "libs/store/rocksdb/manifest_note.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/hex.h"
#include "libs/base/sha256.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/env.h"

namespace skranke {
namespace {

std::string NoteFile(const std::string& dir) { return absl::StrCat(dir, "/MANIFEST-NOTE"); }

std::string ReadAll(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// The name that CURRENT gives.
std::string ManifestOf(const std::string& dir) {
  const std::string current = ReadAll(absl::StrCat(dir, "/CURRENT"));
  return std::string(absl::StripSuffix(current, "\n"));
}

std::string NoteOf(const std::string& name, absl::string_view bytes) {
  return absl::StrCat(name, " ", bytes.size(), " ", ToHex(Sha256(bytes)), "\n");
}

// What a power loss may take away must not be noted.
void Sync(const std::string& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  fdatasync(descriptor);
  close(descriptor);
}

}  // namespace

absl::Status NoteManifest(const std::string& dir) {
  const std::string name = ManifestOf(dir);
  const std::string bytes = ReadAll(absl::StrCat(dir, "/", name));
  Sync(absl::StrCat(dir, "/", name));
  rocksdb::Env* const env = rocksdb::Env::Default();
  const std::string fresh = absl::StrCat(NoteFile(dir), ".new");
  rocksdb::Status status =
      rocksdb::WriteStringToFile(env, NoteOf(name, bytes), fresh, /*should_sync=*/true);
  if (status.ok()) status = env->RenameFile(fresh, NoteFile(dir));
  return FromRocksDb(status, absl::StrCat("noting ", name));
}

absl::Status CheckManifest(const std::string& dir) {
  const std::string note = ReadAll(NoteFile(dir));
  const std::vector<std::string> parts = absl::StrSplit(note, ' ');
  const std::string name = ManifestOf(dir);
  size_t length = 0;
  if (parts.size() != 3 || parts[0] != name || !absl::SimpleAtoi(parts[1], &length)) {
    return absl::OkStatus();
  }
  const std::string manifest = absl::StrCat(dir, "/", name);
  const std::string bytes = ReadAll(manifest);
  if (NoteOf(name, absl::string_view(bytes).substr(0, length)) == note) return absl::OkStatus();
  return DamagedFile(manifest,
                     absl::StrCat("its first ", length, " bytes are not those of MANIFEST-NOTE"));
}

}  // namespace skranke
