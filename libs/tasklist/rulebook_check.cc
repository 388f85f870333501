#include "libs/tasklist/rulebook_check.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/tasklist/check_task_list.h"

namespace skranke {
namespace {

constexpr char kExampleFails[] = "EXAMPLE_FAILS";

std::string Sentence(const Finding& finding) {
  std::string sentence = absl::StrCat(finding.code, " ", finding.file);
  if (finding.row != 0) absl::StrAppend(&sentence, " row ", finding.row);
  if (!finding.column.empty()) absl::StrAppend(&sentence, " column ", finding.column);
  absl::StrAppend(&sentence, ": ", finding.sentence);
  if (finding.witness) absl::StrAppend(&sentence, " (", WitnessText(*finding.witness), ")");
  return sentence;
}

// All errors, one a line; warnings keep nobody from adopting a list.
absl::Status Refusal(const std::vector<Finding>& findings) {
  std::string message;
  bool examples_alone = true;
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::kError) continue;
    examples_alone = examples_alone && finding.code == kExampleFails;
    absl::StrAppend(&message, message.empty() ? "" : "\n", Sentence(finding));
  }
  return ReasonError(absl::StatusCode::kFailedPrecondition,
                     examples_alone ? "EXAMPLE_FAILED" : "CHECK_FAILED", message);
}

}  // namespace

absl::StatusOr<CheckedList> CheckRulebook(storage::v1::TaskListContent content,
                                          const Directory& directory) {
  const std::vector<Finding> findings = CheckTaskList(content, directory);
  if (HasError(findings)) return Refusal(findings);
  CheckedList checked;
  checked.examples = static_cast<uint32_t>(content.examples_size());
  auto list = TaskList::Make(std::move(content));
  if (!list.ok()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "CHECK_FAILED",
                       list.status().message());
  }
  checked.list = *std::move(list);
  return checked;
}

}  // namespace skranke
