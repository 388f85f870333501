// FEEL's arithmetic over all types: numbers, text, dates and times, durations. Null and a
// diagnostic where the types do not go together and where there is no answer.
#ifndef SKRANKE_LIBS_DECISION_FEEL_ARITHMETIC_H_
#define SKRANKE_LIBS_DECISION_FEEL_ARITHMETIC_H_

#include <optional>

#include "libs/decision/feel/feel_run.h"
#include "libs/decision/value.h"

namespace skranke {

enum class Operator { kAdd, kSubtract, kMultiply, kDivide, kPower };

Value Calculate(Operator op, const Value& left, const Value& right, FeelRun& run);
Value Negate(const Value& operand, FeelRun& run);

// The temporal part of it. None where the types do not go together or the answer is out of range.
std::optional<Value> CalculateTemporal(Operator op, const Value& left, const Value& right);

// Seconds with their fraction, exactly.
Number SecondsOf(absl::Duration duration);
// None where it is too long.
std::optional<absl::Duration> DurationOfSeconds(const Number& seconds);
// Longer ones reach beyond every date; so no calculation overflows.
inline constexpr int64_t kFeelMonthsMax = 12 * (2 * kFeelYearMax + 2);
inline constexpr absl::Duration kFeelDurationMax = absl::Seconds(100'000'000'000'000'000);
bool IsFeelDuration(absl::Duration duration);
// Whether a year is one that FEEL's dates have.
bool IsFeelYear(int64_t year);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_ARITHMETIC_H_
