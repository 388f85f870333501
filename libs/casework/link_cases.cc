#include <algorithm>
#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/correction_verbs.h"
#include "libs/casework/render.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

absl::Status CheckLink(const CaseState& c, uint64_t other, v1::LinkKind kind) {
  const bool linked = std::any_of(c.links().begin(), c.links().end(), [&](const auto& link) {
    return link.number() == other && link.kind() == static_cast<int>(kind);
  });
  if (linked) {
    return ReasonError(absl::StatusCode::kAlreadyExists, "LINK_EXISTS",
                       "the two cases are linked in that way already");
  }
  if (static_cast<size_t>(c.links_size()) < kLinksPerCaseMax) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "TOO_MANY_LINKS",
                     "a case has as many links as a case may have");
}

void AddLink(v1::LinkKind kind, uint64_t other, bool inverse, CaseDraft& draft) {
  storage::v1::Event event = draft.NewEvent();
  storage::v1::LinkRecord& link = *event.mutable_case_linked()->mutable_link();
  link.set_kind(kind);
  link.set_number(other);
  link.set_inverse(inverse);
  draft.Add(std::move(event));
}

}  // namespace

absl::StatusOr<Judgement> JudgeLinkCases(const View& view, const Caller& caller,
                                         const v1::LinkCasesRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* one, FindAtCounter(view, caller, request.name()));
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* other, FindAtCounter(view, caller, request.target()));
  if (one->number() == other->number()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "SAME_CASE",
                       "a case cannot be linked to itself");
  }
  SKRANKE_RETURN_IF_ERROR(CheckLink(*one, other->number(), request.kind()));
  SKRANKE_RETURN_IF_ERROR(CheckLink(*other, one->number(), request.kind()));
  CaseDraft draft(view, caller, *one, now);
  CaseDraft target(view, caller, *other, now);
  AddLink(request.kind(), other->number(), false, draft);
  AddLink(request.kind(), one->number(), true, target);
  v1::LinkCasesResponse response;
  *response.mutable_citizen_case() = Render(draft.state(), Sight::kCounter);
  *response.mutable_target() = Render(target.state(), Sight::kCounter);
  return std::move(draft).FinishWith(std::move(target), response);
}

}  // namespace skranke
