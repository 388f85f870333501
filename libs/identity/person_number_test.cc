#include "libs/identity/person_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Day = absl::CivilDay;
using Kind = PersonNumberKind;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

// All numbers that begin with these nine digits.
std::vector<std::string> NorwegianNumbers(const std::string& start) {
  std::vector<std::string> right;
  for (int ending = 0; ending < 100; ++ending) {
    std::string text = absl::StrCat(start, absl::StrFormat("%02d", ending));
    if (ParsePersonNumber(Country::kNorway, text).ok()) right.push_back(std::move(text));
  }
  return right;
}

// The first nine digits of random synthetic Norwegians, born from 1940 on.
std::vector<std::string> NorwegianStarts() {
  std::mt19937 random(20260114);
  std::vector<std::string> starts;
  for (int i = 0; i < 300; ++i) {
    const Day day = Day(1940, 1, 1) + static_cast<int>(random() % 21000);
    starts.push_back(absl::StrFormat("%02d%02d%02d%03d", day.day(), day.month() + 80,
                                     day.year() % 100, random() % 500));
  }
  return starts;
}

// Every change of one digit to another, within [first, last).
std::vector<std::string> OneDigitChanges(const std::string& number, size_t first, size_t last) {
  std::vector<std::string> changes;
  for (size_t i = first; i < last; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      if (digit == number[i] || number[i] > '9') continue;
      changes.push_back(number);
      changes.back()[i] = digit;
    }
  }
  return changes;
}

TEST(PersonNumber, KnowsKindAndBirthDateOfEachForm) {
  struct {
    Country country;
    absl::string_view text, number;
    Kind kind;
    Day born;
  } const rows[] = {
      {Country::kNorway, "13097248022", "13097248022", Kind::kFnr, Day(1972, 9, 13)},
      {Country::kNorway, "130972 48022", "13097248022", Kind::kFnr, Day(1972, 9, 13)},
      {Country::kNorway, "53097248016", "53097248016", Kind::kDnr, Day(1972, 9, 13)},
      {Country::kNorway, "13527248013", "13527248013", Kind::kHnr, Day(1972, 12, 13)},
      {Country::kNorway, "68467038838", "68467038838", Kind::kDnrAndHnr, Day(1970, 6, 28)},
      {Country::kNorway, "10915596784", "10915596784", Kind::kFnr, Day(1955, 11, 10)},
      {Country::kNorway, "50846202355", "50846202355", Kind::kDnr, Day(1962, 4, 10)},
      {Country::kNorway, "29020075838", "29020075838", Kind::kFnr, Day(2000, 2, 29)},
      {Country::kNorway, "02013299997", "02013299997", Kind::kFnr, Day(2032, 1, 2)},
      {Country::kDenmark, "210364-6750", "2103646750", Kind::kCpr, Day(1864, 3, 21)},
      {Country::kDenmark, "1201010310", "1201010310", Kind::kCpr, Day(1901, 1, 12)},
      {Country::kDenmark, "2902369808", "2902369808", Kind::kCpr, Day(2036, 2, 29)},
      {Country::kSweden, "19090527+1474", "190905271474", Kind::kPersonnummer, Day(1909, 5, 27)},
      {Country::kSweden, "202107919967", "202107919967", Kind::kSamordningsnummer,
       Day(2021, 7, 31)},
      {Country::kSweden, "20000101-T220", "20000101T220", Kind::kInterim, Day(2000, 1, 1)},
      {Country::kFinland, "010195+433X", "010195+433X", Kind::kHetu, Day(1895, 1, 1)},
      {Country::kFinland, "010594Y9021", "010594Y9021", Kind::kHetu, Day(1994, 5, 1)},
      {Country::kFinland, "020504A902E", "020504A902E", Kind::kHetu, Day(2004, 5, 2)},
  };
  for (const auto& row : rows) {
    const PersonNumber wanted = {.country = row.country,
                                 .number = std::string(row.number),
                                 .kind = row.kind,
                                 .birth_date = row.born};
    EXPECT_THAT(ParsePersonNumber(row.country, row.text), IsOkAndHolds(wanted)) << row.text;
  }
}

TEST(PersonNumber, TellsTheDanishCenturyOnBothSidesOfEachLimit) {
  struct {
    absl::string_view text;
    int year;
  } const rows[] = {
      {"0101003000", 1900}, {"0101993999", 1999}, {"0101364000", 2036}, {"0101374000", 1937},
      {"0101575000", 2057}, {"0101585000", 1858}, {"0101578000", 2057}, {"0101588000", 1858},
      {"0101369000", 2036}, {"0101379000", 1937},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(ParsePersonNumber(Country::kDenmark, row.text),
                IsOkAndHolds(Field(&PersonNumber::birth_date, Day(row.year, 1, 1))))
        << row.text;
  }
}

