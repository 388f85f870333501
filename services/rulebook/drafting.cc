// Drafting, checking, hearing, positions.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/move_case.h"
#include "libs/tasklist/rulebook_changes.h"
#include "libs/tasklist/rulebook_law.h"
#include "libs/tasklist/rulebook_parties.h"
#include "services/rulebook/draft_sight.h"
#include "services/rulebook/draft_step.h"
#include "services/rulebook/render_draft.h"
#include "services/rulebook/verbs.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::RulebookDraft;
using storage::v1::RulebookParty;

template <typename Response>
Response Reply(const DraftStep& step, absl::string_view version) {
  Response response;
  *response.mutable_draft() =
      RenderDraft(*step.installation().rulebook->Find(version), step.installation(), step.today());
  return response;
}

// The draft, as the rule owner last saw it.
template <typename Request>
absl::StatusOr<const RulebookDraft*> Seen(const View& view, const Request& request,
                                          std::initializer_list<DraftState> states) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft, FindDraft(view.installation(), request.version()));
  SKRANKE_RETURN_IF_ERROR(CheckState(*draft, states));
  SKRANKE_RETURN_IF_ERROR(CheckRevision(*draft, request.revision()));
  return draft;
}

absl::Status CheckVersionIsFree(const Installation& installation, const std::string& version) {
  if (installation.lists->FindByVersion(version) == nullptr) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kAlreadyExists, "VERSION_TAKEN",
                     "a list of that version is installed; give the draft another");
}

// A new draft has no revision yet; one that there is must be saved over its latest.
absl::Status CheckMayBeSaved(const Installation& installation,
                             const v1::SaveDraftRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersionIsFree(installation, request.version()));
  const RulebookDraft* const known = installation.rulebook->Find(request.version());
  if (known == nullptr) return CheckRevision(RulebookDraft(), request.revision());
  SKRANKE_RETURN_IF_ERROR(
      CheckState(*known, {DraftState::kDraft, DraftState::kChecked, DraftState::kHearing}));
  return CheckRevision(*known, request.revision());
}

// The check as it was prepared, or made now where its basis no longer holds.
absl::StatusOr<CheckedList> CheckedNow(const DraftStep& step, const std::string& version,
                                       const Prepared<CheckedList>& prepared) {
  const Basis basis = BasisOf(step.view().installation(), version, step.today());
  return basis == prepared.basis ? prepared.result : CheckDraftOf(basis);
}

OpenCaseReport Count(const View& view, const RulebookDraft& draft, const TaskList& list) {
  const auto& base = BaseContent(view.installation(), list.valid_from());
  return CountOpenCases(view, list, ChangesBetween(base, draft.content()), list.valid_from());
}

std::vector<PartyChoice> ChoicesOf(const v1::OpenHearingRequest& request) {
  std::vector<PartyChoice> choices;
  for (const auto& party : request.parties()) {
    choices.push_back({party.agency(), static_cast<PartyKind>(party.kind())});
  }
  return choices;
}

absl::Status CheckHearingEnd(absl::CivilDay last, absl::CivilDay first_in_force,
                             absl::CivilDay today) {
  if (last < today) return FieldError("hearing_to", "is past");
  if (last >= first_in_force) {
    return FieldError("hearing_to", absl::StrCat("must be before the list's first day, ",
                                                 FormatDay(first_in_force)));
  }
  return absl::OkStatus();
}

// The agency that speaks: the caller's own, or the one whose letter a rule owner records.
absl::StatusOr<std::string> SpeakerOf(const Caller& caller,
                                      const v1::RecordPositionRequest& request,
                                      absl::CivilDay today) {
  if (caller.role != kRuleOwner) {
    if (!request.letter_date().empty() || !request.letter_reference().empty()) {
      return FieldError("letter_date", "is for a rule owner who records a letter");
    }
    if (request.agency().empty() || request.agency() == caller.agency) return caller.agency;
    return ReasonError(absl::StatusCode::kPermissionDenied, "OTHER_AGENCY",
                       "an agency speaks for itself alone");
  }
  if (request.agency().empty()) return FieldError("agency", "is required");
  if (request.letter_reference().empty()) return FieldError("letter_reference", "is required");
  const auto day = ParseDay(request.letter_date());
  if (!day.ok()) return FieldError("letter_date", "must be a day, YYYY-MM-DD");
  if (*day > today) return FieldError("letter_date", "has not come yet");
  return request.agency();
}

// In hearing; of an emergency list afterwards, as long as it can still be ratified.
absl::Status CheckMayBeAnswered(const RulebookDraft& draft, const DraftStep& step) {
  const bool emergency =
      Is(draft.state(), DraftState::kAdopted) && !draft.emergency_reason().empty();
  if (!emergency) return CheckState(draft, {DraftState::kHearing});
  const TaskList* const list = step.installation().lists->FindByVersion(draft.version());
  const bool ended = list == nullptr || step.installation().lists->HasEnded(*list, step.today());
  if (draft.ratify_day().empty() && !ended) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "DRAFT_STATE",
                     "the emergency list has ended or was ratified");
}

// A letter never replaces what the agency said itself.
absl::Status CheckMaySpeak(const RulebookDraft& draft, const std::string& agency,
                           const Caller& caller) {
  const auto& parties = draft.parties();
  const auto party = std::find_if(parties.begin(), parties.end(),
                                  [&](const RulebookParty& one) { return one.agency() == agency; });
  if (party == parties.end()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NOT_A_PARTY",
                       "the draft does not affect that agency, and it was not asked");
  }
  const bool spoke = party->has_position() && party->position().letter_date().empty();
  if (caller.role != kRuleOwner || !spoke) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "AGENCY_SPOKE",
                     "the agency spoke for itself; only it can say something else");
}

}  // namespace

