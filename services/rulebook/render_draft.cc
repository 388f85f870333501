#include "services/rulebook/render_draft.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "libs/base/sha256.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/canonical_bytes.h"
#include "libs/tasklist/rulebook_changes.h"
#include "libs/tasklist/rulebook_law.h"
#include "libs/tasklist/rulebook_parties.h"
#include "services/rulebook/draft_step.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;
using storage::v1::RulebookParty;
using storage::v1::RulebookRow;

// What is stored are the wire's numbers.
static_assert(v1::DraftState_MAX == static_cast<int>(DraftState::kWithdrawn));
static_assert(v1::DRAFT_STATE_CONSENTED == static_cast<int>(DraftState::kConsented));
static_assert(v1::DRAFT_STATE_ADOPTED == static_cast<int>(DraftState::kAdopted));
static_assert(v1::DRAFT_STATE_EXPIRED == static_cast<int>(DraftState::kExpired));
static_assert(v1::PARTY_KIND_VETO == static_cast<int>(PartyKind::kVeto));
static_assert(v1::PARTY_KIND_HEARD == static_cast<int>(PartyKind::kHeard));
static_assert(v1::PARTY_KIND_ADVISORY == static_cast<int>(PartyKind::kAdvisory));
static_assert(v1::POSITION_CONSENT == static_cast<int>(Position::kConsent));
static_assert(v1::POSITION_OBJECTION == static_cast<int>(Position::kObjection));
static_assert(v1::OPEN_CASES_MOVE == static_cast<int>(OpenCases::kMove));
static_assert(v1::ROW_CHANGE_CHANGED == static_cast<int>(RowChange::kChanged));

v1::ListChange ToChange(const RulebookRow& row) {
  v1::ListChange change;
  change.set_table(row.table());
  change.set_key(row.key());
  change.set_task(row.task());
  change.set_change(static_cast<v1::RowChange>(row.change()));
  change.set_line_before(row.line_before());
  change.set_line_after(row.line_after());
  change.set_before(row.before());
  change.set_after(row.after());
  change.set_fact_schema(row.fact_schema());
  return change;
}

void SetPosition(const storage::v1::RulebookPosition& from, v1::PartyPosition* to) {
  to->set_position(static_cast<v1::Position>(from.position()));
  to->set_sentence(from.sentence());
  to->set_day(from.day());
  to->set_role(from.role());
  to->set_letter_date(from.letter_date());
  to->set_letter_reference(from.letter_reference());
}

void AddParty(const RulebookParty& party, v1::Draft& out) {
  v1::AffectedParty* shown = out.add_parties();
  shown->set_agency(party.agency());
  shown->set_kind(static_cast<v1::PartyKind>(party.kind()));
  for (const RulebookRow& row : party.rows()) *shown->add_rows() = ToChange(row);
  shown->set_shown_day(party.shown_day());
  if (party.has_position()) SetPosition(party.position(), shown->mutable_position());
}

void AddOutcome(const RulebookDraft& draft, v1::Draft& out) {
  for (const auto& dropped : draft.dropped()) {
    v1::DroppedRow* row = out.add_dropped();
    *row->mutable_row() = ToChange(dropped.row());
    row->set_agency(dropped.agency());
  }
  for (const auto& overruled : draft.overruled()) {
    v1::OverruledObjection* objection = out.add_overruled();
    objection->set_agency(overruled.agency());
    objection->set_reason(overruled.reason());
  }
}

bool IsDraft(const RulebookDraft& draft) {
  return Is(draft.state(), DraftState::kDraft) || Is(draft.state(), DraftState::kChecked) ||
         Is(draft.state(), DraftState::kHearing);
}

void AddChanges(const RulebookDraft& draft, const Installation& installation, v1::Draft& out) {
  if (!IsDraft(draft)) {
    for (const RulebookRow& row : draft.changes()) *out.add_changes() = ToChange(row);
    return;
  }
  const auto first_day = ParseDay(draft.valid_from());
  if (!first_day.ok()) return;
  const auto& base = BaseContent(installation, *first_day);
  const auto changes = ChangesBetween(base, draft.content());
  for (const RulebookRow& row : changes) *out.add_changes() = ToChange(row);
  // Whom a draft affects that was not put to them yet.
  if (Is(draft.state(), DraftState::kHearing)) return;
  out.clear_parties();
  const auto parties =
      PartiesOf(AffectedAgencies(base, draft.content(), changes), {}, {}, absl::CivilDay());
  if (!parties.ok()) return;
  for (RulebookParty party : *parties) {
    party.clear_shown_day();
    AddParty(party, out);
  }
}

std::string HashOf(const RulebookDraft& draft) {
  return IsDraft(draft) ? Sha256(CanonicalBytes(draft.content())) : draft.hash();
}

}  // namespace

v1::Draft RenderDraftLine(const RulebookDraft& draft, const Installation& installation,
                          absl::CivilDay today) {
  v1::Draft out;
  out.set_version(draft.version());
  out.set_revision(draft.revision());
  out.set_state(static_cast<v1::DraftState>(StateOn(draft, *installation.lists, today)));
  out.set_valid_from(draft.valid_from());
  out.set_valid_to(draft.ratify_day().empty() ? draft.valid_to() : "");
  out.set_open_cases(static_cast<v1::OpenCases>(draft.open_cases()));
  out.set_base_version(draft.base_version());
  out.set_hearing_from(draft.hearing_from());
  out.set_hearing_to(draft.hearing_to());
  out.set_check_day(draft.check_day());
  out.set_examples(draft.examples());
  out.set_minutes(draft.minutes());
  out.set_adopt_day(draft.adopt_day());
  out.set_hash(absl::BytesToHexString(HashOf(draft)));
  out.set_emergency_reason(draft.emergency_reason());
  out.set_ratify_minutes(draft.ratify_minutes());
  out.set_ratify_day(draft.ratify_day());
  *out.mutable_tags() = draft.tags();
  out.set_cases_moved(draft.cases_moved());
  out.set_moved_count(draft.moved_count());
  out.set_imported(draft.imported());
  out.set_withdraw_reason(draft.withdraw_reason());
  return out;
}

v1::Draft RenderDraft(const RulebookDraft& draft, const Installation& installation,
                      absl::CivilDay today) {
  v1::Draft out = RenderDraftLine(draft, installation, today);
  for (const RulebookParty& party : draft.parties()) AddParty(party, out);
  for (const auto& counted : draft.cases()) {
    v1::OpenCaseCount* count = out.add_cases();
    count->set_task(counted.task());
    count->set_open_cases(counted.open_cases());
    count->set_moved_cases(counted.moved_cases());
  }
  AddOutcome(draft, out);
  AddChanges(draft, installation, out);
  return out;
}

v1::Draft RenderInstalled(const TaskList& list, const Installation& installation,
                          absl::CivilDay today) {
  v1::Draft out;
  out.set_version(list.version());
  out.set_state(static_cast<v1::DraftState>(StateOn(list, *installation.lists, today)));
  out.set_valid_from(FormatDay(list.valid_from()));
  out.set_valid_to(list.content().valid_to());
  out.set_minutes(list.content().resolution());
  out.set_hash(absl::BytesToHexString(list.hash()));
  *out.mutable_tags() = list.content().tags();
  const absl::CivilDay eve = AddDays(list.valid_from(), -1);
  out.set_base_version(BaseVersion(installation, eve));
  for (const RulebookRow& row : ChangesBetween(BaseContent(installation, eve), list.content())) {
    *out.add_changes() = ToChange(row);
  }
  return out;
}

}  // namespace skranke
