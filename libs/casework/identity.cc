#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/casework/content.h"
#include "libs/identity/country.h"
#include "libs/identity/organisation_number.h"
#include "libs/identity/person_number.h"

namespace skranke {
namespace {

absl::Status PersonError(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kInvalidArgument, reason, message);
}

// Outside --dev nobody's case may be about a test person; in --dev nobody's may be about a real
// one.
absl::Status CheckTestPerson(const PersonNumber& number, const Installation& installation) {
  const bool listed = installation.test_persons->Contains(number.number);
  const bool synthetic = IsSyntheticNorwegian(number) || IsTestFinnish(number) || listed;
  if (installation.dev && !synthetic) {
    return PersonError("PERSON_NOT_SYNTHETIC", "with --dev only test persons may be registered");
  }
  if (!installation.dev && IsSyntheticNorwegian(number)) {
    return PersonError("PERSON_SYNTHETIC", "a synthetic number is nobody's");
  }
  return absl::OkStatus();
}

absl::StatusOr<Country> CountryOf(absl::string_view code, const Installation& installation,
                                  absl::string_view field, absl::string_view kind) {
  const auto country = FindCountry(code.empty() ? installation.directory->country() : code);
  if (country) return *country;
  return FieldError(absl::StrCat(field, kind, ".country"), "must be NO, DK, SE or FI");
}

absl::StatusOr<Identity> CheckPerson(const v1::Person& person, const Installation& installation,
                                     absl::CivilDay today, absl::string_view field) {
  const auto country = CountryOf(person.country(), installation, field, ".person");
  if (!country.ok()) return country.status();
  const auto number = ParsePersonNumber(*country, person.number(), today);
  if (!number.ok()) {
    return FieldError(absl::StrCat(field, ".person.number"), number.status().message());
  }
  if (absl::Status status = CheckTestPerson(*number, installation); !status.ok()) return status;
  return Identity{.kind = storage::v1::PARTY_KIND_PERSON,
                  .country = std::string(CountryCode(*country)),
                  .number = number->number};
}

absl::StatusOr<Identity> CheckOrganisation(const v1::Organisation& organisation,
                                           const Installation& installation,
                                           absl::string_view field) {
  const auto country = CountryOf(organisation.country(), installation, field, ".organisation");
  if (!country.ok()) return country.status();
  const auto number = ParseOrganisationNumber(*country, organisation.number());
  if (!number.ok()) {
    return FieldError(absl::StrCat(field, ".organisation.number"), number.status().message());
  }
  return Identity{.kind = storage::v1::PARTY_KIND_ORGANISATION,
                  .country = std::string(CountryCode(*country)),
                  .number = number->number};
}

bool IsCountryCode(absl::string_view code) {
  return code.size() == 2 && absl::ascii_isupper(code[0]) && absl::ascii_isupper(code[1]);
}

absl::StatusOr<Identity> CheckForeignDocument(const v1::ForeignDocument& document,
                                              absl::string_view field) {
  if (!IsCountryCode(document.country())) {
    return FieldError(absl::StrCat(field, ".foreign_document.country"),
                      "must be two capital letters (ISO 3166-1 alpha-2)");
  }
  if (absl::StripAsciiWhitespace(document.number()).empty()) {
    return FieldError(absl::StrCat(field, ".foreign_document.number"), "must be given");
  }
  return Identity{.kind = storage::v1::PARTY_KIND_FOREIGN_DOCUMENT,
                  .country = document.country(),
                  .number = std::string(absl::StripAsciiWhitespace(document.number()))};
}

}  // namespace

absl::StatusOr<Identity> CheckIdentity(const v1::Party& party, const Installation& installation,
                                       absl::CivilDay today, absl::string_view field) {
  switch (party.identity_case()) {
    case v1::Party::kPerson:
      return CheckPerson(party.person(), installation, today, field);
    case v1::Party::kOrganisation:
      return CheckOrganisation(party.organisation(), installation, field);
    case v1::Party::kForeignDocument:
      return CheckForeignDocument(party.foreign_document(), field);
    case v1::Party::kUnknown:
      return Identity{.kind = storage::v1::PARTY_KIND_UNKNOWN};
    case v1::Party::kAnonymous:
      return Identity{.kind = storage::v1::PARTY_KIND_ANONYMOUS};
    case v1::Party::IDENTITY_NOT_SET:
      break;
  }
  return FieldError(absl::StrCat(field, ".identity"), "must say who it is");
}

}  // namespace skranke
