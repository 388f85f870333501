#include "tools/skranke/structure_table.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"

namespace skranke {

absl::StatusOr<SourceTable> SourceTable::Read(const SourceFiles& files, const std::string& file,
                                              const std::vector<std::string>& columns) {
  const auto found = files.find(file);
  if (found == files.end()) return FileFaultError(file, "is missing");
  SourceTable source;
  SKRANKE_ASSIGN_OR_RETURN(source.table_, ParseCsv(file, found->second));
  for (const std::string& column : columns) {
    if (!source.table_.FindColumn(column)) return CellError(file, 1, column, "", "is missing");
  }
  return source;
}

std::string SourceTable::Cell(const CsvRow& row, absl::string_view column) const {
  return std::string(absl::StripAsciiWhitespace(row.cells[*table_.FindColumn(column)]));
}

absl::Status SourceTable::Fault(const CsvRow& row, absl::string_view column,
                                absl::string_view message) const {
  return CellError(table_.file, row.line, column, Cell(row, column), message);
}

PackageTable::PackageTable(absl::string_view header) : text_(absl::StrCat(header, "\n")) {}

void PackageTable::Add(const std::vector<std::string>& cells) {
  absl::StrAppend(&text_, CsvLine(cells));
}

TaskTable::TaskTable()
    : table_(
          "task_code,title_en,title_local,owner_agency,structured,quick_minutes,discretion,"
          "personal_attendance_required,legal_basis,required_documents,title_nb,title_nn") {}

void TaskTable::Add(const PlainTask& task) {
  table_.Add({task.code, task.title_en, task.title, task.owner, "no", "", "yes", "no",
              task.legal_basis, "", task.title_nb, task.title_nn});
}

std::string ListFile(const StructureFrame& frame, absl::string_view file) {
  return absl::StrCat("lists/", frame.version, "/", file);
}

Structure FramedStructure(const StructureFrame& frame) {
  Structure made;
  made.files["office.csv"] =
      absl::StrCat("key,value\ninstallation,", frame.version, "\ncountry,", frame.country,
                   "\nzone,", frame.zone, "\nquick_max_minutes,20\n");
  made.files["offices.csv"] =
      absl::StrCat("office,title,sorting_unit\nhall,Hall,", frame.agency, "/SORTING\n");
  made.files["service_points.csv"] = "point,office,title,place\ncounter,hall,Counter,\n";
  made.files["staff.csv"] =
      "name,role,office,agency,unit,point,languages,competences\n"
      "clerk,CLERK,hall,,,counter,,\nsupervisor,SUPERVISOR,hall,,,,,\n"
      "importer,IMPORTER,hall,,,,,\noperator,OPERATOR,,,,,,\n";
  made.files[ListFile(frame, "list.csv")] =
      absl::StrCat("version,valid_from,resolution\n", frame.version, ",1900-01-01,\n");
  made.files[ListFile(frame, "conditions.csv")] = "task_code,fact,test,legal_basis\n";
  made.files[ListFile(frame, "requirements.csv")] = "task_code,kind,code,type,required,of_role\n";
  made.files[ListFile(frame, "routing.csv")] =
      "task_code,place,protection,valid_from,valid_to,agency,unit\n";
  return made;
}

}  // namespace skranke
