// A case as a caller may see it, and the sentence for the counter. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_RENDER_H_
#define SKRANKE_LIBS_CASEWORK_RENDER_H_

#include <string>

#include "google/protobuf/timestamp.pb.h"
#include "libs/access/case_access.h"
#include "libs/casework/assessment.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// "v7": changes with every step that DESIGN section 3 says it must.
std::string EtagOf(const storage::v1::CaseState& citizen_case);

// The case at that sight. At the counter's sight a protected person's or own staff's case reads
// exactly like anybody else's, and no unit is named.
v1::Case Render(const storage::v1::CaseState& citizen_case, Sight sight);

// The state that the sight shows.
v1::State RenderState(const storage::v1::CaseState& citizen_case, Sight sight);

// The authority that the counter is told has the case. Lives as long as the case.
const std::string& CounterAuthority(const storage::v1::CaseState& citizen_case);

// Who has it, why, by when, what is missing, whether the authority is away: for the clerk to tell
// the citizen.
v1::CounterAnswer AnswerOf(const storage::v1::CaseState& citizen_case,
                           const Installation& installation, absl::Time now);

// A stored verdict; with inputs only where the facts may be seen.
v1::Classification RenderVerdict(const storage::v1::VerdictRecord& verdict, bool with_inputs);

// A stored routing with everything.
v1::RoutingDecision RenderDecision(const storage::v1::DecisionRecord& decision);

// Microseconds since 1970 on the wire.
google::protobuf::Timestamp ToTimestamp(int64_t micros);

// The instant of a timestamp; InfinitePast if it is not valid.
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_RENDER_H_
