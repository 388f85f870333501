// Does every agency hold what the office says it has, and nothing else? Any thread.
#ifndef SKRANKE_TESTS_SIMULATION_HELD_CHECK_H_
#define SKRANKE_TESTS_SIMULATION_HELD_CHECK_H_

#include <cstdint>
#include <map>

#include "absl/status/status.h"
#include "tests/simulation/case_model.h"
#include "tests/simulation/operator.h"

namespace skranke {

// Of the world at rest. Each case that was delivered and not ended is held by the hand-over that
// the office knows, and no other agency holds it, but for one that the office gave up telling. An
// error is a finding.
absl::Status CheckHeld(const std::map<uint64_t, ModelCase>& cases, const Agencies& agencies);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_HELD_CHECK_H_
