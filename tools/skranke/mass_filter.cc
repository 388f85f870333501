#include "tools/skranke/mass_filter.h"

#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/incident.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using Cases = std::vector<v1::Case>;

// All pages of a list, as cases.
template <class Request, class Response>
absl::StatusOr<Cases> ReadAll(Session& session, const std::string& method, Request request,
                              void (*take)(Response&, Cases&)) {
  Cases cases;
  request.set_page_size(kPageSizeMax);
  do {
    Response response;
    SKRANKE_RETURN_IF_ERROR(session.Call(method, request, response));
    request.set_page_token(response.next_page_token());
    take(response, cases);
  } while (!request.page_token().empty());
  return cases;
}

template <class Response>
void TakeCases(Response& response, Cases& cases) {
  std::move(response.mutable_cases()->begin(), response.mutable_cases()->end(),
            std::back_inserter(cases));
}

void TakeItems(v1::ListWorkItemsResponse& response, Cases& cases) {
  for (auto& item : *response.mutable_work_items()) {
    cases.push_back(std::move(*item.mutable_citizen_case()));
  }
}

absl::StatusOr<Cases> ReadIncident(Session& session, const std::string& incident) {
  v1::ListIncidentCasesRequest request;
  request.set_incident(incident);
  request.set_open(true);
  return ReadAll<v1::ListIncidentCasesRequest, v1::ListIncidentCasesResponse>(
      session, "/skranke.v1.IncidentService/ListIncidentCases", request, TakeCases);
}

absl::StatusOr<Cases> ReadWork(Session& session, const v1::ListCasesRequest& filter) {
  v1::ListWorkItemsRequest request;
  request.set_unit(filter.unit());
  request.set_state(filter.state());
  return ReadAll<v1::ListWorkItemsRequest, v1::ListWorkItemsResponse>(
      session, "/skranke.v1.AgencyDeskService/ListWorkItems", request, TakeItems);
}

absl::StatusOr<Cases> ReadCases(Session& session, v1::ListCasesRequest request) {
  request.set_open(true);
  return ReadAll<v1::ListCasesRequest, v1::ListCasesResponse>(
      session, "/skranke.v1.FrontDeskService/ListCases", request, TakeCases);
}

bool IsAsked(const std::string& wanted, const std::string& shown) {
  return wanted.empty() || wanted == shown;
}

bool IsReceivedThen(const v1::Case& c, const v1::ListCasesRequest& filter) {
  const absl::Time received = InstantOf(c.receive_time());
  if (filter.has_received_after_time() && received < InstantOf(filter.received_after_time())) {
    return false;
  }
  return !filter.has_received_before_time() || received < InstantOf(filter.received_before_time());
}

// A filter that is given takes something away: an empty one, as of a variable that is not set,
// would take all.
absl::Status CheckGiven(const Arguments& arguments) {
  for (const Flag& flag : MassFilterFlags()) {
    const auto value = arguments.Find(flag.name);
    if (value && value->empty()) {
      return UsageError(absl::StrCat("--", flag.name, " must not be empty"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Flag> MassFilterFlags() {
  return {{"incident", "CODE"},
          {"state", "STATE", "state"},
          {"agency", "CODE", "agency"},
          {"unit", "CODE", "unit"},
          {"office", "CODE", "office"},
          {"task", "CODE", "task"},
          {"received-after", "TIME", "received_after_time"},
          {"received-before", "TIME", "received_before_time"}};
}

bool IsMeant(const v1::Case& c, const v1::ListCasesRequest& filter) {
  if (filter.state() != v1::STATE_UNSPECIFIED && filter.state() != c.state()) return false;
  return IsAsked(filter.agency(), c.responsibility().authority()) &&
         IsAsked(filter.unit(), c.responsibility().unit()) &&
         IsAsked(filter.office(), c.office()) && IsAsked(filter.task(), c.task()) &&
         IsReceivedThen(c, filter);
}

absl::StatusOr<std::vector<v1::Case>> ReadMeantCases(Session& session, const Arguments& arguments,
                                                     MassAction action) {
  SKRANKE_RETURN_IF_ERROR(CheckGiven(arguments));
  v1::ListCasesRequest filter;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, filter));
  const auto incident = arguments.Find("incident");
  if (!incident && filter.ByteSizeLong() == 0) {
    return UsageError("which cases? --incident=CODE, or a filter such as --task or --state");
  }
  const bool at_desk = action == MassAction::kAccept || action == MassAction::kClose;
  SKRANKE_ASSIGN_OR_RETURN(Cases listed, incident  ? ReadIncident(session, *incident)
                                         : at_desk ? ReadWork(session, filter)
                                                   : ReadCases(session, filter));
  Cases meant;
  for (v1::Case& c : listed) {
    if (IsMeant(c, filter)) meant.push_back(std::move(c));
  }
  return meant;
}

}  // namespace skranke
