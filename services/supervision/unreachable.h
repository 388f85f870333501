// When an agency counts as unreachable, by the way that leads to it, and what is to be done then.
// Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_UNREACHABLE_H_
#define SKRANKE_SERVICES_SUPERVISION_UNREACHABLE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "libs/directory/directory.h"
#include "libs/directory/endpoint.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// How long a message may wait to be acknowledged.
//   pushed     1 hour. Source: issue 5: found within one hour
//   file drop  kFileDropHold, and over the days on which nobody works: who fetches files comes
//              once a working day
//   paper      7 days, the same: the post both ways. Source: design
absl::Duration MessageWaitsMax(EndpointKind kind);

// Since when an agency that is reached so cannot be, if that is a gap by now: it has been silent
// for kAgencySilentMax, or a message has waited for MessageWaitsMax. A file drop that falls silent
// once a message has lain there for kFileDropHold is one that nobody came to: it has the working
// day.
absl::optional<absl::Time> UnreachableSince(EndpointKind kind,
                                            absl::optional<absl::Time> silent_since,
                                            absl::Time oldest_message, absl::Time now,
                                            const Directory& directory);

// Whether something else chases the message on paper: a hand-over that has its time to accept is a
// gap of its own when that is over.
bool IsChasedByItself(const storage::v1::MessageRecord& message,
                      const storage::v1::CaseState& citizen_case);

// Who should do what, in one sentence.
std::string NextStepToReach(EndpointKind kind, absl::string_view agency);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_UNREACHABLE_H_
