#include "services/skranked/call_counts.h"

namespace skranke {
namespace {

int BucketOf(absl::Duration duration) {
  int bucket = 0;
  absl::Duration bound = kFirstDurationBucket;
  while (bucket < kDurationBuckets - 1 && duration > bound) {
    bound *= 2;
    ++bucket;
  }
  return bucket;
}

}  // namespace

void CallCounts::CallEnded(size_t method_index, absl::StatusCode code, absl::Duration duration) {
  MutexLock lock(&mutex_);
  CallFigures& figures = figures_[{method_index, code}];
  ++figures.count;
  figures.total += duration;
  ++figures.by_duration[static_cast<size_t>(BucketOf(duration))];
}

CallCounts::Figures CallCounts::figures() const {
  MutexLock lock(&mutex_);
  return figures_;
}

}  // namespace skranke
