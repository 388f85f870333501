// What the mains of all harnesses share: how often, with which seed, in which directory, and the
// one line that tools/show_faults.py reads. Any thread.
#ifndef SKRANKE_TESTS_FAULTS_HARNESS_H_
#define SKRANKE_TESTS_FAULTS_HARNESS_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"

namespace skranke {

// `asked`, or where that is 0: `few`, and with SKRANKE_LONG=1 `many`.
int CountOf(int asked, int few, int many);

// Whether the process has run as many seconds as SKRANKE_FAULT_SECONDS says: a harness then stops
// and reports the rounds that it really ran. Never where that is not set.
bool TimeIsUp();

// Runs it in a directory of its own, gone when nothing was found; prints the seed and keeps the
// directory when something was. Gives the exit code: 0 nothing, 1 found, 2 no directory is to be
// had. A `seed` of 0 takes another each time. `name` is that of the test in ctest.
int RunHarness(const std::string& name, uint64_t seed,
               const std::function<absl::Status(const std::string& dir, uint64_t seed)>& run);

// Says that so many rounds were run and found nothing. Every harness says it once, at its end; what
// was found RunHarness says itself.
void ReportRounds(const std::string& name, uint64_t count, uint64_t seed);

// Says how many promises were broken on purpose, and how many of them were found.
void ReportTeeth(const std::string& name, int teeth, int caught);

// For teeth: prints what was found of a promise broken on purpose. OK where the reason is that one.
absl::Status MustFind(const absl::Status& found, const char* reason);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_HARNESS_H_
