// DDMMYYIIIKK: date, individual number, two control digits. Rules: Skatteetaten.
#include "libs/base/status_macros.h"
#include "libs/identity/digits.h"
#include "libs/identity/national_rules.h"

namespace skranke {
namespace {

constexpr int kFirstWeights[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
constexpr int kSecondWeights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

// From 2032 the first control digit may leave a remainder of 0 to 3, so that numbers last longer;
// the second one alone still finds every single wrong digit.
constexpr int kFirstRemainderMax = 3;

bool PassesControlDigits(absl::string_view digits) {
  return WeightedSum(digits, kFirstWeights) % 11 <= kFirstRemainderMax &&
         WeightedSum(digits, kSecondWeights) % 11 == 0;
}

// The year that the individual number tells; none for the series that tell nothing.
std::optional<int> BirthYear(int two_digits, int individual) {
  if (individual < 500) return 1900 + two_digits;
  if (individual < 750 && two_digits >= 54) return 1800 + two_digits;
  if (two_digits < 40) return 2000 + two_digits;
  if (individual >= 900) return 1900 + two_digits;
  return std::nullopt;
}

struct PrintedDate {
  int day = 0;
  int month = 0;
  bool day_raised = false;    // D-number
  bool month_raised = false;  // H-number
};

// Takes what marks a D-number, an H-number and a synthetic number out of the date.
PrintedDate ReadDate(absl::string_view digits) {
  PrintedDate date = {.day = NumberAt(digits, 0, 2), .month = NumberAt(digits, 2, 2)};
  date.day_raised = date.day > 40;
  date.month_raised = date.month > 40 && date.month <= 80;
  if (date.day_raised) date.day -= 40;
  if (date.month > 80) date.month -= 80;
  if (date.month > 40) date.month -= 40;
  return date;
}

PersonNumberKind KindOf(const PrintedDate& date) {
  if (date.day_raised && date.month_raised) return PersonNumberKind::kDnrAndHnr;
  if (date.day_raised) return PersonNumberKind::kDnr;
  return date.month_raised ? PersonNumberKind::kHnr : PersonNumberKind::kFnr;
}

// OK with no day where the number is right but does not tell the century: a 29 February of a year
// 00 then belongs to 2000.
absl::StatusOr<std::optional<absl::CivilDay>> BirthDate(absl::string_view digits,
                                                        const PrintedDate& date) {
  const int two_digits = NumberAt(digits, 4, 2);
  const std::optional<int> year = BirthYear(two_digits, NumberAt(digits, 6, 3));
  const std::optional<absl::CivilDay> day =
      year ? FindDay(*year, date.month, date.day) : std::nullopt;
  if (!day && !FindDay(2000 + two_digits, date.month, date.day)) {
    return absl::InvalidArgumentError("the date in the Norwegian number does not exist");
  }
  return day;
}

}  // namespace

absl::StatusOr<PersonNumber> ParseNorwegianNumber(absl::string_view text) {
  std::string digits = WithoutSeparator(text, 6, ' ');
  if (digits.size() != 11 || !IsDigits(digits)) {
    return absl::InvalidArgumentError("a Norwegian number has 11 digits");
  }
  const PrintedDate date = ReadDate(digits);
  SKRANKE_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> born, BirthDate(digits, date));
  if (!PassesControlDigits(digits)) {
    return absl::InvalidArgumentError("the control digits of the Norwegian number are wrong");
  }
  return PersonNumber{.country = Country::kNorway,
                      .number = std::move(digits),
                      .kind = KindOf(date),
                      .birth_date = born};
}

}  // namespace skranke
