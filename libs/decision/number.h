// An exact decimal number: never a float, so 0.1 is 0.1 and judging gives the same answer anywhere.
// It is IEEE 754 decimal128, FEEL's number, without infinities and NaN: where arithmetic has no
// answer (a division by zero, an overflow) there is none. A value; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_NUMBER_H_
#define SKRANKE_LIBS_DECISION_NUMBER_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

class Number {
 public:
  // Significant digits of a number. Source: IEEE 754 decimal128, which FEEL asks for.
  static constexpr int kDigitsMax = 34;
  // Digits after the point, and zeros before it, that a stored number may have. Source: design;
  // money, rates and counts of an office stay far below, and plain notation stays readable.
  static constexpr int kExponentMax = 100;
  // Decimals that Round takes. Source: FEEL's decimal(), round up() and the like.
  static constexpr int kScaleMin = -6111;
  static constexpr int kScaleMax = 6176;

  enum class Rounding { kHalfEven, kHalfUp, kHalfDown, kUp, kDown, kFloor, kCeiling };

  // Zero.
  constexpr Number() = default;
  explicit Number(int64_t whole);

  // Reads S-FEEL's literal: an optional "-", digits, and a decimal point with digits ("12", "-0.5",
  // ".5"). INVALID_ARGUMENT for every other form (a comma, "+", "1e5") and beyond the limits.
  static absl::StatusOr<Number> Parse(absl::string_view text);
  // Reads FEEL's: the same, and an exponent ("1.5e-7"). Digits beyond the 34th are rounded half to
  // even. INVALID_ARGUMENT for another form and where it is too large for any number.
  static absl::StatusOr<Number> ParseFeel(absl::string_view text);

  // The shortest plain notation, e.g. "-0.5"; ParseFeel reads it back, and Parse within its limits.
  std::string ToString() const;

  // -1, 0 or 1.
  int sign() const;
  bool is_whole() const;
  // None where it is not whole, or too large.
  std::optional<int64_t> ToInt64() const;

  Number Negated() const;
  Number Abs() const { return sign() < 0 ? Negated() : *this; }

  // Rounded half to even to 34 digits. None where the answer is not a number.
  static std::optional<Number> Add(const Number& a, const Number& b);
  static std::optional<Number> Subtract(const Number& a, const Number& b);
  static std::optional<Number> Multiply(const Number& a, const Number& b);
  static std::optional<Number> Divide(const Number& a, const Number& b);
  // a - b * floor(a / b): has the sign of b.
  static std::optional<Number> Modulo(const Number& a, const Number& b);
  static std::optional<Number> Power(const Number& base, const Number& exponent);
  std::optional<Number> Sqrt() const;
  std::optional<Number> Exp() const;
  std::optional<Number> Log() const;
  // To `scale` decimals; a negative scale rounds to tens, hundreds and so on. None for a scale
  // beyond kScaleMin and kScaleMax, and where rounding up overflows.
  std::optional<Number> Round(int64_t scale, Rounding rounding) const;

  // By value: 1.0 equals 1.
  friend bool operator==(const Number& a, const Number& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const Number& a, const Number& b);

  template <typename H>
  friend H AbslHashValue(H h, const Number& number) {
    const Parts parts = number.Shortest();
    return H::combine(std::move(h), parts.negative, parts.coefficient, parts.exponent);
  }

 private:
  friend class NumberWords;

  // ±coefficient × 10^exponent.
  struct Parts {
    bool negative = false;
    absl::uint128 coefficient = 0;
    int exponent = 0;
  };

  explicit Number(const Parts& parts);
  Parts Split() const;
  // Without a trailing zero in the coefficient, so that one value has one form; zero is {+, 0, 0}.
  Parts Shortest() const;

  // decimal128 in its binary encoding: sign, 14 bits of exponent (biased by 6176), coefficient.
  uint64_t low_ = 0;
  uint64_t high_ = uint64_t{6176} << 49;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_NUMBER_H_
