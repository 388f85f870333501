// What RocksDB does in the background, as the store needs to know it: which commits have left the
// log, and the first error, which is final. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_FLUSH_TRACKER_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_FLUSH_TRACKER_H_

#include <cstdint>
#include <deque>

#include "absl/status/status.h"
#include "libs/base/mutex.h"
#include "rocksdb/listener.h"

namespace skranke {

// All column families are flushed together (atomic_flush), so once bytes of sequence number s are
// in a table file, everything up to s is. Each commit ends with a row in the store's own family,
// `watched_family`; the highest sequence number flushed there tells which commits are out of the
// log.
class FlushTracker : public rocksdb::EventListener {
 public:
  explicit FlushTracker(uint32_t watched_family) : watched_family_(watched_family) {}

  // The commit whose last row has `sequence` is in the log. Both rise from call to call.
  void Committed(uint64_t sequence, uint64_t tag);
  // Everything up to `sequence` is in table files; the highest of their tags is at least `tag`.
  void Flushed(uint64_t sequence, uint64_t tag = 0);
  uint64_t flushed_tag() const;

  // Keeps the first error for good.
  void Fail(const absl::Status& error);
  absl::Status failure() const;

  void OnFlushCompleted(rocksdb::DB* db, const rocksdb::FlushJobInfo& info) override;
  void OnBackgroundError(rocksdb::BackgroundErrorReason reason, rocksdb::Status* error) override;
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason reason, rocksdb::Status error,
                            bool* auto_recovery) override;

 private:
  struct Commit {
    uint64_t sequence;
    uint64_t tag;
  };
  void DropFlushed() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const uint32_t watched_family_;
  mutable Mutex mutex_;
  std::deque<Commit> in_log_ ABSL_GUARDED_BY(mutex_);
  uint64_t flushed_sequence_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t flushed_tag_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_FLUSH_TRACKER_H_
