#include "services/frontdesk/correction_methods.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/casework/case_name.h"
#include "libs/casework/correction_verbs.h"
#include "libs/rpc/reads_case.h"
#include "services/frontdesk/validate.h"

namespace skranke {
namespace {

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.CorrectionService/", rpc);
}

ReadSet ReadsBoth(const v1::LinkCasesRequest& request) {
  ReadSet reads = ReadsCase(request);
  const auto target = ParseCaseName(request.target(), "target");
  if (target.ok()) reads.cases.push_back(*target);
  return reads;
}

bool SaysNothing(const v1::CorrectCaseRequest& request) {
  return request.parties().empty() && request.task().empty() && request.facts().empty() &&
         request.remove_facts().empty() && !request.has_receive_time();
}

}  // namespace

absl::Status ValidateCorrectCase(const v1::CorrectCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  SKRANKE_RETURN_IF_ERROR(CheckRequiredTextField("reason", request.reason(), kReasonBytesMax));
  if (!request.parties().empty()) SKRANKE_RETURN_IF_ERROR(CheckParties(request.parties()));
  SKRANKE_RETURN_IF_ERROR(CheckContent(request.facts(), {}, {}));
  if (SaysNothing(request)) return FieldError("parties", "or another field must say what is right");
  return absl::OkStatus();
}

absl::Status ValidateLinkCases(const v1::LinkCasesRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ParseCaseName(request.name(), "name").status());
  SKRANKE_RETURN_IF_ERROR(ParseCaseName(request.target(), "target").status());
  if (request.kind() == v1::LINK_KIND_UNSPECIFIED) return FieldError("kind", "must be given");
  return absl::OkStatus();
}

absl::Status ValidateSettleWrongPerson(const v1::SettleWrongPersonRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ParseCaseName(request.name(), "name").status());
  return CheckRequiredTextField("sentence", request.sentence(), kReasonBytesMax);
}

std::vector<Method> CorrectionMethods() {
  return {
      MutationMethod(Name("CorrectCase"), kCounterRoles, {}, &ValidateCorrectCase,
                     &ReadsCase<v1::CorrectCaseRequest>, &JudgeCorrectCase),
      MutationMethod(Name("LinkCases"), kCounterRoles, {}, &ValidateLinkCases, &ReadsBoth,
                     &JudgeLinkCases),
      QueryMethod(Name("ListWrongPersons"), kDataProtectionOfficer | kAuditor,
                  &NothingToCheck<v1::ListWrongPersonsRequest>, &AnswerListWrongPersons),
      MutationMethod(Name("SettleWrongPerson"), kDataProtectionOfficer, {},
                     &ValidateSettleWrongPerson, &ReadsCase<v1::SettleWrongPersonRequest>,
                     &JudgeSettleWrongPerson),
  };
}

}  // namespace skranke
