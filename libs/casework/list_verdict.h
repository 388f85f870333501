// What the list says of a case: what it is asked about, and how its verdict is recorded. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_LIST_VERDICT_H_
#define SKRANKE_LIBS_CASEWORK_LIST_VERDICT_H_

#include <string>
#include <vector>

#include "libs/casework/assessment.h"
#include "libs/casework/judgement.h"
#include "libs/directory/test_persons.h"

namespace skranke {

// The matter as the case has it now, for asking the list again.
Matter MatterOf(const storage::v1::CaseState& citizen_case, const Installation& installation);
// The same where the case's content is at hand, unsealed.
Matter MatterOf(const storage::v1::CaseState& citizen_case, storage::v1::Content content,
                const Installation& installation);

// What the router knows of the parties, all together, on the day of receipt.
PersonMarks MarksOf(const storage::v1::CaseState& citizen_case, const Installation& installation);

// The list that the stored case was received under; null if there was none.
const TaskList* ListOf(const storage::v1::CaseState& citizen_case,
                       const Installation& installation);

// What the list looked at, as it is recorded.
storage::v1::Inputs ToInputs(const std::vector<Input>& inputs);

// Records the list's verdict and what the counter tells. Returns whom the case would go to today if
// no party were protected or own staff.
RouteFound AddClassified(const Matter& matter, const Assessment& assessment, CaseDraft& draft);

// What the counter tells of where a case is.
struct CounterTold {
  std::string authority;
  std::string reason;
  bool triage = false;
};

// The same where a correction does not move the case: the counter goes on telling what it told.
RouteFound AddReclassified(const Matter& matter, const Assessment& assessment,
                           const CounterTold& told, CaseDraft& draft);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_LIST_VERDICT_H_
