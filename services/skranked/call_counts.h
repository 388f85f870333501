// Counts calls by method and result, for the metrics page. Threads share it.
#ifndef SKRANKE_SERVICES_SKRANKED_CALL_COUNTS_H_
#define SKRANKE_SERVICES_SKRANKED_CALL_COUNTS_H_

#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "libs/base/mutex.h"
#include "libs/rpc/rpc_observer.h"

namespace skranke {

// Upper bounds of the duration histogram: powers of two from a tenth of a millisecond.
inline constexpr int kDurationBuckets = 16;
inline constexpr absl::Duration kFirstDurationBucket = absl::Microseconds(100);

struct CallFigures {
  uint64_t count = 0;
  absl::Duration total;
  // Calls that took at most kFirstDurationBucket * 2^i; the last has the rest.
  std::array<uint64_t, kDurationBuckets> by_duration = {};
};

class CallCounts : public RpcObserver {
 public:
  // By method index (kUnlistedMethod for unknown ones) and status code.
  using Figures = std::map<std::pair<size_t, absl::StatusCode>, CallFigures>;

  void CallEnded(size_t method_index, absl::StatusCode code, absl::Duration duration) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  Figures figures() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable Mutex mutex_;
  Figures figures_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_CALL_COUNTS_H_
