// What is wrong with one case: the rules of the gap finder. Pure; any thread.
//
// A gap is of what the sight shows. At the counter's sight it is judged by the authority and the
// state that the counter is told, so that a protected person's case has the gaps that anybody's
// would have, and no others.
#ifndef SKRANKE_SERVICES_SUPERVISION_FIND_GAPS_H_
#define SKRANKE_SERVICES_SUPERVISION_FIND_GAPS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/access/case_access.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/gap.pb.h"

namespace skranke {

// How long a case that the router sends nowhere any more may wait for a supervisor. Source: design;
// one day, with the night in it.
inline constexpr absl::Duration kUnsortedMax = absl::Hours(24);

// How long a case in that state may not be moved on; zero for a closed one.
//   COMPLETE       3 days: quick work, and a weekend
//   TRIAGE         3 days: sorting is the same day's work, and a weekend
//   ROUTED         7 days where nothing else limits it; the same for DELIVERED
//   ACCEPTED      14 days until somebody begins
//   IN_PROGRESS   30 days: a citizen is told something within a month (forvaltningsloven section
//                 11 a, second paragraph)
//   AWAITING_INFO 42 days: twice the three weeks that a citizen is given to answer
//   INCOMPLETE    42 days: the same at the office
//   DECIDED        7 days until it is closed
// Source of the others: design.
absl::Duration StaleAfter(v1::State state);

struct FoundGap {
  v1::GapKind kind = v1::GAP_KIND_UNSPECIFIED;
  absl::Time since;
  // Who should do what, in one sentence without anything of a person.
  std::string next_step;
};

// The latest move that the case itself tells of (last_move.h); there may have been later ones.
absl::Time KnownMove(const storage::v1::CaseState& citizen_case);

// Whether a gap depends on when the case was really moved last: what it tells of itself is longer
// ago than the norm of the state that it has or is told to have, or it came back to be sorted.
bool DependsOnLastMove(const storage::v1::CaseState& citizen_case, absl::Time now);

// In the order of their kinds; each kind at most once. None for a case that is not open, and none
// at Sight::kNothing. `moved`: when it was last moved on.
std::vector<FoundGap> FindGaps(const storage::v1::CaseState& citizen_case, absl::Time moved,
                               Sight sight, const Installation& installation, absl::Time now);

// Whether nobody answers for the whole of a life event whose parts are with several authorities or
// principals: the part that leads has no case (null) or an ended one, or who has it is not in the
// directory that day. The office answers while it has that part itself. Of a hidden one it is
// judged by the authority that the counter is told.
bool IsWithoutLead(const storage::v1::CaseState* lead, const Directory& directory,
                   absl::CivilDay day);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_FIND_GAPS_H_
