#include "libs/casework/plan_verbs.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/casework/accept_limit.h"
#include "libs/casework/case_name.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/sealed.h"
#include "libs/casework/stops.h"
#include "libs/casework/unit_verb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

const Directory& DirectoryOf(const CaseDraft& draft) {
  return *draft.view().installation().directory;
}

absl::CivilDay DayOf(const CaseDraft& draft) {
  return DirectoryOf(draft).zone().DayOf(draft.happened());
}

bool NamesLine(const TaskList* list, const std::string& task, const std::string& line) {
  if (list == nullptr) return false;
  const auto& rows = list->content().routing();
  return std::any_of(rows.begin(), rows.end(), [&](const storage::v1::RoutingRow& row) {
    return row.service_line() == line && (row.task() == task || row.task() == "*");
  });
}

absl::Status CheckLine(const CaseDraft& draft, const std::string& line) {
  const CaseState& c = draft.state();
  const Installation& installation = draft.view().installation();
  if (line == c.service_line()) {
    return FieldError("service_line", "is the line that the case is on");
  }
  const bool known = NamesLine(installation.lists->InForce(DayOf(draft)), c.task(), line) ||
                     NamesLine(ListOf(c, installation), c.task(), line);
  return known ? absl::OkStatus()
               : FieldError("service_line", "is named by no routing row of the task");
}

bool WasOn(const CaseState& c, const std::string& line) {
  return std::find(c.past_lines().begin(), c.past_lines().end(), line) != c.past_lines().end();
}

// Such a case never goes back. Whom a hidden one was with does not show, so that its unit alone
// does not hold it back.
absl::Status CheckLineFourEyes(const CaseState& c, const LineRoute& route, bool back) {
  const bool had_it =
      !c.hidden_route() && WasWith(c, route.receiver.agency(), route.receiver.unit());
  if (!c.four_eyes() || route.same_unit || !(back || had_it)) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "FOUR_EYES",
                     "another unit has to take a case that this one had before");
}

void AddLineMoved(const v1::MoveServiceLineRequest& request, const LineRoute& route, bool back,
                  CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  storage::v1::ServiceLineMoved* moved = event.mutable_service_line_moved();
  moved->set_service_line(request.service_line());
  *moved->mutable_reason() = SealText(PersonConcerned(draft.state()), request.reason());
  moved->set_back(back);
  moved->set_counter_authority(route.counter_authority);
  moved->set_counter_reason(route.counter_reason);
  moved->set_counter_triage(route.counter_triage);
  draft.Add(std::move(event));
}

void PassOn(CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_forwarded();
  draft.Add(std::move(event));
  RouteByLine(draft);
}

absl::StatusOr<storage::v1::AppointmentRecord> ToRecord(const v1::Appointment& appointment,
                                                        const CaseDraft& draft) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("appointment.reference", appointment.reference()));
  const absl::Time slot = FromTimestamp(appointment.slot_time());
  if (slot <= draft.happened()) return FieldError("appointment.slot_time", "has passed");
  storage::v1::AppointmentRecord record;
  record.set_reference(appointment.reference());
  record.set_slot_us(absl::ToUnixMicros(slot));
  record.set_place(appointment.place());
  return record;
}

bool IsBackToQueue(const CaseState& c) {
  return StateOf(c) == v1::STATE_ACCEPTED || StateOf(c) == v1::STATE_IN_PROGRESS;
}

// Who takes it from the queue has as long again as its receiver had; 0 without a limit. The limit
// itself stays, and with it the place in the queue.
int64_t NextSilence(const CaseDraft& draft) {
  const CaseState& c = draft.state();
  const std::string& agency = c.hidden_route() ? c.counter_authority() : c.owner().authority();
  const absl::Duration time = AcceptTime(c, DirectoryOf(draft).FindAgency(agency));
  if (time == absl::ZeroDuration()) return 0;
  const bool acute = c.urgency() == v1::URGENCY_ACUTE;
  return absl::ToUnixMicros(AcceptBy(draft.now(), time, acute, DirectoryOf(draft)));
}

