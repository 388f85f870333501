#include "libs/casework/render.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/casework/case_name.h"
#include "libs/casework/content.h"
#include "libs/casework/outage_verbs.h"
#include "libs/casework/render_clock.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"
#include "libs/casework/withheld.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

void SetTime(int64_t micros, google::protobuf::Timestamp* timestamp) {
  *timestamp = ToTimestamp(micros);
}

bool ShowsRoute(Sight sight) { return sight == Sight::kUnit || sight == Sight::kRoute; }

// Somebody had it and it waits to be sorted, as another person's would. What only a correction took
// back waits where nobody may have a protected person's case: another's would have gone on.
bool CameBack(const CaseState& c) {
  return StateOf(c) == v1::STATE_TRIAGE && c.handovers_size() > 0 &&
         c.handovers().rbegin()->outcome() != v1::Handover::OUTCOME_RECALLED;
}

// The counter is told what a person would get who is neither protected nor own staff; until
// somebody has accepted, a hidden case therefore shows that person's state.
v1::State CounterState(const CaseState& c) {
  const v1::State state = StateOf(c);
  const bool undecided =
      state == v1::STATE_TRIAGE || state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED;
  if (!c.hidden_route() || !undecided) return state;
  if (c.counter_triage() || CameBack(c)) return v1::STATE_TRIAGE;
  return state == v1::STATE_TRIAGE ? v1::STATE_ROUTED : state;
}

void RenderInputs(const storage::v1::Sealed& sealed,
                  google::protobuf::RepeatedPtrField<v1::DecisionInput>* out) {
  const auto inputs = Unseal<storage::v1::Inputs>(sealed);
  for (const auto& input : inputs.inputs()) {
    v1::DecisionInput* shown = out->Add();
    shown->set_name(input.name());
    shown->set_value(input.value());
  }
}

void RenderReceiver(const storage::v1::ReceiverRecord& record, v1::Receiver* receiver) {
  receiver->set_agency(record.agency());
  receiver->set_unit(record.unit());
}

const std::string& CounterAgency(const CaseState& c, const storage::v1::HandoverRecord& record) {
  if (!record.counter_agency().empty()) return record.counter_agency();
  return c.hidden_route() ? c.counter_authority() : record.receiver().agency();
}

// What was hidden while the case stood on another person stays so from the unit that has it now.
bool ShowsReceiver(const CaseState& c, const storage::v1::HandoverRecord& record, Sight sight) {
  const bool of_before = !c.hidden_route() && !record.counter_agency().empty();
  return ShowsRoute(sight) && !(of_before && sight == Sight::kUnit);
}

// Nor does that unit learn of a hand-over that the counter was never told of.
bool ShowsHandover(const CaseState& c, const storage::v1::HandoverRecord& record, Sight sight) {
  if (!ShowsRoute(sight)) return IsTold(c, record);
  return sight == Sight::kRoute || c.hidden_route() || !record.untold();
}

void RenderHandover(const CaseState& c, const storage::v1::HandoverRecord& record, Sight sight,
                    v1::Handover* handover) {
  handover->set_handover_id(absl::StrCat(FormatCaseNumber(c.number()), "-", record.handover()));
  if (ShowsReceiver(c, record, sight)) {
    RenderReceiver(record.receiver(), handover->mutable_receiver());
    *handover->mutable_decision() = RenderDecision(record.decision());
    if (record.has_proposed_owner()) {
      RenderReceiver(record.proposed_owner(), handover->mutable_proposed_owner());
    }
  } else {
    handover->mutable_receiver()->set_agency(CounterAgency(c, record));
  }
  handover->set_outcome(static_cast<v1::Handover::Outcome>(record.outcome()));
  SetTime(record.ready_us(), handover->mutable_ready_time());
  if (record.deliver_us() != 0) SetTime(record.deliver_us(), handover->mutable_deliver_time());
  if (record.accept_us() != 0) SetTime(record.accept_us(), handover->mutable_accept_time());
  if (record.accept_by_us() != 0)
    SetTime(record.accept_by_us(), handover->mutable_accept_by_time());
  handover->set_escalation(static_cast<v1::Handover::Escalation>(record.escalation()));
  if (record.return_code() == 0) return;
  handover->set_return_code(
      absl::StrCat(v1::ReturnCode_Name(static_cast<v1::ReturnCode>(record.return_code()))));
  // The unit's own words may tell which unit it is.
  if (ShowsRoute(sight)) handover->set_return_sentence(UnsealText(record.return_sentence()));
}

void RenderContent(const CaseState& c, v1::Case& out) {
  for (const auto& party : c.parties()) *out.add_parties() = FromRecord(party);
  const auto content = Unseal<storage::v1::Content>(c.content());
  for (const auto& fact : content.facts()) *out.add_facts() = FromRecord(fact);
  for (const auto& document : content.documents()) *out.add_documents() = FromRecord(document);
  for (const auto& attestation : content.attestations()) {
    *out.add_attestations() = FromRecord(attestation);
  }
  for (const auto& missing : c.missing()) *out.add_missing() = FromRecord(missing);
  out.set_note(content.note());
  // What was answered is asked no more.
  if (StateOf(c) == v1::STATE_AWAITING_INFO) {
    out.set_information_request(UnsealText(c.information_request()));
  }
}

