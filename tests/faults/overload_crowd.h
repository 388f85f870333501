// A crowd that registers: so many at a time, each asking again when answered (a closed loop, which
// finds the peak), or so many a second whatever is answered (an open loop, which finds what an
// overload does). One thread uses it; calls end on a thread of their own.
#ifndef SKRANKE_TESTS_FAULTS_OVERLOAD_CROWD_H_
#define SKRANKE_TESTS_FAULTS_OVERLOAD_CROWD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/faults/overload_pool.h"

namespace skranke {

// Calls of an open loop that may be under way: twice what the office's queue takes.
inline constexpr int kCrowdMax = 4'096;

struct Crowd {
  std::string address;
  RequestPool* pool = nullptr;
  absl::Duration length;
  int in_flight = 64;
  // Calls begun a second; 0: as soon as another was answered.
  double per_second = 0;
};

struct CrowdFigures {
  absl::Duration took;
  uint64_t offered = 0;
  uint64_t accepted = 0;
  uint64_t refused = 0;
  uint64_t unknown = 0;
  // From the call to its answer, in milliseconds, sorted.
  std::vector<double> accepted_ms;
  std::vector<double> refused_ms;

  double per_second(uint64_t count) const {
    return static_cast<double>(count) / absl::ToDoubleSeconds(took);
  }
};

// The value that so many in a hundred of the sorted ones do not exceed; 0 of none.
double PercentileOf(const std::vector<double>& sorted, double percent);

// Runs the crowd. REFUSED_WRONGLY: somebody was told anything but that the queue is full.
// FAILED_PRECONDITION: the pool has run dry.
absl::StatusOr<CrowdFigures> RunCrowd(const Crowd& crowd);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_OVERLOAD_CROWD_H_
