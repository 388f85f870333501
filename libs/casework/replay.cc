#include "libs/casework/replay.h"

#include "libs/casework/apply.h"

namespace skranke {

storage::v1::CaseState Replay(
    uint64_t number, const std::vector<storage::v1::Record>& records,
    absl::FunctionRef<void(const storage::v1::Record&, const storage::v1::Event&,
                           const storage::v1::CaseState&)>
        visit) {
  storage::v1::CaseState citizen_case;
  for (const auto& record : records) {
    const AppliedAt at{.position = record.position(), .record_us = record.record_us()};
    for (const auto& event : record.events()) {
      if (event.number() != number) continue;
      Apply(event, at, citizen_case);
      visit(record, event, citizen_case);
    }
  }
  return citizen_case;
}

}  // namespace skranke
