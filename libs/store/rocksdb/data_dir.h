// The directory a RocksDB database lies in, before the database is opened. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_DATA_DIR_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_DATA_DIR_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/env.h"

namespace skranke {

// OK: there is a database in `dir`, or nothing yet. DATA_LOSS: files of a database, without the
// file that says which of them count; RocksDB would start an empty one over them.
absl::Status CheckDataDir(rocksdb::Env* env, const std::string& dir);

// Whether a database was ever created in `dir`.
bool HasDatabase(rocksdb::Env* env, const std::string& dir);

// Creates `dir` with its parents, all on disk when this returns.
absl::Status CreateDataDir(rocksdb::Env* env, const std::string& dir);

// Makes what was created, renamed and deleted in `dir` survive a power loss.
absl::Status SyncDirectory(rocksdb::Env* env, const std::string& dir);

// What the file system of `dir` still gives to users other than root.
absl::StatusOr<uint64_t> FreeBytesIn(const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_DATA_DIR_H_
