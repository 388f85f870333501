#include "services/agency/behaviour.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

struct NamedFault {
  absl::string_view name;
  Behaviour::Fault fault;
};

constexpr NamedFault kFaults[] = {
    {"gaps", Behaviour::Fault::kGaps},
    {"repeats", Behaviour::Fault::kRepeats},
    {"acknowledgement", Behaviour::Fault::kAcknowledgement},
    {"signature", Behaviour::Fault::kSignature},
    {"hash", Behaviour::Fault::kHash},
    {"acceptance", Behaviour::Fault::kAcceptance},
    {"kinds", Behaviour::Fault::kKinds},
    {"address", Behaviour::Fault::kAddress},
};

absl::Status Unknown() {
  return FieldError("behave",
                    "must be accept, hang, return:CODE (e.g. return:NOT_OURS) or broken:FAULT");
}

}  // namespace

absl::StatusOr<Behaviour> ParseBehaviour(absl::string_view text) {
  if (text == "accept") return Behaviour{.kind = Behaviour::Kind::kAccept};
  if (text == "hang") return Behaviour{.kind = Behaviour::Kind::kHang};
  if (absl::ConsumePrefix(&text, "broken:")) {
    for (const NamedFault& known : kFaults) {
      if (known.name == text) return Behaviour{.fault = known.fault};
    }
    return Unknown();
  }
  Behaviour behaviour{.kind = Behaviour::Kind::kReturn};
  const bool known = absl::ConsumePrefix(&text, "return:") &&
                     v1::ReturnCode_Parse(absl::StrCat("RETURN_CODE_", text), &behaviour.code) &&
                     behaviour.code != v1::RETURN_CODE_UNSPECIFIED;
  if (known) return behaviour;
  return Unknown();
}

std::string ReturnSentence(v1::ReturnCode code) {
  switch (code) {
    case v1::RETURN_CODE_WRONG_PLACE:
      return "Saken gjelder et sted som en annen enhet har ansvaret for.";
    case v1::RETURN_CODE_WRONG_TASK:
      return "Saken er registrert som en annen oppgave enn den er.";
    case v1::RETURN_CODE_INCOMPLETE:
      return "Det mangler opplysninger som listen krever.";
    case v1::RETURN_CODE_DUPLICATE:
      return "Den samme saken er allerede til behandling her.";
    case v1::RETURN_CODE_CONFLICT_OF_INTEREST:
      return "Enheten er inhabil i saken.";
    default:
      return "Saken hører ikke inn under oss.";
  }
}

}  // namespace skranke
