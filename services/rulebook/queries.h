// What may be read of drafts and of the register. Pure functions of a snapshot; any thread. Errors
// are those of RulebookService in proto/skranke/v1/rulebook.proto.
#ifndef SKRANKE_SERVICES_RULEBOOK_QUERIES_H_
#define SKRANKE_SERVICES_RULEBOOK_QUERIES_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

absl::StatusOr<v1::GetDraftResponse> AnswerGetDraft(const Snapshot& snapshot, const Caller& caller,
                                                    const v1::GetDraftRequest& request);
absl::StatusOr<v1::ListDraftsResponse> AnswerListDrafts(const Snapshot& snapshot,
                                                        const Caller& caller,
                                                        const v1::ListDraftsRequest& request);
absl::StatusOr<v1::ListTaskListChangesResponse> AnswerListTaskListChanges(
    const Snapshot& snapshot, const Caller& caller, const v1::ListTaskListChangesRequest& request);
absl::StatusOr<v1::ExportRulebookResponse> AnswerExportRulebook(
    const Snapshot& snapshot, const Caller& caller, const v1::ExportRulebookRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_QUERIES_H_
