// Whether the office stays as fast as its store grows: the same few measurements at several sizes
// of one store, its memory, and how soon it serves again after a kill -9. One thread.
//
// Each size is measured twice: just after filling, while the store still compacts what came in, and
// several times after that has come to rest. Only the second is judged.
#ifndef SKRANKE_TESTS_BENCH_GROWTH_H_
#define SKRANKE_TESTS_BENCH_GROWTH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/sample.h"

namespace skranke {

// More persons are not numbered.
inline constexpr uint64_t kGrowthMost = 10'000'000;

struct GrowthPlan {
  std::string office_dir;
  std::string scratch_dir;
  // Stored cases, ascending; at most kGrowthMost.
  std::vector<uint64_t> sizes = {10'000, 100'000, 1'000'000};
  // How long each measurement takes; of registering a quarter, for it changes the size.
  absl::Duration measured = absl::Seconds(2);
  // How often each is taken after the rest.
  int repetitions = 5;
};

// What is measured with 8 in flight: a busy office, not a saturated one.
struct GrowthSamples {
  Sample registering;
  Sample reading;  // GetCase of cases from all of the store
  Sample listing;  // the first page of an agency's unaccepted cases
};

struct GrowthRow {
  uint64_t cases = 0;
  // Cases a second while the store was filled up to here.
  double filled_per_second = 0;
  GrowthSamples just_after;
  // How long the store went on compacting after that.
  absl::Duration rest;
  std::vector<GrowthSamples> at_rest;
  uint64_t rss_bytes = 0;
  // Seconds to decide all stored cases again under a draft, and how many there were.
  std::vector<double> replay;
  int64_t replayed_cases = 0;
  // Seconds from the start of the process after a kill -9 amid registrations to its ready line.
  std::vector<double> ready;
};

// Says on stderr how far it is.
absl::StatusOr<std::vector<GrowthRow>> RunGrowth(const GrowthPlan& plan);

// The tables, each row compared with the first, and what of the limits is reached.
std::string GrowthReport(const std::vector<GrowthRow>& rows);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_GROWTH_H_
