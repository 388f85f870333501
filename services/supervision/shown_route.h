// What the counter's sight shows of a route: what an unprotected person with the same facts would
// get, never a unit. Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_SHOWN_ROUTE_H_
#define SKRANKE_SERVICES_SUPERVISION_SHOWN_ROUTE_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "libs/access/case_access.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// True if units and everything on the way between them may be shown.
bool ShowsUnits(Sight sight);

// The agency that the case was last handed to, as the sight shows it; empty where there is none.
std::string ShownAgency(const storage::v1::CaseState& citizen_case, Sight sight);

// The same with its unit as "agency/unit", where units are shown.
std::string ShownReceiver(const storage::v1::CaseState& citizen_case, Sight sight);

// The latest routing as the sight shows it; nothing if the case was never handed over.
absl::optional<v1::RoutingDecision> ShownDecision(const storage::v1::CaseState& citizen_case,
                                                  Sight sight);

// Routing rows that explain the latest routing beside the one that decided; at most so many.
inline constexpr size_t kAlternativesMax = 20;

// Where units are shown: the rows not taken at the latest hand-over. Else those that an unprotected
// person's case would not have taken on the day of receipt, without units, so that a hidden case
// shows what any other shows.
std::vector<v1::Alternative> ShownAlternatives(const storage::v1::CaseState& citizen_case,
                                               Sight sight, const Installation& installation);

// Why the case is where the counter is told.
std::string CounterWhy(const storage::v1::CaseState& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SHOWN_ROUTE_H_
