#include "libs/identity/digits.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace skranke {

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

int NumberAt(absl::string_view digits, size_t start, size_t length) {
  int number = 0;
  for (const char digit : digits.substr(start, length)) number = number * 10 + (digit - '0');
  return number;
}

int WeightedSum(absl::string_view digits, absl::Span<const int> weights) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

bool PassesLuhn(absl::string_view digits) {
  int sum = 0;
  bool doubled = false;
  for (size_t i = digits.size(); i-- > 0; doubled = !doubled) {
    const int value = (digits[i] - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

std::string WithoutSeparator(absl::string_view text, size_t position, char separator) {
  if (text.size() <= position || text[position] != separator) return std::string(text);
  return absl::StrCat(text.substr(0, position), text.substr(position + 1));
}

std::optional<absl::CivilDay> FindDay(int year, int month, int day) {
  const absl::CivilDay found(year, month, day);
  // CivilDay carries an impossible day over into the next month.
  if (found.month() != month || found.day() != day) return std::nullopt;
  return found;
}

}  // namespace skranke
