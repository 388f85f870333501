// Who may see a case, and how much of it. Fails closed: what no rule allows is invisible, and
// invisible looks exactly like absent (DESIGN section 5).
#ifndef SKRANKE_LIBS_ACCESS_CASE_ACCESS_H_
#define SKRANKE_LIBS_ACCESS_CASE_ACCESS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/access/caller.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// How much of a case a caller sees.
enum class Sight {
  kNothing,  // the case does not exist for the caller
  kCounter,  // agency, reason and promise as for an unprotected person; never a unit
  kUnit,     // the unit that has or closed it: everything that it needs to work
  kRoute,    // everything, with the real route
};

// Whether its route is hidden, or was until a correction: the way before that stays hidden.
bool IsHidden(const storage::v1::CaseState& citizen_case);

// What the caller sees of the case.
Sight SightOf(const Caller& caller, const storage::v1::CaseState& citizen_case);

// Whether the caller acts for the unit that has the case: one of its people, its agency's system,
// the importer (for whatever unit has it) or the system itself.
bool ActsForOwner(const Caller& caller, const storage::v1::CaseState& citizen_case);

// Whether the caller may read the case's documents, which is fewer than see the case: its own
// office, the unit that has it, the auditor, and the mediator of a dispute. A supervisor of the
// whole installation reads none.
bool MayReadDocuments(const Caller& caller, const storage::v1::CaseState& citizen_case);

// Whether the caller works at that office's counters. PERMISSION_DENIED: OTHER_OFFICE.
absl::Status MayActAtOffice(const Caller& caller, absl::string_view office);

// Whether the caller has one of the roles. PERMISSION_DENIED: ROLE_MAY_NOT.
absl::Status MayInRole(const Caller& caller, RoleSet roles);

// NOT_FOUND (CASE_NOT_FOUND), the one answer for absent and for invisible.
absl::Status CaseNotFound();

}  // namespace skranke

#endif  // SKRANKE_LIBS_ACCESS_CASE_ACCESS_H_
