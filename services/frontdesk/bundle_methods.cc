#include "services/frontdesk/bundle_methods.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/bundle_name.h"
#include "libs/casework/bundle_verbs.h"
#include "services/frontdesk/bundle_queries.h"
#include "services/frontdesk/validate.h"

namespace skranke {
namespace {

std::string Name(absl::string_view rpc) { return absl::StrCat("/skranke.v1.BundleService/", rpc); }

absl::Status ValidateRegister(const v1::RegisterBundleRequest& request) {
  if (request.template_().empty()) return FieldError("template", "must be given");
  if (request.channel() == v1::CHANNEL_UNSPECIFIED) return FieldError("channel", "must be given");
  SKRANKE_RETURN_IF_ERROR(CheckParties(request.parties()));
  SKRANKE_RETURN_IF_ERROR(
      CheckContent(request.facts(), request.documents(), request.attestations()));
  for (int i = 0; i < request.consents_size(); ++i) {
    const v1::ConsentDecision decision = request.consents(i).decision();
    if (decision == v1::CONSENT_DECISION_GIVEN || decision == v1::CONSENT_DECISION_REFUSED)
      continue;
    return FieldError(absl::StrCat("consents[", i, "].decision"), "must be GIVEN or REFUSED");
  }
  return absl::OkStatus();
}

absl::Status ValidateGet(const v1::GetBundleRequest& request) {
  return ParseBundleName(request.name(), "name").status();
}

absl::Status ValidateSetConsent(const v1::SetConsentRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ParseBundleName(request.name(), "name").status());
  if (request.etag().empty()) return FieldError("etag", "must be given");
  if (request.task().empty()) return FieldError("task", "must be given");
  if (request.decision() == v1::CONSENT_DECISION_UNSPECIFIED) {
    return FieldError("decision", "must be given");
  }
  return absl::OkStatus();
}

absl::Status ValidateList(const v1::ListBundleTemplatesRequest& request) {
  if (request.page_size() < 0) return FieldError("page_size", "must not be negative");
  if (!request.page_token().empty()) return FieldError("page_token", "was never given");
  return absl::OkStatus();
}

}  // namespace

std::vector<Method> BundleMethods() {
  return {
      QueryMethod(Name("ListBundleTemplates"), kCounterRoles | kSupervisionRoles, &ValidateList,
                  &AnswerListBundleTemplates),
      MutationMethod(Name("RegisterBundle"), kCounterRoles, {.grows = true}, &ValidateRegister,
                     &ReadsNothing<v1::RegisterBundleRequest>, &JudgeRegisterBundle),
      QueryMethod(Name("GetBundle"), kCounterRoles | kSupervisionRoles | kAgencyRoles, &ValidateGet,
                  &AnswerGetBundle),
      MutationMethod(Name("SetConsent"), kCounterRoles, {}, &ValidateSetConsent,
                     &ReadsNothing<v1::SetConsentRequest>, &JudgeSetConsent),
  };
}

}  // namespace skranke
