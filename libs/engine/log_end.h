// Where the log ends: what the next record follows on. The writer's own; one thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_LOG_END_H_
#define SKRANKE_LIBS_ENGINE_LOG_END_H_

#include <cstdint>
#include <deque>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/base/sha256.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

class LogEnd {
 public:
  // An empty log.
  LogEnd();
  // As a stored head says.
  explicit LogEnd(const storage::v1::Head& head) : head_(head) {}

  const storage::v1::Head& head() const { return head_; }
  uint64_t position() const { return head_.position(); }

  // Moves on by one record.
  void Append(absl::string_view record_bytes);
  // Ids of requests up to this position have been forgotten.
  void Expire(uint64_t position) {
    head_.set_expired_position(position);
    oldest_id_us_ = 0;
  }
  // Time of the oldest record whose request id is remembered; 0: not looked up yet.
  int64_t oldest_id_us() const { return oldest_id_us_; }
  void set_oldest_id_us(int64_t record_us) { oldest_id_us_ = record_us; }
  // Ends a batch whose latest record has that time. Its chain is remembered, for when the store
  // says that it is flushed.
  void EndBatch(int64_t record_us);
  // The store no longer needs its log up to that batch.
  void Flushed(uint64_t tag);
  void set_key_check(const std::string& key_check) { head_.set_key_check(key_check); }
  void set_view_version(uint32_t version) { head_.set_view_version(version); }

 private:
  struct BatchEnd {
    uint64_t position;
    std::string chain;
  };

  storage::v1::Head head_;
  Sha256Stream hasher_;
  int64_t oldest_id_us_ = 0;
  std::deque<BatchEnd> unflushed_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_LOG_END_H_
