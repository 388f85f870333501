#include "libs/access/case_access.h"

#include <algorithm>

#include "libs/base/reason.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool IsOwnUnit(const Caller& caller, absl::string_view agency, absl::string_view unit) {
  if (caller.agency.empty() || caller.agency != agency) return false;
  // An agency's system works for all of its units; a person only for the own one.
  return caller.role == kAgencySystem || caller.unit == unit;
}

bool IsWithUnit(const CaseState& citizen_case) {
  return !citizen_case.owner().office() && !citizen_case.owner().unit().empty();
}

}  // namespace

bool IsHidden(const CaseState& citizen_case) {
  return citizen_case.hidden_route() ||
         std::any_of(citizen_case.handovers().begin(), citizen_case.handovers().end(),
                     [](const auto& handover) {
                       return handover.untold() || !handover.counter_agency().empty();
                     });
}

bool ActsForOwner(const Caller& caller, const CaseState& citizen_case) {
  if (!IsWithUnit(citizen_case)) return false;
  if (caller.role == kImporter || caller.role == kSystem) return true;
  return IsOwnUnit(caller, citizen_case.owner().authority(), citizen_case.owner().unit());
}

Sight SightOf(const Caller& caller, const CaseState& citizen_case) {
  const bool hidden = IsHidden(citizen_case);
  switch (caller.role) {
    case kSystem:
    case kAuditor:
      return Sight::kRoute;
    case kSupervisor:
      if (!MayActAtOffice(caller, citizen_case.office()).ok()) return Sight::kNothing;
      return hidden ? Sight::kCounter : Sight::kRoute;
    case kImporter:
    case kMediator:
      return hidden ? Sight::kCounter : Sight::kRoute;
    case kCaseworker:
    case kUnitHead:
    case kAgencySystem:
      return ActsForOwner(caller, citizen_case) ? Sight::kUnit : Sight::kNothing;
    case kClerk:
    case kOfficeHead:
      return caller.office == citizen_case.office() ? Sight::kCounter : Sight::kNothing;
    default:
      return Sight::kNothing;
  }
}

bool MayReadDocuments(const Caller& caller, const CaseState& citizen_case) {
  switch (caller.role) {
    case kClerk:
    case kOfficeHead:
    case kSupervisor:
      return !caller.office.empty() && caller.office == citizen_case.office();
    case kMediator:
      return citizen_case.disputed();
    case kAuditor:
      return true;
    default:
      return ActsForOwner(caller, citizen_case);
  }
}

absl::Status MayActAtOffice(const Caller& caller, absl::string_view office) {
  if (caller.role == kImporter || caller.role == kSystem) return absl::OkStatus();
  // A supervisor of no single office supervises the whole installation.
  if (caller.role == kSupervisor && caller.office.empty()) return absl::OkStatus();
  if (caller.office == office && !caller.office.empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kPermissionDenied, "OTHER_OFFICE",
                     "the caller works at another office");
}

absl::Status MayInRole(const Caller& caller, RoleSet roles) {
  if (caller.role == kSystem || (caller.role & roles) != 0) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kPermissionDenied, "ROLE_MAY_NOT",
                     "the caller's role may not do this");
}

absl::Status CaseNotFound() {
  return ReasonError(absl::StatusCode::kNotFound, "CASE_NOT_FOUND", "there is no such case");
}

}  // namespace skranke
