// Who asks. A Caller is looked up in the directory in force at the moment of judging, so that
// somebody who left the office an hour ago may do nothing now.
#ifndef SKRANKE_LIBS_ACCESS_CALLER_H_
#define SKRANKE_LIBS_ACCESS_CALLER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/directory/directory.h"

namespace skranke {

// The closed list of roles (DESIGN section 5). Bits, so that a method can name several.
enum Role : uint32_t {
  kNoRole = 0,
  kClerk = 1u << 0,
  kOfficeHead = 1u << 1,
  kCaseworker = 1u << 2,
  kUnitHead = 1u << 3,
  kSupervisor = 1u << 4,
  kMediator = 1u << 5,
  kRuleOwner = 1u << 6,
  kAdopter = 1u << 7,
  kAuditor = 1u << 8,
  kDataProtectionOfficer = 1u << 9,
  kAdministrator = 1u << 10,
  kAgencySystem = 1u << 11,
  kImporter = 1u << 12,
  kOperator = 1u << 13,
  // The engine itself: timers and the forwarder. Nobody outside can be it.
  kSystem = 1u << 14,
};

// Several roles.
using RoleSet = uint32_t;

inline constexpr RoleSet kEveryRole = (1u << 14) - 1;
inline constexpr RoleSet kCounterRoles = kClerk | kOfficeHead | kSupervisor | kImporter;
inline constexpr RoleSet kAgencyRoles = kCaseworker | kUnitHead | kAgencySystem | kImporter;
inline constexpr RoleSet kSupervisionRoles = kSupervisor | kOfficeHead | kAuditor | kMediator;

struct Caller {
  std::string name;
  Role role = kNoRole;
  std::string office;
  std::string agency;
  std::string unit;
  std::string point;
};

// The role of that name as in staff.csv; kNoRole if there is none.
Role RoleNamed(absl::string_view name);

// The role's name as in staff.csv.
absl::string_view RoleName(Role role);

// The member of staff or, by its code, the agency's system.
// UNAUTHENTICATED: NO_CALLER if the name is empty, UNKNOWN_CALLER if nobody has it.
absl::StatusOr<Caller> ResolveCaller(const Directory& directory, absl::string_view name);

// The caller of timers and of the forwarder.
Caller SystemCaller();

}  // namespace skranke

#endif  // SKRANKE_LIBS_ACCESS_CALLER_H_
