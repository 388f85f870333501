// When a call that the server could not take is tried again. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_RETRY_PAUSE_H_
#define SKRANKE_TOOLS_SKRANKE_RETRY_PAUSE_H_

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace skranke {

// The first pause: what the server's RetryInfo asks for (libs/rpc/wire_status.h, kRetryDelay).
inline constexpr absl::Duration kFirstPause = absl::Milliseconds(500);
// The longest: a server that was restarted is used again soon.
inline constexpr absl::Duration kLongestPause = absl::Seconds(8);
// How long one call is tried before the import gives up: a restart with recovery fits in.
inline constexpr absl::Duration kRetryPatience = absl::Minutes(2);

// Whether the same call may do better later: UNAVAILABLE, RESOURCE_EXHAUSTED, and a deadline that
// passed, for every call may be repeated without a second effect.
bool HelpsToTryAgain(const absl::Status& status);

// The pause after failure number `failures` (from 1 on): doubled each time, and up to half as long
// again by `jitter` (0 to 1), so that lanes which failed together do not come back together.
absl::Duration RetryPause(int failures, double jitter);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_RETRY_PAUSE_H_
