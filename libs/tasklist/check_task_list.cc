#include "libs/tasklist/check_task_list.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "libs/base/csv.h"
#include "libs/tasklist/check_parts.h"
#include "libs/tasklist/check_scope.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/worked_example.h"

namespace skranke {
namespace {

Finding ToFinding(const absl::Status& fault) {
  const CellPlace place =
      PlaceOf(fault).value_or(CellPlace{.message = std::string(fault.message())});
  return {.severity = Severity::kError,
          .code = place.row == 0 ? "BAD_FILE" : "BAD_CELL",
          .file = place.file,
          .row = static_cast<uint32_t>(place.row),
          .column = place.column,
          .sentence = std::string(fault.message())};
}

// A table that is not there, or of which not even the columns or the width of a row are right.
bool IsOfTable(const Finding& finding) {
  return finding.row <= 1 || finding.column.empty() || absl::StartsWith(finding.column, "no. ");
}

bool HasPlace(const std::vector<Finding>& findings, const Finding& of) {
  return std::any_of(findings.begin(), findings.end(), [&of](const Finding& other) {
    return other.file == of.file && other.row == of.row && other.column == of.column;
  });
}

}  // namespace

std::vector<Finding> CheckTaskList(const storage::v1::TaskListContent& content,
                                   const Directory& directory) {
  const CheckScope scope(content, directory);
  std::vector<Finding> findings;
  for (const auto& part :
       {CheckNames, CheckDates, CheckFactSchema, CheckConditions, CheckRouting, CheckCounter}) {
    for (Finding& finding : part(scope)) findings.push_back(std::move(finding));
  }
  if (scope.list() != nullptr) {
    for (Finding& finding : CheckExamples(*scope.list(), directory)) {
      findings.push_back(std::move(finding));
    }
  }
  SortFindings(findings);
  return findings;
}

std::vector<Finding> CheckTaskListFiles(const PackageFiles& files, absl::string_view version,
                                        const Directory& directory) {
  return CheckTaskListReading(ReadTaskList(files, version, directory.content()), directory);
}

std::vector<Finding> CheckTaskListReading(const TaskListReading& reading,
                                          const Directory& directory) {
  std::vector<Finding> faults;
  for (const absl::Status& fault : reading.faults) faults.push_back(ToFinding(fault));
  std::vector<Finding> findings;
  if (std::none_of(faults.begin(), faults.end(), IsOfTable)) {
    findings = CheckTaskList(reading.content, directory);
  }
  const std::vector<Finding> told = findings;
  for (Finding& fault : faults) {
    if (!HasPlace(told, fault)) findings.push_back(std::move(fault));
  }
  SortFindings(findings);
  return findings;
}

}  // namespace skranke
