#include "tests/simulation/bite.h"

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
  }
  return "";
}

}  // namespace skranke
