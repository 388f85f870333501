// The checker's own idea of a case: what each event makes of it by DESIGN section 2, written from
// that page and not from libs/casework. Every step that the page does not know is a finding. Any
// thread.
#ifndef SKRANKE_TESTS_SIMULATION_CASE_MODEL_H_
#define SKRANKE_TESTS_SIMULATION_CASE_MODEL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

struct ModelOwner {
  std::string authority;
  std::string unit;
  bool office = false;
};

struct ModelHandover {
  std::string agency;
  std::string unit;
  bool push = false;
  uint64_t token = 0;
  int accepted = 0;
  // How far silence has escalated.
  uint32_t escalation = 0;
  v1::Handover::Outcome outcome = v1::Handover::OUTCOME_PENDING;
};

// A message that an agency has to get.
struct ModelMessage {
  std::string agency;
  uint64_t sequence = 0;
  uint32_t handover = 0;
  // Position of its making, and of its acknowledgement; 0: not yet.
  uint64_t made = 0;
  uint64_t acknowledged = 0;
  int64_t acknowledge_us = 0;
  bool dead = false;
  bool discarded = false;
};

struct ModelCase {
  uint64_t number = 0;
  v1::State state = v1::STATE_UNSPECIFIED;
  ModelOwner owner;
  std::string office;
  int64_t receive_us = 0;
  int64_t incomplete_end_us = 0;
  std::string external;
  std::vector<ModelHandover> handovers;
  uint64_t lease_token = 0;
  int64_t lease_expire_us = 0;
  std::vector<ModelMessage> messages;
  // Titles of its documents, in order.
  std::vector<std::string> titles;
  // Counts what changes the etag.
  uint64_t era = 0;
  // Positions of its records.
  std::vector<uint64_t> positions;
};

// Whether it is with the office or a unit and not ended.
bool IsOpenState(v1::State state);

// The case after one more record of it. Errors are findings, with a reason of findings.h or of
// tests/faults/finding.h.
absl::Status Follow(const storage::v1::Record& record, ModelCase& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_CASE_MODEL_H_
