// DDMMYY-SSSS: date and serial number; the first serial digit tells the century. Rules: CPR.
#include "libs/identity/digits.h"
#include "libs/identity/national_rules.h"

namespace skranke {
namespace {

int BirthYear(int two_digits, int first_serial_digit) {
  if (first_serial_digit <= 3) return 1900 + two_digits;
  if (first_serial_digit == 4 || first_serial_digit == 9) {
    return (two_digits <= 36 ? 2000 : 1900) + two_digits;
  }
  return (two_digits <= 57 ? 2000 : 1800) + two_digits;
}

}  // namespace

// The control digit is not asked for: since 2007 numbers are given that fail it.
absl::StatusOr<PersonNumber> ParseDanishNumber(absl::string_view text) {
  std::string digits = WithoutSeparator(text, 6, '-');
  if (digits.size() != 10 || !IsDigits(digits)) {
    return absl::InvalidArgumentError("a Danish number has 10 digits");
  }
  const int year = BirthYear(NumberAt(digits, 4, 2), NumberAt(digits, 6, 1));
  const auto born = FindDay(year, NumberAt(digits, 2, 2), NumberAt(digits, 0, 2));
  if (!born) return absl::InvalidArgumentError("the date in the Danish number does not exist");
  return PersonNumber{.country = Country::kDenmark,
                      .number = std::move(digits),
                      .kind = PersonNumberKind::kCpr,
                      .birth_date = born};
}

}  // namespace skranke
