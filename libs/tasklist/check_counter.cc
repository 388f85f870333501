#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/check_parts.h"
#include "libs/tasklist/fact_domain.h"

namespace skranke {
namespace {

using storage::v1::TaskRow;

// Whether the counter may do such tasks: the setting in office.csv ("yes" or "no"), else the
// country's default.
bool Allows(const Directory& directory, absl::string_view setting, bool by_default) {
  const absl::string_view value = directory.Setting(setting);
  return value.empty() ? by_default : value == "yes";
}

// A joint counter in Sweden and Finland helps and receives for the other authority, and decides
// nothing for it; in Norway and Denmark the counter is the municipality's own.
bool AllowsAuthorityByDefault(absl::string_view country) {
  return country != "SE" && country != "FI";
}

// A case of the task whose facts pass every condition; none where there is none.
std::optional<WitnessCase> FindQuickCase(const CheckScope& scope, const TaskRow& task) {
  WitnessCase witness = scope.CaseOf(task.task());
  for (const auto* row : scope.list()->conditions(task.task())) {
    const bool known =
        std::any_of(witness.facts.begin(), witness.facts.end(),
                    [row](const NamedValue& fact) { return fact.name == row->fact(); });
    if (known) continue;
    std::vector<UnaryTest> tests;
    for (const auto* other : scope.list()->conditions(task.task())) {
      auto test = ParseUnaryTest(other->test());
      if (test.ok() && other->fact() == row->fact()) tests.push_back(*std::move(test));
    }
    std::vector<const UnaryTest*> pointers;
    for (const UnaryTest& test : tests) pointers.push_back(&test);
    const FactDomain domain(scope.FactOf(task.task(), row->fact()),
                            scope.FactType(task.task(), row->fact()), pointers);
    const auto value = domain.Find(pointers, nullptr);
    if (value) witness.facts.push_back({row->fact(), *value});
  }
  if (scope.Classify(witness).case_class != CaseClass::kQuick) return std::nullopt;
  return witness;
}

}  // namespace

std::vector<Finding> CheckCounter(const CheckScope& scope) {
  if (scope.list() == nullptr) return {};
  const Directory& directory = scope.directory();
  const bool authority = Allows(directory, "public_authority_at_counter",
                                AllowsAuthorityByDefault(directory.country()));
  const bool visit = Allows(directory, "personal_visit_at_counter", true);
  std::vector<Finding> findings;
  const auto add = [&](const TaskRow& task, absl::string_view code, absl::string_view column,
                       absl::string_view what) {
    const auto witness = FindQuickCase(scope, task);
    if (!witness) return;
    findings.push_back(
        scope.At(Severity::kError, code, "tasks.csv", task.line(), column,
                 absl::StrCat("The counter finishes ", task.task(), ", which ", what,
                              ", and neither office.csv nor an agreement allows that.")));
    findings.back().witness = *witness;
  };
  for (const TaskRow& task : scope.list()->content().tasks()) {
    if (!task.agreement().empty()) continue;
    if (task.public_authority() && !authority) {
      add(task, "PUBLIC_AUTHORITY_AT_COUNTER", "public_authority", "exercises public authority");
    }
    if (task.personal_attendance() && !visit) {
      add(task, "VISIT_AT_COUNTER", "personal_attendance_required", "needs a personal visit");
    }
  }
  return findings;
}

}  // namespace skranke
