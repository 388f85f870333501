// By when a receiver has to accept or return, and when the next person is told that it has done
// neither. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_ACCEPT_LIMIT_H_
#define SKRANKE_LIBS_CASEWORK_ACCEPT_LIMIT_H_

#include "absl/time/time.h"
#include "libs/directory/directory.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// An ACUTE case of a task and agency that say nothing is accepted within this. Source: design; what
// somebody at a counter can be asked to wait for.
inline constexpr absl::Duration kAcuteAcceptTime = absl::Minutes(15);

// Any other case of a task and agency that say nothing. Source: design, each hand-over has two
// receipts and a deadline; a day, in which a unit that works looks at what has come.
inline constexpr absl::Duration kAcceptTimeDefault = absl::Hours(24);

// How long the agency has: what the task says, else what the agency says, else what stands above.
// For an ACUTE case minutes alone count: hours are no time to accept it in.
absl::Duration AcceptTime(const storage::v1::CaseState& citizen_case,
                          const storage::v1::AgencyRow* agency);

// When that is over. Where it would end on a day on which authorities are closed, it ends at the
// same time of the next working day; an ACUTE case does not wait for one.
absl::Time AcceptBy(absl::Time ready, absl::Duration accept_time, bool acute,
                    const Directory& directory);

// The last step of an escalation: the supervisors know.
inline constexpr uint32_t kEscalationLast = 3;

// When the step after the one taken at `now` is due: as long after it as the receiver had to
// accept, by the rules of AcceptBy; the infinite future after the last.
absl::Time NextEscalation(const storage::v1::HandoverRecord& handover, uint32_t taken,
                          absl::Time now, bool acute, const Directory& directory);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_ACCEPT_LIMIT_H_
