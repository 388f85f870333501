// How long the office takes to decide all its stored cases again under a draft. One thread.
#ifndef SKRANKE_TESTS_BENCH_REPLAY_CALL_H_
#define SKRANKE_TESTS_BENCH_REPLAY_CALL_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace skranke {

struct ReplayCall {
  double seconds = 0;
  int64_t cases = 0;
};

// Asks the office at HOST:PORT for ReplayTaskList with the latest list of the package as the
// draft: every case is decided twice, whatever the draft changes.
absl::StatusOr<ReplayCall> ReplayAllCases(const std::string& address,
                                          const std::string& office_dir);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_REPLAY_CALL_H_