void RenderLinks(const CaseState& c, v1::Case& out) {
  for (const auto& record : c.links()) {
    v1::Link* link = out.add_links();
    link->set_kind(static_cast<v1::LinkKind>(record.kind()));
    link->set_citizen_case(FormatCaseName(record.number()));
    link->set_inverse(record.inverse());
  }
}

void RenderTimes(const CaseState& c, v1::Case& out) {
  SetTime(c.receive_us(), out.mutable_receive_time());
  SetTime(c.create_us(), out.mutable_create_time());
  SetTime(c.update_us(), out.mutable_update_time());
  if (c.promise_us() != 0) SetTime(c.promise_us(), out.mutable_promise_time());
  if (c.incomplete_end_us() != 0) {
    SetTime(c.incomplete_end_us(), out.mutable_incomplete_end_time());
  }
}

void RenderResponsibility(const CaseState& c, Sight sight, v1::Case& out) {
  v1::Responsibility* responsibility = out.mutable_responsibility();
  if (!ShowsRoute(sight)) {
    responsibility->set_authority(CounterAuthority(c));
    return;
  }
  responsibility->set_authority(c.owner().authority());
  responsibility->set_unit(c.owner().unit());
  responsibility->set_person(c.owner().person());
}

// Where an appointment is could name a unit, so the counter is told when it is; so with the plan
// and its unit.
void RenderAppointment(const CaseState& c, Sight sight, v1::Case& out) {
  if (!c.has_appointment()) return;
  v1::Appointment& appointment = *out.mutable_appointment();
  SetTime(c.appointment().slot_us(), appointment.mutable_slot_time());
  if (!ShowsRoute(sight)) return;
  appointment.set_reference(c.appointment().reference());
  appointment.set_place(c.appointment().place());
}

void RenderPlan(const CaseState& c, Sight sight, v1::Case& out) {
  if (!c.has_plan()) return;
  v1::Plan& plan = *out.mutable_plan();
  if (c.plan().follow_up_us() != 0) {
    SetTime(c.plan().follow_up_us(), plan.mutable_follow_up_time());
  }
  if (!ShowsRoute(sight)) {
    plan.mutable_responsible()->set_agency(c.hidden_route() ? c.counter_authority()
                                                            : c.plan().responsible().agency());
    return;
  }
  plan.set_reference(c.plan().reference());
  RenderReceiver(c.plan().responsible(), plan.mutable_responsible());
}

std::string TitleOf(const CaseState& c, absl::string_view authority,
                    const Installation& installation) {
  if (c.owner().office()) {
    const auto* office = installation.directory->FindOffice(authority);
    return office == nullptr ? "" : office->title();
  }
  const auto* agency = installation.directory->FindAgency(authority);
  return agency == nullptr ? "" : agency->title();
}

// The sentence for the citizen. A protected person's is the one that anybody would get.
std::string ReasonFor(const CaseState& c, const std::string& authority_title) {
  if (c.owner().office()) {
    return c.missing().empty() ? c.verdict().reason()
                               : "The list requires what is still missing; the office keeps the "
                                 "case until then.";
  }
  if (CounterState(c) == v1::STATE_TRIAGE) {
    const bool silent_list = c.verdict().case_class() == v1::CASE_CLASS_TRIAGE;
    return absl::StrCat(c.verdict().reason(), silent_list ? "" : " ",
                        silent_list ? "" : c.counter_reason(), " It is sorted by a person at ",
                        authority_title, ".");
  }
  return absl::StrCat(c.verdict().reason(), " It goes to ", authority_title, ".");
}

}  // namespace

std::string EtagOf(const CaseState& citizen_case) {
  return absl::StrCat("v", citizen_case.revision());
}

v1::State RenderState(const CaseState& citizen_case, Sight sight) {
  return sight == Sight::kCounter ? CounterState(citizen_case) : StateOf(citizen_case);
}

const std::string& CounterAuthority(const CaseState& c) {
  const bool real = c.owner().office() || !c.hidden_route() || CameBack(c);
  return real ? c.owner().authority() : c.counter_authority();
}

