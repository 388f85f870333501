// What becomes of a case's limits, stops and questions. Parts of apply, for apply alone. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_APPLY_CLOCK_H_
#define SKRANKE_LIBS_CASEWORK_APPLY_CLOCK_H_

#include <cstdint>

#include "libs/casework/apply.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// Times are microseconds since 1970.
void MeetDeadline(v1::DeadlineKind kind, int64_t happened_us, storage::v1::CaseState& c);
void UnmeetDeadline(v1::DeadlineKind kind, storage::v1::CaseState& c);
// The citizen is answered: nothing is owed any more, until the case is reopened.
void OnAnswered(int64_t happened_us, storage::v1::CaseState& c);
void OnClockStopped(const storage::v1::StopRecord& stop, storage::v1::CaseState& c);
void OnClockResumed(const storage::v1::ClockResumed& e, int64_t happened_us,
                    storage::v1::CaseState& c);
void OnInformationRequested(const storage::v1::InformationRequested& e, int64_t happened_us,
                            storage::v1::CaseState& c);
void OnInformationEnded(const storage::v1::InformationEnded& e, storage::v1::CaseState& c);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_APPLY_CLOCK_H_
