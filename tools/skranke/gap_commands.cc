#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/base/limits.h"
#include "skranke/v1/gap.pb.h"
#include "skranke/v1/incident.pb.h"
#include "skranke/v1/outage.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/show_gaps.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

std::string Gaps(absl::string_view rpc) { return absl::StrCat("/skranke.v1.GapService/", rpc); }
std::string Outages(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.OutageService/", rpc);
}
std::string Incidents(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.IncidentService/", rpc);
}

std::string ShowDifferences(const google::protobuf::RepeatedPtrField<v1::Difference>& differences) {
  TextTable table({"CASE", "AGENCY", "DIFFERS", "OURS", "THEIRS", "NEXT STEP"});
  for (const v1::Difference& difference : differences) {
    table.Add({difference.name(), difference.agency(), ShortName(difference.kind()),
               ShortName(difference.our_state()), ShortName(difference.their_state()),
               difference.next_step()});
  }
  return table.Text();
}

std::string ShowReconciliations(const v1::ListReconciliationsResponse& response) {
  TextTable table({"AGENCY", "LIST", "MADE", "COMPARED"});
  for (const v1::Reconciliation& list : response.reconciliations()) {
    table.Add({list.agency(), list.list_id(), LocalText(list.list_time()),
               LocalText(list.compare_time())});
  }
  return absl::StrCat(table.Text(), "\n", ShowDifferences(response.differences()));
}

std::string ShowCompared(const v1::ReconcileHoldingsResponse& response) {
  return absl::StrCat(
      response.holding_count(), " held, ", response.agreed_count(), " agree, ",
      response.difference_count(), " differ.\n",
      response.differences().empty() ? "" : ShowDifferences(response.differences()));
}

void AddOutage(const v1::Outage& outage, TextTable& table) {
  table.Add({outage.agency(), outage.detected() ? "DETECTED" : "ANNOUNCED",
             outage.running() ? "yes" : "no", LocalText(outage.from_time()),
             LocalText(outage.to_time()), outage.reason()});
}

TextTable OutageTable() { return TextTable({"AGENCY", "HOW", "NOW", "FROM", "TO", "WHY"}); }

std::string ShowOutages(const v1::ListOutagesResponse& response) {
  TextTable table = OutageTable();
  for (const v1::Outage& outage : response.outages()) AddOutage(outage, table);
  return table.Text();
}

std::string ShowAnnounced(const v1::AnnounceOutageResponse& response) {
  TextTable table = OutageTable();
  AddOutage(response.outage(), table);
  return table.Text();
}

template <class Response>
std::string ShowDone(const Response&) {
  return "Done.\n";
}

std::string ShowTagged(const v1::TagIncidentResponse& response) {
  return absl::StrCat(response.name(), "  ",
                      response.incident().empty() ? "no incident" : response.incident(), "\n");
}

std::string ShowIncidentCases(const v1::ListIncidentCasesResponse& response) {
  return ShowCases(response.cases());
}

std::string CellOf(const CsvTable& table, const CsvRow& row, absl::string_view column) {
  const auto place = table.FindColumn(column);
  return place ? row.cells[*place] : "";
}

absl::StatusOr<v1::Holding> HoldingOf(const CsvTable& table, const CsvRow& row) {
  v1::Holding holding;
  const std::string name = CellOf(table, row, "case");
  if (!name.empty()) holding.set_name(CaseName(name));
  holding.set_handover_id(CellOf(table, row, "handover_id"));
  holding.set_agency_case_number(CellOf(table, row, "agency_case_number"));
  const std::string state = CellOf(table, row, "state");
  if (state.empty()) return holding;
  const auto number = EnumNumber(*v1::State_descriptor(), state);
  if (!number.ok()) {
    return CellError(table.file, row.line, "state", state, "is no state of a case");
  }
  holding.set_state(static_cast<v1::State>(*number));
  return holding;
}

// The case that a row is about, however it is spelled: a case that stands there twice is one.
std::string CaseOf(const v1::Holding& holding) {
  const std::string& id = holding.handover_id();
  return absl::AsciiStrToUpper(holding.name().empty() ? CaseName(id.substr(0, id.rfind('-')))
                                                      : holding.name());
}

