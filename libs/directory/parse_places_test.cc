#include "libs/directory/parse_places.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "libs/directory/directory.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

absl::StatusOr<storage::v1::DirectoryContent> Parse(absl::string_view rows) {
  PackageFiles files = SmallPackage();
  files["places.csv"] = absl::StrCat("place,title,valid_from,valid_to,successor\n", rows);
  return ParseDirectory(files);
}

// West and east became the new town at the new year; that is a part of the region four years later.
constexpr char kMerged[] =
    "west,West,,2019-12-31,newtown\n"
    "east,East,,2019-12-31,newtown\n"
    "newtown,New town,2020-01-01,2023-12-31,region\n"
    "region,Region,2024-01-01,,\n"
    "lost,Lost,,2019-12-31,\n"
    "coming,Coming,2030-01-01,,\n";

TEST(Places, AreOptional) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(SmallPackage()));
  EXPECT_EQ(content.places_size(), 0);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory,
                               Directory::Make(1, absl::UnixEpoch(), content));
  EXPECT_EQ(directory->places().SuccessorOn("centre", absl::CivilDay(2026, 1, 1)), "");
}

TEST(Places, ResolveToTheSuccessorFromTheDayAfterTheyEnded) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, Parse(kMerged));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory,
                               Directory::Make(1, absl::UnixEpoch(), content));
  const auto on = [&](absl::string_view place, int year, int month, int day) {
    return std::string(directory->places().SuccessorOn(place, absl::CivilDay(year, month, day)));
  };
  EXPECT_EQ(on("west", 2019, 12, 31), "");
  EXPECT_EQ(on("west", 2020, 1, 1), "newtown");
  EXPECT_EQ(on("east", 2023, 12, 31), "newtown");
  EXPECT_EQ(on("east", 2024, 1, 1), "region");
  EXPECT_EQ(on("newtown", 2019, 12, 31), "");
  EXPECT_EQ(on("newtown", 2024, 1, 1), "region");
  EXPECT_EQ(on("region", 2050, 1, 1), "");
  EXPECT_EQ(on("lost", 2026, 1, 1), "");
  EXPECT_EQ(on("coming", 2026, 1, 1), "");
  EXPECT_EQ(on("ghost", 2026, 1, 1), "");
}

struct BadPlace {
  const char* name;
  const char* rows;
  const char* where;
  const char* message;
};

void PrintTo(const BadPlace& bad, std::ostream* out) { *out << bad.name; }

class RefusedPlace : public ::testing::TestWithParam<BadPlace> {};

TEST_P(RefusedPlace, IsNamedByRowAndColumn) {
  const BadPlace& bad = GetParam();
  EXPECT_THAT(Parse(bad.rows), StatusIs(absl::StatusCode::kInvalidArgument,
                                        AllOf(HasSubstr("places.csv"), HasSubstr(bad.where),
                                              HasSubstr(bad.message))));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedPlace,
    ::testing::Values(
        BadPlace{"Doubled", "a,A,,,\na,A,,,\n", "row 3 column place", "stands twice"},
        BadPlace{"Unknown", "a,A,,2019-12-31,b\n", "row 2 column successor",
                 "is not in places.csv"},
        BadPlace{"Itself", "a,A,,2019-12-31,a\n", "row 2 column successor", "in a circle"},
        BadPlace{"Circle", "c,C,,,\na,A,,2019-12-31,b\nb,B,,2020-12-31,a\n",
                 "row 3 column successor", "in a circle, by a"},
        BadPlace{"LeadsIntoACircle", "a,A,,2019-12-31,b\nb,B,,2020-12-31,b\n",
                 "row 2 column successor", "in a circle, by b"},
        BadPlace{"EndsNowhere", "a,A,,2019-12-31,b\nb,B,,2020-12-31,\n", "row 2 column successor",
                 "leads to b, which has ended without a successor"},
        BadPlace{"EndsNowhereLater", "a,A,,2019-12-31,b\nb,B,,2020-12-31,c\nc,C,,2021-12-31,\n",
                 "row 2 column successor", "leads to c, which has ended without a successor"},
        BadPlace{"EndsBeforeItBegins", "a,A,2020-01-01,2019-12-31,\n", "row 2 column valid_to",
                 "is before valid_from"},
        BadPlace{"NoDay", "a,A,2020-13-01,,\n", "row 2 column valid_from", "must be a day"}));

}  // namespace
}  // namespace skranke
