#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/csv.h"
#include "skranke/v1/supervision.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/statistics_json.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr int64_t kPartsPerMillion = 1'000'000;

// "the counter", "to people" or agency/unit.
std::string ReceiverText(const v1::ReplayReceiver& receiver) {
  if (receiver.case_class() == v1::CASE_CLASS_QUICK) return "the counter";
  if (receiver.case_class() == v1::CASE_CLASS_TRIAGE) return "the sorting unit";
  return absl::StrCat(receiver.agency(), "/", receiver.unit());
}

std::string ShareOf(int64_t part, int64_t whole) {
  return whole == 0 ? "" : ShareText(part * kPartsPerMillion / whole);
}

std::string CasesText(const google::protobuf::RepeatedPtrField<std::string>& cases) {
  return absl::StrJoin(cases, " ");
}

TextTable MovesTable(const v1::ReplayTaskListResponse& replay) {
  TextTable table({"TASK", "FROM", "TO", "CASES", "BEHIND IT"});
  for (const v1::ReplayMove& move : replay.moves()) {
    table.Add({move.task(), ReceiverText(move.from()), ReceiverText(move.to()),
               absl::StrCat(move.count()), CasesText(move.cases())});
  }
  return table;
}

TextTable LoadsTable(const v1::ReplayTaskListResponse& replay) {
  TextTable table({"RECEIVER", "CASES NOW", "BY THE DRAFT", "MINUTES NOW", "BY THE DRAFT"});
  for (const v1::ReplayLoad& load : replay.loads()) {
    table.Add({ReceiverText(load.receiver()), absl::StrCat(load.count_before()),
               absl::StrCat(load.count_after()), absl::StrCat(load.minutes_before()),
               absl::StrCat(load.minutes_after())});
  }
  return table;
}

TextTable UndecidedTable(const v1::ReplayTaskListResponse& replay) {
  TextTable table({"LEFT TO PEOPLE", "BECAUSE", "REASON", "CASES", "BEHIND IT"});
  for (const v1::ReplayUndecided& row : replay.undecided()) {
    table.Add({row.task(), row.ambiguous() ? "ambiguous" : "no answer", row.reason(),
               absl::StrCat(row.count()), CasesText(row.cases())});
  }
  return table;
}

std::string ShowReplay(const v1::ReplayTaskListResponse& replay) {
  TextTable head({});
  head.AddField("draft", absl::StrCat(replay.version(), ", hash ", replay.hash()));
  head.AddField("cases", absl::StrCat(replay.case_count()));
  head.AddField("with another receiver", absl::StrCat(replay.moved_count()));
  head.AddField("quick now", ShareOf(replay.quick_before(), replay.case_count()));
  head.AddField("quick by the draft", ShareOf(replay.quick_after(), replay.case_count()));
  std::string text = head.Text();
  if (replay.moves_size() > 0) absl::StrAppend(&text, "\n", MovesTable(replay).Text());
  if (replay.loads_size() > 0) absl::StrAppend(&text, "\n", LoadsTable(replay).Text());
  if (replay.undecided_size() > 0) absl::StrAppend(&text, "\n", UndecidedTable(replay).Text());
  return text;
}

using Cells = std::vector<std::string>;

// One table for a spreadsheet: `figure` says which of the three a row is of.
std::string ReplayCsv(const v1::ReplayTaskListResponse& replay) {
  std::string text = CsvLine(Cells{"figure", "task", "from", "to", "cases_before", "cases_after",
                                   "minutes_before", "minutes_after", "reason", "cases"});
  for (const v1::ReplayMove& move : replay.moves()) {
    const std::string count = absl::StrCat(move.count());
    text += CsvLine(Cells{"move", move.task(), ReceiverText(move.from()), ReceiverText(move.to()),
                          count, count, "", "", "", CasesText(move.cases())});
  }
  for (const v1::ReplayLoad& load : replay.loads()) {
    text += CsvLine(Cells{"load", "", "", ReceiverText(load.receiver()),
                          absl::StrCat(load.count_before()), absl::StrCat(load.count_after()),
                          absl::StrCat(load.minutes_before()), absl::StrCat(load.minutes_after()),
                          "", ""});
  }
  for (const v1::ReplayUndecided& row : replay.undecided()) {
    text += CsvLine(Cells{row.ambiguous() ? "ambiguous" : "unanswered", row.task(), "",
                          "the sorting unit", "", absl::StrCat(row.count()), "", "", row.reason(),
                          CasesText(row.cases())});
  }
  return text;
}

// The draft's files as a package has them; `dir` may be the folder of the version itself.
absl::StatusOr<std::vector<v1::PackageFile>> DraftFiles(const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(std::vector<v1::PackageFile> files, ReadOfficeFiles(dir));
  const bool is_version = std::filesystem::exists(std::filesystem::path(dir) / "list.csv");
  if (!is_version) return files;
  const std::string version = std::filesystem::canonical(dir).filename().string();
  for (v1::PackageFile& file : files) {
    file.set_path(absl::StrCat("lists/", version, "/", file.path()));
  }
  return files;
}

absl::Status Replay(Session& session, const Arguments& arguments) {
  const std::string dir = arguments.Get("draft");
  if (dir.empty()) return UsageError("--draft=DIR is needed");
  v1::ReplayTaskListRequest request;
  v1::ReplayTaskListResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_ASSIGN_OR_RETURN(const auto files, DraftFiles(dir));
  request.mutable_files()->Add(files.begin(), files.end());
  SKRANKE_RETURN_IF_ERROR(
      session.Call("/skranke.v1.SupervisionService/ReplayTaskList", request, response));
  session.Print(MessageJson(response),
                arguments.Has("csv") ? ReplayCsv(response) : ShowReplay(response));
  return absl::OkStatus();
}

}  // namespace

Commands ReplayCommands() {
  return {
      {"tasklist replay",
       "",
       "Decides stored cases again under a draft: who moves from where to where.",
       {{"draft", "DIR"},
        {"version", "ID", "version"},
        {"from", "DAY", "from_day"},
        {"to", "DAY", "to_day"},
        {"cases", "N", "cases_per_figure"},
        {"csv", ""}},
       {Replay, v1::ReplayTaskListRequest::descriptor()}},
  };
}

}  // namespace skranke
