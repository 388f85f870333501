// What the mains of all harnesses share: how often, with which seed, and in which directory. Any
// thread.
#ifndef SKRANKE_TESTS_FAULTS_HARNESS_H_
#define SKRANKE_TESTS_FAULTS_HARNESS_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"

namespace skranke {

// `asked`, or where that is 0: `few`, and with SKRANKE_LONG=1 `many`.
int CountOf(int asked, int few, int many);

// Runs it in a directory of its own, gone when nothing was found; prints the seed and keeps the
// directory when something was. Gives the exit code: 0 nothing, 1 found, 2 no directory is to be
// had. A `seed` of 0 takes another each time.
int RunHarness(const std::string& name, uint64_t seed,
               const std::function<absl::Status(const std::string& dir, uint64_t seed)>& run);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_HARNESS_H_
