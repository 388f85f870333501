#include "skranke/v1/agency_desk.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/show_work.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string DeskMethod(absl::string_view name) {
  return absl::StrCat("/skranke.v1.AgencyDeskService/", name);
}

// The case itself is no longer the caller's to see.
template <class Response>
std::string ShowGone(const Response& response) {
  return absl::StrCat(response.name(), " ", ShortName(response.state()), "\n");
}

template <class Response>
std::string ShowItem(const Response& response) {
  return response.has_work_item() ? ShowWorkItem(response.work_item()) : "Nothing is waiting.\n";
}

// One change a line, until the server ends the stream or --limit of them came.
absl::Status Subscribe(Session& session, const Arguments& arguments) {
  v1::SubscribeWorkRequest request;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_ASSIGN_OR_RETURN(const int limit, arguments.GetNumber("limit", 0, 0));
  auto stream = session.Stream<v1::SubscribeWorkResponse>(DeskMethod("SubscribeWork"), request);
  for (int shown = 0; limit == 0 || shown < limit;) {
    SKRANKE_ASSIGN_OR_RETURN(const auto change, stream.Next());
    if (!change) break;
    // A message without a change only moves the position on.
    if (change->change().empty()) continue;
    session.Print(MessageJson(*change), ShowWorkChange(*change));
    ++shown;
  }
  return absl::OkStatus();
}

Commands LookCommands() {
  return {
      {"work list",
       "",
       "Lists what the unit has.",
       {{"unit", "CODE", "unit"}, {"state", "STATE", "state"}, kLimitFlag},
       ListCommand<v1::ListWorkItemsRequest, v1::ListWorkItemsResponse>(DeskMethod("ListWorkItems"),
                                                                        ShowWorkItems)},
      {"work show",
       "CASE",
       "Shows one item.",
       {},
       CallCommand<v1::GetWorkItemRequest, v1::GetWorkItemResponse>(DeskMethod("GetWorkItem"),
                                                                    ShowItem)},
      {"work subscribe",
       "",
       "Follows every change to the unit's work.",
       {{"unit", "CODE", "unit"}, {"after", "POSITION", "after_position"}, kLimitFlag},
       {Subscribe, v1::SubscribeWorkRequest::descriptor()}},
  };
}

Commands TakeCommands() {
  return {
      {"work take",
       "",
       "Takes the next item, with a lease on it.",
       {{"unit", "CODE", "unit"}, kRequestIdFlag},
       CallCommand<v1::TakeNextRequest, v1::TakeNextResponse>(DeskMethod("TakeNext"), ShowItem)},
      {"work accept", "CASE", "Takes responsibility for a case.",
       VerbFlags({{"token", "TOKEN", "token"}, {"number", "NUMBER", "agency_case_number"}}),
       CallCommand<v1::AcceptCaseRequest, v1::AcceptCaseResponse>(DeskMethod("AcceptCase"),
                                                                  ShowCaseReply)},
      {"work return", "CASE", "Returns a case: code, sentence and who should have it.",
       VerbFlags({{"code", "CODE", "code"},
                  {"sentence", "SENTENCE", "sentence"},
                  {"propose", "AGENCY/UNIT", "proposed_owner"},
                  {"token", "TOKEN", "token"}}),
       CallCommand<v1::ReturnCaseRequest, v1::ReturnCaseResponse>(DeskMethod("ReturnCase"),
                                                                  ShowGone)},
      {"work forward", "CASE", "Passes a case on to another unit, without the counter.",
       VerbFlags({{"to", "AGENCY/UNIT", "receiver"},
                  {"reason", "SENTENCE", "reason"},
                  {"token", "TOKEN", "token"}}),
       CallCommand<v1::ForwardCaseRequest, v1::ForwardCaseResponse>(DeskMethod("ForwardCase"),
                                                                    ShowGone)},
      {"work start", "CASE", "Work on the case begins.", VerbFlags({}),
       CallCommand<v1::StartCaseRequest, v1::StartCaseResponse>(DeskMethod("StartCase"),
                                                                ShowCaseReply)},
  };
}

Commands DecideCommands() {
  return {
      {"work ask", "CASE", "Asks the citizen for information, through the counter.",
       VerbFlags({{"question", "TEXT", "question"},
                  {"remind", "TIME", "remind_time"},
                  {"end", "TIME", "end_time"}}),
       CallCommand<v1::RequestInformationRequest, v1::RequestInformationResponse>(
           DeskMethod("RequestInformation"), ShowCaseReply)},
      {"work decide", "CASE", "Decides a case.",
       VerbFlags({{"outcome", "CODE", "outcome"}, {"sentence", "SENTENCE", "sentence"}}),
       CallCommand<v1::DecideCaseRequest, v1::DecideCaseResponse>(DeskMethod("DecideCase"),
                                                                  ShowCaseReply)},
      {"work close", "CASE", "Closes a case.",
       VerbFlags({{"outcome", "CODE", "outcome"}, {"referred-to", "WHOM", "referred_to"}}),
       CallCommand<v1::CloseCaseRequest, v1::CloseCaseResponse>(DeskMethod("CloseCase"),
                                                                ShowCaseReply)},
      {"work status", "CASE", "Sets the agency's own status beside the state.",
       VerbFlags({{"status", "TEXT", "local_status"}}),
       CallCommand<v1::SetLocalStatusRequest, v1::SetLocalStatusResponse>(
           DeskMethod("SetLocalStatus"), ShowCaseReply)},
  };
}

}  // namespace

Commands WorkCommands() {
  Commands all;
  for (const auto table : {LookCommands, TakeCommands, DecideCommands}) {
    for (Command& command : table()) all.push_back(std::move(command));
  }
  return all;
}

}  // namespace skranke
