// One sentence for each event of a case: what happened and why, in plain English. Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_SENTENCE_H_
#define SKRANKE_SERVICES_SUPERVISION_SENTENCE_H_

#include <string>

#include "libs/access/case_access.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// `after` is the case right after the event. With the counter's sight the sentence names no unit,
// and of a protected person's case what it would name of an unprotected one's.
std::string SentenceOf(const storage::v1::Event& event, const storage::v1::CaseState& after,
                       Sight sight);

// An enum value's name without its type's prefix: ("STATE_ROUTED", "STATE_") is "ROUTED".
std::string WithoutPrefix(absl::string_view name, absl::string_view prefix);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SENTENCE_H_
