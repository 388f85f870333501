#include "libs/tasklist/rulebook_law.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/tasklist/rulebook_changes.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;
using storage::v1::RulebookParty;
using storage::v1::RulebookRow;

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

bool SameRows(const RulebookParty& before, const std::vector<RulebookRow>& rows) {
  return std::equal(before.rows().begin(), before.rows().end(), rows.begin(), rows.end(),
                    SameChange);
}

RulebookParty NewParty(const AffectedAgency& affected, PartyKind kind,
                       absl::Span<const RulebookParty> before, absl::CivilDay today) {
  RulebookParty party;
  for (const RulebookParty& known : before) {
    if (known.agency() == affected.agency && SameRows(known, affected.rows)) party = known;
  }
  party.set_agency(affected.agency);
  party.set_kind(static_cast<int>(kind));
  // The lines may have moved.
  party.mutable_rows()->Assign(affected.rows.begin(), affected.rows.end());
  if (party.shown_day().empty()) party.set_shown_day(FormatDay(today));
  return party;
}

Position PositionOf(const RulebookParty& party) {
  return static_cast<Position>(party.position().position());
}

bool IsSilent(const RulebookParty& party) { return PositionOf(party) == Position::kNone; }

// The hearing's last day has passed.
bool IsOver(const RulebookDraft& draft, absl::CivilDay today) {
  const auto last = ParseDay(draft.hearing_to());
  return last.ok() && today > *last;
}

std::string Said(const RulebookParty& party) {
  return absl::StrCat(party.agency(), " objects: ", party.position().sentence());
}

bool Has(absl::Span<const RulebookRow> changes, const RulebookRow& row) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const RulebookRow& change) { return SameChange(change, row); });
}

}  // namespace

absl::Status MayAdopt(const RulebookDraft& draft, absl::string_view name) {
  const auto& drafters = draft.drafters();
  if (std::find(drafters.begin(), drafters.end(), name) == drafters.end()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kPermissionDenied, "DRAFTER_MAY_NOT_ADOPT",
                     "who had a hand in a draft may not adopt it; nothing overrides this");
}

absl::StatusOr<std::vector<RulebookParty>> PartiesOf(absl::Span<const AffectedAgency> affected,
                                                     absl::Span<const PartyChoice> kinds,
                                                     absl::Span<const RulebookParty> before,
                                                     absl::CivilDay today) {
  std::map<std::string, PartyKind> chosen;
  for (const PartyChoice& choice : kinds) {
    if (!chosen.emplace(choice.agency, choice.kind).second) {
      return FieldError("parties", absl::StrCat("name ", choice.agency, " twice"));
    }
  }
  std::map<std::string, RulebookParty> parties;
  for (const AffectedAgency& agency : affected) {
    const auto choice = chosen.find(agency.agency);
    const bool other = choice != chosen.end() && choice->second != PartyKind::kNone;
    const PartyKind kind = other ? choice->second : PartyKind::kVeto;
    parties[agency.agency] = NewParty(agency, kind, before, today);
  }
  for (const auto& [agency, kind] : chosen) {
    if (parties.contains(agency)) continue;
    if (kind != PartyKind::kAdvisory) {
      return FieldError("parties", absl::StrCat("name ", agency,
                                                ", which the draft does not "
                                                "affect: it may only be asked as ADVISORY"));
    }
    parties[agency] = NewParty({.agency = agency}, kind, before, today);
  }
  std::vector<RulebookParty> by_code;
  for (auto& [agency, party] : parties) by_code.push_back(std::move(party));
  return by_code;
}

bool AllConsented(const RulebookDraft& draft) {
  return std::all_of(
      draft.parties().begin(), draft.parties().end(),
      [](const RulebookParty& party) { return PositionOf(party) == Position::kConsent; });
}

absl::Status CheckPositions(const RulebookDraft& draft, absl::Span<const std::string> overruled,
                            absl::CivilDay today) {
  bool silent = false;
  for (const RulebookParty& party : draft.parties()) {
    silent = silent || IsSilent(party);
    if (PositionOf(party) != Position::kObjection) continue;
    if (Is(party.kind(), PartyKind::kVeto)) return Refused("VETO_OBJECTION", Said(party));
    const bool by_council =
        std::find(overruled.begin(), overruled.end(), party.agency()) != overruled.end();
    if (Is(party.kind(), PartyKind::kHeard) && !by_council) {
      return Refused("HEARD_OBJECTION",
                     absl::StrCat(Said(party), " (the council may overrule it with a reason)"));
    }
  }
  if (silent && !IsOver(draft, today)) {
    return Refused("HEARING_RUNNING",
                   absl::StrCat("parties may still answer until the end of ", draft.hearing_to()));
  }
  return absl::OkStatus();
}

absl::Status CheckNobodySilent(const RulebookDraft& draft) {
  for (const RulebookParty& party : draft.parties()) {
    if (!Is(party.kind(), PartyKind::kVeto) || !IsSilent(party)) continue;
    return Refused("VETO_SILENT",
                   absl::StrCat(party.agency(), " has not answered, and its consent is needed"));
  }
  return absl::OkStatus();
}

std::vector<storage::v1::RulebookDropped> RowsOfSilent(const RulebookDraft& draft) {
  std::vector<storage::v1::RulebookDropped> dropped;
  std::vector<RulebookRow> seen;
  for (const RulebookParty& party : draft.parties()) {
    if (!Is(party.kind(), PartyKind::kVeto) || !IsSilent(party)) continue;
    for (const RulebookRow& row : party.rows()) {
      if (Has(seen, row)) continue;
      seen.push_back(row);
      auto& one = dropped.emplace_back();
      *one.mutable_row() = row;
      one.set_agency(party.agency());
    }
  }
  return dropped;
}

absl::Status CheckFactNotice(const RulebookDraft& draft, absl::Span<const RulebookRow> changes,
                             absl::CivilDay first_day) {
  for (const RulebookParty& party : draft.parties()) {
    if (PositionOf(party) == Position::kConsent) continue;
    SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay shown, ParseDay(party.shown_day()));
    const int days = CalendarDaysBetween(shown, first_day);
    if (days >= kFactNoticeDays) continue;
    for (const RulebookRow& row : party.rows()) {
      if (!row.fact_schema() || !Has(changes, row)) continue;
      return Refused(
          "FACT_NOTICE_TOO_SHORT",
          absl::StrCat(party.agency(), " was shown what task ", row.task(), " asks anew ", days,
                       " days before the first day; without its "
                       "consent it needs ",
                       kFactNoticeDays));
    }
  }
  return absl::OkStatus();
}

DraftState StateOn(const RulebookDraft& draft, const TaskListBook& lists, absl::CivilDay today) {
  const auto stored = static_cast<DraftState>(draft.state());
  if (stored == DraftState::kHearing && AllConsented(draft)) return DraftState::kConsented;
  if (stored != DraftState::kAdopted) return stored;
  const TaskList* const list = lists.FindByVersion(draft.version());
  return list == nullptr ? stored : StateOn(*list, lists, today);
}

DraftState StateOn(const TaskList& list, const TaskListBook& lists, absl::CivilDay today) {
  if (today < list.valid_from()) return DraftState::kAdopted;
  if (lists.InForce(today) == &list) return DraftState::kInForce;
  return lists.HasEnded(list, today) ? DraftState::kExpired : DraftState::kSuperseded;
}

}  // namespace skranke
