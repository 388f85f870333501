// What the checker can find, beside the reasons of tests/faults/finding.h, and how it says so. Any
// thread.
#ifndef SKRANKE_TESTS_SIMULATION_FINDINGS_H_
#define SKRANKE_TESTS_SIMULATION_FINDINGS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tests/simulation/history.h"

namespace skranke {

// An answer is not what the log says.
inline constexpr char kUntrue[] = "UNTRUE";
// An answer is older than what its caller knew, or time runs backwards.
inline constexpr char kBackwards[] = "BACKWARDS";
// An etag, lease or token was taken that no longer held.
inline constexpr char kStale[] = "STALE";
// Something never comes to its end.
inline constexpr char kStuck[] = "STUCK";
// A step that the design does not know.
inline constexpr char kWrongStep[] = "WRONG_STEP";
// Not exactly one owner.
inline constexpr char kWrongOwner[] = "WRONG_OWNER";
// A citizen's clock began again, or moved by something else than a listed stop.
inline constexpr char kRestarted[] = "RESTARTED";

absl::Status Found(absl::string_view reason, absl::string_view what);

// "AcceptCase r-17 of clerk".
std::string Describe(const Asked& asked);

// The number in cases/{case}; 0 where it is none. The encoding is not what is checked.
uint64_t NumberOf(absl::string_view name);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_FINDINGS_H_
