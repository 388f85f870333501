#include "services/rulebook/adoption_plan.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/tasklist/rulebook_changes.h"
#include "libs/tasklist/rulebook_law.h"
#include "libs/tasklist/rulebook_parties.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;
using storage::v1::RulebookRow;
using storage::v1::TaskListContent;

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

const TaskListContent& BaseOf(const Basis& basis, absl::CivilDay day) {
  const TaskList* const list = basis.lists->InForce(day);
  return list == nullptr ? TaskListContent::default_instance() : list->content();
}

// Another list may have been adopted since: then nobody was asked about what would change now.
absl::Status CheckBase(const Basis& basis, const TaskListContent& base) {
  const std::string& heard = basis.draft->base_version();
  if (heard == base.version()) return absl::OkStatus();
  return Refused("BASE_CHANGED",
                 absl::StrCat("on its first day list ", base.version(), " is in force, and list ",
                              heard, " was when it was heard; check it and open the hearing anew"));
}

absl::Status CheckFirstDay(absl::CivilDay first_day, absl::CivilDay today) {
  if (first_day > today) return absl::OkStatus();
  return Refused("FIRST_DAY_PAST",
                 absl::StrCat("its first day, ", FormatDay(first_day),
                              ", is not after today; what was received until now keeps its list"));
}

// Nothing of the draft would be law.
absl::Status CheckAnythingLeft(const std::vector<RulebookRow>& changes) {
  if (!changes.empty()) return absl::OkStatus();
  return Refused("NOTHING_LEFT", "every change belonged to a party that was silent");
}

// Only an objection of a HEARD party is overruled.
bool MayBeOverruled(const RulebookDraft& draft, const std::string& agency) {
  return std::any_of(draft.parties().begin(), draft.parties().end(), [&](const auto& party) {
    return party.agency() == agency && Is(party.kind(), PartyKind::kHeard) &&
           Is(party.position().position(), Position::kObjection);
  });
}

absl::StatusOr<std::vector<std::string>> OverruledBy(const v1::AdoptDraftRequest& request,
                                                     const RulebookDraft& draft) {
  std::vector<std::string> agencies;
  for (int i = 0; i < request.overruled_size(); ++i) {
    agencies.push_back(request.overruled(i).agency());
    if (MayBeOverruled(draft, agencies.back())) continue;
    return FieldError(absl::StrCat("overruled[", i, "].agency"),
                      "is no party of kind HEARD that objects");
  }
  return agencies;
}

// Worked examples that show what no longer comes go with it.
void AddTheirExamples(const std::vector<RulebookRow>& changes,
                      std::vector<storage::v1::RulebookDropped>& dropped) {
  std::map<std::string, std::string> silent;
  for (const auto& one : dropped) silent.emplace(one.row().task(), one.agency());
  for (const RulebookRow& change : changes) {
    const auto found = silent.find(change.task());
    if (change.table() != "examples.csv" || found == silent.end()) continue;
    auto& example = dropped.emplace_back();
    *example.mutable_row() = change;
    example.set_agency(found->second);
  }
}

// The agencies that it affects, each of the kind as which it was heard before, if it was.
absl::StatusOr<std::vector<storage::v1::RulebookParty>> PartiesOfEmergency(
    const RulebookDraft& draft, const std::vector<AffectedAgency>& affected, absl::CivilDay today) {
  std::vector<PartyChoice> kinds;
  for (const auto& party : draft.parties()) {
    const bool again = std::any_of(affected.begin(), affected.end(), [&](const auto& agency) {
      return agency.agency == party.agency();
    });
    if (again) kinds.push_back({party.agency(), static_cast<PartyKind>(party.kind())});
  }
  return PartiesOf(
      affected, kinds,
      std::vector<storage::v1::RulebookParty>(draft.parties().begin(), draft.parties().end()),
      today);
}

// There is no time to ask. Who was asked and said no, or has to be told in time what the counter
// asks anew, is not passed over for that.
absl::Status CheckMayGoUnasked(const AdoptionPlan& plan, absl::CivilDay today) {
  RulebookDraft heard;
  heard.mutable_parties()->Assign(plan.parties.begin(), plan.parties.end());
  heard.set_hearing_to(FormatDay(AddDays(today, -1)));
  std::vector<std::string> all;
  for (const auto& party : plan.parties) all.push_back(party.agency());
  SKRANKE_RETURN_IF_ERROR(CheckPositions(heard, all, today));
  return CheckFactNotice(heard, plan.changes, today);
}

}  // namespace

