// What an agency says it holds, compared with what we think it does. Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_COMPARE_HOLDINGS_H_
#define SKRANKE_SERVICES_SUPERVISION_COMPARE_HOLDINGS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "libs/directory/endpoint.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/gap.pb.h"

namespace skranke {

// A holding in short, so that a million of them fit into memory.
struct Held {
  uint64_t number = 0;
  // 0: not said.
  uint32_t handover = 0;
  // STATE_UNSPECIFIED: not said.
  v1::State state = v1::STATE_UNSPECIFIED;
  // Of the agency's own case number; 0: not said.
  uint64_t case_number_hash = 0;
};

// Tells two case numbers of agencies apart, in this process. Never 0 but for an empty one.
uint64_t CaseNumberHash(absl::string_view agency_case_number);

// `path` is where the request has it. INVALID_ARGUMENT (INVALID_FIELD its name or handover_id)
// where it names no case, or two.
absl::StatusOr<Held> ParseHolding(const v1::Holding& holding, absl::string_view path);

// Whether the agency should have the case: it is with one of its units, open, and not still on its
// way there.
bool IsExpected(const storage::v1::CaseState& citizen_case, absl::string_view agency);

// How the agency's word on the case differs from ours; unspecified where it does not. `ours` is
// null where there is no such case, `theirs` where the list does not have it; not both. What has
// changed since the list was made differs in nothing.
v1::DifferenceKind Compare(const storage::v1::CaseState* ours, absl::string_view agency,
                           const absl::optional<Held>& theirs, absl::Time list_time);

// Who should do what, in one sentence, of an agency that is reached so.
std::string NextStep(v1::DifferenceKind kind, absl::string_view agency, EndpointKind way);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_COMPARE_HOLDINGS_H_
