#include "tests/simulation/held_check.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"

namespace skranke {
namespace {

bool IsWithReceiver(v1::State state) {
  return state == v1::STATE_DELIVERED || state == v1::STATE_ACCEPTED ||
         state == v1::STATE_IN_PROGRESS || state == v1::STATE_AWAITING_INFO ||
         state == v1::STATE_DECIDED;
}

bool HasDiscarded(const ModelCase& c, const std::string& agency) {
  return std::any_of(c.messages.begin(), c.messages.end(),
                     [&](const auto& m) { return m.agency == agency && m.discarded; });
}

std::string MessagesOf(const ModelCase& c) {
  std::string messages;
  for (const ModelMessage& m : c.messages) {
    absl::StrAppend(&messages, " ", m.agency, ".", m.sequence, " at ", m.acknowledged,
                    m.discarded ? " (given up)" : "", ",");
  }
  return messages + " of records " + absl::StrJoin(c.positions, " ");
}

absl::Status CheckAt(const ModelCase& c, const SimulatedAgency& agency) {
  const std::string held = agency.HandoverOf(FormatCaseName(c.number));
  const bool theirs =
      IsWithReceiver(c.state) && c.handovers.back().push && c.owner.authority == agency.code();
  const std::string latest = absl::StrCat(FormatCaseNumber(c.number), "-", c.handovers.size());
  const std::string what = absl::StrCat("case ", c.number, " in ", v1::State_Name(c.state),
                                        " is held by ", agency.code(), " as ", held);
  const bool given_up = HasDiscarded(c, agency.code());
  // What the office gave up to send somebody of the agency may have accepted at the office's desk.
  const bool at_desk = given_up && c.state != v1::STATE_DELIVERED;
  if (theirs && held != latest && !at_desk) {
    return Found(kLost, absl::StrCat(what, " and not ", latest, "; it was told", MessagesOf(c)));
  }
  const bool knows_better = theirs || held.empty() || given_up;
  return knows_better || held == latest ? absl::OkStatus() : Found(kWrongOwner, what);
}

}  // namespace

absl::Status CheckHeld(const std::map<uint64_t, ModelCase>& cases, const Agencies& agencies) {
  for (const auto& [number, c] : cases) {
    for (const auto& [code, agency] : agencies) {
      SKRANKE_RETURN_IF_ERROR(CheckAt(c, *agency));
    }
  }
  return absl::OkStatus();
}

}  // namespace skranke
