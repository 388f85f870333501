#include "services/agencydesk/plan_methods.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/casework/plan_verbs.h"
#include "libs/rpc/reads_case.h"

namespace skranke {
namespace {

absl::Status ValidateMove(const v1::MoveServiceLineRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (request.service_line().empty()) return FieldError("service_line", "must be given");
  return CheckUpperCode("service_line", request.service_line());
}

absl::Status ValidateAppointment(const v1::SetAppointmentRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (!request.has_appointment()) return FieldError("appointment", "must be given");
  if (!request.appointment().has_slot_time()) {
    return FieldError("appointment.slot_time", "must be given");
  }
  return absl::OkStatus();
}

template <typename Request>
Method Verb(absl::string_view rpc, absl::Status (*validate)(const Request&),
            absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                               absl::Time)) {
  return MutationMethod(absl::StrCat("/skranke.v1.PlanService/", rpc), kAgencyRoles, {}, validate,
                        &ReadsCase<Request>, judge);
}

}  // namespace

std::vector<Method> PlanMethods() {
  return {
      Verb("MoveServiceLine", &ValidateMove, &JudgeMoveServiceLine),
      Verb("SetAppointment", &ValidateAppointment, &JudgeSetAppointment),
      Verb("CancelAppointment", &ValidateVerb<v1::CancelAppointmentRequest>,
           &JudgeCancelAppointment),
      Verb("SetPlan", &ValidateVerb<v1::SetPlanRequest>, &JudgeSetPlan),
  };
}

}  // namespace skranke
