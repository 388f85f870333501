#include "libs/decision/number.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/number_words.h"

namespace skranke {
namespace {

constexpr int kBias = 6176;
constexpr int kExponentShift = 49;
constexpr uint64_t kCoefficientHigh = (uint64_t{1} << kExponentShift) - 1;

std::strong_ordering Order(absl::uint128 a, absl::uint128 b) {
  if (a == b) return std::strong_ordering::equal;
  return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// What stands around the point of a literal that reads "12", "12.5" or ".5".
struct Plain {
  bool negative = false;
  absl::string_view whole;
  absl::string_view fraction;
};

absl::StatusOr<Plain> ReadPlain(absl::string_view text) {
  Plain plain = {.negative = !text.empty() && text[0] == '-'};
  const absl::string_view body = text.substr(plain.negative ? 1 : 0);
  const size_t point = std::min(body.find('.'), body.size());
  const bool has_point = point < body.size();
  plain.whole = body.substr(0, point);
  if (has_point) plain.fraction = body.substr(point + 1);
  const bool has_form = AllDigits(plain.whole) && AllDigits(plain.fraction) &&
                        (has_point ? !plain.fraction.empty() : !plain.whole.empty());
  if (has_form) return plain;
  return absl::InvalidArgumentError("a number has digits and at most one decimal point");
}

bool IsExponent(absl::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return !text.empty() && AllDigits(text);
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

Number::Number(const Parts& parts)
    : low_(absl::Uint128Low64(parts.coefficient)),
      high_(absl::Uint128High64(parts.coefficient) |
            static_cast<uint64_t>(parts.exponent + kBias) << kExponentShift |
            static_cast<uint64_t>(parts.negative) << 63) {
  if (parts.coefficient == 0) *this = Number();
}

// Negating in unsigned words is right for the least int64 too.
Number::Number(int64_t whole)
    : Number(Parts{whole < 0,
                   whole < 0 ? -static_cast<uint64_t>(whole) : static_cast<uint64_t>(whole), 0}) {}

// No number of ours has the encoding's second form, whose coefficients are beyond 34 digits.
Number::Parts Number::Split() const {
  return {.negative = high_ >> 63 != 0,
          .coefficient = absl::MakeUint128(high_ & kCoefficientHigh, low_),
          .exponent = static_cast<int>(high_ >> kExponentShift & 0x3FFF) - kBias};
}

Number::Parts Number::Shortest() const {
  Parts parts = Split();
  if (parts.coefficient == 0) return Parts{};
  for (; parts.coefficient % 10 == 0; parts.coefficient /= 10) ++parts.exponent;
  return parts;
}

absl::StatusOr<Number> Number::Parse(absl::string_view text) {
  const auto plain = ReadPlain(text);
  if (!plain.ok()) return plain.status();
  std::string digits = absl::StrCat(plain->whole, plain->fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  const size_t significant = digits.find_last_not_of('0') + 1;  // npos + 1 is 0: all zeros
  const int trailing_zeros = static_cast<int>(digits.size() - significant);
  const int decimals = static_cast<int>(plain->fraction.size());
  if (significant > kDigitsMax || decimals > kExponentMax || trailing_zeros > kExponentMax) {
    return absl::InvalidArgumentError(absl::StrCat("a number has at most ", kDigitsMax,
                                                   " significant digits, and at most ",
                                                   kExponentMax, " zeros or decimals"));
  }
  absl::uint128 coefficient = 0;
  for (const char digit : absl::string_view(digits).substr(0, significant)) {
    coefficient = coefficient * 10 + (digit - '0');
  }
  return Number(Parts{plain->negative, coefficient, trailing_zeros - decimals});
}

absl::StatusOr<Number> Number::ParseFeel(absl::string_view text) {
  const size_t e = std::min(text.find_first_of("eE"), text.size());
  const auto plain = ReadPlain(text.substr(0, e));
  if (!plain.ok()) return plain.status();
  if (e < text.size() && !IsExponent(text.substr(e + 1))) {
    return absl::InvalidArgumentError("an exponent has digits");
  }
  std::string copy(text);
  _IDEC_flags flags = 0;
  const auto number =
      NumberWords::ToNumber(bid128_from_string(copy.data(), BID_ROUNDING_TO_NEAREST, &flags));
  if (number) return *number;
  return absl::InvalidArgumentError("a number has at most 6145 digits");
}

std::string Number::ToString() const {
  const Parts parts = Shortest();
  if (parts.coefficient == 0) return "0";
  std::string digits = Digits(parts.coefficient);
  if (parts.exponent >= 0) {
    digits.append(parts.exponent, '0');
  } else {
    const size_t decimals = -parts.exponent;
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, ".");
  }
  return parts.negative ? absl::StrCat("-", digits) : digits;
}

int Number::sign() const {
  const Parts parts = Split();
  return parts.coefficient == 0 ? 0 : parts.negative ? -1 : 1;
}

bool Number::is_whole() const { return Shortest().exponent >= 0; }

std::optional<int64_t> Number::ToInt64() const {
  Parts parts = Shortest();
  if (parts.exponent < 0 || parts.exponent > 18) return std::nullopt;
  for (; parts.exponent > 0; --parts.exponent) parts.coefficient *= 10;
  const absl::uint128 limit = absl::uint128(1) << 63;
  if (parts.coefficient > limit || (parts.coefficient == limit && !parts.negative)) {
    return std::nullopt;
  }
  const uint64_t size = absl::Uint128Low64(parts.coefficient);
  return static_cast<int64_t>(parts.negative ? -size : size);
}

Number Number::Negated() const {
  Parts parts = Split();
  parts.negative = !parts.negative;
  return Number(parts);
}

// Numbers of one table mostly have one exponent: then the coefficients decide.
std::strong_ordering operator<=>(const Number& a, const Number& b) {
  const Number::Parts one = a.Split();
  const Number::Parts other = b.Split();
  if (one.exponent == other.exponent) {
    if (one.negative != other.negative) return other.negative <=> one.negative;
    return one.negative ? Order(other.coefficient, one.coefficient)
                        : Order(one.coefficient, other.coefficient);
  }
  _IDEC_flags flags = 0;
  const BID_UINT128 left = NumberWords::Of(a);
  const BID_UINT128 right = NumberWords::Of(b);
  if (bid128_quiet_less(left, right, &flags)) return std::strong_ordering::less;
  return bid128_quiet_equal(left, right, &flags) ? std::strong_ordering::equal
                                                 : std::strong_ordering::greater;
}

}  // namespace skranke
