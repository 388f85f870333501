#include "absl/strings/str_cat.h"
#include "skranke/v1/plan.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_case.h"

namespace skranke {
namespace {

std::string ServiceMethod(absl::string_view name) {
  return absl::StrCat("/skranke.v1.PlanService/", name);
}

std::string ShowMoved(const v1::MoveServiceLineResponse& response) {
  return absl::StrCat(response.name(), " ", ShortName(response.state()), ", moved ",
                      response.line_moves(), " times, ", response.line_moves_back(), " back\n");
}

}  // namespace

Commands PlanCommands() {
  return {
      {"line move", "CASE", "Moves a case to another service line, up or down, with a reason.",
       VerbFlags({{"to", "LINE", "service_line"},
                  {"reason", "SENTENCE", "reason"},
                  {"token", "TOKEN", "token"}}),
       CallCommand<v1::MoveServiceLineRequest, v1::MoveServiceLineResponse>(
           ServiceMethod("MoveServiceLine"), ShowMoved)},
      {"appointment set", "CASE", "Keeps an appointment of the citizen with the case.",
       VerbFlags({{"reference", "ID", "appointment.reference"},
                  {"at", "TIME", "appointment.slot_time"},
                  {"place", "TEXT", "appointment.place"}}),
       CallCommand<v1::SetAppointmentRequest, v1::SetAppointmentResponse>(
           ServiceMethod("SetAppointment"), ShowCaseReply)},
      {"appointment cancel", "CASE", "Cancels it: the case is in its unit's queue again.",
       VerbFlags({{"reason", "SENTENCE", "reason"}}),
       CallCommand<v1::CancelAppointmentRequest, v1::CancelAppointmentResponse>(
           ServiceMethod("CancelAppointment"), ShowCaseReply)},
      {"plan set", "CASE", "Keeps with the case by which plan it is followed up.",
       VerbFlags({{"reference", "ID", "plan.reference"},
                  {"responsible", "AGENCY/UNIT", "plan.responsible"},
                  {"follow-up", "TIME", "plan.follow_up_time"}}),
       CallCommand<v1::SetPlanRequest, v1::SetPlanResponse>(ServiceMethod("SetPlan"),
                                                            ShowCaseReply)},
      {"plan clear", "CASE", "The case is no longer followed up by a plan.", VerbFlags({}),
       CallCommand<v1::SetPlanRequest, v1::SetPlanResponse>(ServiceMethod("SetPlan"),
                                                            ShowCaseReply)},
  };
}

}  // namespace skranke
