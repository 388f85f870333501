// What the reference agency does with a case it receives: --behave=accept|return:CODE|hang. A
// value; threads may share it.
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
  Kind kind = Kind::kAccept;
  v1::ReturnCode code = v1::RETURN_CODE_UNSPECIFIED;
};

// "accept", "hang", or "return:NOT_OURS" with any ReturnCode.
// INVALID_ARGUMENT (INVALID_FIELD behave) for anything else.
absl::StatusOr<Behaviour> ParseBehaviour(absl::string_view text);

// Why, in a sentence for the office, which is Norwegian as the sample offices are.
std::string ReturnSentence(v1::ReturnCode code);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_BEHAVIOUR_H_
