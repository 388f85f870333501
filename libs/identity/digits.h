// What the number rules of all four countries share: digits, weighted sums, Luhn, calendar dates.
// Pure functions; threads may call them at the same time.
#ifndef SKRANKE_LIBS_IDENTITY_DIGITS_H_
#define SKRANKE_LIBS_IDENTITY_DIGITS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

namespace skranke {

// At least one character, and all of them 0-9.
bool IsDigits(absl::string_view text);

// The value of a short run of digits, e.g. NumberAt("130972", 2, 2) is 9.
int NumberAt(absl::string_view digits, size_t start, size_t length);

// The sum of digit × weight over the first weights.size() digits.
int WeightedSum(absl::string_view digits, absl::Span<const int> weights);

// The Luhn check (ISO/IEC 7812-1) with the control digit last.
bool PassesLuhn(absl::string_view digits);

// The text without the one `separator` that may stand before `position`.
std::string WithoutSeparator(absl::string_view text, size_t position, char separator);

// None where the calendar has no such day.
std::optional<absl::CivilDay> FindDay(int year, int month, int day);

}  // namespace skranke

#endif  // SKRANKE_LIBS_IDENTITY_DIGITS_H_
