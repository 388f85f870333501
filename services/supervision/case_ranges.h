// Index ranges of several states. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_CASE_RANGES_H_
#define SKRANKE_SERVICES_SUPERVISION_CASE_RANGES_H_

#include <string>
#include <vector>

#include "libs/engine/case_list.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// The unit's cases in those states, a range each.
void AddUnitRanges(const storage::v1::ReceiverRecord& unit, const std::vector<v1::State>& states,
                   std::vector<IndexRange>& ranges);

// The cases in those states that the office itself has, a range each.
void AddWaitingRanges(const std::string& office, const std::vector<v1::State>& states,
                      std::vector<IndexRange>& ranges);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_CASE_RANGES_H_
