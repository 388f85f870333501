// What the counter may do to cases, judged. Every function is pure: it reads the view, and gives
// events and a reply or the reason why not. The errors are those of FrontDeskService in
// proto/skranke/v1/front_desk.proto.
#ifndef SKRANKE_LIBS_CASEWORK_COUNTER_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_COUNTER_VERBS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {

absl::StatusOr<Judgement> JudgeRegisterCase(const View& view, const Caller& caller,
                                            const v1::RegisterCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeSupplementCase(const View& view, const Caller& caller,
                                              const v1::SupplementCaseRequest& request,
                                              absl::Time now);
absl::StatusOr<Judgement> JudgeFinishCase(const View& view, const Caller& caller,
                                          const v1::FinishCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeSendToOwner(const View& view, const Caller& caller,
                                           const v1::SendToOwnerRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeRouteCase(const View& view, const Caller& caller,
                                         const v1::RouteCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeWithdrawCase(const View& view, const Caller& caller,
                                            const v1::WithdrawCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeMisregisterCase(const View& view, const Caller& caller,
                                               const v1::MisregisterCaseRequest& request,
                                               absl::Time now);
absl::StatusOr<Judgement> JudgeReopenCase(const View& view, const Caller& caller,
                                          const v1::ReopenCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeRecordContact(const View& view, const Caller& caller,
                                             const v1::RecordContactRequest& request,
                                             absl::Time now);

// The dry run: what RegisterCase would answer. The same code, nothing stored.
absl::StatusOr<v1::ClassifyCaseResponse> ClassifyMatter(const Installation& installation,
                                                        const Caller& caller,
                                                        const v1::ClassifyCaseRequest& request,
                                                        absl::Time now);

// The end date of an incomplete case has passed: it goes to its owner with its gaps listed. Nothing
// happens if it is no longer incomplete or its end was moved.
absl::StatusOr<Judgement> JudgeIncompleteEnded(const View& view, const Caller& caller,
                                               uint64_t number, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_COUNTER_VERBS_H_
