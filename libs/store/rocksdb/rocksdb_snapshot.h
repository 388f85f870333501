// A StoreSnapshot on RocksDB. Threads may share it; its database must outlive it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_SNAPSHOT_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_SNAPSHOT_H_

#include <string>
#include <vector>

#include "libs/store/store.h"
#include "rocksdb/db.h"

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
  rocksdb::DB* const db_;
  const std::vector<rocksdb::ColumnFamilyHandle*>& families_;
  const rocksdb::Snapshot* const snapshot_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_SNAPSHOT_H_
