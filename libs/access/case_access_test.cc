#include "libs/access/case_access.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

// A case of the office "hall".
storage::v1::CaseState Case(bool hidden, const char* agency, const char* unit) {
  storage::v1::CaseState c;
  c.set_office("hall");
  c.set_hidden_route(hidden);
  c.mutable_owner()->set_office(std::string(unit).empty());
  c.mutable_owner()->set_authority(agency);
  c.mutable_owner()->set_unit(unit);
  return c;
}

Caller Clerk(Role role, const char* office) {
  return {.name = "somebody", .role = role, .office = office};
}
Caller Worker(Role role, const char* agency, const char* unit) {
  return {.name = "somebody", .role = role, .agency = agency, .unit = unit};
}

TEST(CaseAccess, ShowsEachCallerWhatTheRoleAllows) {
  const auto at_office = Case(false, "hall", "");
  const auto at_unit = Case(false, "STATE", "DESK");
  const auto hidden = Case(true, "CITY", "SHIELD");
  struct Row {
    const char* name;
    Caller caller;
    Sight at_office;
    Sight at_unit;
    Sight hidden;
  };
  constexpr Sight kNone = Sight::kNothing;
  constexpr Sight kCounter = Sight::kCounter;
  constexpr Sight kUnit = Sight::kUnit;
  constexpr Sight kRoute = Sight::kRoute;
  const Row rows[] = {
      {"clerk", Clerk(kClerk, "hall"), kCounter, kCounter, kCounter},
      {"clerk elsewhere", Clerk(kClerk, "branch"), kNone, kNone, kNone},
      {"clerk of no office", Clerk(kClerk, ""), kNone, kNone, kNone},
      {"office head", Clerk(kOfficeHead, "hall"), kCounter, kCounter, kCounter},
      {"supervisor", Clerk(kSupervisor, "hall"), kRoute, kRoute, kCounter},
      {"supervisor elsewhere", Clerk(kSupervisor, "branch"), kNone, kNone, kNone},
      {"supervisor of all", Clerk(kSupervisor, ""), kRoute, kRoute, kCounter},
      {"mediator", Clerk(kMediator, "hall"), kRoute, kRoute, kCounter},
      {"importer", Clerk(kImporter, "hall"), kRoute, kRoute, kCounter},
      {"auditor", Clerk(kAuditor, "hall"), kRoute, kRoute, kRoute},
      {"its unit", Worker(kCaseworker, "STATE", "DESK"), kNone, kUnit, kNone},
      {"its unit's head", Worker(kUnitHead, "STATE", "DESK"), kNone, kUnit, kNone},
      {"another unit", Worker(kCaseworker, "STATE", "OTHER"), kNone, kNone, kNone},
      {"another agency's unit of that name", Worker(kCaseworker, "CITY", "DESK"), kNone, kNone,
       kNone},
      {"its agency's system", Worker(kAgencySystem, "STATE", ""), kNone, kUnit, kNone},
      {"the protected unit", Worker(kCaseworker, "CITY", "SHIELD"), kNone, kNone, kUnit},
      {"administrator", Clerk(kAdministrator, "hall"), kNone, kNone, kNone},
      {"operator", Clerk(kOperator, "hall"), kNone, kNone, kNone},
      {"rule owner", Clerk(kRuleOwner, "hall"), kNone, kNone, kNone},
      {"adopter", Clerk(kAdopter, "hall"), kNone, kNone, kNone},
      {"data protection officer", Clerk(kDataProtectionOfficer, "hall"), kNone, kNone, kNone},
      {"nobody", Clerk(kNoRole, "hall"), kNone, kNone, kNone},
      {"the engine", SystemCaller(), kRoute, kRoute, kRoute},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(SightOf(row.caller, at_office), row.at_office) << row.name << ", at the office";
    EXPECT_EQ(SightOf(row.caller, at_unit), row.at_unit) << row.name << ", at the unit";
    EXPECT_EQ(SightOf(row.caller, hidden), row.hidden) << row.name << ", hidden";
  }
}

