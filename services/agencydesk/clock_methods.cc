#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/clock_verbs.h"
#include "libs/rpc/reads_case.h"
#include "services/agencydesk/clock_lists.h"
#include "services/agencydesk/methods.h"

namespace skranke {
namespace {

constexpr RoleSet kBothRoles = kAgencyRoles | kCounterRoles;

std::string Name(absl::string_view rpc) { return absl::StrCat("/skranke.v1.ClockService/", rpc); }

absl::Status ValidateStop(const v1::StopClockRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (request.reason() == v1::STOP_REASON_UNSPECIFIED) return FieldError("reason", "must be given");
  return absl::OkStatus();
}

absl::Status ValidateListStops(const v1::ListStopsRequest& request) {
  if (request.agency().empty() && !request.unit().empty()) {
    return FieldError("agency", "must be given with unit");
  }
  return absl::OkStatus();
}

template <typename Request>
Method Verb(absl::string_view rpc, RoleSet roles, absl::Status (*validate)(const Request&),
            absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                               absl::Time)) {
  return MutationMethod(Name(rpc), roles, {}, validate, &ReadsCase<Request>, judge);
}

}  // namespace

std::vector<Method> ClockMethods() {
  return {
      Verb("StopClock", kAgencyRoles, &ValidateStop, &JudgeStopClock),
      Verb("ResumeClock", kAgencyRoles, &ValidateVerb<v1::ResumeClockRequest>, &JudgeResumeClock),
      Verb("RecordProvisionalAnswer", kBothRoles, &ValidateVerb<v1::RecordProvisionalAnswerRequest>,
           &JudgeRecordProvisionalAnswer),
      Verb("DemandDecision", kBothRoles, &ValidateVerb<v1::DemandDecisionRequest>,
           &JudgeDemandDecision),
      QueryMethod(Name("ListStops"), kSupervisionRoles, &ValidateListStops, &AnswerListStops),
      QueryMethod(Name("ListReminders"), kCounterRoles, &NothingToCheck<v1::ListRemindersRequest>,
                  &AnswerListReminders),
  };
}

}  // namespace skranke
