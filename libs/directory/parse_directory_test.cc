#include "libs/directory/parse_directory.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/directory/package_reader.h"
#include "libs/directory/small_package.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

TEST(ParseDirectory, ReadsEveryRowSortedByCode) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(SmallPackage()));
  EXPECT_EQ(content.settings(0).key(), "country");
  EXPECT_EQ(content.offices(0).sorting_agency(), "CITY");
  EXPECT_EQ(content.offices(0).sorting_unit(), "SORT");
  EXPECT_EQ(content.points(0).point(), "bus");
  EXPECT_EQ(content.points(1).place(), "centre");
  EXPECT_EQ(content.agencies(0).max_in_flight(), 16);
  EXPECT_EQ(content.agencies(1).endpoint(), "localhost:4711");
  EXPECT_EQ(content.units(1).unit(), "OLD");
  EXPECT_EQ(content.units(1).valid_to(), "2026-06-30");
  EXPECT_EQ(content.units(1).successor_agency(), "CITY");
  EXPECT_EQ(content.units(1).successor_unit(), "DESK");
  EXPECT_TRUE(content.units(2).protected_unit());
  EXPECT_EQ(content.staff(0).name(), "clerk");
  EXPECT_THAT(content.staff(0).languages(), ElementsAre("nb", "en"));
  EXPECT_THAT(content.staff(0).competences(), ElementsAre("id", "tax"));
}

TEST(ParseDirectory, DoesNotCareForTheOrderOfRowsOrColumns) {
  PackageFiles files = SmallPackage();
  files["offices.csv"] = "sorting_unit,title,office\nCITY/SORT,Town hall,hall\n";
  files["agencies.csv"] =
      "agency,title,principal,endpoint,max_in_flight\n"
      "STATE,The state,State,localhost:4711,8\nCITY,The city,City,,\n";
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto turned, ParseDirectory(files));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(SmallPackage()));
  EXPECT_EQ(turned.SerializeAsString(), content.SerializeAsString());
}

TEST(ParseDirectory, TakesABareUnitCodeWhereOnlyOneUnitHasIt) {
  PackageFiles files = SmallPackage();
  files["offices.csv"] = "office,title,sorting_unit\nhall,Town hall,SORT\n";
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
  EXPECT_EQ(content.offices(0).sorting_agency(), "CITY");
}

TEST(ParseDirectory, TakesCodesWithSpacesSlashesAndPunctuation) {
  PackageFiles files = SmallPackage();
  absl::StrAppend(&files["units.csv"], "CITY,PWDx_District 04: A/B (old),,no,,2020-01-01,SORT\n",
                  "CITY,Before,,no,,2019-01-01,CITY/PWDx_District 04: A/B (old)\n");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
  EXPECT_EQ(content.units(0).successor_unit(), "PWDx_District 04: A/B (old)");
}

TEST(ParseDirectory, ListsAllFaultsAtOnce) {
  PackageFiles files = SmallPackage();
  files.erase("offices.csv");
  absl::StrReplaceAll({{"STATE,DESK,State desk,no", "STATE,DESK,State desk,perhaps"}},
                      &files["units.csv"]);
  absl::StrAppend(&files["staff.csv"], "worker,KING,,,,,,\n");
  const auto content = ParseDirectory(files);
  EXPECT_THAT(content, HasReason("PACKAGE_FILE"));
  EXPECT_THAT(content, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("offices.csv: ")));
  EXPECT_THAT(content,
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("\nunits.csv row 6 column protected \"perhaps\": must be yes")));
  EXPECT_THAT(content, StatusIs(absl::StatusCode::kInvalidArgument,
                                HasSubstr("\nstaff.csv row 7 column name \"worker\": stands")));
  EXPECT_THAT(content, StatusIs(absl::StatusCode::kInvalidArgument,
                                HasSubstr("\nstaff.csv row 7 column role \"KING\": is not")));
}

TEST(ParseDirectory, BlamesNoRowForAMissingTable) {
  PackageFiles files = SmallPackage();
  files.erase("units.csv");
  const auto content = ParseDirectory(files);
  EXPECT_THAT(content, StatusIs(absl::StatusCode::kInvalidArgument, "units.csv: is missing"));
}

