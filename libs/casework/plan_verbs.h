// What a unit keeps with its case beside the work, judged: service line, appointment, plan. Pure.
// The errors are those of PlanService in proto/skranke/v1/plan.proto.
#ifndef SKRANKE_LIBS_CASEWORK_PLAN_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_PLAN_VERBS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/plan.pb.h"

namespace skranke {

absl::StatusOr<Judgement> JudgeMoveServiceLine(const View& view, const Caller& caller,
                                               const v1::MoveServiceLineRequest& request,
                                               absl::Time now);
absl::StatusOr<Judgement> JudgeSetAppointment(const View& view, const Caller& caller,
                                              const v1::SetAppointmentRequest& request,
                                              absl::Time now);
absl::StatusOr<Judgement> JudgeCancelAppointment(const View& view, const Caller& caller,
                                                 const v1::CancelAppointmentRequest& request,
                                                 absl::Time now);
absl::StatusOr<Judgement> JudgeSetPlan(const View& view, const Caller& caller,
                                       const v1::SetPlanRequest& request, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_PLAN_VERBS_H_
