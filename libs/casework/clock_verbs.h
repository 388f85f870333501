// What is done about a case's clocks, judged. Pure. The errors are those of ClockService in
// proto/skranke/v1/clock.proto.
#ifndef SKRANKE_LIBS_CASEWORK_CLOCK_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_CLOCK_VERBS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/clock.pb.h"

namespace skranke {

absl::StatusOr<Judgement> JudgeStopClock(const View& view, const Caller& caller,
                                         const v1::StopClockRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeResumeClock(const View& view, const Caller& caller,
                                           const v1::ResumeClockRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeRecordProvisionalAnswer(
    const View& view, const Caller& caller, const v1::RecordProvisionalAnswerRequest& request,
    absl::Time now);
absl::StatusOr<Judgement> JudgeDemandDecision(const View& view, const Caller& caller,
                                              const v1::DemandDecisionRequest& request,
                                              absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_CLOCK_VERBS_H_
