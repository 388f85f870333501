// The seam to Intel's decimal library: a Number as the library's two words and back. Included by
// number's own files alone, so that the library's macros stay there.
#ifndef SKRANKE_LIBS_DECISION_NUMBER_WORDS_H_
#define SKRANKE_LIBS_DECISION_NUMBER_WORDS_H_

// Arguments by value; rounding mode and flags are parameters, so threads share nothing.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
extern "C" {
#include <bid_conf.h>
#include <bid_functions.h>
}

#include <optional>

#include "libs/decision/number.h"

namespace skranke {

class NumberWords {
 public:
  static BID_UINT128 Of(const Number& number) {
    BID_UINT128 words;
    words.w[0] = number.low_;
    words.w[1] = number.high_;
    return words;
  }

  // None for infinities and NaN. Minus zero becomes zero.
  static std::optional<Number> ToNumber(const BID_UINT128& words) {
    constexpr uint64_t kSpecial = uint64_t{0x78} << 56;
    if ((words.w[1] & kSpecial) == kSpecial) return std::nullopt;
    Number number;
    number.low_ = words.w[0];
    number.high_ = words.w[1];
    return number.Split().coefficient == 0 ? Number() : number;
  }
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_NUMBER_WORDS_H_