absl::StatusOr<Judgement> JudgeSaveDraft(const View& view, const Caller& caller,
                                         const v1::SaveDraftRequest& request,
                                         storage::v1::TaskListContent content, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckMayBeSaved(view.installation(), request));
  DraftStep step(view, caller, now);
  Event event;
  auto* const saved = event.mutable_rulebook_draft_saved();
  saved->set_version(request.version());
  saved->set_revision(request.revision() + 1);
  *saved->mutable_content() = std::move(content);
  saved->set_open_cases(request.open_cases() == v1::OPEN_CASES_MOVE ? v1::OPEN_CASES_MOVE
                                                                    : v1::OPEN_CASES_STAY);
  saved->set_drafter(caller.name);
  step.Add(std::move(event));
  const auto reply = Reply<v1::SaveDraftResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

absl::StatusOr<Judgement> JudgeCheckDraft(const View& view, const Caller& caller,
                                          const v1::CheckDraftRequest& request,
                                          const Prepared<CheckedList>& prepared, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft,
                           Seen(view, request, {DraftState::kDraft, DraftState::kChecked}));
  DraftStep step(view, caller, now);
  SKRANKE_ASSIGN_OR_RETURN(const CheckedList checked,
                           CheckedNow(step, request.version(), prepared));
  Event event;
  auto* const record = event.mutable_rulebook_draft_checked();
  record->set_version(request.version());
  record->set_day(FormatDay(step.today()));
  record->set_examples(checked.examples);
  record->set_base_version(BaseVersion(view.installation(), checked.list->valid_from()));
  const auto cases = Count(view, *draft, *checked.list).moved;
  record->mutable_cases()->Assign(cases.begin(), cases.end());
  record->set_drafter(caller.name);
  step.Add(std::move(event));
  const auto reply = Reply<v1::CheckDraftResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

absl::StatusOr<Judgement> JudgeOpenHearing(const View& view, const Caller& caller,
                                           const v1::OpenHearingRequest& request,
                                           const Prepared<CheckedList>& prepared, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft, Seen(view, request, {DraftState::kChecked}));
  DraftStep step(view, caller, now);
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay first_day, ParseDay(draft->valid_from()));
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay last, ParseDay(request.hearing_to()));
  SKRANKE_RETURN_IF_ERROR(CheckHearingEnd(last, first_day, step.today()));
  for (const auto& party : request.parties()) {
    if (view.installation().directory->FindAgency(party.agency()) == nullptr) {
      return FieldError("parties", "name an agency that the directory does not have");
    }
  }
  // The directory may have changed since it was checked.
  SKRANKE_ASSIGN_OR_RETURN(const CheckedList checked,
                           CheckedNow(step, request.version(), prepared));
  const auto& base = BaseContent(view.installation(), first_day);
  SKRANKE_ASSIGN_OR_RETURN(
      const auto parties,
      PartiesOf(AffectedAgencies(base, draft->content()), ChoicesOf(request),
                std::vector<RulebookParty>(draft->parties().begin(), draft->parties().end()),
                step.today()));
  Event event;
  auto* const opened = event.mutable_rulebook_hearing_opened();
  opened->set_version(request.version());
  opened->set_hearing_from(FormatDay(step.today()));
  opened->set_hearing_to(request.hearing_to());
  opened->mutable_parties()->Assign(parties.begin(), parties.end());
  opened->set_base_version(base.version());
  const auto cases = Count(view, *draft, *checked.list).moved;
  opened->mutable_cases()->Assign(cases.begin(), cases.end());
  opened->set_drafter(caller.name);
  step.Add(std::move(event));
  const auto reply = Reply<v1::OpenHearingResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

absl::StatusOr<Judgement> JudgeRecordPosition(const View& view, const Caller& caller,
                                              const v1::RecordPositionRequest& request,
                                              absl::Time now) {
  DraftStep step(view, caller, now);
  SKRANKE_ASSIGN_OR_RETURN(const std::string agency, SpeakerOf(caller, request, step.today()));
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft,
                           FindVisibleDraft(view.installation(), caller, request.version()));
  SKRANKE_RETURN_IF_ERROR(CheckMayBeAnswered(*draft, step));
  SKRANKE_RETURN_IF_ERROR(CheckMaySpeak(*draft, agency, caller));
  SKRANKE_RETURN_IF_ERROR(CheckRevision(*draft, request.revision()));
  Event event;
  auto* const recorded = event.mutable_rulebook_position_recorded();
  recorded->set_version(request.version());
  recorded->set_agency(agency);
  auto* const position = recorded->mutable_position();
  position->set_position(request.position());
  position->set_sentence(request.sentence());
  position->set_day(FormatDay(step.today()));
  position->set_role(std::string(RoleName(caller.role)));
  position->set_letter_date(request.letter_date());
  position->set_letter_reference(request.letter_reference());
  if (caller.role == kRuleOwner) recorded->set_drafter(caller.name);
  step.Add(std::move(event));
  const auto reply = Reply<v1::RecordPositionResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

absl::StatusOr<Judgement> JudgeWithdrawDraft(const View& view, const Caller& caller,
                                             const v1::WithdrawDraftRequest& request,
                                             absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(
      Seen(view, request, {DraftState::kDraft, DraftState::kChecked, DraftState::kHearing})
          .status());
  DraftStep step(view, caller, now);
  Event event;
  event.mutable_rulebook_withdrawn()->set_version(request.version());
  event.mutable_rulebook_withdrawn()->set_reason(request.reason());
  event.mutable_rulebook_withdrawn()->set_drafter(caller.name);
  step.Add(std::move(event));
  const auto reply = Reply<v1::WithdrawDraftResponse>(step, request.version());
  return std::move(step).Finish(reply);
}

}  // namespace skranke
