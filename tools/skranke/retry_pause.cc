#include "tools/skranke/retry_pause.h"

#include <algorithm>

namespace skranke {

bool HelpsToTryAgain(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kResourceExhausted ||
         status.code() == absl::StatusCode::kDeadlineExceeded;
}

absl::Duration RetryPause(int failures, double jitter) {
  absl::Duration pause = kFirstPause;
  for (int i = 1; i < failures && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause) * (1 + jitter / 2);
}

}  // namespace skranke
