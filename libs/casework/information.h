// Questions to the citizen: until when the case waits for the answer, and what the system does when
// nothing comes. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_INFORMATION_H_
#define SKRANKE_LIBS_CASEWORK_INFORMATION_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/casework/judgement.h"
#include "libs/directory/directory.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {

// How long the citizen has where the agency says nothing, in days. Source: issue 5; three weeks.
inline constexpr int kInformationDays = 21;
// How long before the end the citizen is reminded. Source: issue 5; a week.
inline constexpr absl::Duration kRemindBefore = absl::Hours(7 * 24);
// The longest wait for an answer. Source: design; what is not answered in a year is not waited for.
inline constexpr absl::Duration kInformationWaitMax = absl::Hours(366 * 24);

struct InformationWait {
  // The infinite future: not reminded.
  absl::Time remind;
  absl::Time end;
};

// How long a question asked at `now` waits. The usual end is the end of a day, and never of one on
// which authorities are closed. INVALID_ARGUMENT (INVALID_FIELD end_time, remind_time) for an end
// that is not ahead or more than a year away, and for a reminder that is not between the two.
absl::StatusOr<InformationWait> WaitFor(const v1::RequestInformationRequest& request,
                                        absl::Time now, const Directory& directory);

// True if the case waits for an answer, and its reminder or its end is due.
bool IsInformationDue(const storage::v1::CaseState& citizen_case, absl::Time now);

// Reminds, or ends the wait: then the case is IN_PROGRESS again, its limits run on, and the agency
// is told. IsInformationDue must hold.
Judgement JudgeInformationDue(const View& view, const Caller& caller,
                              const storage::v1::CaseState& citizen_case, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_INFORMATION_H_
