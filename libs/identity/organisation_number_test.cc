#include "libs/identity/organisation_number.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

TEST(OrganisationNumber, HasOneFormHoweverItWasWritten) {
  struct {
    Country country;
    absl::string_view text, number;
  } const rows[] = {
      {Country::kNorway, "974760673", "974760673"},
      {Country::kNorway, "974 760 673", "974760673"},
      {Country::kNorway, "889640782", "889640782"},
      {Country::kDenmark, "13585628", "13585628"},
      {Country::kSweden, "5560360793", "5560360793"},
      {Country::kSweden, "556036-0793", "5560360793"},
      {Country::kSweden, "202100-5489", "2021005489"},
      {Country::kFinland, "2077474-0", "2077474-0"},
      {Country::kFinland, "20774740", "2077474-0"},
  };
  for (const auto& row : rows) {
    const OrganisationNumber wanted = {.country = row.country, .number = std::string(row.number)};
    EXPECT_THAT(ParseOrganisationNumber(row.country, row.text), IsOkAndHolds(wanted)) << row.text;
  }
}

TEST(OrganisationNumber, ErrorSaysWhatIsWrongAndNeverTheNumber) {
  struct {
    Country country;
    absl::string_view text, told;
  } const rows[] = {
      {Country::kNorway, "97476067", "9 digits"},     {Country::kNorway, "9747606730", "9 digits"},
      {Country::kNorway, "97476067x", "9 digits"},    {Country::kNorway, "974760674", "control"},
      {Country::kNorway, "000000000", "zeros"},       {Country::kDenmark, "1358562", "8 digits"},
      {Country::kDenmark, "13585627", "control"},     {Country::kDenmark, "00000000", "zeros"},
      {Country::kSweden, "556036079", "10 digits"},   {Country::kSweden, "5560360794", "control"},
      {Country::kSweden, "556036+0793", "10 digits"}, {Country::kSweden, "8112189876", "person"},
      {Country::kFinland, "207747-40", "8 digits"},   {Country::kFinland, "2077474-1", "control"},
      {Country::kFinland, "0000000-0", "zeros"},
  };
  for (const auto& row : rows) {
    const auto number = ParseOrganisationNumber(row.country, row.text);
    ASSERT_THAT(number, StatusIs(kInvalid, HasSubstr(std::string(row.told)))) << row.text;
    EXPECT_THAT(number, StatusIs(kInvalid, Not(HasSubstr(std::string(row.text.substr(0, 6))))));
  }
}

TEST(OrganisationNumber, EveryChangeOfOneDigitIsRefused) {
  struct {
    Country country;
    std::string number;
  } const rows[] = {{Country::kNorway, "974760673"},
                    {Country::kDenmark, "13585628"},
                    {Country::kSweden, "5560360793"},
                    {Country::kFinland, "2077474-0"}};
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.number.size(); ++i) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        if (!absl::ascii_isdigit(row.number[i]) || digit == row.number[i]) continue;
        std::string changed = row.number;
        changed[i] = digit;
        EXPECT_THAT(ParseOrganisationNumber(row.country, changed), StatusIs(kInvalid)) << changed;
      }
    }
  }
}

}  // namespace
}  // namespace skranke
