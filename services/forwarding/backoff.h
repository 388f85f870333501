// How long to wait before the next try: twice as long after each failure, never the same for all
// who failed together. A pure value; any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_BACKOFF_H_
#define SKRANKE_SERVICES_FORWARDING_BACKOFF_H_

#include <cstdint>

#include "absl/time/time.h"

namespace skranke {

struct Backoff {
  absl::Duration first;
  absl::Duration longest;

  // The pause after a failure that came after `failures` others: between half and all of
  // first * 2^(failures + 1), all at most `longest`; so never shorter than `first`. `random` says
  // where between.
  absl::Duration PauseAfter(uint32_t failures, uint64_t random) const;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_BACKOFF_H_
