#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/case_json.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/explanation.h"
#include "tools/skranke/party_flags.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

absl::Status ListCases(Session& session, const Arguments& arguments) {
  v1::ListCasesRequest request;
  v1::ListCasesResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_RETURN_IF_ERROR(
      CallPages(session, arguments, "/skranke.v1.FrontDeskService/ListCases", request, response));
  session.Print(CaseListJson(response), ShowCases(response.cases()));
  return absl::OkStatus();
}

// The office's code; empty for a caller who may audit the case and not open it.
std::string OfficeOf(Session& session, const std::string& name) {
  v1::GetCaseRequest request;
  request.set_name(name);
  v1::GetCaseResponse found;
  const absl::Status status = session.Call("/skranke.v1.FrontDeskService/GetCase", request, found);
  return status.ok() ? found.citizen_case().office() : "";
}

absl::Status ExplainCase(Session& session, const Arguments& arguments) {
  v1::ExplainCaseRequest request;
  v1::ExplainCaseResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_RETURN_IF_ERROR(
      session.Call("/skranke.v1.SupervisionService/ExplainCase", request, response));
  const std::string office = response.has_decision() ? "" : OfficeOf(session, request.name());
  const Explanation explanation = ExplanationOf(response, office);
  session.Print(ExplanationJson(explanation), ShowExplanation(explanation));
  return absl::OkStatus();
}

std::string ActorText(const v1::HistoryEntry& entry) {
  return entry.acting_for().empty() ? entry.actor()
                                    : absl::StrCat(entry.actor(), " for ", entry.acting_for());
}

std::string ShowHistory(const v1::GetCaseHistoryResponse& response) {
  TextTable table({"RECORDED", "HAPPENED", "EVENT", "STATE", "WHO", "WHY"});
  for (const v1::HistoryEntry& entry : response.entries()) {
    table.Add({LocalText(entry.record_time()), LocalText(entry.occur_time()), entry.event(),
               ShortName(entry.state()), ActorText(entry), entry.sentence()});
  }
  return table.Text();
}

std::string ShowFound(const v1::FindOpenCasesResponse& response) {
  return ShowOpenCases(response.open_cases());
}

std::vector<Flag> FilterFlags() {
  return {{"state", "STATE", "state"},
          {"outcome", "CODE", "outcome"},
          {"returned", "", "returned"},
          {"agency", "CODE", "agency"},
          {"unit", "CODE", "unit"},
          {"office", "CODE", "office"},
          {"task", "CODE", "task"},
          {"received-after", "TIME", "received_after_time"},
          {"received-before", "TIME", "received_before_time"},
          {"promised-before", "TIME", "promised_before_time"},
          {"backdated", "", "backdated"},
          {"agency-case-number", "NUMBER", "agency_case_number"},
          {"external", "SYSTEM:ID", "external_reference"},
          {"open", "", "open"},
          kLimitFlag};
}

std::vector<Flag> FindOpenFlags() {
  std::vector<Flag> flags = IdentityFlags();
  flags.push_back({"task", "CODE", "task"});
  return flags;
}

}  // namespace

Commands CaseListCommands() {
  return {
      {"case list",
       "",
       "Lists cases, oldest received first; --limit=0 lists all.",
       FilterFlags(),
       {ListCases, v1::ListCasesRequest::descriptor()}},
      {"case find-open", "", "Finds the open cases of a person or organisation.", FindOpenFlags(),
       CallCommand<v1::FindOpenCasesRequest, v1::FindOpenCasesResponse>(
           "/skranke.v1.FrontDeskService/FindOpenCases", ShowFound)},
      {"case history",
       "CASE",
       "Shows everything that happened to a case, with every why.",
       {},
       CallCommand<v1::GetCaseHistoryRequest, v1::GetCaseHistoryResponse>(
           "/skranke.v1.SupervisionService/GetCaseHistory", ShowHistory)},
      {"case why",
       "CASE",
       "Says why a case is where it is, and whether that holds.",
       {},
       {ExplainCase, v1::ExplainCaseRequest::descriptor()}},
  };
}

}  // namespace skranke
