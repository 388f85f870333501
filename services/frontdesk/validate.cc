#include "services/frontdesk/validate.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/case_name.h"
#include "libs/rpc/reads_case.h"

namespace skranke {
namespace {

constexpr int kSha256Bytes = 32;

absl::Status CheckFact(const v1::Fact& fact, absl::string_view path) {
  if (fact.name().empty()) return FieldError(absl::StrCat(path, ".name"), "must be given");
  if (fact.value_case() == v1::Fact::VALUE_NOT_SET) {
    return FieldError(absl::StrCat(path, ".value"), "must be given");
  }
  if (fact.has_date() && !ParseDay(fact.date()).ok()) {
    return FieldError(absl::StrCat(path, ".date"), "is no day (YYYY-MM-DD)");
  }
  return absl::OkStatus();
}

absl::Status CheckDocument(const v1::Document& document, absl::string_view path) {
  const int hash_bytes = static_cast<int>(document.sha256().size());
  if (hash_bytes != 0 && hash_bytes != kSha256Bytes) {
    return FieldError(absl::StrCat(path, ".sha256"), "must have 32 bytes or none");
  }
  if (!document.document_date().empty() && !ParseDay(document.document_date()).ok()) {
    return FieldError(absl::StrCat(path, ".document_date"), "is no day (YYYY-MM-DD)");
  }
  return absl::OkStatus();
}

absl::Status CheckAttestation(const v1::Attestation& attestation, absl::string_view path) {
  const bool attestable = attestation.kind() == v1::REQUIREMENT_KIND_CONSENT ||
                          attestation.kind() == v1::REQUIREMENT_KIND_SIGNATURE ||
                          attestation.kind() == v1::REQUIREMENT_KIND_FEE;
  if (!attestable) {
    return FieldError(absl::StrCat(path, ".kind"), "must be CONSENT, SIGNATURE or FEE");
  }
  if (attestation.code().empty()) return FieldError(absl::StrCat(path, ".code"), "must be given");
  return absl::OkStatus();
}

template <typename Request>
absl::Status CheckContentOf(const Request& request) {
  return CheckContent(request.facts(), request.documents(), request.attestations());
}

template <typename Request>
absl::Status CheckMatter(const Request& request) {
  if (request.task().empty()) return FieldError("task", "must be given");
  SKRANKE_RETURN_IF_ERROR(CheckUpperCode("action", request.action()));
  return CheckUpperCode("service_line", request.service_line());
}

absl::Status CheckExternal(const v1::RegisterCaseRequest& request) {
  if (!request.has_external_reference()) return absl::OkStatus();
  if (request.external_reference().system().empty()) {
    return FieldError("external_reference.system", "must be given");
  }
  if (request.external_reference().id().empty()) {
    return FieldError("external_reference.id", "must be given");
  }
  return absl::OkStatus();
}

absl::Status CheckName(absl::string_view name) { return ParseCaseName(name, "name").status(); }

}  // namespace

absl::Status CheckContent(const Facts& facts, const AttachedDocuments& documents,
                          const Attestations& attestations) {
  for (int i = 0; i < facts.size(); ++i) {
    SKRANKE_RETURN_IF_ERROR(CheckFact(facts[i], absl::StrCat("facts[", i, "]")));
  }
  for (int i = 0; i < documents.size(); ++i) {
    SKRANKE_RETURN_IF_ERROR(CheckDocument(documents[i], absl::StrCat("documents[", i, "]")));
  }
  for (int i = 0; i < attestations.size(); ++i) {
    SKRANKE_RETURN_IF_ERROR(
        CheckAttestation(attestations[i], absl::StrCat("attestations[", i, "]")));
  }
  return absl::OkStatus();
}

absl::Status CheckParties(const Parties& parties) {
  if (parties.empty()) return FieldError("parties", "must name an applicant");
  for (int i = 0; i < parties.size(); ++i) {
    if (parties[i].role() == v1::PARTY_ROLE_UNSPECIFIED) {
      return FieldError(absl::StrCat("parties[", i, "].role"), "must be given");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateClassifyCase(const v1::ClassifyCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckMatter(request));
  return CheckContentOf(request);
}

absl::Status ValidateRegisterCase(const v1::RegisterCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckMatter(request));
  if (request.channel() == v1::CHANNEL_UNSPECIFIED) return FieldError("channel", "must be given");
  SKRANKE_RETURN_IF_ERROR(CheckParties(request.parties()));
  SKRANKE_RETURN_IF_ERROR(CheckContentOf(request));
  SKRANKE_RETURN_IF_ERROR(CheckExternal(request));
  if (request.has_finish() && request.finish().outcome().empty()) {
    return FieldError("finish.outcome", "must be given");
  }
  return absl::OkStatus();
}

absl::Status ValidateSupplementCase(const v1::SupplementCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckName(request.name()));
  return CheckContentOf(request);
}

absl::Status ValidateFinishCase(const v1::FinishCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (request.finish().outcome().empty()) return FieldError("finish.outcome", "must be given");
  return absl::OkStatus();
}

absl::Status ValidateRouteCase(const v1::RouteCaseRequest& request) {
  SKRANKE_RETURN_IF_ERROR(ValidateVerb(request));
  if (request.receiver().agency().empty()) return FieldError("receiver.agency", "must be given");
  return absl::OkStatus();
}

absl::Status ValidateGetCase(const v1::GetCaseRequest& request) {
  return CheckName(request.name());
}

absl::Status ValidateListCases(const v1::ListCasesRequest& request) {
  if (request.page_size() < 0) return FieldError("page_size", "must not be negative");
  if (!request.unit().empty() && request.agency().empty()) {
    return FieldError("agency", "must be given with unit");
  }
  if (!request.agency_case_number().empty() && request.agency().empty()) {
    return FieldError("agency", "must be given with agency_case_number");
  }
  return absl::OkStatus();
}

absl::Status ValidateFindOpenCases(const v1::FindOpenCasesRequest& request) {
  if (!request.has_party()) return FieldError("party", "must be given");
  return absl::OkStatus();
}

absl::Status ValidateRecordContact(const v1::RecordContactRequest& request) {
  if (request.channel() == v1::CHANNEL_UNSPECIFIED) return FieldError("channel", "must be given");
  if (request.outcome() == v1::CONTACT_OUTCOME_UNSPECIFIED) {
    return FieldError("outcome", "must be given");
  }
  if (request.citizen_case().empty()) return absl::OkStatus();
  return ParseCaseName(request.citizen_case(), "citizen_case").status();
}

}  // namespace skranke
