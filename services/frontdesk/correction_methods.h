// The counter's rows of the method table for what is put right afterwards:
// skranke.v1.CorrectionService. Any thread.
#ifndef SKRANKE_SERVICES_FRONTDESK_CORRECTION_METHODS_H_
#define SKRANKE_SERVICES_FRONTDESK_CORRECTION_METHODS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/correction.pb.h"

namespace skranke {

std::vector<Method> CorrectionMethods();

// What a request must say before it is queued: INVALID_ARGUMENT (INVALID_FIELD), naming the first
// field at fault.
absl::Status ValidateCorrectCase(const v1::CorrectCaseRequest& request);
absl::Status ValidateLinkCases(const v1::LinkCasesRequest& request);
absl::Status ValidateSettleWrongPerson(const v1::SettleWrongPersonRequest& request);

absl::StatusOr<v1::ListWrongPersonsResponse> AnswerListWrongPersons(
    const Snapshot& snapshot, const Caller& caller, const v1::ListWrongPersonsRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_CORRECTION_METHODS_H_
