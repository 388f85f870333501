#include "libs/casework/states.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

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

struct VerbRow {
  Verb verb;
  const char* name;
  uint32_t from;
};

constexpr VerbRow kVerbs[] = {
    {Verb::kSupplement, "supplemented", kOpen & ~Bit(v1::STATE_DECIDED)},
    {Verb::kFinish, "finished at the counter", Bit(v1::STATE_COMPLETE) | Bit(v1::STATE_INCOMPLETE)},
    {Verb::kSendToOwner, "sent to its owner", kAtOffice},
    {Verb::kRoute, "routed", kOpen & ~Bit(v1::STATE_DECIDED)},
    {Verb::kTake, "taken", kUnaccepted},
    {Verb::kAccept, "accepted", kUnaccepted},
    {Verb::kStart, "started", Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_AWAITING_INFO)},
    {Verb::kReturn, "returned", kUnaccepted | kInWork},
    {Verb::kAskInformation, "put on hold for information", Bit(v1::STATE_IN_PROGRESS)},
    {Verb::kDecide, "decided", Bit(v1::STATE_IN_PROGRESS)},
    {Verb::kCloseDecided, "closed", Bit(v1::STATE_DECIDED)},
    {Verb::kCloseWithOutcome, "closed with an outcome",
     Bit(v1::STATE_ACCEPTED) | Bit(v1::STATE_IN_PROGRESS) | Bit(v1::STATE_DECIDED)},
    {Verb::kSetLocalStatus, "given a local status", kInWork | Bit(v1::STATE_DECIDED)},
    {Verb::kWithdraw, "withdrawn", kOpen},
    {Verb::kMisregister, "marked misregistered", kOpen},
    {Verb::kReopen, "reopened", Bit(v1::STATE_CLOSED) | Bit(v1::STATE_HANDLED_AT_COUNTER)},
};

}  // namespace

bool IsOpen(State state) { return (Bit(state) & kOpen) != 0; }

absl::Status CheckVerb(Verb verb, State state) {
  for (const VerbRow& row : kVerbs) {
    if (row.verb != verb) continue;
    if ((row.from & Bit(state)) != 0) return absl::OkStatus();
    return ReasonError(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                       absl::StrCat("a case in ", v1::State_Name(state), " cannot be ", row.name));
  }
  return absl::InternalError("a verb without a row");
}

}  // namespace skranke
