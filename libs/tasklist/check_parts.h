// The parts of CheckTaskList, one a kind of fault. Pure; threads may call them at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_CHECK_PARTS_H_
#define SKRANKE_LIBS_TASKLIST_CHECK_PARTS_H_

#include <vector>

#include "libs/tasklist/check_scope.h"
#include "libs/tasklist/finding.h"

namespace skranke {

// Names that nobody knows, with the known name that was probably meant: TASK_UNKNOWN,
// AGENCY_UNKNOWN, UNIT_UNKNOWN, PLACE_MISSPELT; TASK_TWICE. These work where the list does not
// compile.
std::vector<Finding> CheckNames(const CheckScope& scope);

// Days: DAY_UNREADABLE, DAYS_REVERSED, ROW_BEFORE_LIST, ROW_AFTER_LIST; and ROWS_TIE.
std::vector<Finding> CheckDates(const CheckScope& scope);

// Conditions: TEST_UNREADABLE, FACT_NOT_ASKED, FACT_NOT_REQUIRED, TEST_WRONG_TYPE,
// VALUE_NOT_ALLOWED, CONDITION_NEVER_HOLDS, CONDITION_ALWAYS_HOLDS, CONDITIONS_CONTRADICT,
// CONDITION_MASKED, CONDITION_UNUSED.
std::vector<Finding> CheckConditions(const CheckScope& scope);

// The fact schema itself: FACT_TYPE_DIFFERS, REQUIRED_WHEN_WRONG_TYPE, REQUIRED_WHEN_NEVER.
std::vector<Finding> CheckFactSchema(const CheckScope& scope);

// Routing rows: ROW_MASKED, UNIT_ENDED, UNIT_SUCCEEDED, PROTECTED_ROW_OVERRIDDEN; and cases that
// nobody gets: CASE_UNANSWERED, NO_PROTECTED_UNIT, TASK_WITHOUT_OWNER.
std::vector<Finding> CheckRouting(const CheckScope& scope);

// What the counter may not finish: PUBLIC_AUTHORITY_AT_COUNTER, VISIT_AT_COUNTER.
std::vector<Finding> CheckCounter(const CheckScope& scope);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_CHECK_PARTS_H_
