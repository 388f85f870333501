// What the verbs of the unit that has a case have in common: they begin with the stored case and
// the caller's right to it, and end with the case as the unit sees it. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_UNIT_VERB_H_
#define SKRANKE_LIBS_CASEWORK_UNIT_VERB_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/status_macros.h"
#include "libs/casework/judgement.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "libs/casework/verb_common.h"

namespace skranke {

// The stored case, checked for a verb that carries name, etag and occur_time.
template <typename Request>
absl::StatusOr<CaseDraft> BeginAtUnit(const View& view, const Caller& caller,
                                      const Request& request, Verb verb, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const storage::v1::CaseState* c,
                           FindAtUnit(view, caller, request.name()));
  SKRANKE_RETURN_IF_ERROR(CheckEtag(*c, request.etag()));
  SKRANKE_RETURN_IF_ERROR(CheckVerb(verb, StateOf(*c)));
  CaseDraft draft(view, caller, *c, now);
  SKRANKE_RETURN_IF_ERROR(TakeOccurTime(request, draft));
  return draft;
}

// The reply of a verb after which the unit still has the case.
template <typename Response>
Judgement DoneAtUnit(CaseDraft draft) {
  Response response;
  *response.mutable_citizen_case() = Render(draft.state(), Sight::kUnit);
  std::string acting_for = ActingFor(draft.caller(), draft.state());
  Judgement judgement = std::move(draft).Finish(response);
  judgement.acting_for = std::move(acting_for);
  return judgement;
}

// A pulled item counts as delivered with its first take, accept or return.
void DeliverIfRouted(CaseDraft& draft);

// What was not taken yet is taken by passing it on, with its token. ABORTED (LEASE_STALE).
absl::Status TakeIfUntaken(absl::string_view token, absl::Time now, CaseDraft& draft);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_UNIT_VERB_H_
