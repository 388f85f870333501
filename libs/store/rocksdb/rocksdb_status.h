// RocksDB's statuses in our words; the only place where they are translated. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_STATUS_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace rocksdb {
class Status;
}

namespace skranke {

// `doing` says what we were about, e.g. "committing". A disk error is UNAVAILABLE and never
// "nothing happened": the bytes may have arrived.
absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view doing);

// DATA_LOSS, reason DATA_LOSS: the stored bytes of `file` are damaged.
absl::Status DamagedFile(absl::string_view file, absl::string_view what);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_ROCKSDB_STATUS_H_
