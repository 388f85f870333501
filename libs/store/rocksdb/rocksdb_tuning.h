// How RocksDB is set up here, each choice with its reason. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_TUNING_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_TUNING_H_

#include <vector>

#include "libs/store/rocksdb/rocksdb_store.h"
#include "rocksdb/db.h"
#include "rocksdb/options.h"

namespace skranke {

// Options for the whole database; the caller adds listeners and the log.
rocksdb::DBOptions DatabaseOptions(const RocksDbOptions& options);

// The column families in the order of their handles: tables by number, then the store's own.
std::vector<rocksdb::ColumnFamilyDescriptor> ColumnFamilies(const RocksDbOptions& options);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_TUNING_H_
