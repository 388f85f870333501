#include "libs/identity/person_number.h"

#include "libs/identity/digits.h"
#include "libs/identity/national_rules.h"

namespace skranke {
namespace {

absl::StatusOr<PersonNumber> Parse(Country country, absl::string_view text,
                                   std::optional<absl::CivilDay> today) {
  switch (country) {
    case Country::kNorway:
      return ParseNorwegianNumber(text);
    case Country::kDenmark:
      return ParseDanishNumber(text);
    case Country::kSweden:
      return ParseSwedishNumber(text, today);
    case Country::kFinland:
      return ParseFinnishNumber(text);
  }
  return absl::InvalidArgumentError("person numbers of this country are not known");
}

}  // namespace

absl::string_view KindName(PersonNumberKind kind) {
  switch (kind) {
    case PersonNumberKind::kFnr:
      return "fnr";
    case PersonNumberKind::kDnr:
      return "dnr";
    case PersonNumberKind::kHnr:
      return "hnr";
    case PersonNumberKind::kDnrAndHnr:
      return "dnr-and-hnr";
    case PersonNumberKind::kCpr:
      return "cpr";
    case PersonNumberKind::kPersonnummer:
      return "personnummer";
    case PersonNumberKind::kSamordningsnummer:
      return "samordningsnummer";
    case PersonNumberKind::kInterim:
      return "interim";
    case PersonNumberKind::kHetu:
      return "hetu";
  }
  return "";
}

absl::StatusOr<PersonNumber> ParsePersonNumber(Country country, absl::string_view text,
                                               absl::CivilDay today) {
  return Parse(country, text, today);
}

absl::StatusOr<PersonNumber> ParsePersonNumber(Country country, absl::string_view text) {
  return Parse(country, text, std::nullopt);
}

bool IsSyntheticNorwegian(const PersonNumber& number) {
  return number.country == Country::kNorway && NumberAt(number.number, 2, 2) > 80;
}

bool IsTestFinnish(const PersonNumber& number) {
  return number.country == Country::kFinland && number.number[7] == '9';
}

}  // namespace skranke
