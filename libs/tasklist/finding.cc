#include "libs/tasklist/finding.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"

namespace skranke {

std::string WitnessText(const WitnessCase& witness) {
  std::string text = absl::StrCat("task ", witness.task);
  if (!witness.action.empty()) absl::StrAppend(&text, ", action ", witness.action);
  if (!witness.place.empty()) absl::StrAppend(&text, ", place ", witness.place);
  if (!witness.service_line.empty()) absl::StrAppend(&text, ", line ", witness.service_line);
  if (witness.is_protected) absl::StrAppend(&text, ", protected");
  if (witness.is_own_staff) absl::StrAppend(&text, ", own staff");
  absl::StrAppend(&text, ", day ", FormatDay(witness.day));
  for (const NamedValue& fact : witness.facts) {
    absl::StrAppend(&text, ", ", fact.name, " = ", fact.value.ToString());
  }
  return text;
}

void SortFindings(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    return std::tuple(finding.severity == Severity::kWarning, absl::string_view(finding.file),
                      finding.row, absl::string_view(finding.column),
                      absl::string_view(finding.code));
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

bool HasError(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::kError; });
}

}  // namespace skranke
