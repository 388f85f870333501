#include "libs/casework/clock_verbs.h"

#include <utility>
#include <vector>

#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/clock_states.h"
#include "libs/casework/deadlines.h"
#include "libs/casework/render.h"
#include "libs/casework/stops.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DeadlineRecord;

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

bool IsAtCounter(const Caller& caller) { return (caller.role & kCounterRoles) != 0; }

// For the counter of the case's office, and for who acts for the unit that has it.
absl::StatusOr<const CaseState*> FindForBoth(const View& view, const Caller& caller,
                                             absl::string_view name) {
  return IsAtCounter(caller) ? FindAtCounter(view, caller, name) : FindAtUnit(view, caller, name);
}

using Find = absl::StatusOr<const CaseState*> (*)(const View&, const Caller&, absl::string_view);

template <typename Request>
absl::StatusOr<CaseDraft> Begin(const View& view, const Caller& caller, const Request& request,
                                Find find, ClockVerb verb, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* c, find(view, caller, request.name()));
  SKRANKE_RETURN_IF_ERROR(CheckEtag(*c, request.etag()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(verb, StateOf(*c)));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  return draft;
}

// Whoever is both, the importer, sees what the counter sees.
template <typename Response>
absl::StatusOr<Judgement> Done(Find find, CaseDraft draft) {
  const bool at_unit = find == &FindAtUnit || !IsAtCounter(draft.caller());
  Response response;
  *response.mutable_citizen_case() =
      Render(draft.state(), at_unit ? Sight::kUnit : Sight::kCounter);
  const std::string acting_for = at_unit ? ActingFor(draft.caller(), draft.state()) : "";
  Judgement judgement = std::move(draft).Finish(response);
  judgement.acting_for = acting_for;
  return judgement;
}

// The limit that the citizen now sets; none in a country whose law has no such demand.
std::vector<Limit> Demanded(const CaseDraft& draft) {
  const Directory& directory = *draft.view().installation().directory;
  return LimitsFrom(DeadlineStart::kDemand, directory.zone().DayOf(draft.happened()),
                    directory.country(), directory.holidays(), 0);
}

// The limit that has to pass first: the law's own for an answer, from receipt.
const DeadlineRecord* FindEarlier(const CaseState& c) {
  for (const DeadlineRecord& deadline : c.deadlines()) {
    const bool answer = deadline.kind() == static_cast<int32_t>(DeadlineKind::kAnswer);
    if (answer && !deadline.stoppable()) return &deadline;
  }
  return nullptr;
}

absl::Status CheckDemand(const CaseDraft& draft, const std::vector<Limit>& demanded) {
  const CaseState& c = draft.state();
  if (FindDeadline(c, DeadlineKind::kDemandedDecision) != nullptr) {
    return Refused("DECISION_DEMANDED", "the citizen has demanded a decision already");
  }
  const DeadlineRecord* earlier = demanded.empty() ? nullptr : FindEarlier(c);
  if (earlier == nullptr) {
    return Refused("NO_SUCH_RIGHT", "no law lets the citizen demand a decision of this case");
  }
  if (absl::ToUnixMicros(draft.happened()) <= earlier->due_us()) {
    return Refused("DEMAND_TOO_EARLY", "the limit before which nothing can be demanded still runs");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Judgement> JudgeStopClock(const View& view, const Caller& caller,
                                         const v1::StopClockRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("note", request.note()));
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           Begin(view, caller, request, &FindAtUnit, ClockVerb::kStop, now));
  if (IsStopped(draft.state())) return Refused("CLOCK_STOPPED", "the case waits already");
  SKRANKE_ASSIGN_OR_RETURN(auto stop, NewStop(request.reason(), request.note(), draft));
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_clock_stopped()->mutable_stop() = std::move(stop);
  draft.Add(std::move(event));
  return Done<v1::StopClockResponse>(&FindAtUnit, std::move(draft));
}

absl::StatusOr<Judgement> JudgeResumeClock(const View& view, const Caller& caller,
                                           const v1::ResumeClockRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(CaseDraft draft,
                           Begin(view, caller, request, &FindAtUnit, ClockVerb::kResume, now));
  if (!IsStopped(draft.state())) return Refused("CLOCK_RUNS", "the case waits for nobody");
  ResumeIfStopped(draft);
  return Done<v1::ResumeClockResponse>(&FindAtUnit, std::move(draft));
}

absl::StatusOr<Judgement> JudgeRecordProvisionalAnswer(
    const View& view, const Caller& caller, const v1::RecordProvisionalAnswerRequest& request,
    absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(
      CaseDraft draft, Begin(view, caller, request, &FindForBoth, ClockVerb::kTellExpected, now));
  const auto* due = FindDeadline(draft.state(), DeadlineKind::kProvisionalAnswer);
  if (due == nullptr) return Refused("NO_SUCH_LIMIT", "no law asks for one in this case");
  if (due->met_us() != 0) return Refused("LIMIT_MET", "the citizen has been told already");
  storage::v1::Event event = draft.NewEvent();
  event.mutable_deadline_met()->set_kind(static_cast<int32_t>(DeadlineKind::kProvisionalAnswer));
  draft.Add(std::move(event));
  return Done<v1::RecordProvisionalAnswerResponse>(&FindForBoth, std::move(draft));
}

absl::StatusOr<Judgement> JudgeDemandDecision(const View& view, const Caller& caller,
                                              const v1::DemandDecisionRequest& request,
                                              absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(
      CaseDraft draft, Begin(view, caller, request, &FindForBoth, ClockVerb::kDemandDecision, now));
  const std::vector<Limit> demanded = Demanded(draft);
  SKRANKE_RETURN_IF_ERROR(CheckDemand(draft, demanded));
  storage::v1::Event event = draft.NewEvent();
  auto* deadlines = event.mutable_decision_demanded()->mutable_deadlines();
  *deadlines = draft.state().deadlines();
  for (const Limit& limit : demanded) {
    *deadlines->Add() = ToRecord(limit, draft.happened(), *view.installation().directory);
  }
  draft.Add(std::move(event));
  return Done<v1::DemandDecisionResponse>(&FindForBoth, std::move(draft));
}

}  // namespace skranke
