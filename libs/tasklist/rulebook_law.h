// What stands between a draft and its adoption: positions, dates, who may. Pure; any thread. The
// errors are those of RulebookService in proto/skranke/v1/rulebook.proto.
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_LAW_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_LAW_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "libs/tasklist/rulebook_parties.h"
#include "libs/tasklist/rulebook_words.h"
#include "libs/tasklist/task_list_book.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

// Longest that an emergency list is in force, its first day counted. Source: the issue.
inline constexpr int kEmergencyDaysMax = 30;
// How long before the first day an agency must have been shown what a task asks anew. Source: the
// issue.
inline constexpr int kFactNoticeDays = 30;

// PERMISSION_DENIED (DRAFTER_MAY_NOT_ADOPT) for somebody who had a hand in the draft, whatever the
// role is that they have today. Nothing overrides it.
absl::Status MayAdopt(const storage::v1::RulebookDraft& draft, absl::string_view name);

// The parties of a hearing: the affected agencies of kind VETO unless `kinds` says otherwise. An
// agency that was asked before about just these rows keeps what it said and when it was shown them.
// INVALID_ARGUMENT (INVALID_FIELD parties): a kind for an agency that is not affected, unless it is
// ADVISORY; an agency named twice.
struct PartyChoice {
  std::string agency;
  PartyKind kind = PartyKind::kNone;
};
absl::StatusOr<std::vector<storage::v1::RulebookParty>> PartiesOf(
    absl::Span<const AffectedAgency> affected, absl::Span<const PartyChoice> kinds,
    absl::Span<const storage::v1::RulebookParty> before, absl::CivilDay today);

// True if every party consented, or there is none.
bool AllConsented(const storage::v1::RulebookDraft& draft);

// OK if what the parties said lets the draft be adopted today. FAILED_PRECONDITION: VETO_OBJECTION,
// HEARD_OBJECTION with agency and sentence (the latter unless `overruled` names the agency);
// HEARING_RUNNING while a party may still answer.
absl::Status CheckPositions(const storage::v1::RulebookDraft& draft,
                            absl::Span<const std::string> overruled, absl::CivilDay today);

// FAILED_PRECONDITION (VETO_SILENT) while a VETO party has said nothing: where no row can drop out
// any more, silence is no consent.
absl::Status CheckNobodySilent(const storage::v1::RulebookDraft& draft);

// The rows that drop out: those of VETO parties that were silent, each once.
std::vector<storage::v1::RulebookDropped> RowsOfSilent(const storage::v1::RulebookDraft& draft);

// FAILED_PRECONDITION (FACT_NOTICE_TOO_SHORT) if a party that did not consent was shown one of the
// fact schema's changes less than kFactNoticeDays before `first_day`.
absl::Status CheckFactNotice(const storage::v1::RulebookDraft& draft,
                             absl::Span<const storage::v1::RulebookRow> changes,
                             absl::CivilDay first_day);

// Where the version is in its life on that day.
DraftState StateOn(const storage::v1::RulebookDraft& draft, const TaskListBook& lists,
                   absl::CivilDay today);
DraftState StateOn(const TaskList& list, const TaskListBook& lists, absl::CivilDay today);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_LAW_H_
