#include "libs/store/rocksdb/flush_tracker.h"

#include <algorithm>

#include "libs/store/rocksdb/manifest_note.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/db.h"

namespace skranke {

void FlushTracker::Committed(uint64_t sequence, uint64_t tag) {
  MutexLock lock(&mutex_);
  in_log_.push_back({sequence, tag});
  DropFlushed();  // The flush may have been faster than we.
}

void FlushTracker::Flushed(uint64_t sequence, uint64_t tag) {
  MutexLock lock(&mutex_);
  flushed_sequence_ = std::max(flushed_sequence_, sequence);
  flushed_tag_ = std::max(flushed_tag_, tag);
  DropFlushed();
}

void FlushTracker::DropFlushed() {
  while (!in_log_.empty() && in_log_.front().sequence <= flushed_sequence_) {
    flushed_tag_ = std::max(flushed_tag_, in_log_.front().tag);
    in_log_.pop_front();
  }
}

uint64_t FlushTracker::flushed_tag() const {
  MutexLock lock(&mutex_);
  return flushed_tag_;
}

void FlushTracker::Fail(const absl::Status& error) {
  MutexLock lock(&mutex_);
  if (failure_.ok()) failure_ = error;
}

absl::Status FlushTracker::failure() const {
  MutexLock lock(&mutex_);
  return failure_;
}

void FlushTracker::OnFlushCompleted(rocksdb::DB* db, const rocksdb::FlushJobInfo& info) {
  if (info.cf_id != watched_family_) return;
  // The note before holds where this one cannot be written.
  NoteManifest(db->GetEnv(), db->GetName()).IgnoreError();
  Flushed(info.largest_seqno);
}

void FlushTracker::OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* error) {
  Fail(FromRocksDb(*error, "writing in the background"));
}

// After a failed fsync nobody knows what is on disk, so going on by itself would be a guess.
void FlushTracker::OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                                        bool* auto_recovery) {
  *auto_recovery = false;
}

}  // namespace skranke
