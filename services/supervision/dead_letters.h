// Messages that agencies would not take: ListDeadLetters, RetryDeadLetter, DiscardDeadLetter.
// Any thread; judging is pure.
#ifndef SKRANKE_SERVICES_SUPERVISION_DEAD_LETTERS_H_
#define SKRANKE_SERVICES_SUPERVISION_DEAD_LETTERS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// Whether the caller may know of the case's messages: they name the agency that has it.
bool ShowsLetters(const Caller& caller, const storage::v1::CaseState& citizen_case);

// An operator has no office; a supervisor of one acts on its cases. NOT_FOUND (CASE_NOT_FOUND).
absl::Status MayActOnLetters(const View& view, const Caller& caller, absl::string_view name);

// What was judged of a message of the case of that name, for a caller who may know of it. To others
// no message of a hidden case is there, as none is that was invented: NOT_FOUND
// (MESSAGE_NOT_FOUND), not the case's absence, for they are shown the case.
absl::StatusOr<Judgement> IfShown(const View& view, const Caller& caller, absl::string_view name,
                                  absl::StatusOr<Judgement> judged);

// By agency, case and sequence. A letter names the agency, so a protected person's shows to
// auditors and operators alone. INVALID_ARGUMENT (INVALID_FIELD page_size; INVALID_PAGE_TOKEN).
absl::StatusOr<v1::ListDeadLettersResponse> AnswerListDeadLetters(
    const Snapshot& snapshot, const Caller& caller, const v1::ListDeadLettersRequest& request);

// NOT_FOUND: CASE_NOT_FOUND for a case of another office, MESSAGE_NOT_FOUND for a message that does
// not show; else as in agency_verbs.h.
absl::StatusOr<Judgement> JudgeOwnRetry(const View& view, const Caller& caller,
                                        const v1::RetryDeadLetterRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeOwnDiscard(const View& view, const Caller& caller,
                                          const v1::DiscardDeadLetterRequest& request,
                                          absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_DEAD_LETTERS_H_
