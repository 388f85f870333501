// A StoreSnapshot on RocksDB. Threads may share it; its database must outlive it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_SNAPSHOT_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_SNAPSHOT_H_

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/mutex.h"
#include "libs/store/store.h"
#include "rocksdb/db.h"
#include "rocksdb/iterator.h"

namespace skranke {

class RocksDbSnapshot : public StoreSnapshot {
 public:
  // `families` by table number.
  RocksDbSnapshot(rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>& families);
  ~RocksDbSnapshot() override;
  RocksDbSnapshot(const RocksDbSnapshot&) = delete;
  RocksDbSnapshot& operator=(const RocksDbSnapshot&) = delete;

  absl::StatusOr<std::vector<absl::optional<std::string>>> MultiGet(
      absl::Span<const Row> rows) const override;
  absl::Status Scan(
      const Range& range,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit) const override;

 private:
  // False: no row has a key of that group.
  absl::StatusOr<bool> HasGroup(const Range& range) const ABSL_LOCKS_EXCLUDED(mutex_);

  rocksdb::DB* const db_;
  const std::vector<rocksdb::ColumnFamilyHandle*>& families_;
  const rocksdb::Snapshot* const snapshot_;

  mutable Mutex mutex_;
  // By table: looks for groups through their filters. Made when first asked for.
  mutable std::array<std::unique_ptr<rocksdb::Iterator>, kTableCount> probes_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_SNAPSHOT_H_
