// What the system does with a case whose time has come: an incomplete one goes as it is, a
// hand-over that nobody accepts is told to more and more people, a citizen who was asked is
// reminded and then no longer waited for. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_ESCALATION_H_
#define SKRANKE_LIBS_CASEWORK_ESCALATION_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"

namespace skranke {

// Does what is due; nothing where nothing is any more.
absl::StatusOr<Judgement> JudgeCaseDue(const View& view, const Caller& caller, uint64_t number,
                                       absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_ESCALATION_H_
