#include "libs/decision/number.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

// How many decimal digits the coefficient has.
int DigitCount(absl::uint128 coefficient) {
  int count = 0;
  for (; coefficient != 0; coefficient /= 10) ++count;
  return count;
}

absl::uint128 TimesPowerOfTen(absl::uint128 coefficient, int power) {
  for (; power > 0; --power) coefficient *= 10;
  return coefficient;
}

std::strong_ordering Order(absl::uint128 a, absl::uint128 b) {
  if (a == b) return std::strong_ordering::equal;
  return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Whether what stands around the point reads "12", "12.5" or ".5".
bool HasForm(absl::string_view whole, absl::string_view fraction, bool has_point) {
  if (!AllDigits(whole) || !AllDigits(fraction)) return false;
  return has_point ? !fraction.empty() : !whole.empty();
}

std::string Digits(absl::uint128 coefficient) {
  std::string digits;
  for (; coefficient != 0; coefficient /= 10) {
    digits.push_back(static_cast<char>('0' + static_cast<int>(coefficient % 10)));
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace

Number::Number(bool negative, absl::uint128 coefficient, int exponent)
    : negative_(negative && coefficient != 0), coefficient_(coefficient), exponent_(exponent) {
  if (coefficient_ == 0) exponent_ = 0;
  for (; coefficient_ != 0 && coefficient_ % 10 == 0; coefficient_ /= 10) ++exponent_;
}

// Negating in uint128 is right for the least int64 too.
Number::Number(int64_t whole)
    : Number(whole < 0, whole < 0 ? -absl::uint128(absl::int128(whole)) : absl::uint128(whole), 0) {
}

absl::StatusOr<Number> Number::Parse(absl::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  const absl::string_view body = text.substr(negative ? 1 : 0);
  const size_t point = std::min(body.find('.'), body.size());
  const bool has_point = point < body.size();
  const absl::string_view whole = body.substr(0, point);
  const absl::string_view fraction = has_point ? body.substr(point + 1) : absl::string_view();
  if (!HasForm(whole, fraction, has_point)) {
    return absl::InvalidArgumentError("a number has digits and at most one decimal point");
  }
  std::string digits = absl::StrCat(whole, fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  const size_t significant = digits.find_last_not_of('0') + 1;  // npos + 1 is 0: all zeros
  const int trailing_zeros = static_cast<int>(digits.size() - significant);
  if (significant > kDigitsMax || fraction.size() > kExponentMax || trailing_zeros > kExponentMax) {
    return absl::InvalidArgumentError(absl::StrCat("a number has at most ", kDigitsMax,
                                                   " significant digits, and at most ",
                                                   kExponentMax, " zeros or decimals"));
  }
  absl::uint128 coefficient = 0;
  for (const char digit : absl::string_view(digits).substr(0, significant)) {
    coefficient = coefficient * 10 + (digit - '0');
  }
  return Number(negative, coefficient, trailing_zeros - static_cast<int>(fraction.size()));
}

std::string Number::ToString() const {
  if (coefficient_ == 0) return "0";
  std::string digits = Digits(coefficient_);
  if (exponent_ >= 0) {
    digits.append(exponent_, '0');
  } else {
    const size_t decimals = -exponent_;
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, ".");
  }
  return negative_ ? absl::StrCat("-", digits) : digits;
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  const int a_sign = a.sign();
  const int b_sign = b.sign();
  if (a_sign != b_sign || a_sign == 0) return a_sign <=> b_sign;
  const std::strong_ordering by_size = Number::OrderOfSizes(a, b);
  return a_sign > 0 ? by_size : 0 <=> by_size;
}

// The place of the first digit decides; only where it is the same do the digits, brought to one
// exponent. They are then below 10^34, so they fit.
std::strong_ordering Number::OrderOfSizes(const Number& a, const Number& b) {
  if (a.exponent_ == b.exponent_) return Order(a.coefficient_, b.coefficient_);
  const int a_place = DigitCount(a.coefficient_) + a.exponent_;
  const int b_place = DigitCount(b.coefficient_) + b.exponent_;
  if (a_place != b_place) return a_place <=> b_place;
  return Order(TimesPowerOfTen(a.coefficient_, a.exponent_ - b.exponent_),
               TimesPowerOfTen(b.coefficient_, b.exponent_ - a.exponent_));
}

}  // namespace skranke
