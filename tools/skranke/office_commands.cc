#include "skranke/v1/directory.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string ShowApplied(const v1::ApplyOfficeResponse& response) {
  std::string text;
  for (const std::string& change : response.changes()) {
    absl::StrAppend(&text, PrintableText(change), "\n");
  }
  if (text.empty()) text = "Nothing differs.\n";
  return absl::StrCat(text, "directory version ", response.directory_version(), "\n");
}

absl::Status ApplyOffice(Session& session, const Arguments& arguments) {
  v1::ApplyOfficeRequest request;
  v1::ApplyOfficeResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_ASSIGN_OR_RETURN(const auto files, ReadOfficeFiles(arguments.words()[0]));
  request.mutable_files()->Add(files.begin(), files.end());
  SKRANKE_RETURN_IF_ERROR(
      session.Call("/skranke.v1.DirectoryService/ApplyOffice", request, response));
  session.Print(MessageJson(response), ShowApplied(response));
  return absl::OkStatus();
}

std::string UnitsText(const v1::GetDirectoryResponse& directory) {
  TextTable table({"UNIT", "TITLE", "FROM", "TO", "SUCCESSOR"});
  for (const v1::Unit& unit : directory.units()) {
    table.Add({OwnerText(unit.agency(), unit.code()), unit.title(), unit.valid_from(),
               unit.valid_to(), unit.successor()});
  }
  return table.Text();
}

std::string AgenciesText(const v1::GetDirectoryResponse& directory) {
  TextTable table({"AGENCY", "TITLE", "PRINCIPAL", "WORK"});
  for (const v1::Agency& agency : directory.agencies()) {
    table.Add({agency.code(), agency.title(), agency.principal(), agency.push() ? "push" : "pull"});
  }
  return table.Text();
}

std::string PointsText(const v1::GetDirectoryResponse& directory) {
  TextTable table({"OFFICE/POINT", "TITLE", "PLACE"});
  for (const v1::ServicePoint& point : directory.service_points()) {
    table.Add({OwnerText(point.office(), point.code()), point.title(), point.place()});
  }
  return table.Text();
}

std::string ShowDirectory(const v1::GetDirectoryResponse& directory) {
  TextTable head({});
  head.AddField("installation", directory.installation());
  head.AddField("zone", directory.zone());
  head.AddField("country", directory.country());
  head.AddField("directory version", absl::StrCat(directory.directory_version()));
  head.AddField("in force since", LocalText(directory.install_time()));
  for (const v1::Office& office : directory.offices()) {
    head.AddField("office",
                  absl::StrCat(office.code(), ", sorting unit ",
                               OwnerText(office.sorting_agency(), office.sorting_unit())));
  }
  return absl::StrCat(head.Text(), "\n", PointsText(directory), "\n", AgenciesText(directory), "\n",
                      UnitsText(directory));
}

}  // namespace

Commands OfficeCommands() {
  return {
      {"office apply",
       "DIR",
       "Installs an office package: all of it or nothing.",
       {{"dry-run", "", "dry_run"}, kRequestIdFlag},
       {ApplyOffice, v1::ApplyOfficeRequest::descriptor()}},
      {"office show",
       "",
       "Shows the directory in force.",
       {},
       CallCommand<v1::GetDirectoryRequest, v1::GetDirectoryResponse>(
           "/skranke.v1.DirectoryService/GetDirectory", ShowDirectory)},
  };
}

}  // namespace skranke
