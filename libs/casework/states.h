// The states of a case and which steps lead from which (DESIGN section 2). One table; nothing else
// in the house decides it.
#ifndef SKRANKE_LIBS_CASEWORK_STATES_H_
#define SKRANKE_LIBS_CASEWORK_STATES_H_

#include "absl/status/status.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// What somebody wants to do with a case.
enum class Verb {
  kSupplement,
  kFinish,
  kSendToOwner,
  kRoute,
  kTake,
  kAccept,
  kStart,
  kReturn,
  kForward,
  kMoveLine,
  kAskInformation,
  kDecide,
  kCloseDecided,
  kCloseWithOutcome,
  kSetLocalStatus,
  kSetAppointment,
  kCancelAppointment,
  kSetPlan,
  kWithdraw,
  kMisregister,
  kReopen,
  kCorrect,
};

inline v1::State StateOf(const storage::v1::CaseState& citizen_case) {
  return static_cast<v1::State>(citizen_case.state());
}

// Neither finished, closed, withdrawn nor misregistered.
bool IsOpen(v1::State state);

// Handed over to a unit that has not accepted it yet.
inline bool IsUnaccepted(v1::State state) {
  return state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED;
}

// Decided, closed or done at the counter: the citizen is answered.
bool IsSettled(v1::State state);

// OK if the verb is possible in that state.
// FAILED_PRECONDITION (WRONG_STATE), naming the state and the verb, otherwise.
absl::Status CheckVerb(Verb verb, v1::State state);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_STATES_H_
