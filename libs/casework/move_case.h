// What a new list means for open cases: which it moves, whom it would leave without an owner, and
// the command that hands one case to its new receiver. Pure; any thread.
//
// A case moves where the list gives it to somebody else than the list before, and it is still where
// that one had put it. Both lists are asked as for a person whom nothing protects, so that neither
// a count nor a step tells at the counter whose case is hidden.
#ifndef SKRANKE_LIBS_CASEWORK_MOVE_CASE_H_
#define SKRANKE_LIBS_CASEWORK_MOVE_CASE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

// True if the row says who has a task: its routes, its owners, the task itself.
bool SaysWhoHasIt(const storage::v1::RulebookRow& change);

// True if one of the changes is about that task, or about every task.
bool Touches(absl::Span<const storage::v1::RulebookRow> changes, absl::string_view task);

struct OpenCaseReport {
  // The tasks whose open cases the list moves, by code.
  std::vector<storage::v1::RulebookCases> moved;
  // Tasks with open cases that the list would leave without an owner, by code.
  std::vector<std::string> without_owner;
};

// What `list`, with these changes against the list in force until then, means on its first day for
// the cases that are open now. `list` is not installed yet.
OpenCaseReport CountOpenCases(const View& view, const TaskList& list,
                              absl::Span<const storage::v1::RulebookRow> changes,
                              absl::CivilDay first_day);

// A case that somebody may still be handed, as the counter knows it: ROUTED or DELIVERED.
bool MayMove(const storage::v1::CaseState& citizen_case);

// Hands the case to the receiver that the list in force today names, if it is that version and
// moves the case. Nothing happens otherwise.
absl::StatusOr<Judgement> JudgeMoveCase(const View& view, const Caller& caller, uint64_t number,
                                        absl::string_view version, absl::Time now);

// All open cases that an adopted list moves were handed over, `count` of them.
absl::StatusOr<Judgement> JudgeCasesMoved(const View& view, absl::string_view version,
                                          uint64_t count);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_MOVE_CASE_H_
