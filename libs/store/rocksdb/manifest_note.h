// A second opinion on RocksDB's MANIFEST, which says what table files there are and is believed
// without it: where its end is cut off or zeroed at the end of an entry, RocksDB opens with files
// of some families forgotten, and deletes them. The note holds how the MANIFEST began when it was
// last complete; it only ever grows. Threads may share these functions.
//
// The file MANIFEST-NOTE, DO NOT CHANGE: one line, "MANIFEST-000005 LENGTH SHA-256-IN-HEX\n".
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_MANIFEST_NOTE_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_MANIFEST_NOTE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/env.h"

namespace skranke {

// Notes the MANIFEST of `dir` as it is now, synced before. What was noted before stays where this
// fails.
absl::Status NoteManifest(rocksdb::Env* env, const std::string& dir);

// The MANIFEST that counts, and how many bytes of it were synced when it was noted; 0: it was not.
struct NotedManifest {
  std::string name;
  uint64_t bytes = 0;
};
absl::StatusOr<NotedManifest> FindNotedManifest(rocksdb::Env* env, const std::string& dir);

// DATA_LOSS names the MANIFEST where it does not begin as it was noted. OK where nothing is noted,
// or RocksDB has begun another MANIFEST since. UNAVAILABLE: it cannot be read.
absl::Status CheckManifest(rocksdb::Env* env, const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_MANIFEST_NOTE_H_