TEST(PersonNumber, TellsTheNorwegianCenturyOnBothSidesOfEachLimit) {
  struct {
    absl::string_view start;
    std::optional<Day> born;
  } const rows[] = {
      {"010100000", Day(1900, 1, 1)}, {"010199499", Day(1999, 1, 1)},
      {"010154500", Day(1854, 1, 1)}, {"010153500", std::nullopt},
      {"010199749", Day(1899, 1, 1)}, {"010199750", std::nullopt},
      {"010139500", Day(2039, 1, 1)}, {"010140500", std::nullopt},
      {"010139899", Day(2039, 1, 1)}, {"010140899", std::nullopt},
      {"010140900", Day(1940, 1, 1)}, {"010139900", Day(2039, 1, 1)},
      {"290200100", std::nullopt},
  };
  for (const auto& row : rows) {
    const auto numbers = NorwegianNumbers(std::string(row.start));
    ASSERT_THAT(numbers, Not(SizeIs(0))) << row.start;
    EXPECT_EQ(ParsePersonNumber(Country::kNorway, numbers[0])->birth_date, row.born) << row.start;
  }
}

// Each remainder 0-3 of the first control digit gives one number, unless the second digit would be
// 10. (A remainder is as good as another, so four first digits pass where ten are possible.)
TEST(PersonNumber, NorwegianStartHasAtMostFourEndings) {
  size_t most = 0;
  for (const std::string& start : NorwegianStarts()) {
    most = std::max(most, NorwegianNumbers(start).size());
  }
  EXPECT_EQ(most, 4u);
}

