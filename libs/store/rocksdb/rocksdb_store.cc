#include "libs/store/rocksdb/rocksdb_store.h"

#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/data_dir.h"
#include "libs/store/rocksdb/flush_tracker.h"
#include "libs/store/rocksdb/manifest_note.h"
#include "libs/store/rocksdb/recovery_log.h"
#include "libs/store/rocksdb/rocksdb_snapshot.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "libs/store/rocksdb/rocksdb_tuning.h"
#include "libs/store/rocksdb/store_environment.h"
#include "libs/store/rocksdb/table_files.h"
#include "libs/store/rocksdb/torn_end.h"
#include "rocksdb/db.h"
#include "rocksdb/write_batch.h"

namespace skranke {
namespace {

// The store's own column family, DO NOT CHANGE:
//   "fence" -> the latest fence, "tag" -> the highest tag; 8 bytes, most significant first.
// The tag is written last in every tagged batch: FlushTracker watches this family.
constexpr uint32_t kOwnFamily = 0;  // RocksDB's number of its "default" family.
constexpr char kFenceKey[] = "fence";
constexpr char kTagKey[] = "tag";

std::string EncodeNumber(uint64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift));
  return bytes;
}

uint64_t DecodeNumber(const std::string& bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<uint8_t>(byte);
  return number;
}

rocksdb::Slice Bytes(absl::string_view bytes) { return {bytes.data(), bytes.size()}; }

class RocksDbStore : public Store {
 public:
  RocksDbStore(std::string dir, const RocksDbOptions& options,
               std::shared_ptr<FlushTracker> tracker, std::unique_ptr<rocksdb::DB> db,
               std::vector<rocksdb::ColumnFamilyHandle*> families)
      : dir_(std::move(dir)),
        read_only_(options.read_only),
        environment_(options.environment),
        tracker_(std::move(tracker)),
        db_(std::move(db)),
        families_(std::move(families)) {}
  ~RocksDbStore() override;

  // Reads the store's own rows.
  absl::Status Start();

  std::shared_ptr<const StoreSnapshot> Snapshot() const override;
  absl::Status Commit(const Batch& batch, uint64_t fence) override;
  absl::StatusOr<uint64_t> TakeOver() override;
  uint64_t FlushedTag() const override { return tracker_->flushed_tag(); }
  absl::Status Flush() override;
  absl::Status Verify() override;
  absl::StatusOr<uint64_t> FreeBytes() const override;
  std::string Describe() const override;

 private:
  rocksdb::ColumnFamilyHandle* Own() const { return families_.back(); }
  absl::StatusOr<uint64_t> ReadOwn(const char* key) const;
  absl::Status MayWrite() const;
  absl::Status MayCommit(const Batch& batch, uint64_t fence) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Fill(const Batch& batch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Write(rocksdb::WriteBatch& changes) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string dir_;
  const bool read_only_;
  const std::shared_ptr<StoreEnvironment> environment_;  // Outlives the database.
  const std::shared_ptr<FlushTracker> tracker_;
  const std::unique_ptr<rocksdb::DB> db_;
  const std::vector<rocksdb::ColumnFamilyHandle*> families_;  // Tables by number, then our own.

  mutable Mutex mutex_;
  uint64_t fence_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t tag_ ABSL_GUARDED_BY(mutex_) = 0;
  rocksdb::WriteBatch changes_ ABSL_GUARDED_BY(mutex_);  // Kept for its memory.
};

RocksDbStore::~RocksDbStore() {
  for (rocksdb::ColumnFamilyHandle* family : families_) delete family;
  const rocksdb::Status closed = db_->Close();
  assert(!closed.IsAborted() && "a snapshot outlives its store");
}

absl::StatusOr<uint64_t> RocksDbStore::ReadOwn(const char* key) const {
  std::string bytes;
  const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), Own(), key, &bytes);
  if (status.IsNotFound()) return 0;
  SKRANKE_RETURN_IF_ERROR(FromRocksDb(status, absl::StrCat("reading the store's ", key)));
  if (bytes.size() != sizeof(uint64_t)) {
    return DamagedFile(dir_, absl::StrCat("the store's ", key, " has ", bytes.size(), " bytes"));
  }
  return DecodeNumber(bytes);
}

