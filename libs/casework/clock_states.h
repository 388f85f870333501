// Which steps about a case's clocks are possible in which state: rows of the table in states.cc.
#ifndef SKRANKE_LIBS_CASEWORK_CLOCK_STATES_H_
#define SKRANKE_LIBS_CASEWORK_CLOCK_STATES_H_

#include "absl/status/status.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// What somebody wants to do about a case's clocks.
enum class ClockVerb { kStop, kResume, kTellExpected, kDemandDecision };

// As CheckVerb in libs/casework/states.h.
absl::Status CheckVerb(ClockVerb verb, v1::State state);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_CLOCK_STATES_H_
