#include "services/directorydesk/methods.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/directorydesk/list_queries.h"
#include "services/directorydesk/prepared_office.h"
#include "services/directorydesk/queries.h"

namespace skranke {
namespace {

constexpr RoleSet kInstallingRoles = kOperator | kAdministrator;
// Who makes lists, adopts, installs or oversees them: a check costs more than a clerk may ask for.
constexpr RoleSet kListRoles = kRuleOwner | kAdopter | kSupervisor | kInstallingRoles;

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.DirectoryService/", rpc);
}

// Read and compiled on the reader pool: the writer only compares and switches.
absl::StatusOr<Command> ApplyOfficeCommand(std::string bytes) {
  v1::ApplyOfficeRequest request;
  SKRANKE_RETURN_IF_ERROR(ParseRequest(bytes, request));
  SKRANKE_RETURN_IF_ERROR(CheckMutationId(request.request_id()));
  PackageFiles files;
  for (auto& file : *request.mutable_files()) {
    files[file.path()] = std::move(*file.mutable_content());
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto office, PrepareOffice(files));
  Command command;
  command.method = Name("ApplyOffice");
  command.roles = kInstallingRoles;
  command.request_id = request.request_id();
  command.request_bytes = std::move(bytes);
  command.judge = [office, dry_run = request.dry_run()](const View& view, const Caller&,
                                                        absl::Time now) {
    return JudgeApplyOffice(view, *office, dry_run, now);
  };
  return command;
}

}  // namespace

std::vector<Method> DirectoryMethods() {
  Method apply{.full_name = Name("ApplyOffice"), .roles = kInstallingRoles, .prepares = true};
  apply.max_bytes = kPackageBytesMax;
  apply.mutation = &ApplyOfficeCommand;
  Method check =
      QueryMethod(Name("CheckTaskList"), kListRoles, &ValidateCheckTaskList, &AnswerCheckTaskList);
  check.max_bytes = kPackageBytesMax;
  Method convert = QueryMethod(Name("ConvertTaskList"), kListRoles, &ValidateConvertTaskList,
                               &AnswerConvertTaskList);
  convert.max_bytes = kPackageBytesMax;
  return {
      std::move(apply),
      QueryMethod(Name("GetDirectory"), kEveryRole, &NothingToCheck<v1::GetDirectoryRequest>,
                  &AnswerGetDirectory),
      QueryMethod(Name("ListTaskLists"), kEveryRole, &NothingToCheck<v1::ListTaskListsRequest>,
                  &AnswerListTaskLists),
      QueryMethod(Name("GetTaskList"), kEveryRole, &NothingToCheck<v1::GetTaskListRequest>,
                  &AnswerGetTaskList),
      std::move(check),
      std::move(convert),
      QueryMethod(Name("ExportTaskList"), kEveryRole, &NothingToCheck<v1::ExportTaskListRequest>,
                  &AnswerExportTaskList),
  };
}

}  // namespace skranke
