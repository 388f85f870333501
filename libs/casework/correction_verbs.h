// What is put right after registration, judged. Pure. The errors are those of CorrectionService in
// proto/skranke/v1/correction.proto.
#ifndef SKRANKE_LIBS_CASEWORK_CORRECTION_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_CORRECTION_VERBS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/correction.pb.h"

namespace skranke {

absl::StatusOr<Judgement> JudgeCorrectCase(const View& view, const Caller& caller,
                                           const v1::CorrectCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeLinkCases(const View& view, const Caller& caller,
                                         const v1::LinkCasesRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeSettleWrongPerson(const View& view, const Caller& caller,
                                                 const v1::SettleWrongPersonRequest& request,
                                                 absl::Time now);

// Whether a data protection officer has to do with the case: it stood on a wrong person, and is of
// the officer's office or the officer of none.
bool IsOfOfficer(const Caller& caller, const storage::v1::CaseState& citizen_case);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_CORRECTION_VERBS_H_
