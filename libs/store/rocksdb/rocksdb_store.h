// A Store in a directory of this machine, on RocksDB: a column family a table, one log for all.
//
// A process has a directory for itself: a second one is refused with UNAVAILABLE. Damage to the log
// that could hide a commit is refused when opening, except where it looks like a commit cut short
// by a crash, at the very end, or torn there by a power cut; only a position kept elsewhere can
// tell those two apart (the engine's head file does).
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_STORE_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_STORE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/store/store.h"

namespace skranke {

struct StoreEnvironment;

struct RocksDbOptions {
  // Reads what is there and changes nothing, not even a file's date. Not beside a running writer.
  bool read_only = false;
  // Blocks, indexes and filters of the table files kept in memory. A million cases have about
  // 350 MB of blocks, and 14 MB of indexes and filters, which have to fit.
  size_t block_cache_bytes = size_t{96} << 20;
  // The log grows to this before memory is written to table files. A restart after a crash reads it
  // all, at about 6 us a case, and memory holds about 1.5 times as much (DESIGN: 32 to 64 MiB).
  size_t wal_bytes = size_t{48} << 20;
  // The disk; null: this machine's. Tests give one that loses what was not synced (lossy_disk.h).
  std::shared_ptr<StoreEnvironment> environment = nullptr;
};

// Opens the store in `dir`, creating both where nothing is there yet.
// DATA_LOSS names the damaged or missing file. NOT_FOUND: read_only, and there is no store.
absl::StatusOr<std::unique_ptr<Store>> OpenRocksDb(const std::string& dir,
                                                   const RocksDbOptions& options = {});

// Opens the store in `dir` for Verify() and reading, without changing a byte of it.
absl::StatusOr<std::unique_ptr<Store>> OpenForVerify(const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_STORE_H_