absl::Status RocksDbStore::Start() {
  MutexLock lock(&mutex_);
  SKRANKE_ASSIGN_OR_RETURN(fence_, ReadOwn(kFenceKey));
  SKRANKE_ASSIGN_OR_RETURN(tag_, ReadOwn(kTagKey));
  // Opening for writing moves all of an old log into table files.
  if (!read_only_) tracker_->Flushed(db_->GetLatestSequenceNumber(), tag_);
  return absl::OkStatus();
}

std::shared_ptr<const StoreSnapshot> RocksDbStore::Snapshot() const {
  return std::make_shared<RocksDbSnapshot>(db_.get(), families_);
}

absl::Status RocksDbStore::MayWrite() const {
  if (read_only_) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "READ_ONLY",
                       "the store is open for reading only");
  }
  return tracker_->failure();
}

absl::Status RocksDbStore::MayCommit(const Batch& batch, uint64_t fence) const {
  SKRANKE_RETURN_IF_ERROR(MayWrite());
  if (fence != fence_ || fence == 0) {
    return ReasonError(absl::StatusCode::kAborted, "FENCED",
                       absl::StrCat("fence ", fence, " may not write: the latest is ", fence_));
  }
  if (batch.tag() != 0 && batch.tag() < tag_) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "TAG_FALLS",
                       absl::StrCat("tag ", batch.tag(), " comes after tag ", tag_));
  }
  return absl::OkStatus();
}

absl::Status RocksDbStore::Fill(const Batch& batch) {
  rocksdb::Status status;
  changes_.Clear();
  batch.ForEach([&](const Batch::Change& change) {
    rocksdb::ColumnFamilyHandle* const family = families_[static_cast<size_t>(change.table)];
    const rocksdb::Status added =
        change.value ? changes_.Put(family, Bytes(change.key), Bytes(*change.value))
                     : changes_.Delete(family, Bytes(change.key));
    if (!added.ok()) status = added;
  });
  if (batch.tag() != 0 && status.ok()) {
    status = changes_.Put(Own(), kTagKey, EncodeNumber(batch.tag()));
  }
  return FromRocksDb(status, "filling a batch");
}

absl::Status RocksDbStore::Write(rocksdb::WriteBatch& changes) {
  rocksdb::WriteOptions durable;
  durable.sync = true;
  const rocksdb::Status status = db_->Write(durable, &changes);
  if (!status.ok()) tracker_->Fail(FromRocksDb(status, "committing"));
  return tracker_->failure();
}

