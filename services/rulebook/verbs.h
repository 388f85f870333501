// What may be done to a draft, judged. Every function is pure: it reads the view, and gives events
// and a reply or the reason why not. The errors are those of RulebookService in
// proto/skranke/v1/rulebook.proto.
#ifndef SKRANKE_SERVICES_RULEBOOK_VERBS_H_
#define SKRANKE_SERVICES_RULEBOOK_VERBS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "services/rulebook/adoption_plan.h"
#include "skranke/storage/v1/office.pb.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

// `content` is what the request's files or edits say (see draft_source.h).
absl::StatusOr<Judgement> JudgeSaveDraft(const View& view, const Caller& caller,
                                         const v1::SaveDraftRequest& request,
                                         storage::v1::TaskListContent content, absl::Time now);

// `prepared` is used where its basis still holds; the writer does the work otherwise.
absl::StatusOr<Judgement> JudgeCheckDraft(const View& view, const Caller& caller,
                                          const v1::CheckDraftRequest& request,
                                          const Prepared<CheckedList>& prepared, absl::Time now);

absl::StatusOr<Judgement> JudgeOpenHearing(const View& view, const Caller& caller,
                                           const v1::OpenHearingRequest& request,
                                           const Prepared<CheckedList>& prepared, absl::Time now);
absl::StatusOr<Judgement> JudgeRecordPosition(const View& view, const Caller& caller,
                                              const v1::RecordPositionRequest& request,
                                              absl::Time now);
absl::StatusOr<Judgement> JudgeWithdrawDraft(const View& view, const Caller& caller,
                                             const v1::WithdrawDraftRequest& request,
                                             absl::Time now);

absl::StatusOr<Judgement> JudgeAdoptDraft(const View& view, const Caller& caller,
                                          const v1::AdoptDraftRequest& request,
                                          const Prepared<AdoptionPlan>& prepared, absl::Time now);
absl::StatusOr<Judgement> JudgeAdoptEmergency(const View& view, const Caller& caller,
                                              const v1::AdoptEmergencyRequest& request,
                                              const Prepared<AdoptionPlan>& prepared,
                                              absl::Time now);
absl::StatusOr<Judgement> JudgeRatifyEmergency(const View& view, const Caller& caller,
                                               const v1::RatifyEmergencyRequest& request,
                                               absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_VERBS_H_
