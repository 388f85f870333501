// One measurement of calls to a server process. One thread.
#ifndef SKRANKE_TESTS_BENCH_CALL_MEASUREMENT_H_
#define SKRANKE_TESTS_BENCH_CALL_MEASUREMENT_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/bench/closed_loop.h"
#include "tests/bench/cpu_time.h"
#include "tests/bench/sample.h"
#include "tests/bench/server_process.h"

namespace skranke {

// What the clocks showed at one instant.
struct Meters {
  absl::Time wall = absl::Now();
  absl::Duration machine = CpuOfMachine();
  absl::Duration client = CpuOfProcess(0);
  absl::Duration server;
};

// Cores that others than this process and the server used between two instants; never negative.
double OthersBetween(const Meters& before, const Meters& after);

struct CallPlan {
  std::string method;
  ClosedLoop::RequestMaker make;
  int in_flight = 1;
  absl::Duration measured;
  // Number of the first request.
  uint64_t first = 0;
  // Where it is served, if not where the server's ready line says.
  std::string port = {};
};

// Calls the server for the time planned, after a warm-up of an eighth of it.
absl::StatusOr<Sample> MeasureCalls(ServerProcess& server, const CallPlan& plan);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_CALL_MEASUREMENT_H_