absl::Status RocksDbStore::Commit(const Batch& batch, uint64_t fence) {
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(MayCommit(batch, fence));
  SKRANKE_RETURN_IF_ERROR(Fill(batch));
  SKRANKE_RETURN_IF_ERROR(Write(changes_));
  if (batch.tag() == 0) return absl::OkStatus();
  tag_ = batch.tag();
  tracker_->Committed(db_->GetLatestSequenceNumber(), tag_);
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> RocksDbStore::TakeOver() {
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(MayWrite());
  rocksdb::WriteBatch changes;
  SKRANKE_RETURN_IF_ERROR(
      FromRocksDb(changes.Put(Own(), kFenceKey, EncodeNumber(fence_ + 1)), "filling a batch"));
  SKRANKE_RETURN_IF_ERROR(Write(changes));
  return ++fence_;
}

absl::Status RocksDbStore::Flush() {
  SKRANKE_RETURN_IF_ERROR(MayWrite());
  uint64_t sequence = 0;
  {
    MutexLock lock(&mutex_);
    sequence = db_->GetLatestSequenceNumber();
  }
  const rocksdb::Status status = db_->Flush(rocksdb::FlushOptions(), families_);
  if (!status.ok()) tracker_->Fail(FromRocksDb(status, "flushing"));
  SKRANKE_RETURN_IF_ERROR(tracker_->failure());
  tracker_->Flushed(sequence);  // RocksDB may wake us before it tells its listener.
  return absl::OkStatus();
}

// A store open for writing empties its log first, so that table files are all there is to read.
// One open for reading has just read its log, every checksum of it.
absl::Status RocksDbStore::Verify() {
  if (!read_only_) SKRANKE_RETURN_IF_ERROR(Flush());
  return VerifyTableFiles(db_.get());
}

absl::StatusOr<uint64_t> RocksDbStore::FreeBytes() const {
  if (environment_ == nullptr) return FreeBytesIn(dir_);
  uint64_t bytes = 0;
  SKRANKE_RETURN_IF_ERROR(FromRocksDb(db_->GetEnv()->GetFreeSpace(dir_, &bytes), "asking"));
  return bytes;
}

std::string RocksDbStore::Describe() const {
  std::string lines;
  uint64_t memory = 0;
  for (size_t i = 0; i < families_.size(); ++i) {
    uint64_t files = 0, memtables = 0;
    db_->GetIntProperty(families_[i], "rocksdb.total-sst-files-size", &files);
    db_->GetIntProperty(families_[i], "rocksdb.size-all-mem-tables", &memtables);
    if (i < kTableCount) absl::StrAppend(&lines, kTableNames[i], "_file_bytes ", files, "\n");
    memory += memtables;
  }
  uint64_t cache = 0;
  db_->GetIntProperty("rocksdb.block-cache-usage", &cache);
  absl::StrAppend(&lines, "memtable_bytes ", memory, "\nblock_cache_bytes ", cache,
                  "\nflushed_tag ", FlushedTag(), "\n");
  return lines;
}

// Names the file where RocksDB's error does not.
absl::Status OpenError(const rocksdb::Status& status, rocksdb::Env* env, const std::string& dir,
                       const RecoveryLog& log) {
  const std::string damaged_log = log.damaged_file();
  if (status.IsCorruption() && !damaged_log.empty()) {
    return DamagedFile(damaged_log, status.ToString());
  }
  // Of some damage to a table file RocksDB says that it is the manifest's.
  if (status.IsCorruption()) SKRANKE_RETURN_IF_ERROR(VerifyTableFilesIn(env, dir));
  return FromRocksDb(status, absl::StrCat("opening ", dir));
}

// It writes past RocksDB, and so to this machine's disk alone.
std::shared_ptr<RecoveryLog> OpenRecoveryLog(const std::string& dir,
                                             const RocksDbOptions& options) {
  const bool writes = !options.read_only && options.environment == nullptr;
  return std::make_shared<RecoveryLog>(writes ? absl::StrCat(dir, "/LOG") : "");
}

absl::Status PrepareDataDir(const std::string& dir, const RocksDbOptions& options) {
  rocksdb::Env* const env = EnvOf(options);
  SKRANKE_RETURN_IF_ERROR(CheckDataDir(env, dir));
  SKRANKE_RETURN_IF_ERROR(CheckManifest(env, dir));
  if (!options.read_only) return CreateDataDir(env, dir);
  if (HasDatabase(env, dir)) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kNotFound, "STORE_NOT_FOUND",
                     absl::StrCat("there is no store in ", dir));
}

absl::StatusOr<std::unique_ptr<Store>> OpenOnce(const std::string& dir,
                                                const RocksDbOptions& options) {
  const std::shared_ptr<RecoveryLog> log = OpenRecoveryLog(dir, options);
  auto tracker = std::make_shared<FlushTracker>(kOwnFamily);
  rocksdb::DBOptions database = DatabaseOptions(options);
  database.info_log = log;
  database.listeners.push_back(tracker);

  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      options.read_only
          ? rocksdb::DB::OpenForReadOnly(database, dir, ColumnFamilies(options), &families, &db)
          : rocksdb::DB::Open(database, dir, ColumnFamilies(options), &families, &db);
  if (!status.ok()) return OpenError(status, EnvOf(options), dir, *log);
  auto store = std::make_unique<RocksDbStore>(dir, options, std::move(tracker),
                                              std::unique_ptr<rocksdb::DB>(db), families);
  SKRANKE_RETURN_IF_ERROR(store->Start());
  return store;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenRocksDb(const std::string& dir,
                                                   const RocksDbOptions& options) {
  SKRANKE_RETURN_IF_ERROR(PrepareDataDir(dir, options));
  absl::StatusOr<std::unique_ptr<Store>> store = OpenOnce(dir, options);
  if (!options.read_only && absl::IsDataLoss(store.status())) {
    SKRANKE_ASSIGN_OR_RETURN(const bool was_torn, CutTornEnds(EnvOf(options), dir));
    if (was_torn) store = OpenOnce(dir, options);
  }
  // A disk too full for a note is not too full for reading.
  if (store.ok() && !options.read_only) NoteManifest(EnvOf(options), dir).IgnoreError();
  return store;
}

absl::StatusOr<std::unique_ptr<Store>> OpenForVerify(const std::string& dir) {
  return OpenRocksDb(dir, {.read_only = true});
}

}  // namespace skranke
