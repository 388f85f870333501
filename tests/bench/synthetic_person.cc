#include "tests/bench/synthetic_person.h"

#include <array>
#include <cstdlib>

#include "absl/time/civil_time.h"

namespace skranke {
namespace {

// Individual numbers below 500 belong to birth years from 1900 to 1999. On every day some 410 of
// them have control digits; 329 are enough for kSyntheticPersons.
constexpr int kIndividuals = 500;
constexpr absl::CivilDay kFirstBirthDay(1900, 1, 1);
constexpr int64_t kBirthDays = 36'524;
// Numbers begin with 1950: most citizens at a counter are of an age to work.
constexpr int64_t kBefore1950 = 18'262;

constexpr std::array<int, 10> kFirstWeights = {3, 7, 6, 1, 8, 9, 4, 5, 2, 0};
constexpr std::array<int, 10> kSecondWeights = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

// By digit, not by text: the client's CPU is part of what is measured, and hundreds of numbers may
// have to be skipped.
using Digits = std::array<int, 11>;

// The control digit after the first `count`; 10 where there is none.
int ControlDigit(const Digits& digits, size_t count, const std::array<int, 10>& weights) {
  int sum = 0;
  for (size_t i = 0; i < count; ++i) sum += digits[i] * weights[i];
  return (11 - sum % 11) % 11;
}

void SetTwo(int number, size_t place, Digits& digits) {
  digits[place] = number / 10;
  digits[place + 1] = number % 10;
}

// False where the individual number has no control digits on that day.
bool Complete(int individual, Digits& digits) {
  digits[6] = individual / 100;
  SetTwo(individual % 100, 7, digits);
  digits[9] = ControlDigit(digits, 9, kFirstWeights);
  digits[10] = ControlDigit(digits, 10, kSecondWeights);
  return digits[9] != 10 && digits[10] != 10;
}

std::string ToText(const Digits& digits) {
  std::string text;
  for (const int digit : digits) text += static_cast<char>('0' + digit);
  return text;
}

}  // namespace

std::string SyntheticNumber(uint64_t i) {
  const auto day = static_cast<int64_t>(i % kBirthDays);
  const absl::CivilDay born = kFirstBirthDay + (day + kBefore1950) % kBirthDays;
  Digits digits{};
  SetTwo(born.day(), 0, digits);
  SetTwo(born.month() + 80, 2, digits);
  SetTwo(static_cast<int>(born.year() % 100), 4, digits);
  uint64_t skip = i / kBirthDays;
  for (int individual = 0; individual < kIndividuals; ++individual) {
    if (Complete(individual, digits) && skip-- == 0) return ToText(digits);
  }
  std::abort();
}

}  // namespace skranke
