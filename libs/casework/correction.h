// A case as it stands and as it should have been: what a correction changes, before anything is
// done about it. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_CORRECTION_H_
#define SKRANKE_LIBS_CASEWORK_CORRECTION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/assessment.h"
#include "libs/casework/view.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/correction.pb.h"

namespace skranke {

struct Correction {
  // The case as it should have been stated; what the list says of it is as before.
  storage::v1::CaseState right;
  // What the parties stated, unsealed.
  storage::v1::Content content;
  // "parties", "task", "facts", "receive_time": those that change.
  std::vector<std::string> fields;
  // Pseudonyms of parties that are none after all: the case stood on wrong persons.
  std::vector<std::string> leaving;
  // True if it is about other identified persons than before, more or fewer too.
  bool other_persons = false;
  // The list that the matter is judged by: that of its receipt. Null: none was in force.
  const TaskList* list = nullptr;

  bool Changes(const std::string& field) const;
};

// What the request puts right. INVALID_ARGUMENT for a party, fact or receipt that cannot be, for a
// fact to remove that is not there, and for a reason that says who leaves; PERMISSION_DENIED
// (BACKDATING_NEEDS_SUPERVISOR, counted from when the case was registered;
// LATER_RECEIPT_NEEDS_SUPERVISOR); FAILED_PRECONDITION (NOTHING_CORRECTED).
absl::StatusOr<Correction> StateCorrection(const v1::CorrectCaseRequest& request,
                                           const storage::v1::CaseState& citizen_case,
                                           const View& view, const Caller& caller, absl::Time now);

// What stood there and what stands there now, of what changes, for the event.
void FillChanged(const storage::v1::CaseState& before, const Correction& correction,
                 storage::v1::CaseCorrected& corrected);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_CORRECTION_H_
