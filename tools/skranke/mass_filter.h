// Which cases a mass command is meant for. Not every list can be asked for everything: what a list
// does not know is held against what it gave, so that no filter is ever passed over. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_MASS_FILTER_H_
#define SKRANKE_TOOLS_SKRANKE_MASS_FILTER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/arguments.h"
#include "tools/skranke/mass_run.h"
#include "tools/skranke/session.h"

namespace skranke {

// The flags by which cases are chosen.
std::vector<Flag> MassFilterFlags();

// Whether the case, as it is shown, has everything that a flag of MassFilterFlags asks for.
bool IsMeant(const v1::Case& citizen_case, const v1::ListCasesRequest& filter);

// The cases that every filter given takes: at the unit's own desk to accept or close, at the front
// desk for the rest. USAGE where none is given, or one empty.
absl::StatusOr<std::vector<v1::Case>> ReadMeantCases(Session& session, const Arguments& arguments,
                                                     MassAction action);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_MASS_FILTER_H_
