#include "libs/directory/parse_test_persons.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "libs/directory/test_persons.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

// Synthetic: the month is 80 too large.
constexpr char kShielded[] = "14837130140";
constexpr char kStaff[] = "09819540400";

absl::StatusOr<storage::v1::TestPersons> Parse(absl::string_view rows) {
  return ParseTestPersons(
      {{"test_persons.csv", absl::StrCat("number,protection,own_staff,valid_to\n", rows)}});
}

TEST(ParseTestPersons, FindsNobodyWithoutTheFile) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto persons, ParseTestPersons({}));
  EXPECT_THAT(persons.persons(), SizeIs(0));
}

TEST(ParseTestPersons, SortsByNumber) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto persons, Parse(absl::StrCat(kShielded, ",protected,no,\n",
                                                                      kStaff, ",none,yes,\n")));
  ASSERT_THAT(persons.persons(), SizeIs(2));
  EXPECT_EQ(persons.persons(0).number(), kStaff);
}

TEST(ParseTestPersons, TakesTheSameRowTwiceAsOnePerson) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto persons,
                               Parse(absl::StrCat(kStaff, ",none,yes,\n", kStaff, ",none,yes,\n")));
  EXPECT_THAT(persons.persons(), SizeIs(1));
}

struct BadPerson {
  const char* name;
  const char* row;
  const char* fault;
};

void PrintTo(const BadPerson& bad, std::ostream* out) { *out << bad.name; }

class ParseTestPersonsRefuses : public ::testing::TestWithParam<BadPerson> {};

TEST_P(ParseTestPersonsRefuses, NamingThePlaceAndNeverTheNumber) {
  const auto persons = Parse(absl::StrCat(kShielded, ",none,no,\n", GetParam().row));
  EXPECT_THAT(persons, HasReason("PACKAGE_CELL"));
  EXPECT_THAT(persons, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().fault)));
  EXPECT_THAT(persons, StatusIs(absl::StatusCode::kInvalidArgument, Not(HasSubstr("1483713"))));
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, ParseTestPersonsRefuses,
    ::testing::Values(
        BadPerson{"TwiceWithAnotherProtection", "14837130140,protected,no,\n",
                  "row 3 column number: stands twice"},
        BadPerson{"TwiceWithAnotherDay", "14837130140,none,no,2026-01-01\n",
                  "row 3 column number: stands twice"},
        BadPerson{"TooShort", "148371301,none,no,\n", "row 3 column number: must be"},
        BadPerson{"TooLong", "1483713014000,none,no,\n", "row 3 column number: must be"},
        BadPerson{"WithASpace", "148371 30140,none,no,\n", "row 3 column number: must be"},
        BadPerson{"Missing", ",none,no,\n", "row 3 column number: must be"},
        BadPerson{"Protection", "14837130141,yes,no,\n", "row 3 column protection: must be"},
        BadPerson{"OwnStaff", "14837130141,none,,\n", "row 3 column own_staff: must be yes"},
        BadPerson{"Day", "14837130141,none,no,2026-02-30\n", "row 3 column valid_to: must be"}));

TEST(TestPersons, ProtectsUpToTheLastDayAndKeepsOwnStaffAfterIt) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto content,
      Parse(absl::StrCat(kShielded, ",protected,yes,2026-05-31\n", kStaff, ",protected,no,\n")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const TestPersons persons, TestPersons::Make(content));
  const PersonMarks both = {.is_protected = true, .is_own_staff = true};
  const PersonMarks staff_only = {.is_own_staff = true};
  EXPECT_EQ(persons.Find(kShielded, absl::CivilDay(2026, 5, 31)), both);
  EXPECT_EQ(persons.Find(kShielded, absl::CivilDay(2026, 6, 1)), staff_only);
  EXPECT_TRUE(persons.Find(kStaff, absl::CivilDay(9999, 12, 31)).is_protected);
}

TEST(TestPersons, KnowsNothingOfOthers) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, Parse(absl::StrCat(kStaff, ",none,yes,\n")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const TestPersons persons, TestPersons::Make(content));
  EXPECT_TRUE(persons.Contains(kStaff));
  EXPECT_FALSE(persons.Contains(kShielded));
  EXPECT_EQ(persons.Find(kShielded, absl::CivilDay(2026, 1, 1)), PersonMarks());
}

}  // namespace
}  // namespace skranke
