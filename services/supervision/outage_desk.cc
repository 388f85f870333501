#include "services/supervision/outage_desk.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/casework/outage_verbs.h"
#include "libs/casework/outages.h"

namespace skranke {
namespace {

constexpr RoleSet kAnnouncingRoles = kAgencySystem | kUnitHead | kOperator | kAdministrator;

std::string Name(absl::string_view rpc) { return absl::StrCat("/skranke.v1.OutageService/", rpc); }

void AddRows(const Outages::Rows& rows, const std::string& wanted, absl::Time now,
             v1::ListOutagesResponse& response) {
  for (const auto& [agency, outage] : rows) {
    const bool is_wanted = wanted.empty() || wanted == agency;
    if (is_wanted && now < EndOf(outage)) *response.add_outages() = RenderOutage(outage, now);
  }
}

}  // namespace

std::vector<Method> OutageMethods() {
  return {
      MutationMethod(Name("AnnounceOutage"), kAnnouncingRoles, {},
                     &NothingToCheck<v1::AnnounceOutageRequest>,
                     &ReadsNothing<v1::AnnounceOutageRequest>, &JudgeAnnounceOutage),
      MutationMethod(Name("EndOutage"), kAnnouncingRoles, {}, &NothingToCheck<v1::EndOutageRequest>,
                     &ReadsNothing<v1::EndOutageRequest>, &JudgeEndOutage),
      QueryMethod(Name("ListOutages"), kEveryRole, &NothingToCheck<v1::ListOutagesRequest>,
                  &AnswerListOutages),
  };
}

absl::StatusOr<v1::ListOutagesResponse> AnswerListOutages(const Snapshot& snapshot, const Caller&,
                                                          const v1::ListOutagesRequest& request) {
  v1::ListOutagesResponse response;
  const Outages& outages = *snapshot.installation().outages;
  AddRows(outages.announced(), request.agency(), snapshot.now(), response);
  AddRows(outages.detected(), request.agency(), snapshot.now(), response);
  std::stable_sort(response.mutable_outages()->begin(), response.mutable_outages()->end(),
                   [](const auto& a, const auto& b) { return a.agency() < b.agency(); });
  return response;
}

}  // namespace skranke
