// Finishing at the counter, and the dry run's answer. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_FINISH_H_
#define SKRANKE_LIBS_CASEWORK_FINISH_H_

#include "absl/status/status.h"
#include "libs/access/case_access.h"
#include "libs/casework/assessment.h"
#include "libs/casework/judgement.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {

// Finishes the case if the assessment, taken now, allows it.
// FAILED_PRECONDITION: NOT_QUICK, NOT_COMPLETE. INVALID_ARGUMENT: OUTCOME_NOT_LISTED.
absl::Status FinishAtCounter(const Assessment& assessment, const v1::Finish& finish,
                             CaseDraft& draft);

// What ClassifyCase answers.
v1::ClassifyCaseResponse DryRunAnswer(const Assessment& assessment, const RouteFound& found,
                                      const storage::v1::PointRow& point,
                                      const Installation& installation, absl::Time now);

// An open case of the same person, in short.
v1::OpenCase RenderOpenCase(const storage::v1::CaseState& citizen_case, Sight sight);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_FINISH_H_
