#include "tools/skranke/list_file_commands.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/files.h"
#include "libs/base/reason.h"
#include "skranke/v1/directory.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"
#include "tools/skranke/written_package.h"

namespace skranke {
namespace {

constexpr char kCheck[] = "/skranke.v1.DirectoryService/CheckTaskList";
constexpr char kExport[] = "/skranke.v1.DirectoryService/ExportTaskList";
constexpr char kConvert[] = "/skranke.v1.DirectoryService/ConvertTaskList";

std::string CaseText(const v1::WitnessCase& witness) {
  std::vector<std::string> parts = {absl::StrCat("task ", witness.task())};
  if (!witness.action().empty()) parts.push_back(absl::StrCat("action ", witness.action()));
  if (!witness.place().empty()) parts.push_back(absl::StrCat("place ", witness.place()));
  if (!witness.service_line().empty()) {
    parts.push_back(absl::StrCat("line ", witness.service_line()));
  }
  if (witness.protected_person()) parts.push_back("protected");
  if (witness.own_staff()) parts.push_back("own staff");
  parts.push_back(absl::StrCat("on ", witness.day()));
  for (const v1::WitnessFact& fact : witness.facts()) {
    parts.push_back(absl::StrCat(fact.fact(), " = ", fact.value()));
  }
  return absl::StrJoin(parts, ", ");
}

bool IsError(const v1::TaskListFinding& finding) {
  return finding.severity() == v1::FINDING_SEVERITY_ERROR;
}

std::string ShowFindings(const v1::CheckTaskListResponse& response) {
  std::string text;
  int errors = 0;
  for (const v1::TaskListFinding& finding : response.findings()) {
    errors += IsError(finding) ? 1 : 0;
    absl::StrAppend(&text, IsError(finding) ? "error " : "warning ", finding.code(), " ",
                    PrintableText(finding.file()));
    if (finding.row() != 0) absl::StrAppend(&text, " row ", finding.row());
    if (!finding.column().empty()) absl::StrAppend(&text, " column ", finding.column());
    absl::StrAppend(&text, "\n  ", PrintableText(finding.sentence()), "\n");
    if (finding.has_witness()) {
      absl::StrAppend(&text, "  case: ", PrintableText(CaseText(finding.witness())), "\n");
    }
  }
  absl::StrAppend(&text, errors, " errors, ", response.findings_size() - errors, " warnings, ",
                  response.examples_run(), " worked examples\n");
  return text;
}

absl::Status CheckLists(Session& session, const Arguments& arguments) {
  v1::CheckTaskListRequest request;
  v1::CheckTaskListResponse response;
  SKRANKE_ASSIGN_OR_RETURN(const auto files, ReadOfficeFiles(arguments.words()[0]));
  request.mutable_files()->Add(files.begin(), files.end());
  if (arguments.words().size() > 1) request.set_version(arguments.words()[1]);
  SKRANKE_RETURN_IF_ERROR(session.Call(kCheck, request, response));
  session.Print(MessageJson(response), ShowFindings(response));
  for (const v1::TaskListFinding& finding : response.findings()) {
    if (!IsError(finding)) continue;
    return ReasonError(absl::StatusCode::kFailedPrecondition, "LIST_HAS_ERRORS",
                       "the list cannot be adopted as it is");
  }
  return absl::OkStatus();
}

template <typename Files>
absl::Status WriteFiles(const std::string& dir, const Files& files) {
  for (const v1::PackageFile& file : files) SKRANKE_RETURN_IF_ERROR(WriteBelow(dir, file));
  return absl::OkStatus();
}

absl::Status ExportList(Session& session, const Arguments& arguments) {
  v1::ExportTaskListRequest request;
  v1::ExportTaskListResponse response;
  if (!arguments.words().empty()) request.set_version(arguments.words()[0]);
  if (!arguments.Find("dmn") && !arguments.Find("csv")) {
    return UsageError("say where to: --dmn=FILE or --csv=DIR");
  }
  SKRANKE_RETURN_IF_ERROR(session.Call(kExport, request, response));
  if (const auto file = arguments.Find("dmn")) {
    SKRANKE_RETURN_IF_ERROR(WriteFileDurably(*file, response.dmn()));
  }
  if (const auto dir = arguments.Find("csv")) {
    SKRANKE_RETURN_IF_ERROR(WriteFiles(*dir, response.files()));
  }
  response.clear_dmn();
  response.clear_files();
  session.Print(MessageJson(response), absl::StrCat("list ", PrintableText(response.version()), " ",
                                                    PrintableText(response.hash()), "\n"));
  return absl::OkStatus();
}

absl::Status ImportDmn(Session& session, const Arguments& arguments) {
  v1::ConvertTaskListRequest request;
  v1::ConvertTaskListResponse response;
  const auto out = arguments.Find("out");
  if (!out) return UsageError("say where to: --out=DIR");
  auto bytes = ReadFile(arguments.words()[0]);
  if (!bytes.ok()) return UsageError(bytes.status().message());
  request.set_dmn(*std::move(bytes));
  SKRANKE_RETURN_IF_ERROR(session.Call(kConvert, request, response));
  SKRANKE_RETURN_IF_ERROR(WriteFiles(*out, response.files()));
  response.clear_files();
  session.Print(MessageJson(response), absl::StrCat("list ", PrintableText(response.version()), " ",
                                                    PrintableText(response.hash()), "\n"));
  return absl::OkStatus();
}

}  // namespace

Commands ListFileCommands() {
  return {
      {"tasklist check",
       "DIR [VERSION]",
       "Checks the lists of an office package: every fault with its place and a case that shows "
       "it.",
       {},
       {CheckLists, v1::CheckTaskListRequest::descriptor()}},
      {"tasklist export",
       "[VERSION]",
       "Writes an installed list as DMN, or as CSV files in their canonical form.",
       {{"dmn", "FILE"}, {"csv", "DIR"}},
       {ExportList, v1::ExportTaskListRequest::descriptor()}},
      {"tasklist import-dmn",
       "FILE",
       "Turns a list's DMN form into CSV files; installs nothing.",
       {{"out", "DIR"}},
       {ImportDmn, v1::ConvertTaskListRequest::descriptor()}},
  };
}

}  // namespace skranke
