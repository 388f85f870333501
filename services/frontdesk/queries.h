// What the counter reads. Pure functions of a snapshot; any thread. Errors are those of
// FrontDeskService in proto/skranke/v1/front_desk.proto.
#ifndef SKRANKE_SERVICES_FRONTDESK_QUERIES_H_
#define SKRANKE_SERVICES_FRONTDESK_QUERIES_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {

absl::StatusOr<v1::ClassifyCaseResponse> AnswerClassifyCase(const Snapshot& snapshot,
                                                            const Caller& caller,
                                                            const v1::ClassifyCaseRequest& request);
absl::StatusOr<v1::GetCaseResponse> AnswerGetCase(const Snapshot& snapshot, const Caller& caller,
                                                  const v1::GetCaseRequest& request);
absl::StatusOr<v1::ListCasesResponse> AnswerListCases(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::ListCasesRequest& request);
absl::StatusOr<v1::FindOpenCasesResponse> AnswerFindOpenCases(
    const Snapshot& snapshot, const Caller& caller, const v1::FindOpenCasesRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_QUERIES_H_
