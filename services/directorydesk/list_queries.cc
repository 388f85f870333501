#include "services/directorydesk/list_queries.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/check_task_list.h"
#include "libs/tasklist/parse_task_list.h"

namespace skranke {
namespace {

v1::WitnessCase ToWire(const WitnessCase& witness) {
  v1::WitnessCase wire;
  wire.set_task(witness.task);
  wire.set_action(witness.action);
  wire.set_place(witness.place);
  wire.set_protected_person(witness.is_protected);
  wire.set_own_staff(witness.is_own_staff);
  wire.set_service_line(witness.service_line);
  wire.set_day(FormatDay(witness.day));
  for (const NamedValue& fact : witness.facts) {
    v1::WitnessFact* const stated = wire.add_facts();
    stated->set_fact(fact.name);
    stated->set_value(fact.value.ToString());
  }
  return wire;
}

v1::TaskListFinding ToWire(const Finding& finding) {
  v1::TaskListFinding wire;
  wire.set_severity(static_cast<v1::FindingSeverity>(finding.severity));
  wire.set_code(finding.code);
  wire.set_file(finding.file);
  wire.set_row(finding.row);
  wire.set_column(finding.column);
  wire.set_sentence(finding.sentence);
  if (finding.witness) *wire.mutable_witness() = ToWire(*finding.witness);
  return wire;
}

}  // namespace

absl::Status ValidateCheckTaskList(const v1::CheckTaskListRequest& request) {
  if (request.files().empty()) return FieldError("files", "must be given");
  return absl::OkStatus();
}

absl::StatusOr<const TaskList*> FindList(const Snapshot& snapshot, const std::string& version) {
  const Installation& installation = snapshot.installation();
  const TaskList* list =
      version.empty()
          ? installation.lists->InForce(installation.directory->zone().DayOf(snapshot.now()))
          : installation.lists->FindByVersion(version);
  if (list != nullptr) return list;
  return ReasonError(absl::StatusCode::kNotFound, "LIST_NOT_FOUND", "there is no such list");
}

absl::StatusOr<v1::CheckTaskListResponse> AnswerCheckTaskList(
    const Snapshot& /*snapshot*/, const Caller& /*caller*/,
    const v1::CheckTaskListRequest& request) {
  PackageFiles files;
  for (const auto& file : request.files()) files[file.path()] = file.content();
  SKRANKE_ASSIGN_OR_RETURN(auto content, ParseDirectory(files));
  SKRANKE_ASSIGN_OR_RETURN(const auto directory,
                           Directory::Make(1, absl::UnixEpoch(), std::move(content)));
  std::vector<std::string> versions = TaskListVersions(files);
  if (!request.version().empty()) {
    const bool known = std::count(versions.begin(), versions.end(), request.version()) != 0;
    if (!known) return FieldError("version", "names no list of the package");
    versions = {request.version()};
  }
  v1::CheckTaskListResponse response;
  std::vector<Finding> findings;
  for (const std::string& version : versions) {
    const TaskListReading reading = ReadTaskList(files, version, directory->content());
    for (Finding& finding : CheckTaskListReading(reading, *directory)) {
      findings.push_back(std::move(finding));
    }
    response.set_examples_run(response.examples_run() + reading.content.examples_size());
  }
  SortFindings(findings);
  for (const Finding& finding : findings) *response.add_findings() = ToWire(finding);
  return response;
}

}  // namespace skranke
