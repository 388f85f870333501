// What every verb on a case checks before it does anything: that the case is there for the caller,
// that nobody changed it since the caller looked, when it happened. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_VERB_COMMON_H_
#define SKRANKE_LIBS_CASEWORK_VERB_COMMON_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/states.h"
#include "libs/casework/view.h"

namespace skranke {

// The case of that name, for somebody at the counter of its office or above it.
// INVALID_ARGUMENT (INVALID_FIELD name); NOT_FOUND (CASE_NOT_FOUND) at every other office.
absl::StatusOr<const storage::v1::CaseState*> FindAtCounter(const View& view, const Caller& caller,
                                                            absl::string_view name);

// The case of that name, for who acts for the unit that has it. NOT_FOUND for everybody else.
absl::StatusOr<const storage::v1::CaseState*> FindAtUnit(const View& view, const Caller& caller,
                                                         absl::string_view name);

// The service point that a request means: the one it names, else the caller's own, else the only
// one. INVALID_ARGUMENT (INVALID_FIELD service_point), PERMISSION_DENIED (OTHER_OFFICE).
absl::StatusOr<const storage::v1::PointRow*> FindCallersPoint(const Directory& directory,
                                                              const Caller& caller,
                                                              const std::string& wanted);

// ABORTED (ETAG_MISMATCH) if the case changed since; INVALID_ARGUMENT (INVALID_FIELD etag) if
// empty.
absl::Status CheckEtag(const storage::v1::CaseState& citizen_case, absl::string_view etag);

// ABORTED (LEASE_STALE) unless the token holds: the running lease's, or a pushed hand-over's own.
// Without a running lease no token is needed.
absl::Status CheckToken(const storage::v1::CaseState& citizen_case, absl::string_view token,
                        absl::Time now);

// FAILED_PRECONDITION (FOUR_EYES) where the task says that a case never goes back to a person who
// had it, and this one had. An agency's own system counts as nobody but at the same unit.
absl::Status CheckFourEyes(const storage::v1::CaseState& citizen_case, absl::string_view person);

// When it happened: unset means now. PERMISSION_DENIED (OCCUR_TIME_NOT_ALLOWED) for roles that may
// not say so; INVALID_ARGUMENT for a time that has not come.
absl::StatusOr<absl::Time> OccurTime(bool given, const google::protobuf::Timestamp& occur_time,
                                     const Caller& caller, absl::Time now);

// What is told of a case is told in order: INVALID_ARGUMENT (INVALID_FIELD occur_time) for what
// would have happened before its receipt, or before its latest wait began or ended. Else an
// interval could be waited twice, or end before it began.
absl::Status CheckOrder(const storage::v1::CaseState& citizen_case, absl::Time occur);

// Sets the draft's occur time from a request that has one.
template <typename Request>
absl::Status TakeOccurTime(const Request& request, CaseDraft& draft) {
  if (!request.has_occur_time()) return absl::OkStatus();
  const auto occur = OccurTime(true, request.occur_time(), draft.caller(), draft.now());
  if (!occur.ok()) return occur.status();
  if (absl::Status order = CheckOrder(draft.state(), *occur); !order.ok()) return order;
  draft.set_occur_time(*occur);
  return absl::OkStatus();
}

// "agency/unit" of the unit that has the case, if the caller is not of that unit; else empty.
std::string ActingFor(const Caller& caller, const storage::v1::CaseState& citizen_case);

// INVALID_ARGUMENT (INVALID_FIELD) if the text is only white space.
absl::Status CheckSentence(absl::string_view field, absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_VERB_COMMON_H_
