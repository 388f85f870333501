// Answers about the files of a list: what is wrong with them, and an installed list as files.
// Threads may call these at the same time.
#ifndef SKRANKE_SERVICES_DIRECTORYDESK_LIST_QUERIES_H_
#define SKRANKE_SERVICES_DIRECTORYDESK_LIST_QUERIES_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "libs/tasklist/finding.h"
#include "skranke/v1/directory.pb.h"

namespace skranke {

absl::Status ValidateCheckTaskList(const v1::CheckTaskListRequest& request);
absl::Status ValidateConvertTaskList(const v1::ConvertTaskListRequest& request);

absl::StatusOr<v1::CheckTaskListResponse> AnswerCheckTaskList(
    const Snapshot& snapshot, const Caller& caller, const v1::CheckTaskListRequest& request);
absl::StatusOr<v1::ExportTaskListResponse> AnswerExportTaskList(
    const Snapshot& snapshot, const Caller& caller, const v1::ExportTaskListRequest& request);
absl::StatusOr<v1::ConvertTaskListResponse> AnswerConvertTaskList(
    const Snapshot& snapshot, const Caller& caller, const v1::ConvertTaskListRequest& request);

// The list of that version; for an empty one the list in force today. NOT_FOUND LIST_NOT_FOUND.
absl::StatusOr<const TaskList*> FindList(const Snapshot& snapshot, const std::string& version);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_DIRECTORYDESK_LIST_QUERIES_H_
