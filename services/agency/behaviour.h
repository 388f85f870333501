// What the reference agency does with a case it receives: --behave=accept|return:CODE|hang, or
// broken:FAULT, a fault that agency-conformance has to find. A value; threads may share it.
#ifndef SKRANKE_SERVICES_AGENCY_BEHAVIOUR_H_
#define SKRANKE_SERVICES_AGENCY_BEHAVIOUR_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {

struct Behaviour {
  enum class Kind {
    kAccept,  // Accepts and begins work.
    kReturn,  // Returns with `code`.
    kHang,    // Answers no message.
  };
  enum class Fault {
    kNone,
    kGaps,             // Acknowledges what comes too early, and loses it.
    kRepeats,          // Refuses what it has stored already.
    kAcknowledgement,  // Acknowledges with another id.
    kSignature,        // Believes every POST.
    kHash,             // Receipts a ZIP that it cannot read.
    kAcceptance,       // Takes and stores, and never accepts.
    kKinds,            // Takes hand-overs and nothing that follows them.
    kAddress,          // Takes what is for others, and a ZIP under another's name.
  };
  Kind kind = Kind::kAccept;
  Fault fault = Fault::kNone;
  v1::ReturnCode code = v1::RETURN_CODE_UNSPECIFIED;
};

// "accept", "hang", "return:NOT_OURS" with any ReturnCode, or "broken:" and a fault: gaps, repeats,
// acknowledgement, signature, hash, acceptance, kinds, address.
// INVALID_ARGUMENT (INVALID_FIELD behave) for anything else.
absl::StatusOr<Behaviour> ParseBehaviour(absl::string_view text);

// Why, in a sentence for the office, which is Norwegian as the sample offices are.
std::string ReturnSentence(v1::ReturnCode code);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_BEHAVIOUR_H_
