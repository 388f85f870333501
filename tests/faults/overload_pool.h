// Registrations that a crowd wants to make, and what became of each: asked again until it is
// acknowledged, as people do. Threads may share it.
#ifndef SKRANKE_TESTS_FAULTS_OVERLOAD_POOL_H_
#define SKRANKE_TESTS_FAULTS_OVERLOAD_POOL_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/base/mutex.h"
#include "libs/rpc/client/call.h"

namespace skranke {

// What one attempt came to.
enum class Attempted {
  kAcknowledged,
  // The queue was full: nothing was done.
  kRefused,
  // No answer: it may have been done.
  kUnknown,
  // Anything else, which no registration of a pool may get.
  kWrong,
};

Attempted AttemptedOf(const absl::Status& status);

class RequestPool {
 public:
  // `size` registrations by persons from `first` on.
  RequestPool(uint64_t first, size_t size);

  // The next that is not acknowledged and not under way; nothing when there is none.
  std::optional<size_t> Take() ABSL_LOCKS_EXCLUDED(mutex_);
  // What came of it.
  void Answered(size_t i, Attempted attempted, absl::string_view reply) ABSL_LOCKS_EXCLUDED(mutex_);

  // The bytes of one; they never change.
  const std::string& request(size_t i) const { return requests_[i].bytes; }
  size_t acknowledged() const ABSL_LOCKS_EXCLUDED(mutex_);

  // With nothing under way: asks for those again that got no answer, until each has one; then asks
  // again for every `step`-th that was acknowledged: LOST unless the reply is the same.
  absl::Status Settle(grpc::Channel& channel);
  absl::Status CheckReplays(grpc::Channel& channel, size_t step) const;

 private:
  enum class Fate { kOpen, kUnknown, kAcknowledged };
  struct Request {
    std::string bytes;
    Fate fate = Fate::kOpen;
    std::string reply_hash;
  };

  std::vector<Request> requests_;
  mutable Mutex mutex_;
  std::deque<size_t> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_OVERLOAD_POOL_H_
