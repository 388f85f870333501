#include <utility>

#include "absl/strings/escaping.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/tasklist/dmn_form.h"
#include "libs/tasklist/list_tables.h"
#include "libs/tasklist/parse_task_list.h"
#include "services/directorydesk/list_queries.h"

namespace skranke {
namespace {

template <typename Files>
void AddFiles(const PackageFiles& files, Files* out) {
  for (const auto& [path, bytes] : files) {
    v1::PackageFile* const file = out->Add();
    file->set_path(path);
    file->set_content(bytes);
  }
}

}  // namespace

absl::Status ValidateConvertTaskList(const v1::ConvertTaskListRequest& request) {
  if (request.dmn().empty()) return FieldError("dmn", "must be given");
  return absl::OkStatus();
}

absl::StatusOr<v1::ExportTaskListResponse> AnswerExportTaskList(
    const Snapshot& snapshot, const Caller& /*caller*/, const v1::ExportTaskListRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const TaskList* list, FindList(snapshot, request.version()));
  v1::ExportTaskListResponse response;
  response.set_version(list->version());
  response.set_hash(absl::BytesToHexString(list->hash()));
  AddFiles(CanonicalFiles(list->content()), response.mutable_files());
  SKRANKE_ASSIGN_OR_RETURN(*response.mutable_dmn(), ToDmn(list->content()));
  return response;
}

absl::StatusOr<v1::ConvertTaskListResponse> AnswerConvertTaskList(
    const Snapshot& snapshot, const Caller& /*caller*/, const v1::ConvertTaskListRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const DmnForm form, ReadDmnForm("list.dmn", request.dmn()));
  SKRANKE_ASSIGN_OR_RETURN(
      auto content,
      ParseTaskList(form.files, form.version, snapshot.installation().directory->content()));
  SKRANKE_ASSIGN_OR_RETURN(const auto list, TaskList::Make(std::move(content)));
  v1::ConvertTaskListResponse response;
  response.set_version(list->version());
  response.set_hash(absl::BytesToHexString(list->hash()));
  AddFiles(form.files, response.mutable_files());
  return response;
}

}  // namespace skranke
