// What an agency that is away costs the others: two offices side by side, one of which has a long
// backlog to an agency that does not answer. Then that agency comes back, and the backlog drains.
// One thread.
#ifndef SKRANKE_TESTS_BENCH_BACKLOG_H_
#define SKRANKE_TESTS_BENCH_BACKLOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace skranke {

struct BacklogPlan {
  std::string office_dir;
  std::string scratch_dir;
  // Cases that wait for the agency that is away.
  uint64_t backlog = 100'000;
  int rounds = 5;
  absl::Duration measured = absl::Seconds(2);
};

struct BacklogResult {
  // From the registration's reply to the other agency's receipt of its message, µs, a value a
  // round; the two offices take turns.
  std::vector<double> p50_clear, p99_clear, p50_loaded, p99_loaded;
  // Of the drained messages: how far one came from its place in the ready index at most, and how
  // many may be under way at a time.
  uint64_t displaced = 0;
  uint64_t in_flight = 0;
  // How often the backlog was longer than at the look before.
  int grew = 0;
  double drain_seconds = 0;
};

// What the first failed call said.
absl::StatusOr<BacklogResult> RunBacklog(const BacklogPlan& plan);

// A table and what was to be reached. Source: issue 5.
std::string BacklogReport(const BacklogPlan& plan, const BacklogResult& result);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_BACKLOG_H_
