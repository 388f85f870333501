// The bugs that the simulation can be given, one at a time, to see that its checker finds them.
#ifndef SKRANKE_TESTS_SIMULATION_BITE_H_
#define SKRANKE_TESTS_SIMULATION_BITE_H_

namespace skranke {

enum class Bite {
  kNone,
  // The office forgets which request ids it has answered.
  kRequestIdForgotten,
  // A retry is answered with other bytes.
  kOtherBytes,
  // A commit is acknowledged, then lost in a crash.
  kCommitLost,
  // A record is taken out of its batch.
  kRecordDropped,
  // A case's row is not written.
  kCaseRowLost,
  // The citizen's clock begins again in a stored case.
  kClockRestarted,
  // Whatever etag is given, the office takes it.
  kEtagIgnored,
  // Whatever token is given, the office takes it.
  kTokenIgnored,
  // A query is answered from before what its caller has seen.
  kStaleRead,
  // A message's row of the ready index is not written.
  kMessageForgotten,
  // The agency takes a message that comes twice for two.
  kMessageTwice,
  // A unit that no longer has a case keeps it in its index.
  kOwnerTwice,
  // A limit in a stored case moves though nothing has stopped it.
  kLimitMoved,
  // A stored case forgets that it was accepted.
  kAcceptanceForgotten,
  // Whatever message a receipt names, it counts for the one that was sent.
  kReceiptNotRead,
  // Nobody sends again what an agency has lost that restored a backup.
  kNoRedelivery,
};
inline constexpr Bite kBites[] = {
    Bite::kRequestIdForgotten, Bite::kOtherBytes,          Bite::kCommitLost,
    Bite::kRecordDropped,      Bite::kCaseRowLost,         Bite::kClockRestarted,
    Bite::kEtagIgnored,        Bite::kTokenIgnored,        Bite::kStaleRead,
    Bite::kMessageForgotten,   Bite::kMessageTwice,        Bite::kOwnerTwice,
    Bite::kLimitMoved,         Bite::kAcceptanceForgotten, Bite::kReceiptNotRead,
    Bite::kNoRedelivery};

const char* Name(Bite bite);

// The reason by which it has to be found; empty where any will do.
const char* FoundAs(Bite bite);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_BITE_H_