namespace {

// What stands about a case whoever has it.
void RenderMatter(const CaseState& c, v1::Case& out) {
  out.set_task(c.task());
  out.set_office(c.office());
  out.set_service_point(c.point());
  out.set_channel(static_cast<v1::Channel>(c.channel()));
  out.set_place(c.place());
  out.set_bundle(c.bundle());
  out.set_mandate(c.mandate());
  if (!c.external_system().empty()) {
    out.mutable_external_reference()->set_system(c.external_system());
    out.mutable_external_reference()->set_id(c.external_id());
  }
  out.set_registered_by(c.registered_by());
  out.set_on_behalf_of(c.on_behalf_of());
  out.set_principal(c.principal());
  out.set_action(c.action());
  out.set_service_line(c.service_line());
}

// Where the case has been, as far as it may be seen.
void RenderWay(const CaseState& c, Sight sight, v1::Case& out) {
  for (const auto& handover : c.handovers()) {
    if (ShowsHandover(c, handover, sight)) RenderHandover(c, handover, sight, out.add_handovers());
  }
  if (!IsShownUnsorted(c, sight)) out.set_return_count(c.return_count());
  // Of a hidden case these would tell that it has been somewhere else than is shown.
  const bool shows_way = ShowsRoute(sight) || !c.hidden_route();
  const bool came_back = CameBack(c) && !c.counter_triage();
  if (shows_way || came_back) out.set_needs_supervisor(c.needs_supervisor());
  if (shows_way) out.set_disputed(c.disputed());
}

v1::Case RenderWhole(const CaseState& c, Sight sight) {
  v1::Case out;
  out.set_name(FormatCaseName(c.number()));
  out.set_etag(EtagOf(c));
  out.set_state(RenderState(c, sight));
  out.set_outcome(c.outcome());
  *out.mutable_classification() = RenderVerdict(c.verdict(), sight != Sight::kNothing);
  out.set_urgency(static_cast<v1::Urgency>(c.urgency()));
  RenderMatter(c, out);
  RenderContent(c, out);
  RenderResponsibility(c, sight, out);
  RenderWay(c, sight, out);
  out.set_local_status(c.local_status());
  out.set_agency_case_number(c.agency_case_number());
  RenderTimes(c, out);
  RenderClock(c, sight, out);
  out.set_referred_to(c.referred_to());
  out.set_incident(c.incident());
  RenderAppointment(c, sight, out);
  RenderPlan(c, sight, out);
  out.set_correction_count(c.correction_count());
  RenderLinks(c, out);
  return out;
}

}  // namespace

v1::Case Render(const CaseState& citizen_case, Sight sight) {
  if (!IsWithheld(citizen_case)) return RenderWhole(citizen_case, sight);
  CaseState shown = citizen_case;
  Withhold(citizen_case, shown);
  return RenderWhole(shown, sight);
}

v1::CounterAnswer AnswerOf(const CaseState& c, const Installation& installation, absl::Time now) {
  v1::CounterAnswer answer;
  const bool triage = CounterState(c) == v1::STATE_TRIAGE;
  std::string authority = CounterAuthority(c);
  if (triage) {
    const auto* office = installation.directory->FindOffice(c.office());
    if (office != nullptr) authority = office->sorting_agency();
  }
  answer.set_authority(authority);
  answer.set_authority_title(TitleOf(c, authority, installation));
  answer.set_reason(ReasonFor(c, answer.authority_title()));
  if (c.promise_us() != 0) *answer.mutable_promise_time() = ToTimestamp(c.promise_us());
  if (c.urgency() == v1::URGENCY_ACUTE) {
    const auto* agency = installation.directory->FindAgency(authority);
    if (agency != nullptr) answer.set_duty_phone(agency->duty_phone());
  }
  if (!c.owner().office()) TellOutage(installation, now, &answer);
  for (const auto& missing : c.missing()) *answer.add_missing() = FromRecord(missing);
  if (StateOf(c) != v1::STATE_COMPLETE) return answer;
  const TaskList* list = installation.lists->FindByHash(c.verdict().list_hash());
  const auto* row = list == nullptr ? nullptr : list->Find(c.task());
  if (row != nullptr) *answer.mutable_outcomes() = row->outcomes();
  return answer;
}

v1::Classification RenderVerdict(const storage::v1::VerdictRecord& verdict, bool with_inputs) {
  v1::Classification out;
  out.set_case_class(static_cast<v1::CaseClass>(verdict.case_class()));
  out.set_list_version(verdict.list_version());
  out.set_list_hash(absl::BytesToHexString(verdict.list_hash()));
  out.set_row(verdict.row());
  out.set_reason(verdict.reason());
  if (!with_inputs) return out;
  RenderInputs(verdict.inputs(), out.mutable_inputs());
  return out;
}

v1::RoutingDecision RenderDecision(const storage::v1::DecisionRecord& decision) {
  v1::RoutingDecision out;
  RenderInputs(decision.inputs(), out.mutable_inputs());
  out.set_list_version(decision.list_version());
  out.set_list_hash(absl::BytesToHexString(decision.list_hash()));
  out.set_row(decision.row());
  RenderReceiver(decision.receiver(), out.mutable_receiver());
  out.set_directory_version(decision.directory_version());
  const std::string note = UnsealText(decision.note());
  out.set_reason(note.empty() ? decision.reason() : absl::StrCat(decision.reason(), " ", note));
  out.set_cause(static_cast<v1::RoutingDecision::Cause>(decision.cause()));
  return out;
}

google::protobuf::Timestamp ToTimestamp(int64_t micros) {
  google::protobuf::Timestamp timestamp;
  int64_t seconds = micros / 1000000;
  int64_t rest = micros % 1000000;
  if (rest < 0) {
    rest += 1000000;
    --seconds;
  }
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(rest * 1000));
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace skranke
