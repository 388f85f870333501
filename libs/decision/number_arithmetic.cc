// FEEL's arithmetic, by Intel's decimal library.
#include <algorithm>

#include "libs/decision/number.h"
#include "libs/decision/number_words.h"

namespace skranke {
namespace {

using Words = BID_UINT128;

std::optional<Number> Made(const Words& words) { return NumberWords::ToNumber(words); }

// By squaring, so that whole powers that fit are exact. None where a digit was lost on the way.
std::optional<Number> ExactPower(const Number& base, int64_t exponent) {
  _IDEC_flags flags = 0;
  Words result = NumberWords::Of(Number(1));
  Words square = NumberWords::Of(base);
  while (true) {
    if (exponent & 1) result = bid128_mul(result, square, BID_ROUNDING_TO_NEAREST, &flags);
    exponent >>= 1;
    if (exponent == 0 || flags != 0) break;
    square = bid128_mul(square, square, BID_ROUNDING_TO_NEAREST, &flags);
  }
  return flags == 0 ? Made(result) : std::nullopt;
}

// The library's name of a rounding that it has; half down is not among them.
_IDEC_round ModeOf(Number::Rounding rounding, bool negative) {
  switch (rounding) {
    case Number::Rounding::kHalfEven:
      return BID_ROUNDING_TO_NEAREST;
    case Number::Rounding::kHalfUp:
      return BID_ROUNDING_TIES_AWAY;
    case Number::Rounding::kHalfDown:
    case Number::Rounding::kDown:
      return BID_ROUNDING_TO_ZERO;
    case Number::Rounding::kUp:
      return negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    case Number::Rounding::kFloor:
      return BID_ROUNDING_DOWN;
    case Number::Rounding::kCeiling:
      return BID_ROUNDING_UP;
  }
  return BID_ROUNDING_TO_NEAREST;
}

}  // namespace

std::optional<Number> Number::Add(const Number& a, const Number& b) {
  _IDEC_flags flags = 0;
  return Made(bid128_add(NumberWords::Of(a), NumberWords::Of(b), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Number> Number::Subtract(const Number& a, const Number& b) {
  return Add(a, b.Negated());
}

std::optional<Number> Number::Multiply(const Number& a, const Number& b) {
  _IDEC_flags flags = 0;
  return Made(bid128_mul(NumberWords::Of(a), NumberWords::Of(b), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Number> Number::Divide(const Number& a, const Number& b) {
  _IDEC_flags flags = 0;
  return Made(bid128_div(NumberWords::Of(a), NumberWords::Of(b), BID_ROUNDING_TO_NEAREST, &flags));
}

// The library's remainder is exact and has the sign of a.
std::optional<Number> Number::Modulo(const Number& a, const Number& b) {
  _IDEC_flags flags = 0;
  const auto remainder = Made(bid128_fmod(NumberWords::Of(a), NumberWords::Of(b), &flags));
  if (!remainder || remainder->sign() == 0 || remainder->sign() == b.sign()) return remainder;
  return Add(*remainder, b);
}

std::optional<Number> Number::Power(const Number& base, const Number& exponent) {
  const auto whole = exponent.ToInt64();
  if (whole && *whole >= 0) {
    if (const auto exact = ExactPower(base, *whole)) return exact;
  }
  _IDEC_flags flags = 0;
  return Made(bid128_pow(NumberWords::Of(base), NumberWords::Of(exponent), BID_ROUNDING_TO_NEAREST,
                         &flags));
}

std::optional<Number> Number::Sqrt() const {
  _IDEC_flags flags = 0;
  return Made(bid128_sqrt(NumberWords::Of(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Number> Number::Exp() const {
  _IDEC_flags flags = 0;
  return Made(bid128_exp(NumberWords::Of(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Number> Number::Log() const {
  _IDEC_flags flags = 0;
  return Made(bid128_log(NumberWords::Of(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Number> Number::Round(int64_t scale, Rounding rounding) const {
  if (scale < kScaleMin || scale > kScaleMax) return std::nullopt;
  const Parts parts = Split();
  const int exponent = static_cast<int>(-scale);
  if (parts.coefficient == 0 || parts.exponent >= exponent) return *this;
  const Words unit = NumberWords::Of(Number(Parts{false, 1, exponent}));
  _IDEC_flags flags = 0;
  const auto rounded =
      Made(bid128_quantize(NumberWords::Of(*this), unit, ModeOf(rounding, parts.negative), &flags));
  if (!rounded || rounding != Rounding::kHalfDown) return rounded;
  const Number lost = Subtract(*this, *rounded)->Abs();
  const Number half(Parts{false, 5, std::max(exponent - 1, -6176)});
  if (lost <= half) return rounded;
  return Round(scale, Rounding::kUp);
}

}  // namespace skranke
