#include "libs/casework/agency_verbs.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

constexpr char kReferredExternal[] = "REFERRED_EXTERNAL";

// The stored case, checked for a verb of the unit that has it.
template <typename Request>
absl::StatusOr<CaseDraft> Begin(const View& view, const Caller& caller, const Request& request,
                                Verb verb, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* c, FindAtUnit(view, caller, request.name()));
  SKRANKE_RETURN_IF_ERROR(CheckEtag(*c, request.etag()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(verb, StateOf(*c)));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  return draft;
}

template <typename Response>
absl::StatusOr<Judgement> Done(CaseDraft draft) {
  Response response;
  *response.mutable_citizen_case() = Render(draft.state(), Sight::kUnit);
  const std::string acting_for = ActingFor(draft.caller(), draft.state());
  Judgement judgement = std::move(draft).Finish(response);
  judgement.acting_for = acting_for;
  return judgement;
}

// A pulled item counts as delivered with its first take, accept or return.
void DeliverIfRouted(CaseDraft& draft) {
  const CaseState& c = draft.state();
  if (StateOf(c) != v1::STATE_ROUTED || c.handovers_size() == 0) return;
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_delivered()->set_handover(c.handovers(c.handovers_size() - 1).handover());
  draft.Add(std::move(event));
}

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

// Routes a returned case on by itself: the proposal, else the list, never to who had it.
absl::Status RouteOn(const v1::ReturnCaseRequest& request, CaseDraft& draft) {
  const v1::Receiver& proposed = request.proposed_owner();
  if (!proposed.agency().empty()) {
    storage::v1::ReceiverRecord receiver;
    receiver.set_agency(proposed.agency());
    receiver.set_unit(proposed.unit());
    SKRANKE_ASSIGN_OR_RETURN(const auto unit, FindReceiverUnit(receiver, draft));
    const bool free = !WasWith(draft.state(), unit.agency(), unit.unit());
    const bool routed = free && RouteTo(unit, v1::RoutingDecision::CAUSE_RETURN,
                                        "Returned, to the owner that was proposed.", "", draft)
                                    .ok();
    if (routed) return absl::OkStatus();
  }
  RouteByList(v1::RoutingDecision::CAUSE_RETURN, draft);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Judgement> JudgeAcceptCase(const View& view, const Caller& caller,
                                          const v1::AcceptCaseRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kAccept, now));
  SKRANKE_RETURN_IF_ERROR(CheckToken(draft.state(), request.token(), now));
  DeliverIfRouted(draft);
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_accepted()->set_agency_case_number(request.agency_case_number());
  event.mutable_case_accepted()->set_person(caller.name);
  draft.Add(std::move(event));
  return Done<v1::AcceptCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeStartCase(const View& view, const Caller& caller,
                                         const v1::StartCaseRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kStart, now));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_work_started();
  draft.Add(std::move(event));
  return Done<v1::StartCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeReturnCase(const View& view, const Caller& caller,
                                          const v1::ReturnCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("sentence", request.sentence()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kReturn, now));
  const bool taken =
      StateOf(draft.state()) != v1::STATE_ROUTED && StateOf(draft.state()) != v1::STATE_DELIVERED;
  if (!taken) SKRANKE_RETURN_IF_ERROR(CheckToken(draft.state(), request.token(), now));
  const std::string acting_for = ActingFor(caller, draft.state());
  DeliverIfRouted(draft);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseReturned* returned = event.mutable_case_returned();
  returned->set_code(request.code());
  *returned->mutable_sentence() = SealFor(draft, request.sentence());
  if (!request.proposed_owner().agency().empty()) {
    returned->mutable_proposed_owner()->set_agency(request.proposed_owner().agency());
    returned->mutable_proposed_owner()->set_unit(request.proposed_owner().unit());
  }
  draft.Add(std::move(event));
  SKRANKE_RETURN_IF_ERROR(RouteOn(request, draft));
  v1::ReturnCaseResponse response;
  response.set_name(FormatCaseName(draft.state().number()));
  response.set_state(StateOf(draft.state()));
  Judgement judgement = std::move(draft).Finish(response);
  judgement.acting_for = acting_for;
  return judgement;
}

absl::StatusOr<Judgement> JudgeRequestInformation(const View& view, const Caller& caller,
                                                  const v1::RequestInformationRequest& request,
                                                  absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("question", request.question()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           Begin(view, caller, request, Verb::kAskInformation, now));
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_information_requested()->mutable_question() = SealFor(draft, request.question());
  draft.Add(std::move(event));
  return Done<v1::RequestInformationResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeDecideCase(const View& view, const Caller& caller,
                                          const v1::DecideCaseRequest& request, absl::Time now) {
  if (request.outcome().empty()) return FieldError("outcome", "must be given");
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kDecide, now));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_decided()->set_outcome(request.outcome());
  *event.mutable_case_decided()->mutable_sentence() = SealFor(draft, request.sentence());
  draft.Add(std::move(event));
  return Done<v1::DecideCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeCloseCase(const View& view, const Caller& caller,
                                         const v1::CloseCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckClosing(request));
  const Verb verb = request.outcome().empty() ? Verb::kCloseDecided : Verb::kCloseWithOutcome;
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, verb, now));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_closed()->set_outcome(request.outcome().empty() ? draft.state().outcome()
                                                                     : request.outcome());
  event.mutable_case_closed()->set_referred_to(request.referred_to());
  draft.Add(std::move(event));
  return Done<v1::CloseCaseResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeSetLocalStatus(const View& view, const Caller& caller,
                                              const v1::SetLocalStatusRequest& request,
                                              absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           Begin(view, caller, request, Verb::kSetLocalStatus, now));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_local_status_set()->set_local_status(request.local_status());
  draft.Add(std::move(event));
  return Done<v1::SetLocalStatusResponse>(std::move(draft));
}

}  // namespace skranke
