#include "services/rulebook/draft_source.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/csv.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/package.h"
#include "libs/tasklist/list_tables.h"
#include "libs/tasklist/parse_task_list.h"

namespace skranke {
namespace {

using storage::v1::TaskListContent;

std::string EditField(int index, absl::string_view field) {
  return absl::StrCat("edits[", index, "].", field);
}

// A file of the list as rows, the header first.
using Lines = std::vector<std::vector<std::string>>;

absl::StatusOr<Lines> LinesOf(const std::string& file, const std::string& bytes) {
  SKRANKE_ASSIGN_OR_RETURN(CsvTable table, ParseCsv(file, bytes));
  Lines lines;
  lines.push_back(std::move(table.columns));
  for (CsvRow& row : table.rows) lines.push_back(std::move(row.cells));
  return lines;
}

absl::StatusOr<std::vector<std::string>> CellsOf(const v1::RowEdit& edit, const Lines& lines,
                                                 int index) {
  SKRANKE_ASSIGN_OR_RETURN(CsvTable table,
                           ParseCsv(edit.file(), absl::StrCat(CsvLine(lines.front()), edit.row())));
  if (table.rows.size() == 1) return std::move(table.rows.front().cells);
  return FieldError(EditField(index, "row"), "must be one row of the file");
}

// Edits name lines of the file as it was: rows go last, so that no line moves before its edit.
class EditedFile {
 public:
  explicit EditedFile(Lines lines) : lines_(std::move(lines)), gone_(lines_.size(), false) {}

  absl::Status Apply(const v1::RowEdit& edit, int index) {
    if (edit.line() == 0) {
      SKRANKE_ASSIGN_OR_RETURN(auto cells, CellsOf(edit, lines_, index));
      added_.push_back(std::move(cells));
      return absl::OkStatus();
    }
    if (edit.line() == 1 || edit.line() > lines_.size()) {
      return FieldError(EditField(index, "line"), "is not a row of the file");
    }
    const size_t at = edit.line() - 1;
    if (edit.row().empty()) {
      gone_[at] = true;
      return absl::OkStatus();
    }
    SKRANKE_ASSIGN_OR_RETURN(lines_[at], CellsOf(edit, lines_, index));
    return absl::OkStatus();
  }

  std::string Bytes() const {
    std::string bytes;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!gone_[i]) absl::StrAppend(&bytes, CsvLine(lines_[i]));
    }
    for (const auto& cells : added_) absl::StrAppend(&bytes, CsvLine(cells));
    return bytes;
  }

 private:
  Lines lines_;
  std::vector<bool> gone_;
  Lines added_;
};

// The list in force on that day, under the draft's version, as files.
absl::StatusOr<PackageFiles> BaseFiles(const v1::SaveDraftRequest& request,
                                       const Installation& installation) {
  const auto first_day = ParseDay(request.valid_from());
  if (!first_day.ok()) return FieldError("valid_from", "must be a day, YYYY-MM-DD");
  const TaskList* const base = installation.lists->InForce(*first_day);
  if (base == nullptr) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NO_BASE_LIST",
                       "no list is in force on that day that could be changed");
  }
  TaskListContent content = base->content();
  content.set_version(request.version());
  content.set_valid_from(request.valid_from());
  content.clear_resolution();
  content.clear_valid_to();
  content.clear_emergency();
  content.clear_tags();
  return CanonicalFiles(content);
}

absl::StatusOr<PackageFiles> EditedFiles(const v1::SaveDraftRequest& request,
                                         const Installation& installation) {
  SKRANKE_ASSIGN_OR_RETURN(PackageFiles files, BaseFiles(request, installation));
  std::map<std::string, EditedFile> edited;
  for (int i = 0; i < request.edits_size(); ++i) {
    const v1::RowEdit& edit = request.edits(i);
    const std::string path = TaskListPath(request.version(), edit.file());
    if (!files.contains(path) || edit.file() == "list.csv") {
      return FieldError(EditField(i, "file"), "is not a file of the list with rows to change");
    }
    if (!edited.contains(path)) {
      SKRANKE_ASSIGN_OR_RETURN(Lines lines, LinesOf(path, files[path]));
      edited.emplace(path, EditedFile(std::move(lines)));
    }
    SKRANKE_RETURN_IF_ERROR(edited.at(path).Apply(edit, i));
  }
  for (const auto& [path, file] : edited) files[path] = file.Bytes();
  return files;
}

absl::StatusOr<PackageFiles> SentFiles(const v1::SaveDraftRequest& request) {
  if (request.edits_size() > 0) return FieldError("edits", "are not given with files");
  if (!request.valid_from().empty()) {
    return FieldError("valid_from", "is not given with files, list.csv says it");
  }
  const std::string folder = TaskListPath(request.version(), "");
  PackageFiles files;
  for (const auto& file : request.files()) {
    if (!absl::StartsWith(file.path(), folder)) continue;
    files[file.path()] = file.content();
  }
  return files;
}

// What only an adoption sets.
absl::Status CheckIsOrdinary(const TaskListContent& content) {
  if (!content.emergency() && content.valid_to().empty()) return absl::OkStatus();
  return CellError(TaskListPath(content.version(), "list.csv"), 2, "valid_to", content.valid_to(),
                   "is for emergency lists, and set when one is adopted");
}

}  // namespace

absl::StatusOr<TaskListContent> ReadDraftSource(const v1::SaveDraftRequest& request,
                                                const Installation& installation) {
  SKRANKE_ASSIGN_OR_RETURN(const PackageFiles files, request.files().empty()
                                                         ? EditedFiles(request, installation)
                                                         : SentFiles(request));
  SKRANKE_ASSIGN_OR_RETURN(
      TaskListContent content,
      ParseTaskList(files, request.version(), installation.directory->content()));
  SKRANKE_RETURN_IF_ERROR(CheckIsOrdinary(content));
  if (!request.tags().empty()) *content.mutable_tags() = request.tags();
  return content;
}

}  // namespace skranke
