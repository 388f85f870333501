#include "services/frontdesk/methods.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/casework/counter_verbs.h"
#include "libs/rpc/reads_case.h"
#include "services/frontdesk/bundle_methods.h"
#include "services/frontdesk/correction_methods.h"
#include "services/frontdesk/queries.h"
#include "services/frontdesk/validate.h"

namespace skranke {
namespace {

constexpr RoleSet kReadRoles = kCounterRoles | kSupervisionRoles;
// The sorting unit's people are caseworkers.
constexpr RoleSet kRoutingRoles = kSupervisor | kMediator | kCaseworker | kUnitHead;

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.FrontDeskService/", rpc);
}

ReadSet RegisterReads(const v1::RegisterCaseRequest& request) {
  ReadSet reads;
  if (request.has_external_reference()) {
    reads.externals.emplace_back(request.external_reference().system(),
                                 request.external_reference().id());
  }
  return reads;
}

Method RegisterCase() {
  return MutationMethod(Name("RegisterCase"), kCounterRoles, {.grows = true}, &ValidateRegisterCase,
                        &RegisterReads, &JudgeRegisterCase);
}

}  // namespace

std::vector<Method> FrontDeskMethods() {
  std::vector<Method> all = {
      QueryMethod(Name("ClassifyCase"), kCounterRoles, &ValidateClassifyCase, &AnswerClassifyCase),
      RegisterCase(),
      BulkMethod<v1::RegisterCaseRequest>(Name("RegisterCases"), RegisterCase()),
      MutationMethod(Name("SupplementCase"), kCounterRoles, {}, &ValidateSupplementCase,
                     &ReadsCase<v1::SupplementCaseRequest>, &JudgeSupplementCase),
      MutationMethod(Name("FinishCase"), kCounterRoles, {}, &ValidateFinishCase,
                     &ReadsCase<v1::FinishCaseRequest>, &JudgeFinishCase),
      MutationMethod(Name("SendToOwner"), kCounterRoles, {}, &ValidateVerb<v1::SendToOwnerRequest>,
                     &ReadsCase<v1::SendToOwnerRequest>, &JudgeSendToOwner),
      MutationMethod(Name("RouteCase"), kRoutingRoles, {}, &ValidateRouteCase,
                     &ReadsCase<v1::RouteCaseRequest>, &JudgeRouteCase),
      QueryMethod(Name("GetCase"), kReadRoles, &ValidateGetCase, &AnswerGetCase),
      QueryMethod(Name("ListCases"), kReadRoles, &ValidateListCases, &AnswerListCases),
      QueryMethod(Name("FindOpenCases"), kReadRoles, &ValidateFindOpenCases, &AnswerFindOpenCases),
      MutationMethod(Name("WithdrawCase"), kCounterRoles, {},
                     &ValidateVerb<v1::WithdrawCaseRequest>, &ReadsCase<v1::WithdrawCaseRequest>,
                     &JudgeWithdrawCase),
      MutationMethod(Name("MisregisterCase"), kCounterRoles, {},
                     &ValidateVerb<v1::MisregisterCaseRequest>,
                     &ReadsCase<v1::MisregisterCaseRequest>, &JudgeMisregisterCase),
      MutationMethod(Name("ReopenCase"), kCounterRoles, {}, &ValidateVerb<v1::ReopenCaseRequest>,
                     &ReadsCase<v1::ReopenCaseRequest>, &JudgeReopenCase),
      MutationMethod(Name("RecordContact"), kCounterRoles, {}, &ValidateRecordContact,
                     &ReadsNothing<v1::RecordContactRequest>, &JudgeRecordContact),
  };
  for (Method& method : BundleMethods()) all.push_back(std::move(method));
  for (Method& method : CorrectionMethods()) all.push_back(std::move(method));
  return all;
}

}  // namespace skranke