TEST(PersonNumber, EveryChangeOfOneDigitOfANorwegianNumberIsRefused) {
  size_t tried = 0;
  for (const std::string& start : NorwegianStarts()) {
    for (const std::string& number : NorwegianNumbers(start)) {
      for (const std::string& changed : OneDigitChanges(number, 0, 11)) {
        ASSERT_THAT(ParsePersonNumber(Country::kNorway, changed), StatusIs(kInvalid)) << changed;
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 50'000u);
}

TEST(PersonNumber, EveryExchangeOfNeighbouringNorwegianDigitsIsRefused) {
  for (const std::string& start : NorwegianStarts()) {
    for (const std::string& number : NorwegianNumbers(start)) {
      for (size_t i = 0; i + 1 < number.size(); ++i) {
        if (number[i] == number[i + 1]) continue;
        std::string changed = number;
        std::swap(changed[i], changed[i + 1]);
        ASSERT_THAT(ParsePersonNumber(Country::kNorway, changed), StatusIs(kInvalid)) << changed;
      }
    }
  }
}

TEST(PersonNumber, EveryChangeOfOneDigitOfAFinnishNumberIsRefused) {
  for (const std::string text : {"010195+433X", "020504A902E", "010594Y9021"}) {
    ASSERT_THAT(ParsePersonNumber(Country::kFinland, text), IsOk());
    for (const std::string& changed : OneDigitChanges(text, 0, 11)) {
      EXPECT_THAT(ParsePersonNumber(Country::kFinland, changed), StatusIs(kInvalid)) << changed;
    }
  }
}

// The century digits are outside Swedish numbers' control digit.
TEST(PersonNumber, EveryChangeOfOneDigitAfterTheSwedishCenturyIsRefused) {
  for (const std::string text : {"190905271474", "200002292399", "197302889931"}) {
    ASSERT_THAT(ParsePersonNumber(Country::kSweden, text), IsOk());
    for (const std::string& changed : OneDigitChanges(text, 2, 12)) {
      EXPECT_THAT(ParsePersonNumber(Country::kSweden, changed), StatusIs(kInvalid)) << changed;
    }
  }
}

TEST(PersonNumber, SwedishTenDigitsMeanTheLatestBirthUpToToday) {
  struct {
    absl::string_view text;
    Day today;
    absl::string_view number;
  } const rows[] = {
      {"090527-1474", Day(2026, 1, 14), "200905271474"},
      {"0905271474", Day(2009, 5, 27), "200905271474"},
      {"0905271474", Day(2009, 5, 26), "190905271474"},
      {"090527+1474", Day(2026, 1, 14), "190905271474"},
      {"090527+1474", Day(2009, 5, 26), "180905271474"},
      {"000229-2399", Day(2026, 1, 14), "200002292399"},
      {"730288-9931", Day(2026, 1, 14), "197302889931"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(ParsePersonNumber(Country::kSweden, row.text, row.today),
                IsOkAndHolds(Field(&PersonNumber::number, row.number)))
        << row.text << " on " << row.today;
  }
}

TEST(PersonNumber, SwedishTenDigitsNeedADay) {
  EXPECT_THAT(ParsePersonNumber(Country::kSweden, "0905271474"),
              StatusIs(kInvalid, HasSubstr("12 digits")));
}

TEST(PersonNumber, SwedishCoordinationNumberMayHaveAPartialDate) {
  for (const absl::string_view text : {"191500722390", "191711602399", "192004912388"}) {
    const auto number = ParsePersonNumber(Country::kSweden, text);
    EXPECT_THAT(number, IsOkAndHolds(Field(&PersonNumber::birth_date, std::nullopt))) << text;
    EXPECT_THAT(number, IsOkAndHolds(Field(&PersonNumber::kind, Kind::kSamordningsnummer))) << text;
  }
  // Beyond what a partial date can be: month 13, day 92. And a personal number has no partial date.
  for (const absl::string_view text : {"191513722390", "191711922399", "191500122390"}) {
    EXPECT_THAT(ParsePersonNumber(Country::kSweden, text), StatusIs(kInvalid, HasSubstr("date")))
        << text;
  }
}

TEST(PersonNumber, SameSwedishPersonHasOneFormHoweverItWasWritten) {
  const Day today(2026, 1, 14);
  const auto wanted = ParsePersonNumber(Country::kSweden, "194608239986", today);
  ASSERT_THAT(wanted, IsOk());
  for (const absl::string_view text :
       {"4608239986", "460823-9986", "19460823-9986", "194608239986"}) {
    EXPECT_THAT(ParsePersonNumber(Country::kSweden, text, today), IsOkAndHolds(*wanted)) << text;
  }
}

TEST(PersonNumber, ErrorSaysWhatIsWrongAndNeverTheNumber) {
  struct {
    Country country;
    absl::string_view text, told;
  } const rows[] = {
      {Country::kNorway, "1309724802", "11 digits"},
      {Country::kNorway, "1309724802A", "11 digits"},
      {Country::kNorway, "130972-48022", "11 digits"},
      {Country::kNorway, "00000000000", "date"},
      {Country::kNorway, "32127248022", "date"},
      {Country::kNorway, "29020112345", "date"},
      {Country::kNorway, "13097248032", "control digits"},
      {Country::kDenmark, "211062-562", "10 digits"},
      {Country::kDenmark, "511062-5629", "date"},
      {Country::kSweden, "", "12 digits"},
      {Country::kSweden, "090527 1474", "12 digits"},
      {Country::kSweden, "20000101E221", "12 digits"},
      {Country::kSweden, "201513160016", "date"},
      {Country::kSweden, "090905271474", "date"},
      {Country::kSweden, "201509160006", "12 digits"},
      {Country::kSweden, "190905271475", "control digit"},
      {Country::kSweden, "20000161T220", "date"},
      {Country::kFinland, "130195.1212", "century sign"},
      {Country::kFinland, "311210a540N", "century sign"},
      {Country::kFinland, "290200-101P", "date"},
      {Country::kFinland, "311210A540n", "control character"},
  };
  for (const auto& row : rows) {
    const auto number = ParsePersonNumber(row.country, row.text);
    ASSERT_THAT(number, StatusIs(kInvalid, HasSubstr(std::string(row.told)))) << row.text;
    if (row.text.empty()) continue;
    EXPECT_THAT(number, StatusIs(kInvalid, Not(HasSubstr(std::string(row.text.substr(0, 6))))));
  }
}

TEST(PersonNumber, SyntheticNorwegianHasItsMonthRaisedBy80) {
  struct {
    absl::string_view text;
    bool synthetic;
  } const rows[] = {{"10915596784", true},
                    {"50846202355", true},
                    {"13097248022", false},
                    {"53097248016", false},
                    {"13527248013", false}};
  for (const auto& row : rows) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto number, ParsePersonNumber(Country::kNorway, row.text));
    EXPECT_EQ(IsSyntheticNorwegian(number), row.synthetic) << row.text;
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto swedish,
                               ParsePersonNumber(Country::kSweden, "197302889931"));
  EXPECT_FALSE(IsSyntheticNorwegian(swedish));
}

TEST(PersonNumber, FinnishTestPersonHasAnIndividualNumberFrom900) {
  struct {
    absl::string_view text;
    bool is_test;
  } const rows[] = {
      {"040594V9030", true}, {"020288+9818", true}, {"290200A717E", false}, {"311210F540N", false}};
  for (const auto& row : rows) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto number, ParsePersonNumber(Country::kFinland, row.text));
    EXPECT_EQ(IsTestFinnish(number), row.is_test) << row.text;
  }
}

TEST(Country, IsFoundByItsCode) {
  for (const absl::string_view code : {"NO", "DK", "SE", "FI"}) {
    ASSERT_TRUE(FindCountry(code).has_value()) << code;
    EXPECT_EQ(CountryCode(*FindCountry(code)), code);
  }
  for (const absl::string_view code : {"", "no", "NOR", "IS"}) {
    EXPECT_EQ(FindCountry(code), std::nullopt) << code;
  }
}

}  // namespace
}  // namespace skranke
