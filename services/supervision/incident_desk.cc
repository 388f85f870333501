#include "services/supervision/incident_desk.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/casework/case_name.h"
#include "libs/casework/incident.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "libs/engine/page_token.h"
#include "libs/rpc/reads_case.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

constexpr RoleSet kTaggingRoles = kCounterRoles | kMediator | kAgencyRoles;
constexpr RoleSet kReadingRoles = kCounterRoles | kSupervisionRoles | kAgencyRoles;

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.IncidentService/", rpc);
}

absl::Status ValidateTag(const v1::TagIncidentRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ParseCaseName(request.name(), "name").status());
  return CheckUpperCode("incident", request.incident());
}

absl::Status ValidateList(const v1::ListIncidentCasesRequest& request) {
  if (request.incident().empty()) return FieldError("incident", "must be given");
  return CheckUpperCode("incident", request.incident());
}

}  // namespace

std::vector<Method> IncidentMethods() {
  return {
      MutationMethod(Name("TagIncident"), kTaggingRoles, {}, &ValidateTag,
                     &ReadsCase<v1::TagIncidentRequest>, &JudgeTagIncident),
      QueryMethod(Name("ListIncidentCases"), kReadingRoles, &ValidateList,
                  &AnswerListIncidentCases),
  };
}

absl::StatusOr<v1::ListIncidentCasesResponse> AnswerListIncidentCases(
    const Snapshot& snapshot, const Caller& caller, const v1::ListIncidentCasesRequest& request) {
  const std::string filter =
      absl::StrCat("ListIncidentCases ", caller.name, " ", request.incident(), " ", request.open());
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), filter));
  v1::ListIncidentCasesResponse response;
  absl::Status read;
  size_t looked_at = 0;
  const auto look = [&](const IndexEntry& entry) {
    const auto c = snapshot.FindCase(entry.number);
    read = c.status();
    if (!read.ok()) return false;
    const Sight sight = *c == nullptr ? Sight::kNothing : SupervisingSight(caller, **c);
    const bool wanted =
        sight != Sight::kNothing && (!request.open() || IsOpen(RenderState(**c, sight)));
    if (wanted) *response.add_cases() = Render(**c, sight);
    ++looked_at;
    const bool full = static_cast<size_t>(response.cases_size()) == most;
    if (!full && looked_at < kEntriesLookedAtMax) return true;
    response.set_next_page_token(FormatPageToken(entry, filter));
    return false;
  };
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanIncident(request.incident(), after, look));
  SKRANKE_RETURN_IF_ERROR(read);
  return response;
}

}  // namespace skranke
