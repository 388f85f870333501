#include "libs/casework/incident.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/verb_common.h"

namespace skranke {

absl::StatusOr<Judgement> JudgeTagIncident(const View& view, const Caller& caller,
                                           const v1::TagIncidentRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* c, FindAtCounter(view, caller, request.name()));
  v1::TagIncidentResponse response;
  response.set_name(FormatCaseName(c->number()));
  response.set_incident(request.incident());
  CaseDraft draft(view, caller, *c, now);
  if (c->incident() != request.incident()) {
    storage::v1::Event event = draft.NewEvent();
    event.mutable_incident_tagged()->set_incident(request.incident());
    draft.Add(std::move(event));
  }
  return std::move(draft).Finish(response);
}

}  // namespace skranke
