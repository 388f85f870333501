#include "services/supervision/shuttling.h"

#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/engine/page_token.h"
#include "services/supervision/journey_scan.h"
#include "services/supervision/shuttle_figures.h"
#include "services/supervision/shuttle_tally.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

ShuttleFigures Asked(const CaseJourney& journey, const v1::ShuttlingFilter& filter) {
  return filter.agency().empty() ? FiguresOf(journey) : FiguresAt(journey, filter.agency());
}

absl::Status CheckPeriod(const v1::ShuttlingFilter& filter) {
  return ReceiptPeriod::Of(filter.from_day(), filter.to_day(), "filter.").status();
}

absl::StatusOr<int64_t> HiddenCases(const Snapshot& snapshot) {
  int64_t found = 0;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCounters("p", [&](absl::string_view rest, int64_t count) {
    if (rest.empty()) found = count;
  }));
  return found;
}

// What a token holds for: the whole question.
std::string TokenScope(const v1::ListShuttledCasesRequest& request) {
  v1::ListShuttledCasesRequest question = request;
  question.clear_page_size();
  question.clear_page_token();
  return absl::StrCat("ListShuttledCases/", question.SerializeAsString());
}

v1::ShuttledCase ToMessage(const CaseJourney& journey, int64_t value, Sight sight) {
  const auto& c = journey.citizen_case;
  v1::ShuttledCase shown;
  shown.set_name(FormatCaseName(c.number()));
  shown.set_value(value);
  shown.set_task(c.task());
  shown.set_office(c.office());
  shown.set_list_version(c.verdict().list_version());
  shown.set_row(PlacingRow(c));
  shown.set_state(RenderState(c, sight));
  *shown.mutable_receive_time() = ToTimestamp(c.receive_us());
  for (const Station& station : journey.stations) {
    const int agencies = shown.agencies_size();
    if (agencies == 0 || shown.agencies(agencies - 1) != station.agency) {
      shown.add_agencies(station.agency);
    }
  }
  return shown;
}

}  // namespace

absl::Status ValidateGetShuttling(const v1::GetShuttlingRequest& request) {
  return CheckPeriod(request.filter());
}

absl::StatusOr<v1::GetShuttlingResponse> AnswerGetShuttling(
    const Snapshot& snapshot, const Caller& caller, const v1::GetShuttlingRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const JourneyScope scope, ScopeOf(snapshot, caller, request.filter()));
  ShuttleTally tally(request.group_by());
  SKRANKE_RETURN_IF_ERROR(VisitJourneys(snapshot, scope, absl::nullopt,
                                        std::numeric_limits<size_t>::max(),
                                        [&](const CaseJourney& journey) {
                                          tally.Add(journey, Asked(journey, request.filter()));
                                          return true;
                                        })
                              .status());
  v1::GetShuttlingResponse response;
  tally.Fill(response);
  response.set_position(snapshot.position());
  if (!scope.whole) return response;
  SKRANKE_ASSIGN_OR_RETURN(const int64_t hidden, HiddenCases(snapshot));
  response.set_protected_count(hidden);
  return response;
}

absl::Status ValidateListShuttledCases(const v1::ListShuttledCasesRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckPeriod(request.filter()));
  if (request.figure() != v1::SHUTTLING_FIGURE_UNSPECIFIED) return absl::OkStatus();
  return FieldError("figure", "must be given");
}

absl::StatusOr<v1::ListShuttledCasesResponse> AnswerListShuttledCases(
    const Snapshot& snapshot, const Caller& caller, const v1::ListShuttledCasesRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  const std::string token_scope = TokenScope(request);
  SKRANKE_ASSIGN_OR_RETURN(auto after, ParsePageToken(request.page_token(), token_scope));
  SKRANKE_ASSIGN_OR_RETURN(const JourneyScope scope, ScopeOf(snapshot, caller, request.filter()));
  v1::ListShuttledCasesResponse response;
  const auto take = [&](const CaseJourney& journey) {
    const Sight sight = SupervisingSight(caller, journey.citizen_case);
    const int64_t value = Asked(journey, request.filter())[request.figure()];
    if (value > 0 && sight != Sight::kNothing) {
      *response.add_cases() = ToMessage(journey, value, sight);
    }
    return static_cast<size_t>(response.cases_size()) < most;
  };
  SKRANKE_ASSIGN_OR_RETURN(const auto last, VisitJourneys(snapshot, scope, std::move(after),
                                                          kShuttledCasesLookedAt, take));
  if (last) response.set_next_page_token(FormatPageToken(*last, token_scope));
  return response;
}

}  // namespace skranke
