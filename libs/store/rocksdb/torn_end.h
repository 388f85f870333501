// The end of a file that was being written when the power failed. RocksDB takes a log or MANIFEST
// that ends too early; but disks write pages in any order, and of one whose last entry is there
// with a hole in it RocksDB says that it is damaged. An entry is synced before anything rests on
// it: what is torn, and has nothing whole behind it, was never acknowledged, or the engine's head
// file knows better. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_TORN_END_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_TORN_END_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "rocksdb/env.h"

namespace skranke {

// Where the torn entry begins at which a log or MANIFEST has to be cut; nothing where it has none,
// or damage with whole entries behind it. From byte `unsynced_from` on, if it is not 0, whatever
// lies behind a torn entry was not synced either.
absl::optional<uint64_t> FindTornEnd(absl::string_view bytes, uint64_t unsynced_from = 0);

// Cuts torn ends off the newest log and the MANIFEST of the database in `dir`, which nobody has
// open; true where there was one. The files as they were are kept as TORN-LOG and TORN-MANIFEST.
absl::StatusOr<bool> CutTornEnds(rocksdb::Env* env, const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_TORN_END_H_
