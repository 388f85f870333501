#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/correction_verbs.h"
#include "libs/casework/sealed.h"
#include "libs/casework/verb_common.h"
#include "libs/casework/wrong_person.h"

namespace skranke {

using storage::v1::CaseState;

bool IsOfOfficer(const Caller& caller, const CaseState& citizen_case) {
  const bool own = caller.office.empty() || caller.office == citizen_case.office();
  return own && citizen_case.has_wrong_person();
}

absl::StatusOr<Judgement> JudgeSettleWrongPerson(const View& view, const Caller& caller,
                                                 const v1::SettleWrongPersonRequest& request,
                                                 absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("sentence", request.sentence()));
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(request.name(), "name"));
  const CaseState* c = view.FindCase(number);
  if (c == nullptr || !IsOfOfficer(caller, *c)) return CaseNotFound();
  if (c->wrong_person().settled_us() != 0) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "WRONG_PERSON_SETTLED",
                       "this was settled before");
  }
  v1::SettleWrongPersonResponse response;
  *response.mutable_wrong_person() = RenderWrongPerson(*c, now);
  const uint64_t known = request.person_count();
  if (known != 0 && known != response.wrong_person().person_count()) {
    return ReasonError(absl::StatusCode::kAborted, "WRONG_PERSON_AGAIN",
                       "the case was corrected again since it was listed");
  }
  CaseDraft draft(view, caller, *c, now);
  storage::v1::Event event = draft.NewEvent();
  *event.mutable_wrong_person_settled()->mutable_settlement() =
      SealText(PersonConcerned(*c), request.sentence());
  draft.Add(std::move(event));
  return std::move(draft).Finish(response);
}

}  // namespace skranke
