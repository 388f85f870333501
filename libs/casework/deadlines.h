// The limits of a case: by law and by the list, from its receipt on; which of them have been met,
// and how far stops have moved them. The citizen's clock begins with receipt and never again. Pure;
// any thread.
#ifndef SKRANKE_LIBS_CASEWORK_DEADLINES_H_
#define SKRANKE_LIBS_CASEWORK_DEADLINES_H_

#include "absl/time/time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/calendar/deadline_rules.h"
#include "libs/casework/assessment.h"
#include "libs/directory/directory.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

using Deadlines = google::protobuf::RepeatedPtrField<storage::v1::DeadlineRecord>;

// The limits of a case received then, as the assessment and the law of that day have them; the
// list's own first, where it promises anything. What the case has met or the citizen has demanded
// stays, and stops that have ended move them as they did. A limit that is new to a settled case was
// met when the citizen was answered; `happened`, where no other limit tells when.
Deadlines DeadlinesOf(const storage::v1::CaseState& citizen_case, absl::Time received,
                      const Assessment& assessment, const Directory& directory,
                      absl::Time happened);

// The limits once that stop has ended: those that it stops end as many days later as midnights
// passed. One that was over or met before the stop began stays.
Deadlines AfterStop(Deadlines deadlines, const storage::v1::StopRecord& stop,
                    const Directory& directory);

// Whether the limit holds for the case as it stands: that of a transfer does not while the case is
// the office's own to finish, for then no other authority is competent.
bool Binds(const storage::v1::DeadlineRecord& deadline, const storage::v1::CaseState& citizen_case);

// A limit as it is kept, for what began at `from`.
storage::v1::DeadlineRecord ToRecord(const Limit& limit, absl::Time from,
                                     const Directory& directory);

// The first limit of that kind; null if the case has none.
const storage::v1::DeadlineRecord* FindDeadline(const storage::v1::CaseState& citizen_case,
                                                DeadlineKind kind);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_DEADLINES_H_
