// What the harness can find, as reasons of an absl::Status. Any of them ends the campaign.
#ifndef SKRANKE_TESTS_FAULTS_FINDING_H_
#define SKRANKE_TESTS_FAULTS_FINDING_H_

namespace skranke {

// Something acknowledged is gone or is another one now.
inline constexpr char kLost[] = "LOST";
// An effect is there twice.
inline constexpr char kDoubled[] = "DOUBLED";
// The server refuses what it has to take.
inline constexpr char kRefusedWrongly[] = "REFUSED_WRONGLY";
// The server does not notice what it has to.
inline constexpr char kUnnoticed[] = "UNNOTICED";
// skranked ended by itself, did what it must not, or --verify found something.
inline constexpr char kServerFailed[] = "SERVER_FAILED";
// skranked did not start at all: apart from the others, so that no broken promise counts as found
// where nothing ran.
inline constexpr char kNotStarted[] = "NOT_STARTED";

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_FINDING_H_
