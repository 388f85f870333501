#include "libs/access/caller.h"

#include <utility>

#include "libs/base/reason.h"

namespace skranke {
namespace {

constexpr std::pair<Role, absl::string_view> kRoleNames[] = {
    {kClerk, "CLERK"},
    {kOfficeHead, "OFFICE_HEAD"},
    {kCaseworker, "CASEWORKER"},
    {kUnitHead, "UNIT_HEAD"},
    {kSupervisor, "SUPERVISOR"},
    {kMediator, "MEDIATOR"},
    {kRuleOwner, "RULE_OWNER"},
    {kAdopter, "ADOPTER"},
    {kAuditor, "AUDITOR"},
    {kDataProtectionOfficer, "DATA_PROTECTION_OFFICER"},
    {kAdministrator, "ADMINISTRATOR"},
    {kAgencySystem, "AGENCY_SYSTEM"},
    {kImporter, "IMPORTER"},
    {kOperator, "OPERATOR"},
    {kSystem, "SYSTEM"},
};

}  // namespace

Role RoleNamed(absl::string_view name) {
  for (const auto& [role, role_name] : kRoleNames) {
    if (role_name == name && role != kSystem) return role;
  }
  return kNoRole;
}

absl::string_view RoleName(Role role) {
  for (const auto& [named, role_name] : kRoleNames) {
    if (named == role) return role_name;
  }
  return "NONE";
}

absl::StatusOr<Caller> ResolveCaller(const Directory& directory, absl::string_view name) {
  if (name.empty()) {
    return ReasonError(absl::StatusCode::kUnauthenticated, "NO_CALLER", "the call names no caller");
  }
  if (const auto* staff = directory.FindStaff(name)) {
    return Caller{.name = staff->name(),
                  .role = RoleNamed(staff->role()),
                  .office = staff->office(),
                  .agency = staff->agency(),
                  .unit = staff->unit(),
                  .point = staff->point()};
  }
  if (const auto* agency = directory.FindAgency(name)) {
    return Caller{.name = agency->agency(), .role = kAgencySystem, .agency = agency->agency()};
  }
  return ReasonError(absl::StatusCode::kUnauthenticated, "UNKNOWN_CALLER",
                     "nobody of that name is in the directory in force");
}

Caller SystemCaller() { return Caller{.name = "system", .role = kSystem}; }

}  // namespace skranke
