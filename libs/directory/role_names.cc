#include "libs/directory/role_names.h"

#include "absl/algorithm/container.h"

namespace skranke {

bool IsRoleName(absl::string_view name) {
  static constexpr absl::string_view kRoles[] = {
      "CLERK",      "OFFICE_HEAD",   "CASEWORKER",    "UNIT_HEAD",
      "SUPERVISOR", "MEDIATOR",      "RULE_OWNER",    "ADOPTER",
      "AUDITOR",    "ADMINISTRATOR", "AGENCY_SYSTEM", "DATA_PROTECTION_OFFICER",
      "IMPORTER",   "OPERATOR"};
  return absl::c_linear_search(kRoles, name);
}

}  // namespace skranke
