#include "services/frontdesk/queries.h"

#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/content.h"
#include "libs/casework/counter_verbs.h"
#include "libs/casework/finish.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

// Open cases of one person that are shown: more is no person but an institution.
constexpr int kOpenCasesShown = 100;
constexpr size_t kPersonCasesRead = 1000;

// A supervisor of one office sees that office, one of none the whole installation.
bool IsOwnOffice(const Caller& caller, const storage::v1::CaseState& c) {
  return caller.role == kAuditor || caller.role == kMediator ||
         MayActAtOffice(caller, c.office()).ok();
}

}  // namespace

absl::StatusOr<v1::ClassifyCaseResponse> AnswerClassifyCase(
    const Snapshot& snapshot, const Caller& caller, const v1::ClassifyCaseRequest& request) {
  return ClassifyMatter(snapshot.installation(), caller, request, snapshot.now());
}

absl::StatusOr<v1::GetCaseResponse> AnswerGetCase(const Snapshot& snapshot, const Caller& caller,
                                                  const v1::GetCaseRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(request.name(), "name"));
  SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(number));
  const Sight sight = c == nullptr ? Sight::kNothing : SightOf(caller, *c);
  if (sight == Sight::kNothing || !IsOwnOffice(caller, *c)) return CaseNotFound();
  v1::GetCaseResponse response;
  *response.mutable_citizen_case() = Render(*c, sight);
  return response;
}

absl::StatusOr<v1::FindOpenCasesResponse> AnswerFindOpenCases(
    const Snapshot& snapshot, const Caller& caller, const v1::FindOpenCasesRequest& request) {
  const absl::CivilDay today = snapshot.installation().directory->zone().DayOf(snapshot.now());
  SKRANKE_ASSIGN_OR_RETURN(const Identity identity,
                           CheckIdentity(request.party(), snapshot.installation(), today, "party"));
  v1::FindOpenCasesResponse response;
  if (identity.Key().empty()) return FieldError("party", "must be a person or an organisation");
  SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot.CasesOf(identity.Key(), kPersonCasesRead));
  for (const PersonCase& person_case : cases) {
    const bool wanted =
        person_case.open && (request.task().empty() || person_case.task == request.task());
    if (!wanted) continue;
    SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(person_case.number));
    if (c == nullptr || !IsOwnOffice(caller, *c)) continue;
    const Sight sight = SightOf(caller, *c);
    if (sight == Sight::kNothing) continue;
    *response.add_open_cases() = RenderOpenCase(*c, sight);
    if (response.open_cases_size() == kOpenCasesShown) break;
  }
  return response;
}

}  // namespace skranke