absl::StatusOr<storage::v1::PlanRecord> ToRecord(const v1::Plan& plan, const CaseDraft& draft) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("plan.reference", plan.reference()));
  const std::string& agency = plan.responsible().agency();
  if (agency.empty()) return FieldError("plan.responsible", "must be given");
  std::string wanted = plan.responsible().unit();
  if (wanted.empty()) {
    const auto* only = DirectoryOf(draft).OnlyUnit(agency, DayOf(draft));
    if (only != nullptr) wanted = only->unit();
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto* unit,
                           DirectoryOf(draft).UnitOn(agency, wanted, DayOf(draft)));
  storage::v1::PlanRecord record;
  record.set_reference(plan.reference());
  record.mutable_responsible()->set_agency(unit->agency());
  record.mutable_responsible()->set_unit(unit->unit());
  if (!plan.has_follow_up_time()) return record;
  const absl::Time follow_up = FromTimestamp(plan.follow_up_time());
  if (follow_up <= draft.happened()) return FieldError("plan.follow_up_time", "has passed");
  record.set_follow_up_us(absl::ToUnixMicros(follow_up));
  return record;
}

}  // namespace

absl::StatusOr<Judgement> JudgeMoveServiceLine(const View& view, const Caller& caller,
                                               const v1::MoveServiceLineRequest& request,
                                               absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kMoveLine, now));
  SKRANKE_RETURN_IF_ERROR(CheckLine(draft, request.service_line()));
  std::string acting_for = ActingFor(caller, draft.state());
  const bool back = WasOn(draft.state(), request.service_line());
  const LineRoute route = FindLineRoute(draft, request.service_line());
  SKRANKE_RETURN_IF_ERROR(CheckLineFourEyes(draft.state(), route, back));
  SKRANKE_RETURN_IF_ERROR(TakeIfUntaken(request.token(), now, draft));
  // Who gets it waits for nobody yet.
  if (!route.same_unit) ResumeIfStopped(draft);
  AddLineMoved(request, route, back, draft);
  if (!route.same_unit) PassOn(draft);
  v1::MoveServiceLineResponse response;
  response.set_name(FormatCaseName(draft.state().number()));
  response.set_state(StateOf(draft.state()));
  response.set_line_moves(draft.state().line_moves());
  response.set_line_moves_back(draft.state().line_moves_back());
  Judgement judgement = std::move(draft).Finish(response);
  judgement.acting_for = std::move(acting_for);
  return judgement;
}

absl::StatusOr<Judgement> JudgeSetAppointment(const View& view, const Caller& caller,
                                              const v1::SetAppointmentRequest& request,
                                              absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kSetAppointment, now));
  storage::v1::Event event = draft.NewEvent();
  SKRANKE_ASSIGN_OR_RETURN(*event.mutable_appointment_set()->mutable_appointment(),
                           ToRecord(request.appointment(), draft));
  draft.Add(std::move(event));
  return DoneAtUnit<v1::SetAppointmentResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeCancelAppointment(const View& view, const Caller& caller,
                                                 const v1::CancelAppointmentRequest& request,
                                                 absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kCancelAppointment, now));
  if (!draft.state().has_appointment()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NO_APPOINTMENT",
                       "the case has no appointment");
  }
  if (IsBackToQueue(draft.state())) ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::AppointmentCancelled* cancelled = event.mutable_appointment_cancelled();
  *cancelled->mutable_reason() = SealText(PersonConcerned(draft.state()), request.reason());
  cancelled->set_back_to_queue(IsBackToQueue(draft.state()));
  if (cancelled->back_to_queue()) cancelled->set_escalate_us(NextSilence(draft));
  draft.Add(std::move(event));
  return DoneAtUnit<v1::CancelAppointmentResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeSetPlan(const View& view, const Caller& caller,
                                       const v1::SetPlanRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kSetPlan, now));
  storage::v1::Event event = draft.NewEvent();
  storage::v1::PlanSet* set = event.mutable_plan_set();
  if (request.has_plan()) {
    SKRANKE_ASSIGN_OR_RETURN(*set->mutable_plan(), ToRecord(request.plan(), draft));
  } else if (!draft.state().has_plan()) {
    return FieldError("plan", "must be given: the case has none that could be cleared");
  }
  draft.Add(std::move(event));
  return DoneAtUnit<v1::SetPlanResponse>(std::move(draft));
}

}  // namespace skranke
