// A case as the reference agency keeps it: what it was told, under its own case number. Pure
// functions; any thread.
#ifndef SKRANKE_SERVICES_AGENCY_AGENCY_CASE_H_
#define SKRANKE_SERVICES_AGENCY_AGENCY_CASE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

struct AgencyCase {
  // Of the latest message about it; 0 before the first.
  uint64_t sequence = 0;
  // The case as last told, the hand-over it is here by, and that hand-over's token as the lease's.
  // Without a hand-over it is no longer the agency's.
  v1::WorkItem item;

  bool is_ours() const { return !item.handover_id().empty(); }
};

// The case after one more message. A recalled or withdrawn case keeps its name and the agency's own
// number, nothing of the citizen.
AgencyCase AfterMessage(AgencyCase before, const v1::ReceiveRequest& message);

// The case as its office shows it now, under the same hand-over.
AgencyCase AfterReply(AgencyCase before, const v1::Case& shown);

// The case when the agency no longer has it.
AgencyCase WithoutHandover(AgencyCase before);

// The hand-over that a hand-over or reopening brings; empty for every other message.
std::string HandoverBrought(const v1::ReceiveRequest& message);

std::string EncodeCase(const AgencyCase& agency_case);
// DATA_LOSS if the bytes are no such row.
absl::StatusOr<AgencyCase> DecodeCase(absl::string_view bytes);

// Eight bytes big-endian, so that keys sort as numbers; 0 where there are not eight.
std::string EncodeNumber(uint64_t number);
uint64_t DecodeNumber(absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_AGENCY_CASE_H_
