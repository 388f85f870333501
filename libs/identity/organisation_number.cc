#include "libs/identity/organisation_number.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/identity/digits.h"

namespace skranke {
namespace {

// The control digit has the weight 1, so that a right number sums to a multiple of 11. A control
// value of 10 has no digit and is therefore never given.
constexpr int kNorwegianWeights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
constexpr int kDanishWeights[] = {2, 7, 6, 5, 4, 3, 2, 1};
constexpr int kFinnishWeights[] = {7, 9, 10, 5, 8, 4, 2, 1};

// `digits` where there are `count` of them.
absl::StatusOr<std::string> Digits(std::string digits, size_t count, absl::string_view name) {
  if (digits.size() == count && IsDigits(digits)) return digits;
  return absl::InvalidArgumentError(absl::StrCat(name, " has ", count, " digits"));
}

absl::Status Checked(bool passes, absl::string_view name) {
  if (passes) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("the control digit of ", name, " is wrong"));
}

absl::StatusOr<std::string> Norwegian(absl::string_view text) {
  constexpr absl::string_view kName = "a Norwegian organisation number";
  const std::string without_first = WithoutSeparator(text, 3, ' ');
  SKRANKE_ASSIGN_OR_RETURN(std::string digits,
                           Digits(WithoutSeparator(without_first, 6, ' '), 9, kName));
  SKRANKE_RETURN_IF_ERROR(Checked(WeightedSum(digits, kNorwegianWeights) % 11 == 0, kName));
  return digits;
}

absl::StatusOr<std::string> Danish(absl::string_view text) {
  constexpr absl::string_view kName = "a Danish CVR number";
  SKRANKE_ASSIGN_OR_RETURN(std::string digits, Digits(std::string(text), 8, kName));
  SKRANKE_RETURN_IF_ERROR(Checked(WeightedSum(digits, kDanishWeights) % 11 == 0, kName));
  return digits;
}

absl::StatusOr<std::string> Swedish(absl::string_view text) {
  constexpr absl::string_view kName = "a Swedish organisation number";
  SKRANKE_ASSIGN_OR_RETURN(std::string digits, Digits(WithoutSeparator(text, 6, '-'), 10, kName));
  // The two digits where a person has the month are 20 or more.
  if (digits[2] < '2') {
    return absl::InvalidArgumentError("this is a person's, not a Swedish organisation's number");
  }
  SKRANKE_RETURN_IF_ERROR(Checked(PassesLuhn(digits), kName));
  return digits;
}

absl::StatusOr<std::string> Finnish(absl::string_view text) {
  constexpr absl::string_view kName = "a Finnish Y-tunnus";
  SKRANKE_ASSIGN_OR_RETURN(std::string digits, Digits(WithoutSeparator(text, 7, '-'), 8, kName));
  SKRANKE_RETURN_IF_ERROR(Checked(WeightedSum(digits, kFinnishWeights) % 11 == 0, kName));
  return digits.insert(7, "-");
}

absl::StatusOr<std::string> Normalised(Country country, absl::string_view text) {
  switch (country) {
    case Country::kNorway:
      return Norwegian(text);
    case Country::kDenmark:
      return Danish(text);
    case Country::kSweden:
      return Swedish(text);
    case Country::kFinland:
      return Finnish(text);
  }
  return absl::InvalidArgumentError("organisation numbers of this country are not known");
}

}  // namespace

absl::StatusOr<OrganisationNumber> ParseOrganisationNumber(Country country,
                                                           absl::string_view text) {
  SKRANKE_ASSIGN_OR_RETURN(std::string number, Normalised(country, text));
  // All zeros pass every control digit, and belong to nobody.
  if (number.find_first_not_of("0-") == std::string::npos) {
    return absl::InvalidArgumentError("an organisation number is not all zeros");
  }
  return OrganisationNumber{.country = country, .number = std::move(number)};
}

}  // namespace skranke
