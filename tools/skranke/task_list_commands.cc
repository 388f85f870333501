#include <utility>

#include "skranke/v1/directory.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/list_file_commands.h"
#include "tools/skranke/text_table.h"

namespace skranke {
namespace {

std::string ShowVersions(const v1::ListTaskListsResponse& response) {
  TextTable table({"VERSION", "IN FORCE FROM", "RESOLUTION", "HASH"});
  for (const v1::TaskList& list : response.task_lists()) {
    table.Add({list.version(), list.valid_from(), list.resolution(), list.hash()});
  }
  return table.Text();
}

std::string MinutesText(const v1::TaskEntry& entry) {
  return entry.quick_minutes() == 0 ? "" : absl::StrCat(entry.quick_minutes());
}

std::string ShowTaskList(const v1::GetTaskListResponse& response) {
  const v1::TaskList& list = response.task_list();
  TextTable table({"TASK", "TITLE", "OWNER", "STRUCTURED", "MINUTES", "DISCRETION"});
  for (const v1::TaskEntry& entry : list.entries()) {
    table.Add({entry.code(), entry.titles().empty() ? "" : entry.titles(0).title(),
               entry.owner_agency(), entry.structured() ? "yes" : "no", MinutesText(entry),
               entry.discretion() ? "yes" : "no"});
  }
  return absl::StrCat("list ", PrintableText(list.version()), " in force from ",
                      PrintableText(list.valid_from()), "\n\n", table.Text());
}

absl::Status ShowList(Session& session, const Arguments& arguments) {
  v1::GetTaskListRequest request;
  v1::GetTaskListResponse response;
  if (!arguments.words().empty()) request.set_version(arguments.words()[0]);
  SKRANKE_RETURN_IF_ERROR(
      session.Call("/skranke.v1.DirectoryService/GetTaskList", request, response));
  session.Print(MessageJson(response), ShowTaskList(response));
  return absl::OkStatus();
}

}  // namespace

Commands TaskListCommands() {
  Commands commands = {
      {"list show",
       "[VERSION]",
       "Shows a version of the oppgaveliste, else the one in force.",
       {},
       {ShowList, v1::GetTaskListRequest::descriptor()}},
      {"list versions",
       "",
       "Lists the installed versions of the oppgaveliste.",
       {},
       CallCommand<v1::ListTaskListsRequest, v1::ListTaskListsResponse>(
           "/skranke.v1.DirectoryService/ListTaskLists", ShowVersions)},
  };
  for (Command& command : ListFileCommands()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace skranke
