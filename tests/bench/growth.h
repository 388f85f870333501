// Whether the office stays as fast as its store grows: the same few measurements at several sizes
// of one store, its memory, and how soon it serves again after a kill -9. One thread.
#ifndef SKRANKE_TESTS_BENCH_GROWTH_H_
#define SKRANKE_TESTS_BENCH_GROWTH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/sample.h"

namespace skranke {

struct GrowthPlan {
  std::string office_dir;
  std::string scratch_dir;
  // Stored cases, ascending; at most 2 million.
  std::vector<uint64_t> sizes = {10'000, 100'000, 1'000'000};
  // How long each measurement takes.
  absl::Duration measured = absl::Seconds(2);
};

struct GrowthRow {
  uint64_t cases = 0;
  // Cases a second while the store was filled up to here.
  double filled_per_second = 0;
  // 8 in flight: a busy office, not a saturated one.
  Sample registering;
  Sample reading;  // GetCase of cases from all of the store
  Sample listing;  // the first page of an agency's unaccepted cases
  uint64_t rss_bytes = 0;
  // From the start of the process after a kill -9 to its ready line.
  absl::Duration ready;
};

// Says on stderr how far it is.
absl::StatusOr<std::vector<GrowthRow>> RunGrowth(const GrowthPlan& plan);

// The table, each row compared with the first.
std::string GrowthReport(const std::vector<GrowthRow>& rows);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_GROWTH_H_
