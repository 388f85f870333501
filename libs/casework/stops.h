// Times during which a case waits for somebody else: how one begins and ends, and what is unusual
// about it. At most one runs at a time, and it ends with the hand-over it belongs to. Pure; any
// thread.
#ifndef SKRANKE_LIBS_CASEWORK_STOPS_H_
#define SKRANKE_LIBS_CASEWORK_STOPS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/casework/judgement.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// A longer stop is flagged. Source: design; a month in which nobody is seen to do anything.
inline constexpr absl::Duration kStopUsualMax = absl::Hours(30 * 24);
// A stop that begins on one of the last so many working days of a limit is flagged. Source: design;
// waiting that begins just before a limit is what a faked wait looks like.
inline constexpr int kStopLateDays = 2;
// So many stops of one case are usual, a further one is flagged. Source: design.
inline constexpr int kStopsUsualMax = 2;

// True while the case waits.
bool IsStopped(const storage::v1::CaseState& citizen_case);

// A stop that begins when the draft's command happened, with what is unusual about that.
// FAILED_PRECONDITION (TOO_MANY_STOPS) after kStopsPerCaseMax.
absl::StatusOr<storage::v1::StopRecord> NewStop(v1::StopReason reason, absl::string_view note,
                                                const CaseDraft& draft);

// What is unusual about a stop that has ended or goes on at `now`.
v1::StopFlag FlagOf(const storage::v1::StopRecord& stop, absl::Time now);

// Ends the stop that runs, if one does, and moves the limits that it stopped.
void ResumeIfStopped(CaseDraft& draft);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_STOPS_H_
