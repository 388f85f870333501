#include "libs/casework/redecide.h"

#include <utility>

#include "libs/casework/assessment.h"
#include "libs/casework/sealed.h"
#include "libs/tasklist/routing.h"
#include "libs/tasklist/stated_fact.h"

namespace skranke {
namespace {

Redecision ToPeople(Redecision undecided, bool ambiguous, std::string reason) {
  undecided.case_class = CaseClass::kTriage;
  undecided.ambiguous = ambiguous;
  undecided.reason = std::move(reason);
  return undecided;
}

Redecision ToUnit(Redecision decided, const Route& route) {
  if (!route.found) return ToPeople(std::move(decided), false, route.reason);
  decided.case_class = CaseClass::kDiscretionary;
  decided.agency = route.agency;
  decided.unit = route.unit;
  return decided;
}

}  // namespace

std::vector<NamedValue> FactsOf(const storage::v1::CaseState& citizen_case) {
  const auto content = Unseal<storage::v1::Content>(citizen_case.content());
  std::vector<NamedValue> facts;
  facts.reserve(content.facts_size());
  for (const auto& fact : content.facts()) facts.push_back(ToNamedValue(fact));
  return facts;
}

Redecision Redecide(const storage::v1::CaseState& citizen_case,
                    const std::vector<NamedValue>& facts, const TaskList* list,
                    const Directory& directory, absl::CivilDay day) {
  Redecision decided;
  if (list == nullptr) return ToPeople(decided, false, "No oppgaveliste was in force.");
  const storage::v1::TaskRow* const row = list->Find(citizen_case.task());
  if (row == nullptr) return ToPeople(decided, false, "The list has no such task.");
  decided.minutes = row->cost_minutes();
  Classification verdict =
      ClassifyAt(citizen_case.office(), *list, citizen_case.task(), facts, directory.quick_max());
  decided.case_class = verdict.case_class;
  if (verdict.case_class == CaseClass::kQuick) return decided;
  if (verdict.case_class == CaseClass::kTriage) {
    return ToPeople(std::move(decided), true, std::move(verdict.reason));
  }
  return ToUnit(std::move(decided), FindRoute(*list, directory, OpenQuestion(citizen_case, day)));
}

}  // namespace skranke
