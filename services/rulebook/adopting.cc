// Adoption, emergency lists, ratification.
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/move_case.h"
#include "libs/tasklist/rulebook_law.h"
#include "services/rulebook/draft_step.h"
#include "services/rulebook/render_draft.h"
#include "services/rulebook/verbs.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::RulebookAdopted;
using storage::v1::RulebookDraft;

template <typename Response>
Response Reply(const DraftStep& step, const std::string& version) {
  Response response;
  *response.mutable_draft() =
      RenderDraft(*step.installation().rulebook->Find(version), step.installation(), step.today());
  return response;
}

absl::Status CheckNobodyIsLeft(const OpenCaseReport& report) {
  if (report.without_owner.empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "CASES_WITHOUT_OWNER",
                     absl::StrCat("open cases of these tasks would have no owner: ",
                                  absl::StrJoin(report.without_owner, ", ")));
}

// Adds the list and what was adopted with it.
absl::Status AddAdopted(const AdoptionPlan& plan, const std::string& base_version,
                        RulebookAdopted adopted, DraftStep& step) {
  const auto& list = plan.checked.list;
  adopted.set_version(list->version());
  adopted.set_day(FormatDay(step.today()));
  adopted.set_hash(list->hash());
  adopted.mutable_changes()->Assign(plan.changes.begin(), plan.changes.end());
  adopted.mutable_dropped()->Assign(plan.dropped.begin(), plan.dropped.end());
  adopted.mutable_parties()->Assign(plan.parties.begin(), plan.parties.end());
  adopted.set_base_version(base_version);
  adopted.set_valid_from(list->content().valid_from());
  adopted.set_valid_to(list->content().valid_to());
  SKRANKE_RETURN_IF_ERROR(step.Install(list));
  Event event;
  *event.mutable_rulebook_adopted() = std::move(adopted);
  step.Add(std::move(event));
  return absl::OkStatus();
}

// The draft, for somebody who may adopt it.
template <typename Request>
absl::StatusOr<const RulebookDraft*> Begin(const View& view, const Caller& caller,
                                           const Request& request, DraftState state) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft, FindDraft(view.installation(), request.version()));
  SKRANKE_RETURN_IF_ERROR(MayAdopt(*draft, caller.name));
  SKRANKE_RETURN_IF_ERROR(CheckState(*draft, {state}));
  SKRANKE_RETURN_IF_ERROR(CheckRevision(*draft, request.revision()));
  return draft;
}

absl::Status RatifyRefused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

absl::Status CheckMayBeRatified(const RulebookDraft& draft, const DraftStep& step) {
  const TaskListBook& lists = *step.installation().lists;
  const TaskList* const list = lists.FindByVersion(draft.version());
  if (list == nullptr || !list->content().emergency()) {
    return RatifyRefused("NOT_AN_EMERGENCY", "only an emergency list is ratified");
  }
  if (draft.imported()) {
    return RatifyRefused("ADOPTED_ELSEWHERE",
                         "who adopted it ratifies it; import the package that says so");
  }
  if (!draft.ratify_day().empty()) {
    return RatifyRefused("ALREADY_RATIFIED",
                         absl::StrCat("it was ratified on ", draft.ratify_day()));
  }
  if (lists.HasEnded(*list, step.today())) {
    return RatifyRefused("EMERGENCY_EXPIRED",
                         absl::StrCat("it ended on ", list->content().valid_to()));
  }
  // Its parties had no hearing: they may answer until now, and no row of theirs can drop out.
  RulebookDraft heard = draft;
  heard.set_hearing_to(FormatDay(AddDays(step.today(), -1)));
  SKRANKE_RETURN_IF_ERROR(CheckPositions(heard, {}, step.today()));
  return CheckNobodySilent(draft);
}

}  // namespace

absl::StatusOr<Judgement> JudgeAdoptDraft(const View& view, const Caller& caller,
                                          const v1::AdoptDraftRequest& request,
                                          const Prepared<AdoptionPlan>& prepared, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(Begin(view, caller, request, DraftState::kHearing).status());
  DraftStep step(view, caller, now);
  const Basis basis = BasisOf(view.installation(), request.version(), step.today());
  SKRANKE_ASSIGN_OR_RETURN(const AdoptionPlan plan, basis == prepared.basis
                                                        ? prepared.result
                                                        : PlanAdoption(basis, request));
  const TaskList& list = *plan.checked.list;
  SKRANKE_RETURN_IF_ERROR(
      CheckNobodyIsLeft(CountOpenCases(view, list, plan.changes, list.valid_from())));
  RulebookAdopted adopted;
  adopted.set_minutes(request.minutes());
  for (const auto& one : request.overruled()) {
    adopted.add_overruled()->set_agency(one.agency());
    adopted.mutable_overruled(adopted.overruled_size() - 1)->set_reason(one.reason());
  }
  SKRANKE_RETURN_IF_ERROR(AddAdopted(plan, BaseVersion(view.installation(), list.valid_from()),
                                     std::move(adopted), step));
  const auto reply = Reply<v1::AdoptDraftResponse>(step, request.version());
  Judgement judgement = std::move(step).Finish(reply);
  if (!request.dry_run()) return judgement;
  return Judgement{.reply = std::move(judgement.reply)};
}

absl::StatusOr<Judgement> JudgeAdoptEmergency(const View& view, const Caller& caller,
                                              const v1::AdoptEmergencyRequest& request,
                                              const Prepared<AdoptionPlan>& prepared,
                                              absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(Begin(view, caller, request, DraftState::kChecked).status());
  DraftStep step(view, caller, now);
  const Basis basis = BasisOf(view.installation(), request.version(), step.today());
  SKRANKE_ASSIGN_OR_RETURN(const AdoptionPlan plan, basis == prepared.basis
                                                        ? prepared.result
                                                        : PlanEmergency(basis, request));
  SKRANKE_RETURN_IF_ERROR(
      CheckNobodyIsLeft(CountOpenCases(view, *plan.checked.list, plan.changes, step.today())));
  RulebookAdopted adopted;
  adopted.set_emergency_reason(request.reason());
  SKRANKE_RETURN_IF_ERROR(
      AddAdopted(plan, BaseVersion(view.installation(), step.today()), std::move(adopted), step));
  const auto reply = Reply<v1::AdoptEmergencyResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

absl::StatusOr<Judgement> JudgeRatifyEmergency(const View& view, const Caller& caller,
                                               const v1::RatifyEmergencyRequest& request,
                                               absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft, FindDraft(view.installation(), request.version()));
  SKRANKE_RETURN_IF_ERROR(MayAdopt(*draft, caller.name));
  SKRANKE_RETURN_IF_ERROR(CheckState(*draft, {DraftState::kAdopted}));
  DraftStep step(view, caller, now);
  SKRANKE_RETURN_IF_ERROR(CheckMayBeRatified(*draft, step));
  Event event;
  event.mutable_rulebook_ratified()->set_version(request.version());
  event.mutable_rulebook_ratified()->set_minutes(request.minutes());
  event.mutable_rulebook_ratified()->set_day(FormatDay(step.today()));
  step.Ratify(request.version());
  step.Add(std::move(event));
  const auto reply = Reply<v1::RatifyEmergencyResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

}  // namespace skranke
