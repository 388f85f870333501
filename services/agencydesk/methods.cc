#include "services/agencydesk/methods.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/rpc/reads_case.h"
#include "services/agencydesk/plan_methods.h"
#include "services/agencydesk/queries.h"

namespace skranke {
namespace {

// Taking is for people and systems that work; an import accepts without taking.
constexpr RoleSet kTakingRoles = kCaseworker | kUnitHead | kAgencySystem;

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.AgencyDeskService/", rpc);
}

absl::Status ValidateReturn(const v1::ReturnCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (request.code() == v1::RETURN_CODE_UNSPECIFIED) return FieldError("code", "must be given");
  if (request.proposed_owner().agency().empty() && !request.proposed_owner().unit().empty()) {
    return FieldError("proposed_owner.agency", "must be given with unit");
  }
  return absl::OkStatus();
}

absl::Status ValidateForward(const v1::ForwardCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (request.receiver().agency().empty()) return FieldError("receiver.agency", "must be given");
  return absl::OkStatus();
}

template <typename Request>
Method Verb(absl::string_view rpc, absl::Status (*validate)(const Request&),
            absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                               absl::Time)) {
  return MutationMethod(Name(rpc), kAgencyRoles, {}, validate, &ReadsCase<Request>, judge);
}

}  // namespace

std::vector<Method> AgencyDeskMethods() {
  std::vector<Method> all = {
      QueryMethod(Name("ListWorkItems"), kAgencyRoles, &NothingToCheck<v1::ListWorkItemsRequest>,
                  &AnswerListWorkItems),
      QueryMethod(Name("GetWorkItem"), kAgencyRoles, &NothingToCheck<v1::GetWorkItemRequest>,
                  &AnswerGetWorkItem),
      StreamMethod(Name("SubscribeWork"), kTakingRoles, &NothingToCheck<v1::SubscribeWorkRequest>,
                   &AfterPosition, &NextWork),
      MutationMethod(Name("TakeNext"), kTakingRoles, {}, &NothingToCheck<v1::TakeNextRequest>,
                     &ReadsNothing<v1::TakeNextRequest>, &JudgeTakeNext),
      Verb("AcceptCase", &ValidateVerb<v1::AcceptCaseRequest>, &JudgeAcceptCase),
      Verb("StartCase", &ValidateVerb<v1::StartCaseRequest>, &JudgeStartCase),
      Verb("ReturnCase", &ValidateReturn, &JudgeReturnCase),
      Verb("ForwardCase", &ValidateForward, &JudgeForwardCase),
      Verb("RequestInformation", &ValidateVerb<v1::RequestInformationRequest>,
           &JudgeRequestInformation),
      Verb("DecideCase", &ValidateVerb<v1::DecideCaseRequest>, &JudgeDecideCase),
      Verb("CloseCase", &ValidateVerb<v1::CloseCaseRequest>, &JudgeCloseCase),
      Verb("SetLocalStatus", &ValidateVerb<v1::SetLocalStatusRequest>, &JudgeSetLocalStatus),
  };
  for (Method& method : PlanMethods()) all.push_back(std::move(method));
  return all;
}

}  // namespace skranke
