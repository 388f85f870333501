#include "tests/bench/synthetic_person.h"

#include <array>
#include <cstdlib>

#include "absl/time/civil_time.h"

namespace skranke {
namespace {

constexpr absl::CivilDay kFirstBirthDay(1950, 1, 1);
constexpr uint64_t kBirthDays = 14'610;  // To the end of 1989.
// Those below 500 belong to birth years before 2000. On every day some 410 of them have control
// digits; 274 are enough for kSyntheticPersons.
constexpr int kIndividuals = 500;

constexpr std::array<int, 10> kFirstWeights = {3, 7, 6, 1, 8, 9, 4, 5, 2, 0};
constexpr std::array<int, 10> kSecondWeights = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

// The control digit after `digits`; 10 where there is none.
int ControlDigit(const std::string& digits, const std::array<int, 10>& weights) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return (11 - sum % 11) % 11;
}

// By hand: the client's CPU is part of what is measured, and formatting would cost a microsecond.
void AppendTwoDigits(int number, std::string& digits) {
  digits += static_cast<char>('0' + number / 10);
  digits += static_cast<char>('0' + number % 10);
}

// Empty where the individual number has no control digits on that day.
std::string NumberOf(const std::string& date, int individual) {
  std::string digits = date;
  digits += static_cast<char>('0' + individual / 100);
  AppendTwoDigits(individual % 100, digits);
  for (const auto& weights : {kFirstWeights, kSecondWeights}) {
    const int control = ControlDigit(digits, weights);
    if (control == 10) return "";
    digits += static_cast<char>('0' + control);
  }
  return digits;
}

}  // namespace

std::string SyntheticNumber(uint64_t i) {
  const absl::CivilDay born = kFirstBirthDay + static_cast<int64_t>(i % kBirthDays);
  std::string date;
  AppendTwoDigits(born.day(), date);
  AppendTwoDigits(born.month() + 80, date);
  AppendTwoDigits(static_cast<int>(born.year() % 100), date);
  uint64_t skip = i / kBirthDays;
  for (int individual = 0; individual < kIndividuals; ++individual) {
    std::string number = NumberOf(date, individual);
    if (!number.empty() && skip-- == 0) return number;
  }
  std::abort();
}

}  // namespace skranke
