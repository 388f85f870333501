#include "services/supervision/compare_holdings.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool IsWith(const CaseState& c, absl::string_view agency) {
  return IsOpen(StateOf(c)) && !c.owner().office() && c.owner().authority() == agency;
}

bool WasWith(const CaseState& c, absl::string_view agency) {
  return IsWith(c, agency) ||
         std::any_of(c.handovers().begin(), c.handovers().end(),
                     [&](const auto& handover) { return handover.receiver().agency() == agency; });
}

// An agency need not know whether we know that a message has arrived.
bool StatesAgree(v1::State ours, v1::State theirs) {
  return theirs == v1::STATE_UNSPECIFIED || ours == theirs ||
         (IsUnaccepted(ours) && IsUnaccepted(theirs));
}

// What is fetched is not sent again: it stands where it was fetched.
std::string ToHoldIt(absl::string_view agency, EndpointKind way) {
  if (way == EndpointKind::kPull) {
    return absl::StrCat(agency,
                        " fetches it again from its work list, where it stands, or a supervisor "
                        "routes it.");
  }
  return absl::StrCat("An operator has it sent to ", agency, " again (skranke redeliver)",
                      way == EndpointKind::kPaper ? " and the office prints its packet" : "",
                      ", or a supervisor routes it.");
}

}  // namespace

uint64_t CaseNumberHash(absl::string_view agency_case_number) {
  if (agency_case_number.empty()) return 0;
  const uint64_t hash = absl::Hash<absl::string_view>()(agency_case_number);
  return hash == 0 ? 1 : hash;
}

absl::StatusOr<Held> ParseHolding(const v1::Holding& holding, absl::string_view path) {
  const std::string name = absl::StrCat(path, ".name");
  const std::string handover_id = absl::StrCat(path, ".handover_id");
  Held held{.state = holding.state(),
            .case_number_hash = CaseNumberHash(holding.agency_case_number())};
  if (!holding.name().empty()) {
    SKRANKE_ASSIGN_OR_RETURN(held.number, ParseCaseName(holding.name(), name));
  }
  if (holding.handover_id().empty()) {
    if (held.number == 0) return FieldError(name, "must be given, or handover_id");
    return held;
  }
  const size_t dash = holding.handover_id().rfind('-');
  const absl::string_view id = holding.handover_id();
  const auto number = dash == absl::string_view::npos
                          ? absl::StatusOr<uint64_t>(absl::InvalidArgumentError(""))
                          : ParseCaseName(absl::StrCat("cases/", id.substr(0, dash)), handover_id);
  if (!number.ok() || !absl::SimpleAtoi(id.substr(dash + 1), &held.handover) ||
      held.handover == 0) {
    return FieldError(handover_id, "is no hand-over");
  }
  if (held.number != 0 && held.number != *number) {
    return FieldError(handover_id, "is a hand-over of another case than name");
  }
  held.number = *number;
  return held;
}

bool IsExpected(const CaseState& c, absl::string_view agency) {
  return IsWith(c, agency) && StateOf(c) != v1::STATE_ROUTED && StateOf(c) != v1::STATE_TRIAGE;
}

v1::DifferenceKind Compare(const CaseState* ours, absl::string_view agency,
                           const absl::optional<Held>& theirs, absl::Time list_time) {
  // A case that the agency never had tells it nothing, not even that it changed.
  const bool changed_since = ours != nullptr && WasWith(*ours, agency) &&
                             absl::FromUnixMicros(ours->update_us()) >= list_time;
  if (changed_since) return v1::DIFFERENCE_KIND_UNSPECIFIED;
  if (!theirs) {
    return IsExpected(*ours, agency) ? v1::DIFFERENCE_KIND_NOT_HELD
                                     : v1::DIFFERENCE_KIND_UNSPECIFIED;
  }
  if (ours == nullptr || !IsWith(*ours, agency)) return v1::DIFFERENCE_KIND_NOT_THEIRS;
  const auto latest = static_cast<uint32_t>(ours->handovers_size());
  if (theirs->handover != 0 && theirs->handover != latest) return v1::DIFFERENCE_KIND_HANDOVER;
  if (!StatesAgree(StateOf(*ours), theirs->state)) return v1::DIFFERENCE_KIND_STATE;
  const bool numbered = theirs->case_number_hash != 0 && !ours->agency_case_number().empty();
  return numbered && CaseNumberHash(ours->agency_case_number()) != theirs->case_number_hash
             ? v1::DIFFERENCE_KIND_CASE_NUMBER
             : v1::DIFFERENCE_KIND_UNSPECIFIED;
}

std::string NextStep(v1::DifferenceKind kind, absl::string_view agency, EndpointKind way) {
  switch (kind) {
    case v1::DIFFERENCE_KIND_NOT_HELD:
      return ToHoldIt(agency, way);
    case v1::DIFFERENCE_KIND_NOT_THEIRS:
      return absl::StrCat(agency, " ends it: somebody else has it, or nobody.");
    case v1::DIFFERENCE_KIND_STATE:
      return absl::StrCat(agency, " tells us what it did with it, or takes our state over.");
    case v1::DIFFERENCE_KIND_HANDOVER:
      return absl::StrCat(agency, " goes on by the latest hand-over.");
    case v1::DIFFERENCE_KIND_CASE_NUMBER:
      return absl::StrCat(agency, " finds out which of its two cases it is.");
    default:
      return "";
  }
}

}  // namespace skranke
