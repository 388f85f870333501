#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/structure_table.h"

namespace skranke {
namespace {

const StructureFrame kFrame = {
    .version = "nav", .zone = "Europe/Oslo", .country = "NO", .agency = "NAV"};

// Takes the cases of persons whose address is protected.
constexpr absl::string_view kProtectedUnit = "2103";
constexpr absl::string_view kOwnStaffWords = "egne ansatte";

bool IsForOwnStaff(const std::string& name) {
  return absl::StrContains(absl::AsciiStrToLower(name), kOwnStaffWords);
}

// Units by number, then those that the history knows by name alone.
absl::StatusOr<std::string> UnitsCsv(const SourceFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(const auto units,
                           SourceTable::Read(files, "enheter.csv", {"enhet_nr", "name_nb"}));
  SKRANKE_ASSIGN_OR_RETURN(const auto history, SourceTable::Read(files, "tema_enhet_history.csv",
                                                                 {"responsible_unit_nb"}));
  PackageTable table("agency,unit,title,protected,valid_from,valid_to,successor,own_staff_unit");
  table.Add({"NAV", "SORTING", "Sorting", "no", "", "", "", "no"});
  for (const CsvRow& row : units.rows()) {
    const std::string number = units.Cell(row, "enhet_nr");
    const std::string name = units.Cell(row, "name_nb");
    table.Add({"NAV", number, name, number == kProtectedUnit ? "yes" : "no", "", "", "",
               IsForOwnStaff(name) ? "yes" : "no"});
  }
  std::set<std::string> names;
  for (const CsvRow& row : history.rows()) names.insert(history.Cell(row, "responsible_unit_nb"));
  for (const std::string& name : names) table.Add({"NAV", name, name, "no", "", "", "", "no"});
  return table.text();
}

// One row a period, in the source's order, so that a line here is the line there.
absl::StatusOr<std::string> OwnersCsv(const SourceFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(const auto history, SourceTable::Read(files, "tema_enhet_history.csv",
                                                                 {"tema", "valid_from", "valid_to",
                                                                  "responsible_unit_nb"}));
  PackageTable table("task_code,agency,unit,valid_from,valid_to");
  for (const CsvRow& row : history.rows()) {
    const std::string from = history.Cell(row, "valid_from");
    const std::string to = history.Cell(row, "valid_to");
    if (!to.empty() && to < from) {
      return history.Fault(row, "valid_to", absl::StrCat("is before valid_from, ", from));
    }
    table.Add(
        {history.Cell(row, "tema"), "NAV", history.Cell(row, "responsible_unit_nb"), from, to});
  }
  return table.text();
}

absl::StatusOr<std::string> TasksCsv(const SourceFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(const auto themes,
                           SourceTable::Read(files, "tema.csv", {"tema", "name_nb"}));
  SKRANKE_ASSIGN_OR_RETURN(
      const auto benefits,
      SourceTable::Read(files, "ytelser.csv", {"ytelse", "name_nb", "name_nn", "name_en"}));
  TaskTable table;
  for (const CsvRow& row : themes.rows()) {
    const std::string name = themes.Cell(row, "name_nb");
    table.Add({.code = themes.Cell(row, "tema"), .title = name, .title_nb = name});
  }
  for (const CsvRow& row : benefits.rows()) {
    const std::string name = benefits.Cell(row, "name_nb");
    table.Add({.code = benefits.Cell(row, "ytelse"),
               .title = name,
               .title_nb = name,
               .title_nn = benefits.Cell(row, "name_nn"),
               .title_en = benefits.Cell(row, "name_en")});
  }
  return table.text();
}

// A unit's number stands for the place that it serves; the protected one serves everywhere.
absl::StatusOr<std::string> RoutingCsv(const SourceFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(const auto deciding,
                           SourceTable::Read(files, "ytelse_vedtaksenheter.csv",
                                             {"ytelse", "enhet_nr", "enhet_name_nb", "role"}));
  PackageTable table("task_code,place,protection,action,own_staff,valid_from,valid_to,agency,unit");
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const CsvRow& row : deciding.rows()) {
    const std::string task = deciding.Cell(row, "ytelse");
    const std::string unit = deciding.Cell(row, "enhet_nr");
    const std::string action = deciding.Cell(row, "role") == "appeals" ? "APPEAL" : "";
    if (!seen.emplace(task, unit, action).second) continue;
    const bool is_protected = unit == kProtectedUnit;
    const bool own_staff = IsForOwnStaff(deciding.Cell(row, "enhet_name_nb"));
    table.Add({task, is_protected ? "*" : unit, is_protected ? "protected" : "*", action,
               own_staff ? "yes" : "", "", "", "NAV", unit});
  }
  return table.text();
}

}  // namespace

absl::StatusOr<Structure> NavStructure(const SourceFiles& files) {
  Structure made = FramedStructure(kFrame);
  made.files["agencies.csv"] = "agency,title,principal,endpoint,max_in_flight\nNAV,Nav,Staten,,\n";
  SKRANKE_ASSIGN_OR_RETURN(made.files["units.csv"], UnitsCsv(files));
  SKRANKE_ASSIGN_OR_RETURN(made.files[ListFile(kFrame, "tasks.csv")], TasksCsv(files));
  SKRANKE_ASSIGN_OR_RETURN(made.files[ListFile(kFrame, "owners.csv")], OwnersCsv(files));
  SKRANKE_ASSIGN_OR_RETURN(made.files[ListFile(kFrame, "routing.csv")], RoutingCsv(files));
  return made;
}

}  // namespace skranke
