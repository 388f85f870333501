#include <filesystem>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/directory.pb.h"
#include "tools/skranke/command.h"
#include "tools/skranke/import_source.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/suggestion.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"
#include "tools/skranke/written_package.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

std::string FileName(const std::string& path) { return fs::path(path).filename().string(); }

// The list that is to be changed: a directory's, else the one in force.
absl::StatusOr<ListTables> ReadList(Session& session, const std::string& dir) {
  ListTables tables;
  if (!dir.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(const auto files, ReadOfficeFiles(dir));
    for (const v1::PackageFile& file : files) tables[FileName(file.path())] = file.content();
    return tables;
  }
  v1::ExportTaskListResponse response;
  SKRANKE_RETURN_IF_ERROR(session.Call("/skranke.v1.DirectoryService/ExportTaskList",
                                       v1::ExportTaskListRequest(), response));
  for (const v1::PackageFile& file : response.files()) {
    tables[FileName(file.path())] = file.content();
  }
  return tables;
}

// The version that list.csv names, which is also the directory's name in a package.
absl::StatusOr<std::string> VersionOf(const ListTables& tables) {
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable list, ParseCsv("list.csv", tables.at("list.csv")));
  if (list.rows.size() != 1) return FileFaultError("list.csv", "must have one row");
  return list.rows.front().cells[*list.FindColumn("version")];
}

// As a package has them.
absl::StatusOr<std::map<std::string, std::string>> PackageFilesOf(const ListTables& tables) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string version, VersionOf(tables));
  if (version.empty() || version == ".." || version != FileName(version)) {
    return UsageError("the version must be the name of a directory");
  }
  std::map<std::string, std::string> files;
  for (const auto& [file, bytes] : tables) {
    files[absl::StrCat("lists/", version, "/", file)] = bytes;
  }
  return files;
}

std::string SuggestionJson(const RouteSuggestion& suggestion, const std::string& out) {
  std::vector<std::string> unknown;
  for (const auto& [task, cases] : suggestion.unknown) {
    unknown.push_back(JsonObject().Text("task", task).Number("cases", cases).Json());
  }
  return JsonObject()
      .Text("out", out)
      .Number("cases", suggestion.cases)
      .Number("rows", suggestion.rows)
      .Raw("unknown_tasks", JsonArray(unknown))
      .Json();
}

std::string ShowSuggestion(const RouteSuggestion& suggestion, const std::string& out) {
  TextTable totals({});
  totals.AddField("draft", out);
  totals.AddField("cases counted", absl::StrCat(suggestion.cases));
  totals.AddField("routing rows", absl::StrCat(suggestion.rows));
  if (suggestion.unknown.empty()) return totals.Text();
  TextTable unknown({"TASK THAT THE LIST HAS NOT", "CASES"});
  for (const auto& [task, cases] : suggestion.unknown) unknown.Add({task, absl::StrCat(cases)});
  return absl::StrCat(totals.Text(), "\n", unknown.Text());
}

absl::Status SuggestList(Session& session, const Arguments& arguments) {
  const std::string out = arguments.Get("out");
  if (out.empty()) return UsageError("--out=DIR is needed");
  SKRANKE_ASSIGN_OR_RETURN(const int min_cases, arguments.GetNumber("min-cases", 3, 1));
  SKRANKE_ASSIGN_OR_RETURN(const ImportMap map, ReadImportMap(arguments.Get("map")));
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable history, ReadImportTable(arguments.words()[0], map));
  SKRANKE_ASSIGN_OR_RETURN(const ListTables list, ReadList(session, arguments.Get("list")));
  SKRANKE_ASSIGN_OR_RETURN(const RouteSuggestion suggestion,
                           Suggest(map, history, list,
                                   {.version = arguments.Get("version"),
                                    .valid_from = arguments.Get("valid-from"),
                                    .min_cases = min_cases}));
  SKRANKE_ASSIGN_OR_RETURN(const auto files, PackageFilesOf(suggestion.tables));
  SKRANKE_RETURN_IF_ERROR(WritePackage(out, files));
  session.Print(SuggestionJson(suggestion, out), ShowSuggestion(suggestion, out));
  return absl::OkStatus();
}

}  // namespace

Commands SuggestCommands() {
  return {{"tasklist suggest",
           "FILE",
           "Drafts routing rows from where the rows of a bulk file really went.",
           {{"map", "MAP"},
            {"out", "DIR"},
            {"list", "DIR"},
            {"version", "VERSION"},
            {"valid-from", "DAY"},
            {"min-cases", "N"}},
           {SuggestList}}};
}

}  // namespace skranke
