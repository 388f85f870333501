#include "tests/simulation/bite.h"

#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"

namespace skranke {

const char* Name(Bite bite) {
  switch (bite) {
    case Bite::kNone:
      return "no bug";
    case Bite::kRequestIdForgotten:
      return "request ids are forgotten";
    case Bite::kOtherBytes:
      return "a retry gets other bytes";
    case Bite::kCommitLost:
      return "an acknowledged commit is lost";
    case Bite::kRecordDropped:
      return "a record is left out";
    case Bite::kCaseRowLost:
      return "a case's row is not written";
    case Bite::kClockRestarted:
      return "the citizen's clock begins again";
    case Bite::kEtagIgnored:
      return "etags are not checked";
    case Bite::kTokenIgnored:
      return "tokens are not checked";
    case Bite::kStaleRead:
      return "queries are answered from before";
    case Bite::kMessageForgotten:
      return "messages are not in the ready index";
    case Bite::kMessageTwice:
      return "an agency counts a message twice";
    case Bite::kOwnerTwice:
      return "a unit keeps a case that it no longer has";
    case Bite::kLimitMoved:
      return "a limit moves by itself";
    case Bite::kAcceptanceForgotten:
      return "an acceptance is forgotten";
    case Bite::kReceiptNotRead:
      return "a receipt for another message counts";
    case Bite::kNoRedelivery:
      return "nothing is sent again after a backup";
  }
  return "";
}

const char* FoundAs(Bite bite) {
  switch (bite) {
    case Bite::kEtagIgnored:
    case Bite::kTokenIgnored:
      return kStale;
    case Bite::kMessageTwice:
    case Bite::kAcceptanceForgotten:
      return kDoubled;
    case Bite::kOwnerTwice:
      return kWrongOwner;
    case Bite::kClockRestarted:
    case Bite::kLimitMoved:
      return kRestarted;
    case Bite::kReceiptNotRead:
    case Bite::kNoRedelivery:
      return kLost;
    default:
      return "";
  }
}

}  // namespace skranke
