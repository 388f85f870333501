#include "libs/casework/counter_verbs.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/content.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/finish.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/stated_facts.h"
#include "libs/casework/stops.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

Assessment AssessStored(const CaseState& c, const Installation& installation) {
  return Assess(MatterOf(c, installation), ListOf(c, installation), installation);
}

template <typename Response>
Response CounterReply(const CaseDraft& draft) {
  Response response;
  *response.mutable_citizen_case() = Render(draft.state(), Sight::kCounter);
  return response;
}

template <typename Response>
Response AnsweringReply(const CaseDraft& draft) {
  Response response = CounterReply<Response>(draft);
  *response.mutable_answer() = AnswerOf(draft.state(), draft.view().installation(), draft.now());
  return response;
}

// The stored case, checked for a verb that carries name, etag and occur_time.
template <typename Request>
absl::StatusOr<CaseDraft> Begin(const View& view, const Caller& caller, const Request& request,
                                Verb verb, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* c, FindAtCounter(view, caller, request.name()));
  SKRANKE_RETURN_IF_ERROR(CheckEtag(*c, request.etag()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(verb, StateOf(*c)));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  return draft;
}

// What the sorting unit may do by itself: not where somebody above it decides, and not back to a
// unit that the case has come from.
absl::Status CheckSorting(const storage::v1::ReceiverRecord& receiver, const CaseDraft& draft) {
  if (draft.state().needs_supervisor()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NEEDS_SUPERVISOR",
                       "a supervisor or mediator decides where this case goes");
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto unit, FindReceiverUnit(receiver, draft));
  if (!WasWithInRound(draft.state(), unit.agency(), unit.unit())) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "NEEDS_SUPERVISOR",
                     "the unit has had this case; a supervisor decides whether it gets it again");
}

// As the counter is told: the steps that follow must not tell it more.
bool IsAtCounter(const CaseState& c) {
  return c.owner().office() || RenderState(c, Sight::kCounter) == v1::STATE_TRIAGE;
}

// What waits for somebody above the sorting unit, or what the list still gives nobody, is not
// sorted anew.
bool StaysSorted(const Matter& matter, const Assessment& assessment, const CaseDraft& draft) {
  const CaseState& c = draft.state();
  const CaseClass found_class = assessment.verdict.case_class;
  if (c.owner().office() || found_class == CaseClass::kQuick) return false;
  if (c.needs_supervisor() || found_class == CaseClass::kTriage) return true;
  const Installation& installation = draft.view().installation();
  const absl::CivilDay day = installation.directory->zone().DayOf(draft.happened());
  return !FindReceiver(OpenQuestion(matter, day), assessment.list, installation).route.found;
}

// A hidden case is with its unit while the counter thinks that it is sorted: it goes there again.
void PlaceSupplemented(const Matter& matter, const Assessment& assessment, bool accept_incomplete,
                       CaseDraft& draft) {
  const bool stays = StaysSorted(matter, assessment, draft);
  if (!stays) RecallIfHandedOver(draft);
  const RouteFound open = AddClassified(matter, assessment, draft);
  if (stays) return;
  if (draft.state().hidden_route()) {
    return PlaceCorrected(assessment, open, accept_incomplete, draft);
  }
  Place(assessment, open, accept_incomplete, draft);
}

// Nothing must not end the wait for an answer; sending on what the office has needs nothing more.
absl::Status CheckSupplement(const v1::SupplementCaseRequest& request, const CaseState& c) {
  const bool adds = !request.facts().empty() || !request.documents().empty() ||
                    !request.attestations().empty() || !request.note().empty();
  const bool sends = request.accept_incomplete() && StateOf(c) != v1::STATE_AWAITING_INFO;
  if (adds || sends) return absl::OkStatus();
  return FieldError("note", "must be given, or a fact, a document or an attestation");
}

}  // namespace

absl::StatusOr<Judgement> JudgeSupplementCase(const View& view, const Caller& caller,
                                              const v1::SupplementCaseRequest& request,
                                              absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* c, FindAtCounter(view, caller, request.name()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(Verb::kSupplement, StateOf(*c)));
  SKRANKE_RETURN_IF_ERROR(CheckSupplement(request, *c));
  SKRANKE_RETURN_IF_ERROR(
      CheckStatedFacts(ListOf(*c, view.installation()), c->task(), request.facts()));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  auto content = Unseal<storage::v1::Content>(c->content());
  storage::v1::Content added = ContentOf(request);
  added.set_note(request.note());
  Merge(added, content);

  Matter matter = MatterOf(*c, view.installation());
  matter.content = content;
  const Assessment assessment =
      Assess(matter, ListOf(*c, view.installation()), view.installation());
  const bool at_counter = IsAtCounter(*c);
  // What was asked for has come.
  if (StateOf(*c) == v1::STATE_AWAITING_INFO) ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  storage::v1::CaseSupplemented* supplemented = event.mutable_case_supplemented();
  *supplemented->mutable_content() = Seal(PersonConcerned(*c), content);
  for (const auto& missing : assessment.missing) *supplemented->add_missing() = missing;
  for (std::string& key : DocumentKeysOf(content, view)) {
    supplemented->add_document_keys(std::move(key));
  }
  supplemented->set_message(IfPushed(*c, storage::v1::MESSAGE_KIND_SUPPLEMENT));
  supplemented->set_at_counter(at_counter);
  draft.Add(std::move(event));
  if (at_counter) PlaceSupplemented(matter, assessment, request.accept_incomplete(), draft);
  return std::move(draft).Finish(AnsweringReply<v1::SupplementCaseResponse>(draft));
}

