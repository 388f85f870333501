#include "libs/store/rocksdb/table_files.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/sst_file_reader.h"
#include "rocksdb/table.h"

namespace skranke {
namespace {

rocksdb::Options ReadingPastTheCache(rocksdb::Env* env) {
  rocksdb::BlockBasedTableOptions table;
  table.no_block_cache = true;
  rocksdb::Options options;
  options.env = env;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

absl::Status VerifyTableFile(rocksdb::Env* env, const std::string& file) {
  rocksdb::SstFileReader reader(ReadingPastTheCache(env));
  rocksdb::Status status = reader.Open(file);
  if (status.ok()) status = reader.VerifyChecksum();
  if (status.IsCorruption()) return DamagedFile(file, status.ToString());
  return FromRocksDb(status, absl::StrCat("verifying ", file));
}

absl::Status VerifyAll(rocksdb::Env* env, const std::vector<rocksdb::LiveFileMetaData>& files) {
  for (const rocksdb::LiveFileMetaData& file : files) {
    SKRANKE_RETURN_IF_ERROR(
        VerifyTableFile(env, absl::StrCat(file.directory, "/", file.relative_filename)));
  }
  return absl::OkStatus();
}

// Keeps files that a compaction has replaced until we have read them. A database open for reading
// only refuses, and needs none of it.
class DeletionsHeld {
 public:
  explicit DeletionsHeld(rocksdb::DB* db) : db_(db), held_(db->DisableFileDeletions().ok()) {}
  ~DeletionsHeld() {
    if (held_) db_->EnableFileDeletions(/*force=*/false).PermitUncheckedError();
  }
  DeletionsHeld(const DeletionsHeld&) = delete;
  DeletionsHeld& operator=(const DeletionsHeld&) = delete;

 private:
  rocksdb::DB* const db_;
  const bool held_;
};

}  // namespace

absl::Status VerifyTableFiles(rocksdb::DB* db) {
  const DeletionsHeld held(db);
  std::vector<rocksdb::LiveFileMetaData> files;
  db->GetLiveFilesMetaData(&files);
  return VerifyAll(db->GetEnv(), files);
}

absl::Status VerifyTableFilesIn(rocksdb::Env* env, const std::string& dir) {
  std::vector<std::string> names;
  env->GetChildren(dir, &names).PermitUncheckedError();
  for (const std::string& name : names) {
    if (!absl::EndsWith(name, ".sst")) continue;
    SKRANKE_RETURN_IF_ERROR(VerifyTableFile(env, absl::StrCat(dir, "/", name)));
  }
  return absl::OkStatus();
}

}  // namespace skranke
