#include "libs/casework/states.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/casework/clock_states.h"

namespace skranke {
namespace {

using v1::State;

constexpr uint32_t Bit(State state) { return 1u << state; }

constexpr uint32_t kAtOffice = Bit(v1::STATE_COMPLETE) | Bit(v1::STATE_INCOMPLETE);
constexpr uint32_t kUnaccepted = Bit(v1::STATE_ROUTED) | Bit(v1::STATE_DELIVERED);
constexpr uint32_t kInWork =
    Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS) | Bit(v1::STATE_AWAITING_INFO);
constexpr uint32_t kOpen =
    kAtOffice | Bit(v1::STATE_TRIAGE) | kUnaccepted | kInWork | Bit(v1::STATE_DECIDED);

constexpr uint32_t kDone = Bit(v1::STATE_CLOSED) | Bit(v1::STATE_HANDLED_AT_COUNTER);

template <typename AnyVerb>
struct VerbRow {
  AnyVerb verb;
  const char* name;
  uint32_t from;
};

constexpr VerbRow<Verb> kVerbs[] = {
    {Verb::kSupplement, "supplemented", kOpen & ~Bit(v1::STATE_DECIDED)},
    {Verb::kFinish, "finished at the counter", Bit(v1::STATE_COMPLETE) | Bit(v1::STATE_INCOMPLETE)},
    {Verb::kSendToOwner, "sent to its owner", kAtOffice},
    {Verb::kRoute, "routed", kOpen & ~Bit(v1::STATE_DECIDED)},
    {Verb::kTake, "taken", kUnaccepted},
    {Verb::kAccept, "accepted", kUnaccepted},
    {Verb::kStart, "started", Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_AWAITING_INFO)},
    {Verb::kReturn, "returned", kUnaccepted | kInWork},
    {Verb::kForward, "forwarded", kUnaccepted | kInWork},
    {Verb::kMoveLine, "moved to another service line", kUnaccepted | kInWork},
    {Verb::kAskInformation, "put on hold for information", Bit(v1::STATE_IN_PROGRESS)},
    {Verb::kDecide, "decided", Bit(v1::STATE_IN_PROGRESS)},
    {Verb::kCloseDecided, "closed", Bit(v1::STATE_DECIDED)},
    {Verb::kCloseWithOutcome, "closed with an outcome",
     Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS) | Bit(v1::STATE_DECIDED)},
    {Verb::kSetLocalStatus, "given a local status", kInWork | Bit(v1::STATE_DECIDED)},
    {Verb::kSetAppointment, "given an appointment", kUnaccepted | kInWork},
    {Verb::kCancelAppointment, "freed of its appointment",
     kUnaccepted | kInWork | Bit(v1::STATE_DECIDED)},
    {Verb::kSetPlan, "given a plan", kUnaccepted | kInWork | Bit(v1::STATE_DECIDED)},
    {Verb::kWithdraw, "withdrawn", kOpen},
    {Verb::kMisregister, "marked misregistered", kOpen},
    {Verb::kReopen, "reopened", kDone},
    {Verb::kCorrect, "corrected", kOpen | kDone},
};

constexpr VerbRow<ClockVerb> kClockVerbs[] = {
    {ClockVerb::kStop, "made to wait", Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS)},
    {ClockVerb::kResume, "told to go on", Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS)},
    {ClockVerb::kTellExpected, "answered provisionally", kOpen & ~Bit(v1::STATE_DECIDED)},
    {ClockVerb::kDemandDecision, "demanded to be decided", kOpen & ~Bit(v1::STATE_DECIDED)},
};

template <typename Rows, typename AnyVerb>
absl::Status CheckInTable(const Rows& rows, AnyVerb verb, State state) {
  for (const auto& row : rows) {
    if (row.verb != verb) continue;
    if ((row.from & Bit(state)) != 0) return absl::OkStatus();
    return ReasonError(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                       absl::StrCat("a case in ", v1::State_Name(state), " cannot be ", row.name));
  }
  return absl::InternalError("a verb without a row");
}

}  // namespace

bool IsOpen(State state) { return (Bit(state) & kOpen) != 0; }

bool IsSettled(State state) {
  return state == v1::STATE_DECIDED || state == v1::STATE_CLOSED ||
         state == v1::STATE_HANDLED_AT_COUNTER;
}

absl::Status CheckVerb(Verb verb, State state) { return CheckInTable(kVerbs, verb, state); }

absl::Status CheckVerb(ClockVerb verb, State state) {
  return CheckInTable(kClockVerbs, verb, state);
}

}  // namespace skranke