TEST(ParseDirectory, LoadsTheSampleOffice) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const PackageFiles files,
                               ReadPackage(SourceFile("deploy/offices/nordvik")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
  EXPECT_THAT(content.agencies(), SizeIs(19));
  EXPECT_THAT(content.points(), SizeIs(3));
  EXPECT_THAT(content.staff(), SizeIs(20));
}

// One table of SmallPackage with one text in it replaced, and the place of the only fault.
struct BrokenPackage {
  const char* name;
  const char* file;
  const char* text;
  std::string replacement;
  const char* fault;
};

void PrintTo(const BrokenPackage& broken, std::ostream* out) { *out << broken.name; }

class ParseDirectoryRefuses : public ::testing::TestWithParam<BrokenPackage> {};

TEST_P(ParseDirectoryRefuses, NamingFileRowAndColumn) {
  const BrokenPackage& broken = GetParam();
  PackageFiles files = SmallPackage();
  std::string& table = files[broken.file];
  ASSERT_THAT(table, HasSubstr(broken.text));
  table.replace(table.find(broken.text), std::string(broken.text).size(), broken.replacement);
  const auto content = ParseDirectory(files);
  EXPECT_THAT(content, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(broken.fault)));
  EXPECT_THAT(content, StatusIs(absl::StatusCode::kInvalidArgument, Not(HasSubstr("\n"))));
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, ParseDirectoryRefuses,
    ::testing::Values(
        BrokenPackage{"UnknownFile", "office.cvs.csv", "", "key,value\n", "office.cvs.csv: is not"},
        BrokenPackage{"FileInAWrongPlace", "lists/tasks.csv", "", "a\n", "lists/tasks.csv: is not"},
        BrokenPackage{"UnknownFileOfAList", "lists/1/extra.csv", "", "a\n", "lists/1/extra.csv: "},
        BrokenPackage{"MissingColumn", "offices.csv", "office,title,sorting_unit\nhall,Town hall,",
                      "office,sorting_unit\nhall,", "offices.csv row 1 column title: is missing"},
        BrokenPackage{"UnknownColumn", "offices.csv", "office,title,sorting_unit\nhall,",
                      "office,colour,title,sorting_unit\nhall,red,",
                      "offices.csv row 1 column colour: is not a column"},
        BrokenPackage{"BrokenCsv", "offices.csv", "Town hall", "\"Town hall",
                      "offices.csv row 2 column no. 2: opens a quote"},
        BrokenPackage{"KeyMissing", "office.csv", "quick_max_minutes", "minutes",
                      "office.csv: has no key quick_max_minutes"},
        BrokenPackage{"KeyTwice", "office.csv", "title,Small town", "zone,Europe/Oslo",
                      "office.csv row 6 column key \"zone\": stands twice, also in row 4"},
        BrokenPackage{"NoInstallation", "office.csv", "installation,small", "installation,",
                      "office.csv row 2 column value: is missing"},
        BrokenPackage{"UnknownCountry", "office.csv", "country,NO", "country,DE",
                      "office.csv row 3 column value \"DE\""},
        BrokenPackage{"UnknownZone", "office.csv", "Europe/Oslo", "Europe/Nordvik",
                      "office.csv row 4 column value \"Europe/Nordvik\""},
        BrokenPackage{"NoQuickMax", "office.csv", "minutes,20", "minutes,",
                      "office.csv row 5 column value: is missing"},
        BrokenPackage{"QuickMaxOverADay", "office.csv", "minutes,20", "minutes,1441",
                      "office.csv row 5 column value \"1441\": must be a whole number"},
        BrokenPackage{"QuickMaxNegative", "office.csv", "minutes,20", "minutes,-1",
                      "office.csv row 5 column value \"-1\": must be a whole number"},
        BrokenPackage{"TitleWithAControlCharacter", "offices.csv", "Town hall", "Town\x07hall",
                      "offices.csv row 2 column title \"Town\\u0007hall\": title contains"},
        BrokenPackage{"OfficeTwice", "offices.csv", "hall,Town hall,CITY/SORT\n",
                      "hall,Town hall,CITY/SORT\nhall,Library,CITY/SORT\n",
                      "offices.csv row 3 column office \"hall\": stands twice"},
        BrokenPackage{"NoSortingUnit", "offices.csv", "CITY/SORT", "",
                      "offices.csv row 2 column sorting_unit: is missing"},
        BrokenPackage{"UnknownSortingUnit", "offices.csv", "CITY/SORT", "STATE/SORT",
                      "offices.csv row 2 column sorting_unit \"STATE/SORT\": is not in units"},
        BrokenPackage{"AmbiguousSortingUnit", "offices.csv", "CITY/SORT", "DESK",
                      "offices.csv row 2 column sorting_unit \"DESK\": is a unit of several"},
        BrokenPackage{"PointOfNoOffice", "service_points.csv", "bus,hall", "bus,library",
                      "service_points.csv row 3 column office \"library\": is not in offices"},
        BrokenPackage{"PointTwice", "service_points.csv", "bus,hall", "counter,hall",
                      "service_points.csv row 3 column point \"counter\": stands twice"},
        BrokenPackage{"AgencyTwice", "agencies.csv", "CITY,The city,City,,\n",
                      "CITY,The city,City,,\nCITY,Again,City,,\n",
                      "agencies.csv row 3 column agency \"CITY\": stands twice"},
        BrokenPackage{"EndpointWithoutPort", "agencies.csv", "localhost:4711", "localhost",
                      "agencies.csv row 3 column endpoint \"localhost\""},
        BrokenPackage{"EndpointWithPortZero", "agencies.csv", "localhost:4711", "localhost:0",
                      "agencies.csv row 3 column endpoint \"localhost:0\""},
        BrokenPackage{"EndpointWithPortTooLarge", "agencies.csv", "localhost:4711", "a:65536",
                      "agencies.csv row 3 column endpoint \"a:65536\""},
        BrokenPackage{"EndpointUnencrypted", "agencies.csv", "localhost:4711",
                      "http://agency.example/in",
                      "agencies.csv row 3 column endpoint \"http://agency.example/in\": must begin "
                      "with https"},
        BrokenPackage{"EndpointInNoFolder", "agencies.csv", "localhost:4711", "dir:drop",
                      "agencies.csv row 3 column endpoint \"dir:drop\": must be dir: and a whole"},
        BrokenPackage{"FolderOfTwo", "agencies.csv",
                      "City,,\nSTATE,The state,State,localhost:4711,8",
                      "City,dir:/srv/drop,\nSTATE,The state,State,dir:/srv//drop/,8",
                      "agencies.csv row 3 column endpoint \"dir:/srv//drop/\": is the folder of "
                      "another agency, in row 2"},
        BrokenPackage{"MailToTwo", "agencies.csv",
                      "max_in_flight\nCITY,The city,City,,\nSTATE,The state,State,localhost:4711,8",
                      "max_in_flight,notify_email\nCITY,The city,City,,,a@b\n"
                      "STATE,The state,State,localhost:4711,8,a@b c@d",
                      "agencies.csv row 3 column notify_email \"a@b c@d\": must be one plain"},
        BrokenPackage{"NothingInFlight", "agencies.csv", "4711,8", "4711,0",
                      "agencies.csv row 3 column max_in_flight \"0\""},
        BrokenPackage{"TooManyInFlight", "agencies.csv", "4711,8", "4711,1001",
                      "agencies.csv row 3 column max_in_flight \"1001\""},
        BrokenPackage{"UnitOfNoAgency", "units.csv", "CITY,SHIELD", "COUNTY,SHIELD",
                      "units.csv row 4 column agency \"COUNTY\": is not in agencies.csv"},
        BrokenPackage{"UnitTwice", "units.csv", "CITY,SHIELD", "CITY,DESK",
                      "units.csv row 4 column unit \"DESK\": stands twice, also in row 3"},
        BrokenPackage{"UnitWithoutCode", "units.csv", "CITY,SHIELD", "CITY,",
                      "units.csv row 4 column unit: is missing"},
        BrokenPackage{"CodeTooLong", "units.csv", "CITY,SHIELD",
                      "CITY," + std::string(kPackageCodeBytesMax + 1, 'x'), "is longer than 100"},
        BrokenPackage{"CodeWithAControlCharacter", "units.csv", "CITY,SHIELD",
                      "CITY,SHI\x01"
                      "ELD",
                      "units.csv row 4 column unit \"SHI\\u0001ELD\": has a control character"},
        BrokenPackage{"NeitherYesNorNo", "units.csv", "Shielded,yes", "Shielded,jo",
                      "units.csv row 4 column protected \"jo\": must be yes or no"},
        BrokenPackage{"ImpossibleDay", "units.csv", "2026-06-30", "2026-06-31",
                      "units.csv row 5 column valid_to \"2026-06-31\": must be a day"},
        BrokenPackage{"EndBeforeBeginning", "units.csv", "2020-01-01,", "2020-01-01,2019-12-31",
                      "units.csv row 3 column valid_to \"2019-12-31\": is before valid_from"},
        BrokenPackage{"UnknownSuccessor", "units.csv", "30,DESK", "30,NOBODY",
                      "units.csv row 5 column successor \"NOBODY\": is not in units.csv"},
        BrokenPackage{"SuccessorIsItself", "units.csv", "30,DESK", "30,CITY/OLD",
                      "units.csv row 5 column successor \"CITY/OLD\": is the unit itself"},
        BrokenPackage{"StaffWithoutRole", "staff.csv", "worker,CASEWORKER", "worker,",
                      "staff.csv row 6 column role: is missing"},
        BrokenPackage{"StaffOfNoOffice", "staff.csv", "SUPERVISOR,hall", "SUPERVISOR,library",
                      "staff.csv row 3 column office \"library\": is not in offices.csv"},
        BrokenPackage{"StaffAtNoPoint", "staff.csv", "counter", "window",
                      "staff.csv row 2 column point \"window\": is not in service_points.csv"},
        BrokenPackage{"StaffOfAnotherAgencysUnit", "staff.csv", "STATE,DESK", "STATE,SHIELD",
                      "staff.csv row 6 column unit \"SHIELD\": is not a unit of agency STATE"},
        BrokenPackage{"StaffNamedAsAnAgency", "staff.csv", "worker,", "STATE,",
                      "staff.csv row 6 column name \"STATE\": is the code of an agency"},
        BrokenPackage{"EmptyLanguage", "staff.csv", "nb;en", "nb;;en",
                      "staff.csv row 2 column languages \"nb;;en\": a part"},
        BrokenPackage{"NoOperator", "staff.csv", "operator,", "operateur,",
                      "staff.csv: has no operator"}));

