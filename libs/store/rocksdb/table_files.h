// Checks every block of every table file of a database. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_TABLE_FILES_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_TABLE_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "rocksdb/db.h"
#include "rocksdb/env.h"

namespace skranke {

// Reads the files that make up `db` now, past RocksDB's cache, whose blocks were checked when the
// file was still whole. DATA_LOSS names the first damaged file.
absl::Status VerifyTableFiles(rocksdb::DB* db);

// Reads every table file in `dir`, of a database that cannot be opened. DATA_LOSS names the first
// damaged one; OK where none is.
absl::Status VerifyTableFilesIn(rocksdb::Env* env, const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_TABLE_FILES_H_
