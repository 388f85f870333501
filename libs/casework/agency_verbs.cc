#include "libs/casework/agency_verbs.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/information.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/stops.h"
#include "libs/casework/unit_verb.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

constexpr char kReferredExternal[] = "REFERRED_EXTERNAL";

storage::v1::Sealed SealFor(const CaseDraft& draft, absl::string_view text) {
  return SealText(PersonConcerned(draft.state()), text);
}

absl::Status CheckClosing(const v1::CloseCaseRequest& request) {
  const bool external = request.outcome() == kReferredExternal;
  if (external && request.referred_to().empty()) {
    return FieldError("referred_to", "must say to whom, with outcome REFERRED_EXTERNAL");
  }
  if (!external && !request.referred_to().empty()) {
    return FieldError("referred_to", "goes only with outcome REFERRED_EXTERNAL");
  }
  return absl::OkStatus();
}

storage::v1::ReceiverRecord ToRecord(const v1::Receiver& receiver) {
  storage::v1::ReceiverRecord record;
  record.set_agency(receiver.agency());
  record.set_unit(receiver.unit());
  return record;
}

// What the row's owner is told of. A hidden route would show by its row.
void NameRow(const CaseState& c, storage::v1::CaseReturned& returned) {
  const auto& decision = c.handovers(c.handovers_size() - 1).decision();
  if (decision.row().empty() || c.hidden_route()) return;
  returned.set_row(decision.row());
  returned.set_list_version(decision.list_version());
  returned.set_office(c.office());
}

void AddDecided(const std::string& outcome, absl::string_view sentence, CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_decided()->set_outcome(outcome);
  *event.mutable_case_decided()->mutable_sentence() = SealFor(draft, sentence);
  draft.Add(std::move(event));
}

void AddClosed(const std::string& outcome, const std::string& referred_to, CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_closed()->set_outcome(outcome);
  event.mutable_case_closed()->set_referred_to(referred_to);
  draft.Add(std::move(event));
}

// Where no agency said that it began, it began now.
absl::Status Decide(const std::string& outcome, absl::string_view sentence, CaseDraft& draft) {
  if (StateOf(draft.state()) == v1::STATE_ACCEPTED) {
    storage::v1::Event started = draft.NewEvent();
    started.mutable_work_started();
    draft.Add(std::move(started));
  }
  SKRANKE_RETURN_IF_ERROR(CheckVerb(Verb::kDecide, StateOf(draft.state())));
  AddDecided(outcome, sentence, draft);
  return absl::OkStatus();
}

// The reply of a verb after which the case is no longer the caller's to see.
template <typename Response>
Judgement Gone(std::string acting_for, CaseDraft draft) {
  Response response;
  response.set_name(FormatCaseName(draft.state().number()));
  response.set_state(StateOf(draft.state()));
  Judgement judgement = std::move(draft).Finish(response);
  judgement.acting_for = std::move(acting_for);
  return judgement;
}

}  // namespace

absl::StatusOr<Judgement> JudgeAcceptCase(const View& view, const Caller& caller,
                                          const v1::AcceptCaseRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, BeginAtUnit(view, caller, request, Verb::kAccept, now));
  SKRANKE_RETURN_IF_ERROR(CheckToken(draft.state(), request.token(), now));
  SKRANKE_RETURN_IF_ERROR(CheckFourEyes(draft.state(), caller.name));
  DeliverIfRouted(draft);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_accepted()->set_agency_case_number(request.agency_case_number());
  event.mutable_case_accepted()->set_person(caller.name);
  draft.Add(std::move(event));
  return DoneAtUnit<v1::AcceptCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeStartCase(const View& view, const Caller& caller,
                                         const v1::StartCaseRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, BeginAtUnit(view, caller, request, Verb::kStart, now));
  if (StateOf(draft.state()) == v1::STATE_AWAITING_INFO) ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_work_started();
  draft.Add(std::move(event));
  return DoneAtUnit<v1::StartCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeReturnCase(const View& view, const Caller& caller,
                                          const v1::ReturnCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("sentence", request.sentence()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, BeginAtUnit(view, caller, request, Verb::kReturn, now));
  std::string acting_for = ActingFor(caller, draft.state());
  SKRANKE_RETURN_IF_ERROR(TakeIfUntaken(request.token(), now, draft));
  ResumeIfStopped(draft);
  const storage::v1::ReceiverRecord proposed = ToRecord(request.proposed_owner());
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseReturned* returned = event.mutable_case_returned();
  returned->set_code(request.code());
  *returned->mutable_sentence() = SealFor(draft, request.sentence());
  if (!proposed.agency().empty()) *returned->mutable_proposed_owner() = proposed;
  NameRow(draft.state(), *returned);
  draft.Add(std::move(event));
  SKRANKE_RETURN_IF_ERROR(RouteOnReturned(proposed, draft));
  return Gone<v1::ReturnCaseResponse>(std::move(acting_for), std::move(draft));
}

