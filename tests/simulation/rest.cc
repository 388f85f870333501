#include "tests/simulation/rest.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

absl::Status Found(uint64_t number, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, kLost,
                     absl::StrCat("the stored case ", number, ": ", what));
}

bool SameMessages(const CaseState& c, const ModelCase& model) {
  std::vector<std::string> stored;
  for (const auto& m : c.messages())
    stored.push_back(absl::StrCat(m.agency(), m.sequence(), m.dead()));
  std::vector<std::string> expected;
  for (const ModelMessage& m : model.messages) {
    if (m.acknowledged == 0 && !m.discarded) {
      expected.push_back(absl::StrCat(m.agency, m.sequence, m.dead));
    }
  }
  // Of two agencies' messages either may stand first.
  std::sort(stored.begin(), stored.end());
  std::sort(expected.begin(), expected.end());
  return stored == expected;
}

absl::Status CheckRow(const CaseState& c, const ModelCase& model) {
  if (c.state() != model.state) return Found(model.number, "another state");
  if (c.owner().authority() != model.owner.authority || c.owner().unit() != model.owner.unit ||
      c.owner().office() != model.owner.office) {
    return Found(model.number, "another owner");
  }
  if (c.receive_us() != model.receive_us) return Found(model.number, "another receipt");
  if (static_cast<size_t>(c.handovers_size()) != model.handovers.size()) {
    return Found(model.number, "other hand-overs");
  }
  if (c.lease().token() != model.lease_token) return Found(model.number, "another lease");
  if (!SameMessages(c, model)) return Found(model.number, "other messages");
  const bool same_positions = std::equal(c.positions().begin(), c.positions().end(),
                                         model.positions.begin(), model.positions.end());
  return same_positions ? absl::OkStatus() : Found(model.number, "other records");
}

// Where a unit's or an office's index has a case is where the case is: exactly one place.
absl::Status CheckUnits(const Snapshot& snapshot, const std::map<uint64_t, ModelCase>& cases) {
  std::set<uint64_t> placed;
  absl::Status wrong;
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  for (const auto& unit : units) {
    for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
      SKRANKE_RETURN_IF_ERROR(snapshot.ScanUnit(
          unit.agency(), unit.unit(), state, absl::nullopt, [&](const IndexEntry& entry) {
            const auto found = cases.find(entry.number);
            const bool right = found != cases.end() && found->second.state == state &&
                               found->second.owner.authority == unit.agency() &&
                               found->second.owner.unit == unit.unit() &&
                               found->second.receive_us == entry.receive_us;
            if (!right || !placed.insert(entry.number).second) {
              wrong.Update(Found(entry.number, "in the wrong unit's index"));
            }
            return true;
          }));
    }
  }
  for (const auto& [number, model] : cases) {
    const bool at_unit = !model.owner.office && IsOpenState(model.state);
    if (at_unit && placed.count(number) == 0) wrong.Update(Found(number, "in no unit's index"));
  }
  return wrong;
}

absl::Status CheckOffices(const Snapshot& snapshot, const std::map<uint64_t, ModelCase>& cases) {
  size_t listed = 0;
  absl::Status wrong;
  SKRANKE_ASSIGN_OR_RETURN(const auto offices, snapshot.OfficesWithCases());
  for (const std::string& office : offices) {
    SKRANKE_RETURN_IF_ERROR(
        snapshot.ScanOffice(office, absl::nullopt, [&](const IndexEntry& entry) {
          const auto found = cases.find(entry.number);
          if (found == cases.end() || found->second.office != office) {
            wrong.Update(Found(entry.number, "in the wrong office's index"));
          }
          ++listed;
          return true;
        }));
  }
  SKRANKE_RETURN_IF_ERROR(wrong);
  return listed == cases.size() ? absl::OkStatus() : Found(0, "the offices' index is not whole");
}

}  // namespace

absl::Status CheckStoredCases(const Snapshot& snapshot,
                              const std::map<uint64_t, ModelCase>& cases) {
  for (const auto& [number, model] : cases) {
    SKRANKE_ASSIGN_OR_RETURN(const auto stored, snapshot.FindCase(number));
    if (stored == nullptr) return Found(number, "is not there");
    SKRANKE_RETURN_IF_ERROR(CheckRow(*stored, model));
    if (model.external.empty()) continue;
    const std::vector<std::string> reference = absl::StrSplit(model.external, '/');
    SKRANKE_ASSIGN_OR_RETURN(const auto by_reference,
                             snapshot.FindExternal(reference[0], reference[1]));
    if (by_reference != number) return Found(number, "not found by its reference");
  }
  SKRANKE_RETURN_IF_ERROR(CheckUnits(snapshot, cases));
  return CheckOffices(snapshot, cases);
}

}  // namespace skranke
