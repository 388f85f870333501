#include "libs/store/rocksdb/table_files.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/sst_file_reader.h"
#include "rocksdb/table.h"

namespace skranke {
namespace {

rocksdb::Options ReadingPastTheCache() {
  rocksdb::BlockBasedTableOptions table;
  table.no_block_cache = true;
  rocksdb::Options options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

absl::Status VerifyTableFile(const std::string& file) {
  rocksdb::SstFileReader reader(ReadingPastTheCache());
  rocksdb::Status status = reader.Open(file);
  if (status.ok()) status = reader.VerifyChecksum();
  if (status.IsCorruption()) return DamagedFile(file, status.ToString());
  return FromRocksDb(status, absl::StrCat("verifying ", file));
}

absl::Status VerifyAll(const std::vector<rocksdb::LiveFileMetaData>& files) {
  for (const rocksdb::LiveFileMetaData& file : files) {
    SKRANKE_RETURN_IF_ERROR(
        VerifyTableFile(absl::StrCat(file.directory, "/", file.relative_filename)));
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
  return VerifyAll(files);
}

absl::Status VerifyTableFilesIn(const std::string& dir) {
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator(dir, unreadable)) {
    if (entry.path().extension() != ".sst") continue;
    SKRANKE_RETURN_IF_ERROR(VerifyTableFile(entry.path().string()));
  }
  return absl::OkStatus();
}

}  // namespace skranke
