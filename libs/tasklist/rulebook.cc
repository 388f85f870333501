#include "libs/tasklist/rulebook.h"

#include <algorithm>
#include <utility>

#include "libs/tasklist/rulebook_words.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::RulebookDraft;

void SetState(DraftState state, RulebookDraft& draft) { draft.set_state(static_cast<int>(state)); }

void AddDrafter(const std::string& name, RulebookDraft& draft) {
  const auto& known = draft.drafters();
  if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
  draft.add_drafters(name);
}

void OnSaved(const storage::v1::RulebookDraftSaved& saved, RulebookDraft& draft) {
  SetState(DraftState::kDraft, draft);
  draft.set_version(saved.version());
  draft.set_revision(saved.revision());
  *draft.mutable_content() = saved.content();
  draft.set_open_cases(saved.open_cases());
  draft.set_valid_from(saved.content().valid_from());
  *draft.mutable_tags() = saved.content().tags();
  draft.clear_check_day();
  draft.clear_examples();
  draft.clear_cases();
  AddDrafter(saved.drafter(), draft);
}

void OnChecked(const storage::v1::RulebookDraftChecked& checked, RulebookDraft& draft) {
  SetState(DraftState::kChecked, draft);
  draft.set_check_day(checked.day());
  draft.set_examples(checked.examples());
  draft.set_base_version(checked.base_version());
  *draft.mutable_cases() = checked.cases();
  AddDrafter(checked.drafter(), draft);
}

void OnHearing(const storage::v1::RulebookHearingOpened& opened, RulebookDraft& draft) {
  SetState(DraftState::kHearing, draft);
  draft.set_hearing_from(opened.hearing_from());
  draft.set_hearing_to(opened.hearing_to());
  draft.set_base_version(opened.base_version());
  *draft.mutable_parties() = opened.parties();
  *draft.mutable_cases() = opened.cases();
  AddDrafter(opened.drafter(), draft);
}

void OnPosition(const storage::v1::RulebookPositionRecorded& recorded, RulebookDraft& draft) {
  for (auto& party : *draft.mutable_parties()) {
    if (party.agency() == recorded.agency()) *party.mutable_position() = recorded.position();
  }
  AddDrafter(recorded.drafter(), draft);
}

void OnAdopted(const storage::v1::RulebookAdopted& adopted, RulebookDraft& draft) {
  SetState(DraftState::kAdopted, draft);
  draft.clear_content();
  draft.set_minutes(adopted.minutes());
  draft.set_adopt_day(adopted.day());
  draft.set_hash(adopted.hash());
  *draft.mutable_changes() = adopted.changes();
  *draft.mutable_dropped() = adopted.dropped();
  *draft.mutable_overruled() = adopted.overruled();
  draft.set_emergency_reason(adopted.emergency_reason());
  draft.set_base_version(adopted.base_version());
  draft.set_valid_from(adopted.valid_from());
  draft.set_valid_to(adopted.valid_to());
  if (!adopted.parties().empty()) *draft.mutable_parties() = adopted.parties();
}

void OnWithdrawn(const storage::v1::RulebookWithdrawn& withdrawn, RulebookDraft& draft) {
  SetState(DraftState::kWithdrawn, draft);
  draft.clear_content();
  draft.set_withdraw_reason(withdrawn.reason());
  AddDrafter(withdrawn.drafter(), draft);
}

}  // namespace

absl::string_view DraftOf(const Event& event) {
  switch (event.kind_case()) {
    case Event::kRulebookDraftSaved:
      return event.rulebook_draft_saved().version();
    case Event::kRulebookDraftChecked:
      return event.rulebook_draft_checked().version();
    case Event::kRulebookHearingOpened:
      return event.rulebook_hearing_opened().version();
    case Event::kRulebookPositionRecorded:
      return event.rulebook_position_recorded().version();
    case Event::kRulebookAdopted:
      return event.rulebook_adopted().version();
    case Event::kRulebookRatified:
      return event.rulebook_ratified().version();
    case Event::kRulebookWithdrawn:
      return event.rulebook_withdrawn().version();
    case Event::kRulebookCasesMoved:
      // Of one case it is that case's history; only the sum is the draft's.
      return event.number() != 0 ? "" : absl::string_view(event.rulebook_cases_moved().version());
    case Event::kRulebookImported:
      return event.rulebook_imported().adopted().version();
    default:
      return "";
  }
}

void ApplyToDraft(const Event& event, RulebookDraft& draft) {
  switch (event.kind_case()) {
    case Event::kRulebookDraftSaved:
      return OnSaved(event.rulebook_draft_saved(), draft);
    case Event::kRulebookDraftChecked:
      return OnChecked(event.rulebook_draft_checked(), draft);
    case Event::kRulebookHearingOpened:
      return OnHearing(event.rulebook_hearing_opened(), draft);
    case Event::kRulebookPositionRecorded:
      return OnPosition(event.rulebook_position_recorded(), draft);
    case Event::kRulebookAdopted:
      return OnAdopted(event.rulebook_adopted(), draft);
    case Event::kRulebookRatified:
      draft.set_ratify_minutes(event.rulebook_ratified().minutes());
      draft.set_ratify_day(event.rulebook_ratified().day());
      return;
    case Event::kRulebookWithdrawn:
      return OnWithdrawn(event.rulebook_withdrawn(), draft);
    case Event::kRulebookCasesMoved:
      draft.set_cases_moved(true);
      draft.set_moved_count(event.rulebook_cases_moved().count());
      return;
    case Event::kRulebookImported:
      draft = event.rulebook_imported().adopted();
      return;
    default:
      return;
  }
}

std::shared_ptr<const Rulebook> Rulebook::With(const Event& event) const {
  const absl::string_view version = DraftOf(event);
  const RulebookDraft* const known = Find(version);
  RulebookDraft draft = known == nullptr ? RulebookDraft() : *known;
  ApplyToDraft(event, draft);
  return With(std::move(draft));
}

std::shared_ptr<const Rulebook> Rulebook::With(RulebookDraft draft) const {
  auto rulebook = std::make_shared<Rulebook>(*this);
  const std::string version = draft.version();
  rulebook->drafts_[version] = std::make_shared<const RulebookDraft>(std::move(draft));
  return rulebook;
}

const RulebookDraft* Rulebook::Find(absl::string_view version) const {
  const auto found = drafts_.find(std::string(version));
  return found == drafts_.end() ? nullptr : found->second.get();
}

}  // namespace skranke
