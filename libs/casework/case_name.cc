#include "libs/casework/case_name.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kDigits = kCaseNumberBits / 5;
constexpr char kPrefix[] = "cases/";

int DigitOf(char c) {
  c = absl::ascii_toupper(c);
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const size_t digit = kAlphabet.find(c);
  return digit == absl::string_view::npos ? -1 : static_cast<int>(digit);
}

// Luhn mod 32: every second digit from the right counts double, carried into itself.
int CheckDigit(uint64_t number) {
  int sum = 0;
  for (int i = 0; i < kDigits; ++i) {
    const int digit = static_cast<int>((number >> (5 * i)) & 31);
    const int weighted = i % 2 == 0 ? 2 * digit : digit;
    sum += weighted / 32 + weighted % 32;
  }
  return (32 - sum % 32) % 32;
}

}  // namespace

std::string FormatCaseNumber(uint64_t number) {
  std::string text;
  for (int i = kDigits - 1; i >= 0; --i) text.push_back(kAlphabet[(number >> (5 * i)) & 31]);
  text.push_back(kAlphabet[CheckDigit(number)]);
  return text;
}

std::string FormatCaseName(uint64_t number) {
  return absl::StrCat(kPrefix, FormatCaseNumber(number));
}

absl::StatusOr<uint64_t> ParseCaseName(absl::string_view name, absl::string_view field) {
  const absl::Status bad = FieldError(field, "is not the name of a case (cases/...)");
  if (!absl::ConsumePrefix(&name, kPrefix) || name.size() != kDigits + 1) return bad;
  uint64_t number = 0;
  for (const char c : name.substr(0, kDigits)) {
    const int digit = DigitOf(c);
    if (digit < 0) return bad;
    number = number << 5 | static_cast<uint64_t>(digit);
  }
  if (DigitOf(name.back()) != CheckDigit(number)) return bad;
  return number;
}

}  // namespace skranke