absl::StatusOr<Judgement> JudgeForwardCase(const View& view, const Caller& caller,
                                           const v1::ForwardCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kForward, now));
  std::string acting_for = ActingFor(caller, draft.state());
  SKRANKE_RETURN_IF_ERROR(TakeIfUntaken(request.token(), now, draft));
  ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_case_forwarded()->mutable_reason() = SealFor(draft, request.reason());
  draft.Add(std::move(event));
  SKRANKE_RETURN_IF_ERROR(RouteForward(ToRecord(request.receiver()), request.reason(), draft));
  return Gone<v1::ForwardCaseResponse>(std::move(acting_for), std::move(draft));
}

absl::StatusOr<Judgement> JudgeRequestInformation(const View& view, const Caller& caller,
                                                  const v1::RequestInformationRequest& request,
                                                  absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("question", request.question()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kAskInformation, now));
  SKRANKE_ASSIGN_OR_RETURN(const InformationWait wait,
                           WaitFor(request, now, *view.installation().directory));
  ResumeIfStopped(draft);
  SKRANKE_ASSIGN_OR_RETURN(auto stop, NewStop(v1::STOP_REASON_CITIZEN, "", draft));
  storage::v1::Event event = draft.NewEvent();
  storage::v1::InformationRequested* asked = event.mutable_information_requested();
  *asked->mutable_question() = SealFor(draft, request.question());
  if (wait.remind != absl::InfiniteFuture()) asked->set_remind_us(absl::ToUnixMicros(wait.remind));
  asked->set_end_us(absl::ToUnixMicros(wait.end));
  *asked->mutable_stop() = std::move(stop);
  draft.Add(std::move(event));
  return DoneAtUnit<v1::RequestInformationResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeDecideCase(const View& view, const Caller& caller,
                                          const v1::DecideCaseRequest& request, absl::Time now) {
  if (request.outcome().empty()) return FieldError("outcome", "must be given");
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, BeginAtUnit(view, caller, request, Verb::kDecide, now));
  ResumeIfStopped(draft);
  AddDecided(request.outcome(), request.sentence(), draft);
  return DoneAtUnit<v1::DecideCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeCloseCase(const View& view, const Caller& caller,
                                         const v1::CloseCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckClosing(request));
  const Verb verb = request.outcome().empty() ? Verb::kCloseDecided : Verb::kCloseWithOutcome;
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, BeginAtUnit(view, caller, request, verb, now));
  ResumeIfStopped(draft);
  const std::string decided = draft.state().outcome();
  AddClosed(request.outcome().empty() ? decided : request.outcome(), request.referred_to(), draft);
  return DoneAtUnit<v1::CloseCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeCloseByReceipt(const View& view, const Caller& caller,
                                              const v1::CloseCaseRequest& request,
                                              const std::string& sentence, absl::Time now) {
  if (request.outcome().empty()) return FieldError("outcome", "must be given");
  SKRANKE_RETURN_IF_ERROR(CheckClosing(request));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kCloseWithOutcome, now));
  ResumeIfStopped(draft);
  if (!sentence.empty()) SKRANKE_RETURN_IF_ERROR(Decide(request.outcome(), sentence, draft));
  AddClosed(request.outcome(), request.referred_to(), draft);
  return DoneAtUnit<v1::CloseCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeSetLocalStatus(const View& view, const Caller& caller,
                                              const v1::SetLocalStatusRequest& request,
                                              absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           BeginAtUnit(view, caller, request, Verb::kSetLocalStatus, now));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_local_status_set()->set_local_status(request.local_status());
  draft.Add(std::move(event));
  return DoneAtUnit<v1::SetLocalStatusResponse>(std::move(draft));
}

}  // namespace skranke