TEST(CaseAccess, LetsOnlyTheOwnersPeopleActForIt) {
  const auto at_unit = Case(false, "STATE", "DESK");
  const auto at_office = Case(false, "hall", "");
  struct Row {
    const char* name;
    Caller caller;
    bool want;
  };
  const Row rows[] = {
      {"its unit", Worker(kCaseworker, "STATE", "DESK"), true},
      {"its agency's system", Worker(kAgencySystem, "STATE", ""), true},
      {"importer", Clerk(kImporter, "hall"), true},
      {"another unit", Worker(kCaseworker, "STATE", "OTHER"), false},
      {"a clerk", Clerk(kClerk, "hall"), false},
      {"an auditor", Clerk(kAuditor, "hall"), false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ActsForOwner(row.caller, at_unit), row.want) << row.name;
    EXPECT_FALSE(ActsForOwner(row.caller, at_office)) << row.name;
  }
}

TEST(CaseAccess, LetsFewerReadDocumentsThanSeeTheCase) {
  const auto at_office = Case(false, "hall", "");
  const auto at_unit = Case(false, "STATE", "DESK");
  auto disputed = Case(true, "TOWN", "SORT");
  disputed.set_disputed(true);
  struct Row {
    const char* name;
    Caller caller;
    bool at_office;
    bool at_unit;
    bool disputed;
  };
  const Row rows[] = {
      {"clerk", Clerk(kClerk, "hall"), true, true, true},
      {"clerk elsewhere", Clerk(kClerk, "branch"), false, false, false},
      {"clerk of no office", Clerk(kClerk, ""), false, false, false},
      {"office head", Clerk(kOfficeHead, "hall"), true, true, true},
      {"supervisor", Clerk(kSupervisor, "hall"), true, true, true},
      {"supervisor elsewhere", Clerk(kSupervisor, "branch"), false, false, false},
      {"supervisor of all", Clerk(kSupervisor, ""), false, false, false},
      {"mediator", Clerk(kMediator, "hall"), false, false, true},
      {"auditor", Clerk(kAuditor, "hall"), true, true, true},
      {"importer", Clerk(kImporter, "hall"), false, true, true},
      {"its unit", Worker(kCaseworker, "STATE", "DESK"), false, true, false},
      {"its agency's system", Worker(kAgencySystem, "STATE", ""), false, true, false},
      {"another unit", Worker(kCaseworker, "STATE", "OTHER"), false, false, false},
      {"administrator", Clerk(kAdministrator, "hall"), false, false, false},
      {"nobody", Clerk(kNoRole, "hall"), false, false, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(MayReadDocuments(row.caller, at_office), row.at_office) << row.name;
    EXPECT_EQ(MayReadDocuments(row.caller, at_unit), row.at_unit) << row.name;
    EXPECT_EQ(MayReadDocuments(row.caller, disputed), row.disputed) << row.name;
  }
}

TEST(Caller, HasTheRoleOfItsName) {
  for (uint32_t bit = 1; bit < kSystem; bit <<= 1) {
    const auto role = static_cast<Role>(bit);
    EXPECT_NE(RoleName(role), "NONE") << bit;
    EXPECT_EQ(RoleNamed(RoleName(role)), role) << RoleName(role);
  }
  EXPECT_EQ(RoleNamed("SYSTEM"), kNoRole);
  EXPECT_EQ(RoleNamed("clerk"), kNoRole);
  EXPECT_EQ(RoleNamed(""), kNoRole);
}

TEST(Caller, MayInItsRoles) {
  SKRANKE_EXPECT_OK(MayInRole(Clerk(kClerk, "hall"), kClerk | kOfficeHead));
  SKRANKE_EXPECT_OK(MayInRole(SystemCaller(), kNoRole));
  EXPECT_THAT(MayInRole(Clerk(kClerk, "hall"), kOfficeHead), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(MayInRole(Clerk(kNoRole, "hall"), kEveryRole), HasReason("ROLE_MAY_NOT"));
}

}  // namespace
}  // namespace skranke
