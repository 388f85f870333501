#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/csv.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/directory.pb.h"
#include "tools/skranke/command.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/structure.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/word_index.h"
#include "tools/skranke/written_package.h"

namespace skranke {
namespace {

// By file name.
absl::StatusOr<SourceFiles> ReadSource(const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const auto files, ReadOfficeFiles(dir));
  SourceFiles source;
  for (const v1::PackageFile& file : files) {
    source[std::filesystem::path(file.path()).filename().string()] = file.content();
  }
  return source;
}

std::string StructureJson(const Structure& structure, const std::string& out) {
  std::vector<std::string> notes;
  for (const std::string& note : structure.notes) {
    notes.push_back(JsonObject().Text("note", note).Json());
  }
  return JsonObject()
      .Text("out", out)
      .Number("files", static_cast<int64_t>(structure.files.size()))
      .Raw("notes", JsonArray(notes))
      .Json();
}

absl::Status MakeStructure(Session& session, const Arguments& arguments) {
  const std::string out = arguments.Get("out");
  SKRANKE_ASSIGN_OR_RETURN(const SourceFiles source, ReadSource(arguments.words()[1]));
  SKRANKE_ASSIGN_OR_RETURN(const Structure structure, ReadStructure(arguments.words()[0], source));
  SKRANKE_RETURN_IF_ERROR(WritePackage(out, structure.files));
  std::string text = absl::StrCat(structure.files.size(), " files in ", out, "\n");
  for (const std::string& note : structure.notes) absl::StrAppend(&text, note, "\n");
  session.Print(StructureJson(structure, out), text);
  return absl::OkStatus();
}

// What can be searched: titles by task, and an index over them and other words.
struct Searched {
  std::map<std::string, std::string> titles;
  WordIndex index;
};

absl::StatusOr<Searched> SearchServer(Session& session) {
  v1::GetTaskListResponse response;
  SKRANKE_RETURN_IF_ERROR(
      session.Call("/skranke.v1.DirectoryService/GetTaskList", v1::GetTaskListRequest(), response));
  Searched searched;
  for (const v1::TaskEntry& entry : response.task_list().entries()) {
    searched.index.Add(entry.code(), entry.code());
    for (const auto& title : entry.titles()) {
      searched.titles.emplace(entry.code(), title.title());
      searched.index.Add(entry.code(), title.title());
    }
  }
  return searched;
}

// Adds what stands in the columns whose name begins so.
absl::Status AddTable(const SourceFiles& files, const std::string& file, absl::string_view prefix,
                      Searched& searched) {
  const auto found = files.find(file);
  if (found == files.end()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, found->second));
  const auto code = table.FindColumn("task_code");
  if (!code) return CellError(file, 1, "task_code", "", "is missing");
  for (const CsvRow& row : table.rows) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      if (table.columns[i].rfind(std::string(prefix), 0) != 0 || row.cells[i].empty()) continue;
      searched.titles.emplace(row.cells[*code], row.cells[i]);
      searched.index.Add(row.cells[*code], row.cells[i]);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Searched> SearchFiles(const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const SourceFiles files, ReadSource(dir));
  Searched searched;
  SKRANKE_RETURN_IF_ERROR(AddTable(files, "tasks.csv", "title_", searched));
  SKRANKE_RETURN_IF_ERROR(AddTable(files, "words.csv", "words", searched));
  return searched;
}

absl::Status FindTasks(Session& session, const Arguments& arguments) {
  const std::string dir = arguments.Get("list");
  SKRANKE_ASSIGN_OR_RETURN(const Searched searched,
                           dir.empty() ? SearchServer(session) : SearchFiles(dir));
  TextTable table({"TASK", "TITLE", "WORDS"});
  std::vector<std::string> rows;
  for (const FoundTask& found : searched.index.Find(arguments.words()[0])) {
    const auto title = searched.titles.find(found.task);
    const std::string text = title == searched.titles.end() ? "" : title->second;
    table.Add({found.task, text, absl::StrCat(found.words)});
    rows.push_back(JsonObject()
                       .Text("task", found.task)
                       .Text("title", text)
                       .Number("words", found.words)
                       .Json());
  }
  session.Print(JsonObject().Raw("tasks", JsonArray(rows)).Json(), table.Text());
  return absl::OkStatus();
}

}  // namespace

Commands StructureCommands() {
  return {
      {"office structure",
       "KIND DIR",
       "Makes an office package of a published structure: nav, upl, uk or los.",
       {{"out", "DIR"}},
       {MakeStructure}},
      {"tasklist find",
       "WORDS",
       "Finds the tasks that a citizen's words may mean.",
       {{"list", "DIR"}},
       {FindTasks}},
  };
}

}  // namespace skranke
