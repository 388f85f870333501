// What is stored at the end, held against the checker's own idea of it. Any thread.
#ifndef SKRANKE_TESTS_SIMULATION_REST_H_
#define SKRANKE_TESTS_SIMULATION_REST_H_

#include <cstdint>
#include <map>

#include "absl/status/status.h"
#include "libs/engine/snapshot.h"
#include "tests/simulation/case_model.h"

namespace skranke {

// Every case's row and its places in the indexes are as in `cases`, and no other case is there.
absl::Status CheckStoredCases(const Snapshot& snapshot, const std::map<uint64_t, ModelCase>& cases);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_REST_H_
