// One measurement, and what several of them say together. Values; any thread.
#ifndef SKRANKE_TESTS_BENCH_SAMPLE_H_
#define SKRANKE_TESTS_BENCH_SAMPLE_H_

#include <cstdint>
#include <vector>

namespace skranke {

// What one round of one measurement gave. Times are microseconds.
struct Sample {
  uint64_t requests = 0;
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
  // CPU per request, at both ends.
  double client_us = 0;
  double server_us = 0;
  // Cores that everybody else used meanwhile.
  double others = 0;
  // Registrations only: rows put per request, requests per commit, bytes put per request.
  double puts = 0;
  double batch = 0;
  double bytes = 0;

  double cpu_us() const { return client_us + server_us; }
};

// The middle and the ends of several rounds.
struct Summary {
  double median = 0;
  double low = 0;
  double high = 0;
};

// All zero for no values.
Summary Summarize(std::vector<double> values);

// The value below which `share` (0 to 1) of the values lie: the nearest rank. 0 for no values.
double Percentile(std::vector<double> values, double share);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_SAMPLE_H_
