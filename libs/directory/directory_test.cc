#include "libs/directory/directory.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/sha256.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::IsNull;
using ::testing::SizeIs;

constexpr absl::CivilDay kDay(2026, 3, 1);

std::shared_ptr<const Directory> Made(absl::string_view more_units = "") {
  PackageFiles files = SmallPackage();
  absl::StrAppend(&files["units.csv"], more_units);
  auto content = ParseDirectory(files);
  EXPECT_THAT(content, IsOk());
  auto directory = Directory::Make(7, absl::FromUnixSeconds(1'800'000'000), *content);
  EXPECT_THAT(directory, IsOk());
  return *directory;
}

std::string Name(const storage::v1::UnitRow* unit) {
  return unit == nullptr ? "none" : absl::StrCat(unit->agency(), "/", unit->unit());
}

TEST(Directory, FindsRowsByCodeAndNothingElse) {
  const auto directory = Made();
  EXPECT_EQ(directory->FindOffice("hall")->title(), "Town hall");
  EXPECT_EQ(directory->FindPoint("counter")->place(), "centre");
  EXPECT_EQ(directory->FindAgency("STATE")->principal(), "State");
  EXPECT_EQ(directory->FindUnit("STATE", "DESK")->title(), "State desk");
  EXPECT_EQ(directory->FindStaff("worker")->role(), "CASEWORKER");
  EXPECT_THAT(directory->FindOffice("Hall"), IsNull());
  EXPECT_THAT(directory->FindPoint(""), IsNull());
  EXPECT_THAT(directory->FindAgency("state"), IsNull());
  EXPECT_THAT(directory->FindUnit("STATE", "SORT"), IsNull());
  EXPECT_THAT(directory->FindStaff("king"), IsNull());
}

TEST(Directory, KnowsTheOfficesSettings) {
  const auto directory = Made();
  EXPECT_EQ(directory->version(), 7);
  EXPECT_EQ(directory->install_time(), absl::FromUnixSeconds(1'800'000'000));
  EXPECT_EQ(directory->installation(), "small");
  EXPECT_EQ(directory->country(), "NO");
  EXPECT_EQ(directory->zone().name(), "Europe/Oslo");
  EXPECT_EQ(directory->quick_max(), absl::Minutes(20));
  EXPECT_EQ(directory->Setting("title"), "Small town");
  EXPECT_EQ(directory->Setting("absent"), "");
}

TEST(Directory, GoesToTheSuccessorTheDayAfterTheLast) {
  const auto directory = Made();
  const auto unit_on = [&](absl::CivilDay day) {
    const auto unit = directory->UnitOn("CITY", "OLD", day);
    return unit.ok() ? Name(*unit) : ReasonOf(unit.status());
  };
  EXPECT_EQ(unit_on(absl::CivilDay(2026, 6, 30)), "CITY/OLD");
  EXPECT_EQ(unit_on(absl::CivilDay(2026, 7, 1)), "CITY/DESK");
}

TEST(Directory, HasNoUnitBeforeItsFirstDayWithoutSuccessor) {
  const auto directory = Made();
  EXPECT_THAT(directory->UnitOn("CITY", "DESK", absl::CivilDay(2019, 12, 31)),
              HasReason("UNIT_CLOSED"));
  EXPECT_THAT(directory->UnitOn("CITY", "DESK", absl::CivilDay(2020, 1, 1)), IsOk());
}

TEST(Directory, FollowsSuccessorsOverSeveralClosedUnitsAndAgencies) {
  const auto directory = Made(
      "CITY,A,,no,,2020-12-31,B\n"
      "CITY,B,,no,,2021-12-31,STATE/DESK\n");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto* unit, directory->UnitOn("CITY", "A", kDay));
  EXPECT_EQ(Name(unit), "STATE/DESK");
}

TEST(Directory, LeavesACircleOfSuccessors) {
  const auto directory = Made(
      "CITY,A,,no,,2020-12-31,B\n"
      "CITY,B,,no,,2020-12-31,A\n");
  const auto unit = directory->UnitOn("CITY", "A", kDay);
  EXPECT_THAT(unit, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(unit, HasReason("UNIT_CLOSED"));
}

TEST(Directory, SaysThatAnUnknownUnitIsNotThere) {
  const auto unit = Made()->UnitOn("STATE", "SORT", kDay);
  EXPECT_THAT(unit, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(unit, HasReason("UNIT_NOT_FOUND"));
}

TEST(Directory, HasAnOnlyUnitWhereExactlyOneIsValidForEverybody) {
  const auto directory = Made();
  EXPECT_EQ(Name(directory->OnlyUnit("STATE", kDay)), "STATE/DESK");
  EXPECT_EQ(Name(directory->OnlyUnit("CITY", kDay)), "none");
  EXPECT_EQ(Name(directory->OnlyUnit("COUNTY", kDay)), "none");
  EXPECT_EQ(Name(Made("STATE,SAFE,,yes,,,\n")->OnlyUnit("STATE", kDay)), "STATE/DESK");
  EXPECT_EQ(Name(Made("STATE,NEXT,,no,2026-03-02,,\n")->OnlyUnit("STATE", kDay)), "STATE/DESK");
  EXPECT_EQ(Name(Made("STATE,NEXT,,no,2026-03-01,,\n")->OnlyUnit("STATE", kDay)), "none");
}

TEST(Directory, HasAnOnlyProtectedUnitWhereExactlyOneIsValid) {
  const auto one = Made();
  EXPECT_EQ(Name(one->OnlyProtectedUnit("CITY", kDay)), "CITY/SHIELD");
  EXPECT_EQ(Name(one->OnlyProtectedUnit("STATE", kDay)), "none");
  EXPECT_EQ(Name(one->OnlyProtectedUnit(kDay)), "CITY/SHIELD");
  EXPECT_THAT(one->protected_units(), SizeIs(1));
  const auto two = Made("STATE,SAFE,,yes,2026-01-01,,\n");
  EXPECT_EQ(Name(two->OnlyProtectedUnit("STATE", kDay)), "STATE/SAFE");
  EXPECT_EQ(Name(two->OnlyProtectedUnit(kDay)), "none");
  EXPECT_EQ(Name(two->OnlyProtectedUnit(absl::CivilDay(2025, 12, 31))), "CITY/SHIELD");
  EXPECT_THAT(two->protected_units(), SizeIs(2));
}

TEST(Directory, HasTheSameHashForTheSameContentAlone) {
  EXPECT_THAT(Made()->hash(), SizeIs(kSha256Bytes));
  EXPECT_EQ(Made()->hash(), Made()->hash());
  EXPECT_NE(Made()->hash(), Made("STATE,SAFE,,yes,,,\n")->hash());
}

// Stored hashes must be found again by every later program.
TEST(Directory, KeepsTheHashItHadInFormatOne) {
  EXPECT_EQ(ToHex(Made()->hash()),
            "7c093e19132f34ebff46dc09db618c68832359ab4d7804331a5d36ad9cc4da7b");
}

TEST(Directory, RefusesContentThatNoPackageHas) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto good, ParseDirectory(SmallPackage()));
  const auto make = [](const storage::v1::DirectoryContent& content) {
    return Directory::Make(1, absl::UnixEpoch(), content).status();
  };
  storage::v1::DirectoryContent bad = good;
  bad.mutable_units(0)->set_valid_from("soon");
  EXPECT_THAT(make(bad), StatusIs(absl::StatusCode::kInvalidArgument));
  bad = good;
  bad.mutable_units(0)->set_agency("COUNTY");
  EXPECT_THAT(make(bad), StatusIs(absl::StatusCode::kInvalidArgument));
  bad = good;
  bad.clear_settings();
  EXPECT_THAT(make(bad), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(make(good), IsOk());
}

}  // namespace
}  // namespace skranke