class ParseDirectoryTakes : public ::testing::TestWithParam<BrokenPackage> {};

TEST_P(ParseDirectoryTakes, WhatIsJustWithinTheLimit) {
  PackageFiles files = SmallPackage();
  std::string& table = files[GetParam().file];
  ASSERT_THAT(table, HasSubstr(GetParam().text));
  table.replace(table.find(GetParam().text), std::string(GetParam().text).size(),
                GetParam().replacement);
  EXPECT_THAT(ParseDirectory(files), IsOk());
}

INSTANTIATE_TEST_SUITE_P(
    Limits, ParseDirectoryTakes,
    ::testing::Values(
        BrokenPackage{"QuickMaxOfADay", "office.csv", "minutes,20", "minutes,1440"},
        BrokenPackage{"QuickMaxOfNothing", "office.csv", "minutes,20", "minutes,0"},
        BrokenPackage{"OneInFlight", "agencies.csv", "4711,8", "4711,1"},
        BrokenPackage{"ManyInFlight", "agencies.csv", "4711,8", "4711,1000"},
        BrokenPackage{"LargestPort", "agencies.csv", "localhost:4711", "[::1]:65535"},
        BrokenPackage{"LongestCode", "units.csv", "CITY,SHIELD",
                      "CITY," + std::string(kPackageCodeBytesMax, 'x')},
        BrokenPackage{"OneDayOnly", "units.csv", "2020-01-01,", "2020-01-01,2020-01-01"},
        BrokenPackage{"SpacesAroundCells", "units.csv", "CITY,SHIELD", " CITY , SHIELD "}));

}  // namespace
}  // namespace skranke
