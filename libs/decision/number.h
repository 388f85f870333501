// An exact decimal number: never a float, so 0.1 is 0.1 and judging gives the same answer anywhere.
// Room for what IEEE 754 decimal128, FEEL's number, holds. A value; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_NUMBER_H_
#define SKRANKE_LIBS_DECISION_NUMBER_H_

#include <compare>
#include <cstdint>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

class Number {
 public:
  // Significant digits of a number. Source: IEEE 754 decimal128, which FEEL asks for.
  static constexpr int kDigitsMax = 34;
  // Digits after the point, and zeros before it, that a number may have. Source: design; money,
  // rates and counts of an office stay far below, and plain notation stays readable.
  static constexpr int kExponentMax = 100;

  // Zero.
  Number() = default;
  explicit Number(int64_t whole);

  // Reads FEEL's literal: an optional "-", digits, and a decimal point with digits ("12", "-0.5",
  // ".5"). INVALID_ARGUMENT for every other form (a comma, "+", "1e5") and beyond the limits.
  static absl::StatusOr<Number> Parse(absl::string_view text);

  // The shortest plain notation, e.g. "-0.5"; Parse reads it back.
  std::string ToString() const;

  // By value: 1.0 equals 1.
  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& a, const Number& b);

 private:
  Number(bool negative, absl::uint128 coefficient, int exponent);

  int sign() const { return coefficient_ == 0 ? 0 : negative_ ? -1 : 1; }
  // The order of |a| and |b|.
  static std::strong_ordering OrderOfSizes(const Number& a, const Number& b);

  // The value is ±coefficient × 10^exponent, without a trailing zero in the coefficient, so that
  // one value has one form; zero is {false, 0, 0}.
  bool negative_ = false;
  absl::uint128 coefficient_ = 0;
  int exponent_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_NUMBER_H_
