// What a RocksDB database takes for its disk, where that is not this machine's. For this room
// alone: it names RocksDB. The database and everything made from it go before it does.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_STORE_ENVIRONMENT_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_STORE_ENVIRONMENT_H_

#include <memory>

#include "libs/store/rocksdb/rocksdb_store.h"
#include "rocksdb/env.h"

namespace skranke {

struct StoreEnvironment {
  std::unique_ptr<rocksdb::Env> env;
};

// The options' disk; this machine's where they name none.
inline rocksdb::Env* EnvOf(const RocksDbOptions& options) {
  return options.environment == nullptr ? rocksdb::Env::Default() : options.environment->env.get();
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_STORE_ENVIRONMENT_H_
