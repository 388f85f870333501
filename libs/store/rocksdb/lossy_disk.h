// A disk in memory that knows what was synced, and at a power cut keeps no more than it has to: of
// bytes written since the file's last sync nothing, all, a beginning, a beginning with rubbish
// behind it, or some pages; of created, renamed and deleted names since the directory's last sync
// none, all, the first few, or any. A name and the bytes behind it are synced apart, as POSIX has
// it; but a rename never overtakes what was done before it, as no journal lets it, for RocksDB
// relies on that. For tests alone. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_LOSSY_DISK_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_LOSSY_DISK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/mutex.h"
#include "libs/store/rocksdb/rocksdb_store.h"

namespace skranke {

class LossyDisk {
 public:
  // What it says is synced, and is not: a harness has to notice.
  enum class Lie { kNone, kLogs, kTables, kManifests, kDirectories };

  // A file or a directory. `synced` bytes survive a power cut for certain.
  struct Node {
    bool is_directory = false;
    Lie kind = Lie::kNone;  // Of lies about files, the one that this file is told.
    std::string bytes;
    size_t synced = 0;
  };
  using File = std::shared_ptr<Node>;

  explicit LossyDisk(Lie lie = Lie::kNone);

  // For RocksDbOptions. The disk must outlive it.
  std::shared_ptr<StoreEnvironment> Environment();

  // The power fails before the `operations`-th change or sync from now on, which fails with all
  // after it; 0: it stays. Reading goes on, for the process only.
  void CutAfter(uint64_t operations) ABSL_LOCKS_EXCLUDED(mutex_);
  bool is_cut() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Changes and syncs so far.
  uint64_t operations() const ABSL_LOCKS_EXCLUDED(mutex_);
  // The machine is on again: there is what survived. Nothing may be open.
  void Restart(uint64_t seed) ABSL_LOCKS_EXCLUDED(mutex_);
  // Writes every file to a real directory, for who looks at a finding.
  absl::Status SaveTo(const std::string& dir) const ABSL_LOCKS_EXCLUDED(mutex_);

  // What a file system does. NOT_FOUND: no such name. ALREADY_EXISTS. UNAVAILABLE: no power.
  absl::StatusOr<File> Create(const std::string& name, bool keep_bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status CreateDirectory(const std::string& name) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<File> Open(const std::string& name) const ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Append(Node& file, absl::string_view bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Sync(Node& file) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status SyncDirectory(const std::string& name) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Delete(const std::string& name) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Rename(const std::string& from, const std::string& to) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<std::vector<std::string>> Children(const std::string& directory) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  uint64_t SizeOf(const Node& file) const ABSL_LOCKS_EXCLUDED(mutex_);
  // At most `size` bytes from `offset`, copied to `to`; how many there were.
  size_t Read(const Node& file, uint64_t offset, size_t size, char* to) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // One holder a name. UNAVAILABLE: it has one.
  absl::Status Lock(const std::string& name) ABSL_LOCKS_EXCLUDED(mutex_);
  void Unlock(const std::string& name) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Names = std::map<std::string, File>;
  // A change of names that no sync has made durable yet. Without `gone` something appears at
  // `name`, without `node` something goes; with both it is a rename, which is never half done.
  struct NameChange {
    std::string gone;
    std::string name;
    File node;
  };

  absl::Status Step() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Change(NameChange change) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static void Apply(const NameChange& change, Names& names);
  void LoseNames(std::mt19937_64& chance) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Lie lie_;
  mutable Mutex mutex_;
  Names names_ ABSL_GUARDED_BY(mutex_);
  Names durable_ ABSL_GUARDED_BY(mutex_);
  std::vector<NameChange> pending_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> locks_ ABSL_GUARDED_BY(mutex_);
  uint64_t operations_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t cut_at_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_cut_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_LOSSY_DISK_H_
