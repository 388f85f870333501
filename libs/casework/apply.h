// Applying: the only code that changes a case. It computes nothing; owners, deadlines and instants
// stand in the event, so that replaying the events of any release gives the same case.
// Pure functions; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_APPLY_H_
#define SKRANKE_LIBS_CASEWORK_APPLY_H_

#include <cstdint>

#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Where an event stands in the log.
struct AppliedAt {
  uint64_t position = 0;
  int64_t record_us = 0;
};

// When the event happened: its own occur time, else the record's.
inline int64_t HappenedUs(const storage::v1::Event& event, const AppliedAt& at) {
  return event.occur_us() != 0 ? event.occur_us() : at.record_us;
}

// Changes the case that the event is about. Events that are not about a case do nothing.
void Apply(const storage::v1::Event& event, const AppliedAt& at,
           storage::v1::CaseState& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_APPLY_H_
