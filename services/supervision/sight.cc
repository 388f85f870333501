#include "services/supervision/sight.h"

#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"

namespace skranke {

absl::optional<std::string> OfficeOf(const Caller& caller) {
  if (caller.role == kOfficeHead) return caller.office;
  if (caller.role == kSupervisor && !caller.office.empty()) return caller.office;
  return absl::nullopt;
}

absl::StatusOr<absl::optional<std::string>> OfficeApart(const Snapshot& snapshot,
                                                        const Caller& caller) {
  const absl::optional<std::string> office = OfficeOf(caller);
  if (!office) return office;
  for (const auto& row : snapshot.installation().directory->content().offices()) {
    if (row.office() != *office) return office;
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto with_cases, snapshot.OfficesWithCases());
  for (const std::string& other : with_cases) {
    if (other != *office) return office;
  }
  return absl::optional<std::string>();
}

Sight SupervisingSight(const Caller& caller, const storage::v1::CaseState& citizen_case) {
  const absl::optional<std::string> office = OfficeOf(caller);
  if (office && citizen_case.office() != *office) return Sight::kNothing;
  return SightOf(caller, citizen_case);
}

absl::StatusOr<SeenCase> FindSeen(const Snapshot& snapshot, const Caller& caller,
                                  absl::string_view name) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "name"));
  SKRANKE_ASSIGN_OR_RETURN(auto citizen_case, snapshot.FindCase(number));
  if (citizen_case == nullptr) return CaseNotFound();
  const Sight sight = SupervisingSight(caller, *citizen_case);
  if (sight == Sight::kNothing) return CaseNotFound();
  return SeenCase{std::move(citizen_case), sight};
}

}  // namespace skranke
