#include "services/supervision/case_ranges.h"

namespace skranke {

void AddUnitRanges(const storage::v1::ReceiverRecord& unit, const std::vector<v1::State>& states,
                   std::vector<IndexRange>& ranges) {
  for (const v1::State state : states) {
    ranges.push_back({.kind = IndexRange::Kind::kUnit,
                      .authority = unit.agency(),
                      .unit = unit.unit(),
                      .state = state});
  }
}

void AddWaitingRanges(const std::string& office, const std::vector<v1::State>& states,
                      std::vector<IndexRange>& ranges) {
  for (const v1::State state : states) {
    ranges.push_back({.kind = IndexRange::Kind::kWaiting, .authority = office, .state = state});
  }
}

}  // namespace skranke