Basis BasisOf(const Installation& installation, absl::string_view version, absl::CivilDay today) {
  const auto& drafts = installation.rulebook->drafts();
  const auto found = drafts.find(std::string(version));
  return {.directory = installation.directory,
          .lists = installation.lists,
          .draft = found == drafts.end() ? nullptr : found->second,
          .today = today};
}

absl::StatusOr<CheckedList> CheckDraftOf(const Basis& basis) {
  const TaskListContent& content = basis.draft->content();
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay first_day, ParseDay(content.valid_from()));
  if (ChangesBetween(BaseOf(basis, first_day), content).empty()) {
    return Refused("NOTHING_CHANGED", "the draft says what the list in force says");
  }
  return CheckRulebook(content, *basis.directory);
}

absl::StatusOr<AdoptionPlan> PlanAdoption(const Basis& basis,
                                          const v1::AdoptDraftRequest& request) {
  const RulebookDraft& draft = *basis.draft;
  SKRANKE_ASSIGN_OR_RETURN(const auto overruled, OverruledBy(request, draft));
  SKRANKE_RETURN_IF_ERROR(CheckPositions(draft, overruled, basis.today));
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay first_day, ParseDay(draft.valid_from()));
  SKRANKE_RETURN_IF_ERROR(CheckFirstDay(first_day, basis.today));
  const TaskListContent& base = BaseOf(basis, first_day);
  SKRANKE_RETURN_IF_ERROR(CheckBase(basis, base));

  AdoptionPlan plan;
  plan.dropped = RowsOfSilent(draft);
  AddTheirExamples(ChangesBetween(base, draft.content()), plan.dropped);
  std::vector<RulebookRow> rows;
  for (const auto& dropped : plan.dropped) rows.push_back(dropped.row());
  TaskListContent content = WithoutChanges(base, draft.content(), rows);
  plan.changes = ChangesBetween(base, content);
  SKRANKE_RETURN_IF_ERROR(CheckAnythingLeft(plan.changes));
  SKRANKE_RETURN_IF_ERROR(CheckFactNotice(draft, plan.changes, first_day));
  content.set_resolution(request.minutes());
  SKRANKE_ASSIGN_OR_RETURN(plan.checked, CheckRulebook(std::move(content), *basis.directory));
  return plan;
}

absl::StatusOr<AdoptionPlan> PlanEmergency(const Basis& basis,
                                           const v1::AdoptEmergencyRequest& request) {
  const TaskListContent& base = BaseOf(basis, basis.today);
  SKRANKE_ASSIGN_OR_RETURN(const absl::CivilDay last, ParseDay(request.valid_to()));
  absl::CivilDay latest = AddDays(basis.today, kEmergencyDaysMax - 1);
  // One after the other would be a list that nobody ever adopted.
  const TaskList* const in_force = basis.lists->InForce(basis.today);
  if (in_force != nullptr && basis.lists->HasEnded(*in_force, latest)) {
    SKRANKE_ASSIGN_OR_RETURN(latest, ParseDay(base.valid_to()));
  }
  if (last < basis.today || last > latest) {
    return FieldError("valid_to", absl::StrCat("must be from today to ", FormatDay(latest)));
  }
  AdoptionPlan plan;
  TaskListContent content = basis.draft->content();
  plan.changes = ChangesBetween(base, content);
  if (plan.changes.empty()) {
    return Refused("NOTHING_CHANGED", "the draft says what the list in force says");
  }
  SKRANKE_ASSIGN_OR_RETURN(
      plan.parties,
      PartiesOfEmergency(*basis.draft, AffectedAgencies(base, content, plan.changes), basis.today));
  SKRANKE_RETURN_IF_ERROR(CheckMayGoUnasked(plan, basis.today));
  content.set_valid_from(FormatDay(basis.today));
  content.set_valid_to(request.valid_to());
  content.set_emergency(true);
  content.clear_resolution();
  SKRANKE_ASSIGN_OR_RETURN(plan.checked, CheckRulebook(std::move(content), *basis.directory));
  return plan;
}

}  // namespace skranke
