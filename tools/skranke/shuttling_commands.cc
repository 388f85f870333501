#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "skranke/v1/shuttling.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_shuttling.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// Every case of the period is read for it.
constexpr absl::Duration kFiguresTimeout = absl::Minutes(30);

std::string ServiceMethod(absl::string_view name) {
  return absl::StrCat("/skranke.v1.ShuttlingService/", name);
}

absl::Status ListBehind(Session& session, const Arguments& arguments,
                        const v1::ShuttlingFilter& filter) {
  v1::ListShuttledCasesRequest request;
  v1::ListShuttledCasesResponse response;
  const auto figure = EnumNumber(*v1::ShuttlingFigure_descriptor(), arguments.Get("cases"));
  if (!figure.ok()) return UsageError(absl::StrCat("--cases ", figure.status().message()));
  request.set_figure(static_cast<v1::ShuttlingFigure>(*figure));
  *request.mutable_filter() = filter;
  SKRANKE_RETURN_IF_ERROR(
      CallPages(session, arguments, ServiceMethod("ListShuttledCases"), request, response));
  session.Print(MessageJson(response), ShowBehind(request.figure(), response));
  return absl::OkStatus();
}

absl::Status Shuttling(Session& session, const Arguments& arguments) {
  v1::GetShuttlingRequest request;
  v1::GetShuttlingResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  if (arguments.Find("cases")) return ListBehind(session, arguments, request.filter());
  SKRANKE_RETURN_IF_ERROR(
      session.Call(ServiceMethod("GetShuttling"), request, response, kFiguresTimeout));
  const std::string group = ShortEnumName(*v1::ShuttlingGroup_descriptor(), request.group_by());
  session.Print(MessageJson(response), ShowShuttling(group, response));
  return absl::OkStatus();
}

absl::Status CannotWrite(const std::string& path) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, "FILE_NOT_WRITTEN",
                     absl::StrCat(path, " cannot be written"));
}

// Writes every piece; the number of bytes.
absl::StatusOr<int64_t> WritePieces(StreamReader<v1::ExportEventLogResponse>& stream,
                                    const std::string& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  int64_t bytes = 0;
  while (true) {
    SKRANKE_ASSIGN_OR_RETURN(const auto piece, stream.Next());
    if (!piece) break;
    file.write(piece->chunk().data(), static_cast<std::streamsize>(piece->chunk().size()));
    bytes += static_cast<int64_t>(piece->chunk().size());
    if (!file) return CannotWrite(path);
  }
  file.close();
  if (!file) return CannotWrite(path);
  return bytes;
}

// A file of that name is whole: what was cut off never gets it.
absl::Status ExportLog(Session& session, const Arguments& arguments) {
  const std::string format = arguments.Get("format", "xes");
  if (format != "xes") return UsageError("--format is xes");
  v1::ExportEventLogRequest request;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  const std::string& path = arguments.words()[0];
  const std::string part = path + ".part";
  const absl::Cleanup clean = [&] { std::remove(part.c_str()); };
  auto stream =
      session.Stream<v1::ExportEventLogResponse>(ServiceMethod("ExportEventLog"), request);
  SKRANKE_ASSIGN_OR_RETURN(const int64_t bytes, WritePieces(stream, part));
  std::error_code error;
  std::filesystem::rename(part, path, error);
  if (error) return CannotWrite(path);
  session.Print(JsonObject().Text("file", path).Number("bytes", bytes).Json(),
                absl::StrCat(path, " ", bytes, " bytes\n"));
  return absl::OkStatus();
}

}  // namespace

Commands ShuttlingCommands() {
  return {
      {"stats shuttling",
       "",
       "Measures hand-overs, returns, contacts, ping-pong and waiting; --cases=FIGURE names cases.",
       {{"by", "agency|task|row|list-version|office", "group_by"},
        {"from", "DAY", "filter.from_day"},
        {"to", "DAY", "filter.to_day"},
        {"office", "CODE", "filter.office"},
        {"agency", "CODE", "filter.agency"},
        {"task", "CODE", "filter.task"},
        {"list", "VERSION", "filter.list_version"},
        {"row", "ROW", "filter.row"},
        {"cases", "FIGURE"},
        kLimitFlag},
       {Shuttling, v1::GetShuttlingRequest::descriptor()}},
      {"export-log",
       "FILE",
       "Writes the event log of all cases for process mining, as XES.",
       {{"format", "xes"},
        {"from", "DAY", "from_day"},
        {"to", "DAY", "to_day"},
        {"office", "CODE", "office"}},
       {ExportLog, v1::ExportEventLogRequest::descriptor()}},
  };
}

}  // namespace skranke
