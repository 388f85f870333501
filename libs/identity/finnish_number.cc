// DDMMYY<sign>NNNC: date, century sign, individual number, control character. Rules: DVV; the
// further century signs are in use since 2023.
#include "absl/strings/str_cat.h"
#include "libs/identity/digits.h"
#include "libs/identity/national_rules.h"

namespace skranke {
namespace {

constexpr absl::string_view kControlCharacters = "0123456789ABCDEFHJKLMNPRSTUVWXY";

// None for a character that is no century sign.
std::optional<int> Century(char sign) {
  if (sign == '+') return 1800;
  if (sign == '-' || (sign >= 'U' && sign <= 'Y')) return 1900;
  if (sign >= 'A' && sign <= 'F') return 2000;
  return std::nullopt;
}

bool PassesControlCharacter(absl::string_view text) {
  const int nine_digits = NumberAt(text, 0, 6) * 1000 + NumberAt(text, 7, 3);
  return text[10] == kControlCharacters[nine_digits % 31];
}

}  // namespace

absl::StatusOr<PersonNumber> ParseFinnishNumber(absl::string_view text) {
  const bool has_form =
      text.size() == 11 && IsDigits(text.substr(0, 6)) && IsDigits(text.substr(7, 3));
  const std::optional<int> century = has_form ? Century(text[6]) : std::nullopt;
  if (!century) {
    return absl::InvalidArgumentError("a Finnish number reads DDMMYY, a century sign, NNN, C");
  }
  const auto born =
      FindDay(*century + NumberAt(text, 4, 2), NumberAt(text, 2, 2), NumberAt(text, 0, 2));
  if (!born) return absl::InvalidArgumentError("the date in the Finnish number does not exist");
  if (!PassesControlCharacter(text)) {
    return absl::InvalidArgumentError("the control character of the Finnish number is wrong");
  }
  return PersonNumber{.country = Country::kFinland,
                      .number = std::string(text),
                      .kind = PersonNumberKind::kHetu,
                      .birth_date = born};
}

}  // namespace skranke
