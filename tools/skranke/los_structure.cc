#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/structure_table.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

const StructureFrame kFrame = {
    .version = "los", .zone = "Europe/Oslo", .country = "NO", .agency = "SORTING"};

// The last part of "ord/abort".
std::string CodeOf(const std::string& concept_path) {
  return concept_path.substr(concept_path.rfind('/') + 1);
}

// Only the words of kind "ord" are services; themes and events group them.
absl::StatusOr<std::set<std::string>> AddTasks(const SourceFiles& files, Structure& made) {
  SKRANKE_ASSIGN_OR_RETURN(const auto concepts, SourceTable::Read(files, "los_concepts.csv",
                                                                  {"concept", "kind", "label_nb",
                                                                   "label_nn", "label_en"}));
  TaskTable tasks;
  std::set<std::string> added;
  for (const CsvRow& row : concepts.rows()) {
    if (concepts.Cell(row, "kind") != "ord") continue;
    const std::string path = concepts.Cell(row, "concept");
    const std::string title = concepts.Cell(row, "label_nb");
    tasks.Add({.code = CodeOf(path),
               .title = title,
               .title_nb = title,
               .title_nn = concepts.Cell(row, "label_nn"),
               .title_en = concepts.Cell(row, "label_en")});
    added.insert(path);
  }
  made.files[ListFile(kFrame, "tasks.csv")] = tasks.text();
  return added;
}

absl::Status AddWords(const SourceFiles& files, const std::set<std::string>& tasks,
                      Structure& made) {
  SKRANKE_ASSIGN_OR_RETURN(const auto labels, SourceTable::Read(files, "los_search_labels.csv",
                                                                {"concept", "lang", "label"}));
  PackageTable words("task_code,language,words");
  int left_out = 0;
  for (const CsvRow& row : labels.rows()) {
    const std::string path = labels.Cell(row, "concept");
    if (tasks.count(path) == 0) {
      ++left_out;
      continue;
    }
    words.Add({CodeOf(path), labels.Cell(row, "lang"), labels.Cell(row, "label")});
  }
  made.files[ListFile(kFrame, "words.csv")] = words.text();
  made.notes.push_back(absl::StrCat(left_out, " words are of themes, which are no tasks."));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Structure> LosStructure(const SourceFiles& files) {
  Structure made = FramedStructure(kFrame);
  made.files["agencies.csv"] =
      "agency,title,principal,endpoint,max_in_flight\nSORTING,Sorting,,,\n";
  made.files["units.csv"] =
      "agency,unit,title,protected,valid_from,valid_to,successor\n"
      "SORTING,SORTING,Sorting,no,,,\n";
  SKRANKE_ASSIGN_OR_RETURN(const std::set<std::string> tasks, AddTasks(files, made));
  SKRANKE_RETURN_IF_ERROR(AddWords(files, tasks, made));
  return made;
}

absl::StatusOr<Structure> ReadStructure(absl::string_view kind, const SourceFiles& files) {
  if (kind == "nav") return NavStructure(files);
  if (kind == "upl") return UplStructure(files);
  if (kind == "uk") return UkStructure(files);
  if (kind == "los") return LosStructure(files);
  return UsageError("the kind is nav, upl, uk or los");
}

}  // namespace skranke
