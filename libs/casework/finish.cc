#include "libs/casework/finish.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "libs/casework/content.h"
#include "libs/casework/outage_verbs.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

absl::Status MayFinish(const Assessment& assessment, absl::string_view outcome) {
  if (assessment.verdict.case_class != CaseClass::kQuick || assessment.row == nullptr) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NOT_QUICK",
                       absl::StrCat("the office may not finish this: ", assessment.verdict.reason));
  }
  if (!assessment.missing.empty()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NOT_COMPLETE",
                       absl::StrCat("the list still requires ", assessment.missing[0].code()));
  }
  const auto& outcomes = assessment.row->outcomes();
  if (std::find(outcomes.begin(), outcomes.end(), outcome) == outcomes.end()) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "OUTCOME_NOT_LISTED",
                       absl::StrCat("finish.outcome is not one of the row's outcomes; ",
                                    "to refuse the request is a decision: send it to its owner"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status FinishAtCounter(const Assessment& assessment, const v1::Finish& finish,
                             CaseDraft& draft) {
  if (absl::Status status = MayFinish(assessment, finish.outcome()); !status.ok()) return status;
  storage::v1::Event event = draft.NewEvent();
  event.mutable_case_finished()->set_outcome(finish.outcome());
  if (!finish.note().empty()) {
    *event.mutable_case_finished()->mutable_note() =
        SealText(PersonConcerned(draft.state()), finish.note());
  }
  draft.Add(std::move(event));
  return absl::OkStatus();
}

v1::ClassifyCaseResponse DryRunAnswer(const Assessment& assessment, const RouteFound& found,
                                      const storage::v1::PointRow& point,
                                      const Installation& installation, absl::Time now) {
  const Directory& directory = *installation.directory;
  v1::ClassifyCaseResponse response;
  v1::Classification* classification = response.mutable_classification();
  classification->set_case_class(static_cast<v1::CaseClass>(assessment.verdict.case_class));
  if (assessment.list != nullptr) {
    classification->set_list_version(assessment.list->version());
    classification->set_list_hash(absl::BytesToHexString(assessment.list->hash()));
  }
  classification->set_row(assessment.verdict.row);
  classification->set_reason(assessment.verdict.reason);
  for (const Input& input : assessment.verdict.inputs) {
    auto* shown = classification->add_inputs();
    shown->set_name(input.name);
    shown->set_value(input.value);
  }

  v1::CounterAnswer* answer = response.mutable_answer();
  answer->set_reason(assessment.verdict.reason);
  for (const auto& missing : assessment.missing) *answer->add_missing() = FromRecord(missing);
  if (assessment.promise != absl::InfiniteFuture()) {
    *answer->mutable_promise_time() = ToTimestamp(absl::ToUnixMicros(assessment.promise));
  }
  const auto* office = directory.FindOffice(point.office());
  const bool triage = assessment.verdict.case_class == CaseClass::kTriage;
  const bool stays = !triage && (assessment.verdict.case_class == CaseClass::kQuick ||
                                 !assessment.missing.empty());
  if (stays) {
    answer->set_authority(point.office());
    if (office != nullptr) answer->set_authority_title(office->title());
    if (assessment.missing.empty() && assessment.row != nullptr) {
      *answer->mutable_outcomes() = assessment.row->outcomes();
    }
    return response;
  }
  const bool routed = !triage && found.route.found;
  answer->set_authority(routed ? found.route.agency
                               : (office == nullptr ? "" : office->sorting_agency()));
  if (const auto* agency = directory.FindAgency(answer->authority())) {
    answer->set_authority_title(agency->title());
  }
  if (!routed && !triage) absl::StrAppend(answer->mutable_reason(), " ", found.route.reason);
  absl::StrAppend(answer->mutable_reason(),
                  routed ? " It goes to " : " It is sorted by a person at ",
                  answer->authority_title(), ".");
  TellOutage(installation, now, answer);
  return response;
}

v1::OpenCase RenderOpenCase(const storage::v1::CaseState& citizen_case, Sight sight) {
  v1::OpenCase open;
  open.set_name(FormatCaseName(citizen_case.number()));
  open.set_task(citizen_case.task());
  open.set_state(RenderState(citizen_case, sight));
  *open.mutable_receive_time() = ToTimestamp(citizen_case.receive_us());
  return open;
}

}  // namespace skranke