// The file is sent a page at a time; the last page has it compared.
absl::Status Reconcile(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Get("file");
  if (path.empty()) return UsageError("--file=FILE is needed");
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(path, bytes));
  if (!table.FindColumn("case") && !table.FindColumn("handover_id")) {
    return UsageError("the file has neither a column case nor handover_id");
  }
  v1::ReconcileHoldingsRequest request;
  v1::ReconcileHoldingsResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  if (request.list_id().empty()) request.set_list_id(NewRequestId());
  // What changed since is not compared: a list taken for newer than it is differs in all of that.
  if (!request.has_list_time()) return UsageError("--made=TIME is needed: when the list was made");
  std::set<std::string> cases;
  size_t row = 0;
  do {
    request.clear_holdings();
    for (; row < table.rows.size() && request.holdings_size() < kPageSizeMax; ++row) {
      SKRANKE_ASSIGN_OR_RETURN(*request.add_holdings(), HoldingOf(table, table.rows[row]));
      cases.insert(CaseOf(*request.holdings().rbegin()));
    }
    request.set_last(row == table.rows.size());
    if (request.last()) request.set_total_count(static_cast<int64_t>(cases.size()));
    SKRANKE_RETURN_IF_ERROR(session.Call(Gaps("ReconcileHoldings"), request, response));
  } while (!request.last());
  session.Print(MessageJson(response), ShowCompared(response));
  return absl::OkStatus();
}

Commands FindCommands() {
  return {
      {"gaps",
       "",
       "Lists what falls between chairs, the oldest first, with who should do what.",
       {{"kind", "KIND", "kind"},
        {"agency", "CODE", "agency"},
        {"office", "CODE", "office"},
        kLimitFlag},
       ListCommand<v1::ListGapsRequest, v1::ListGapsResponse>(Gaps("ListGaps"), ShowGaps)},
      {"reconcile",
       "",
       "Compares the agency's own list (CSV: case or handover_id, agency_case_number, state).",
       {{"file", "FILE"}, {"list", "ID", "list_id"}, {"made", "TIME", "list_time"}},
       {Reconcile, v1::ReconcileHoldingsRequest::descriptor()}},
      {"reconcile list",
       "",
       "Lists what the latest lists of the agencies differ in.",
       {{"agency", "CODE", "agency"}, kLimitFlag},
       ListCommand<v1::ListReconciliationsRequest, v1::ListReconciliationsResponse>(
           Gaps("ListReconciliations"), ShowReconciliations)},
  };
}

Commands OutageCommands() {
  return {
      {"outage announce",
       "",
       "Announces that an agency cannot be reached for a time.",
       {{"agency", "CODE", "agency"},
        {"from", "TIME", "from_time"},
        {"to", "TIME", "to_time"},
        {"reason", "SENTENCE", "reason"},
        kRequestIdFlag},
       CallCommand<v1::AnnounceOutageRequest, v1::AnnounceOutageResponse>(Outages("AnnounceOutage"),
                                                                          ShowAnnounced)},
      {"outage end",
       "",
       "Ends an announced outage.",
       {{"agency", "CODE", "agency"}, kRequestIdFlag},
       CallCommand<v1::EndOutageRequest, v1::EndOutageResponse>(Outages("EndOutage"), ShowDone)},
      {"outage list",
       "",
       "Lists outages that last or are still to come.",
       {{"agency", "CODE", "agency"}},
       CallCommand<v1::ListOutagesRequest, v1::ListOutagesResponse>(Outages("ListOutages"),
                                                                    ShowOutages)},
  };
}

Commands IncidentCommands() {
  return {
      {"tag-incident",
       "CASE",
       "Says to which incident a case belongs; without --incident: to none.",
       {{"incident", "CODE", "incident"}, kRequestIdFlag},
       CallCommand<v1::TagIncidentRequest, v1::TagIncidentResponse>(Incidents("TagIncident"),
                                                                    ShowTagged)},
      {"incident cases",
       "",
       "Lists the cases of an incident, oldest received first.",
       {{"incident", "CODE", "incident"}, {"open", "", "open"}, kLimitFlag},
       ListCommand<v1::ListIncidentCasesRequest, v1::ListIncidentCasesResponse>(
           Incidents("ListIncidentCases"), ShowIncidentCases)},
  };
}

}  // namespace

Commands GapCommands() {
  Commands all;
  for (const auto table : {FindCommands, OutageCommands, IncidentCommands}) {
    for (Command& command : table()) all.push_back(std::move(command));
  }
  return all;
}

}  // namespace skranke
