// Commits captured batches into an empty store, one after another, and measures only that: what is
// left of a registration when everything but storing is taken away. One thread.
#ifndef SKRANKE_TESTS_BENCH_STORE_REPLAY_H_
#define SKRANKE_TESTS_BENCH_STORE_REPLAY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/captured_batches.h"
#include "tests/bench/sample.h"

namespace skranke {

// Commits for `longest` or until no batch is left, in a store made in `scratch_dir` and removed
// afterwards. The first tenth of the batches warms up. p50 and p99 are those of a commit; all CPU
// of this process is the server's; `others` is left open.
absl::StatusOr<Sample> ReplayIntoStore(const std::vector<CapturedBatch>& batches,
                                       const std::string& scratch_dir, absl::Duration longest);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_STORE_REPLAY_H_