absl::StatusOr<Judgement> JudgeFinishCase(const View& view, const Caller& caller,
                                          const v1::FinishCaseRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kFinish, now));
  SKRANKE_RETURN_IF_ERROR(
      FinishAtCounter(AssessStored(draft.state(), view.installation()), request.finish(), draft));
  return std::move(draft).Finish(CounterReply<v1::FinishCaseResponse>(draft));
}

absl::StatusOr<Judgement> JudgeSendToOwner(const View& view, const Caller& caller,
                                           const v1::SendToOwnerRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kSendToOwner, now));
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_sent_to_owner()->set_row(draft.state().verdict().row());
  *event.mutable_case_sent_to_owner()->mutable_reason() =
      SealText(PersonConcerned(draft.state()), request.reason());
  draft.Add(std::move(event));
  RouteByList(v1::RoutingDecision::CAUSE_SENT_TO_OWNER, draft);
  return std::move(draft).Finish(AnsweringReply<v1::SendToOwnerResponse>(draft));
}

absl::StatusOr<Judgement> JudgeRouteCase(const View& view, const Caller& caller,
                                         const v1::RouteCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(request.name(), "name"));
  const CaseState* c = view.FindCase(number);
  const bool sorting = c != nullptr && StateOf(*c) == v1::STATE_TRIAGE && ActsForOwner(caller, *c);
  const bool supervising =
      c != nullptr && caller.role == kSupervisor && MayActAtOffice(caller, c->office()).ok();
  // A dispute is over for the mediator once somebody has routed the case.
  const bool mediating =
      c != nullptr && caller.role == kMediator && c->disputed() && c->needs_supervisor();
  if (!sorting && !supervising && !mediating) return CaseNotFound();
  SKRANKE_RETURN_IF_ERROR(CheckEtag(*c, request.etag()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(Verb::kRoute, StateOf(*c)));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  RecallIfHandedOver(draft);
  storage::v1::ReceiverRecord receiver;
  receiver.set_agency(request.receiver().agency());
  receiver.set_unit(request.receiver().unit());
  if (sorting) SKRANKE_RETURN_IF_ERROR(CheckSorting(receiver, draft));
  SKRANKE_RETURN_IF_ERROR(RouteTo(receiver, v1::RoutingDecision::CAUSE_PERSON,
                                  sorting     ? "Routed by the sorting unit:"
                                  : mediating ? "Routed by the mediator:"
                                              : "Routed by a supervisor:",
                                  request.reason(), draft));
  return std::move(draft).Finish(CounterReply<v1::RouteCaseResponse>(draft));
}

absl::StatusOr<Judgement> JudgeWithdrawCase(const View& view, const Caller& caller,
                                            const v1::WithdrawCaseRequest& request,
                                            absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kWithdraw, now));
  ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_case_withdrawn()->mutable_reason() =
      SealText(PersonConcerned(draft.state()), request.reason());
  event.mutable_case_withdrawn()->set_message(
      IfPushed(draft.state(), storage::v1::MESSAGE_KIND_WITHDRAWAL));
  draft.Add(std::move(event));
  return std::move(draft).Finish(CounterReply<v1::WithdrawCaseResponse>(draft));
}

absl::StatusOr<Judgement> JudgeMisregisterCase(const View& view, const Caller& caller,
                                               const v1::MisregisterCaseRequest& request,
                                               absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kMisregister, now));
  ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_case_misregistered()->mutable_reason() =
      SealText(PersonConcerned(draft.state()), request.reason());
  event.mutable_case_misregistered()->set_message(
      IfPushed(draft.state(), storage::v1::MESSAGE_KIND_WITHDRAWAL));
  draft.Add(std::move(event));
  return std::move(draft).Finish(CounterReply<v1::MisregisterCaseResponse>(draft));
}

absl::StatusOr<Judgement> JudgeReopenCase(const View& view, const Caller& caller,
                                          const v1::ReopenCaseRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft, Begin(view, caller, request, Verb::kReopen, now));
  const bool closed_by_unit = StateOf(draft.state()) == v1::STATE_CLOSED;
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_case_reopened()->mutable_reason() =
      SealText(PersonConcerned(draft.state()), request.reason());
  draft.Add(std::move(event));
  storage::v1::ReceiverRecord closer;
  closer.set_agency(draft.state().owner().authority());
  closer.set_unit(draft.state().owner().unit());
  const bool back = closed_by_unit && !draft.state().four_eyes() &&
                    RouteTo(closer, v1::RoutingDecision::CAUSE_REOPENED,
                            "Reopened: back to who closed it.", "", draft)
                        .ok();
  if (!back && closed_by_unit && draft.state().four_eyes()) {
    RouteByList(v1::RoutingDecision::CAUSE_REOPENED, draft);
  } else if (!back) {
    Triage("Reopened; nobody in office closed it.", draft);
  }
  return std::move(draft).Finish(AnsweringReply<v1::ReopenCaseResponse>(draft));
}

absl::StatusOr<Judgement> JudgeIncompleteEnded(const View& view, const Caller& caller,
                                               uint64_t number, absl::Time now) {
  const CaseState* c = view.FindCase(number);
  const bool ended = c != nullptr && StateOf(*c) == v1::STATE_INCOMPLETE &&
                     c->incomplete_end_us() <= absl::ToUnixMicros(now);
  if (!ended) return Judgement{};
  CaseDraft draft(view, caller, *c, now);
  RouteByList(v1::RoutingDecision::CAUSE_END_DATE, draft);
  return std::move(draft).Finish(v1::RouteCaseResponse());
}

}  // namespace skranke
