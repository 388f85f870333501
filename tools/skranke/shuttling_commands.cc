#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/base/reason.h"
#include "skranke/v1/shuttling.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using Statistics = google::protobuf::RepeatedPtrField<v1::ShuttlingStatistic>;

// Every case of the period is read for it: minutes in a large house.
constexpr absl::Duration kFiguresTimeout = absl::Minutes(30);

std::string ServiceMethod(absl::string_view name) {
  return absl::StrCat("/skranke.v1.ShuttlingService/", name);
}

bool IsTime(v1::ShuttlingFigure figure) { return figure >= v1::SHUTTLING_FIGURE_TIME_AT_COUNTER; }

// "unnecessary contacts".
std::string FigureText(v1::ShuttlingFigure figure) {
  const std::string name = ShortEnumName(*v1::ShuttlingFigure_descriptor(), figure);
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{"_", " "}}));
}

// "3 d 4 h", "4 h 20 min", "20 min 5 s": two units are enough for a person.
std::string DurationText(int64_t seconds) {
  const std::pair<int64_t, const char*> kUnits[] = {
      {86'400, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}};
  std::vector<std::string> parts;
  for (const auto& [length, name] : kUnits) {
    const int64_t count = seconds / length;
    seconds %= length;
    if (count > 0) parts.push_back(absl::StrCat(count, name));
    if (!parts.empty() && (parts.size() == 2 || count == 0)) break;
  }
  return parts.empty() ? "0 s" : absl::StrJoin(parts, " ");
}

std::string ValueText(v1::ShuttlingFigure figure, int64_t value) {
  return IsTime(figure) ? DurationText(value) : absl::StrCat(value);
}

std::string ShowFigures(const Statistics& statistics) {
  TextTable table({"FIGURE", "CASES", "SUM", "MEDIAN", "9 OF 10", "MOST"});
  for (const v1::ShuttlingStatistic& one : statistics) {
    const auto text = [&](int64_t value) { return ValueText(one.figure(), value); };
    table.Add({FigureText(one.figure()), absl::StrCat(one.case_count()), text(one.sum()),
               text(one.median()), text(one.ninth_decile()), text(one.maximum())});
  }
  return table.Text();
}

const v1::ShuttlingStatistic* Find(const Statistics& statistics, v1::ShuttlingFigure figure) {
  for (const v1::ShuttlingStatistic& one : statistics) {
    if (one.figure() == figure) return &one;
  }
  return nullptr;
}

std::string SumOf(const v1::ShuttlingRow& row, v1::ShuttlingFigure figure) {
  const auto* const found = Find(row.statistics(), figure);
  return absl::StrCat(found == nullptr ? 0 : found->sum());
}

std::string MedianOf(const v1::ShuttlingRow& row, v1::ShuttlingFigure figure) {
  const auto* const found = Find(row.statistics(), figure);
  return found == nullptr ? "" : ValueText(figure, found->median());
}

std::string ShowGroups(const std::string& group, const v1::GetShuttlingResponse& response) {
  TextTable table({group, "CASES", "HAND-OVERS", "RETURNS", "FORWARDS", "CONTACTS", "UNNECESSARY",
                   "PING-PONG", "FIRST LINE", "PASSED ON", "FAKED WAITS", "MEDIAN TIME"});
  for (const v1::ShuttlingRow& row : response.rows()) {
    table.Add({row.key(), absl::StrCat(row.case_count()),
               SumOf(row, v1::SHUTTLING_FIGURE_HANDOVERS), SumOf(row, v1::SHUTTLING_FIGURE_RETURNS),
               SumOf(row, v1::SHUTTLING_FIGURE_FORWARDS), SumOf(row, v1::SHUTTLING_FIGURE_CONTACTS),
               SumOf(row, v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS),
               SumOf(row, v1::SHUTTLING_FIGURE_UNIT_PING_PONG),
               SumOf(row, v1::SHUTTLING_FIGURE_SOLVED_IN_FIRST_LINE),
               SumOf(row, v1::SHUTTLING_FIGURE_PASSED_ON_BY_FIRST_LINE),
               SumOf(row, v1::SHUTTLING_FIGURE_FAKED_WAITS),
               MedianOf(row, v1::SHUTTLING_FIGURE_TIME_IN_ALL)});
  }
  std::string text = table.Text();
  if (response.left_out_count() > 0) {
    absl::StrAppend(&text, response.left_out_count(), " more with fewer returns\n");
  }
  return text;
}

std::string ShowShuttling(const std::string& group, const v1::GetShuttlingResponse& response) {
  TextTable head({});
  head.AddField("cases", absl::StrCat(response.case_count()));
  if (response.protected_count() > 0) {
    head.AddField("with a hidden route, not counted", absl::StrCat(response.protected_count()));
  }
  std::string text = head.Text();
  if (response.statistics_size() > 0) {
    absl::StrAppend(&text, "\n", ShowFigures(response.statistics()));
  }
  if (response.rows_size() > 0) absl::StrAppend(&text, "\n", ShowGroups(group, response));
  return text;
}

std::string ShowBehind(v1::ShuttlingFigure figure, const v1::ListShuttledCasesResponse& response) {
  TextTable table({"CASE", absl::AsciiStrToUpper(FigureText(figure)), "RECEIVED", "STATE", "TASK",
                   "ROW", "AGENCIES"});
  for (const v1::ShuttledCase& one : response.cases()) {
    table.Add({one.name(), ValueText(figure, one.value()), LocalText(one.receive_time()),
               ShortName(one.state()), one.task(), one.row(),
               absl::StrJoin(one.agencies(), " > ")});
  }
  return table.Text();
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
