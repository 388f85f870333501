// A case's clocks as a caller may see them: limits, stops, and until when an answer is awaited.
// Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_RENDER_CLOCK_H_
#define SKRANKE_LIBS_CASEWORK_RENDER_CLOCK_H_

#include "libs/access/case_access.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// Adds them to the case that is shown. At the counter's sight a hidden case's are anybody's.
void RenderClock(const storage::v1::CaseState& citizen_case, Sight sight, v1::Case& shown);

// A stop: its note stays with who sees the route.
v1::Stop RenderStop(const storage::v1::StopRecord& stop, Sight sight);

// True if the counter is told that the case is in TRIAGE while it is not: an unprotected person's
// would not have been handed to anybody.
bool IsShownUnsorted(const storage::v1::CaseState& citizen_case, Sight sight);

// True if the counter sees that hand-over. One by which a hidden case went where the counter does
// not know it to be shows only from when it is no longer waiting to be sorted.
bool IsTold(const storage::v1::CaseState& citizen_case,
            const storage::v1::HandoverRecord& handover);

// True if the counter sees any hand-over.
bool IsTold(const storage::v1::CaseState& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_RENDER_CLOCK_H_
