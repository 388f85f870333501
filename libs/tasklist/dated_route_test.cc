// Routes over the days: owners change, municipalities merge, and what was registered the day before
// keeps its receiver.
#include <gmock/gmock.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/tasklist/routing.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

PackageFiles WithOwners(absl::string_view rows) {
  PackageFiles files = SmallListPackage();
  files["lists/1/owners.csv"] = absl::StrCat("task_code,agency,unit,valid_from,valid_to\n", rows);
  return files;
}

class DatedOffice {
 public:
  explicit DatedOffice(const PackageFiles& files)
      : list_(MakeSmallList(files)),
        directory_(Directory::Make(1, absl::UnixEpoch(), ParseDirectory(files).value()).value()) {}

  std::string Receiver(const RouteQuestion& question) const {
    const Route route = FindRoute(*list_, *directory_, question);
    if (!route.found) return absl::StrCat("nobody by ", route.row);
    return absl::StrCat(route.agency, "/", route.unit, " by ", route.row);
  }
  // Of the trade, which has no routing row and belongs to STATE by tasks.csv.
  std::string OfTrade(int year, int month, int day) const {
    return Receiver({.task = "trade", .day = absl::CivilDay(year, month, day)});
  }

 private:
  std::shared_ptr<const TaskList> list_;
  std::shared_ptr<const Directory> directory_;
};

TEST(OwnerByDate, WinsOverTheTasksOwnOnItsDays) {
  const DatedOffice office(
      WithOwners("trade,CITY,DESK,2026-04-01,2026-04-30\ntrade,CITY,SORT,2026-05-01,\n"));
  EXPECT_EQ(office.OfTrade(2026, 3, 31), "STATE/DESK by tasks.csv:6");
  EXPECT_EQ(office.OfTrade(2026, 4, 1), "CITY/DESK by owners.csv:2");
  EXPECT_EQ(office.OfTrade(2026, 4, 30), "CITY/DESK by owners.csv:2");
  EXPECT_EQ(office.OfTrade(2026, 5, 1), "CITY/SORT by owners.csv:3");
}

TEST(OwnerByDate, GivesATaskAnOwnerThatHasNone) {
  const DatedOffice office(WithOwners("orphan,STATE,,2026-04-01,\n"));
  EXPECT_EQ(office.Receiver({.task = "orphan", .day = absl::CivilDay(2026, 3, 31)}),
            "nobody by tasks.csv:5");
  EXPECT_EQ(office.Receiver({.task = "orphan", .day = absl::CivilDay(2026, 4, 1)}),
            "STATE/DESK by owners.csv:2");
}

TEST(OwnerByDate, MeansTheAgencysOnlyUnitWithoutAUnit) {
  EXPECT_EQ(DatedOffice(WithOwners("trade,STATE,,,\n")).OfTrade(2026, 4, 1),
            "STATE/DESK by owners.csv:2");
  // CITY has DESK, SORT and, until the end of June, OLD.
  EXPECT_EQ(DatedOffice(WithOwners("trade,CITY,,,\n")).OfTrade(2026, 4, 1),
            "nobody by owners.csv:2");
}

TEST(OwnerByDate, FollowsTheUnitToItsSuccessor) {
  const DatedOffice office(WithOwners("trade,CITY,OLD,,\n"));
  EXPECT_EQ(office.OfTrade(2026, 6, 30), "CITY/OLD by owners.csv:2");
  EXPECT_EQ(office.OfTrade(2026, 7, 1), "CITY/DESK by owners.csv:2");
}

TEST(OwnerByDate, LosesToARoutingRow) {
  const DatedOffice office(WithOwners("aid,STATE,DESK,,\n"));
  EXPECT_EQ(office.Receiver({.task = "aid", .day = absl::CivilDay(2026, 4, 1)}),
            "CITY/DESK by routing.csv:2");
}

TEST(OwnerByDate, NeverGetsAProtectedCase) {
  const DatedOffice office(WithOwners("trade,STATE,DESK,,\n"));
  EXPECT_EQ(
      office.Receiver({.task = "trade", .is_protected = true, .day = absl::CivilDay(2026, 4, 1)}),
      "CITY/SHIELD by owners.csv:2");
}

struct BadOwner {
  const char* name;
  const char* rows;
  const char* fault;
};

void PrintTo(const BadOwner& bad, std::ostream* out) { *out << bad.name; }

class RefusedOwner : public ::testing::TestWithParam<BadOwner> {};

TEST_P(RefusedOwner, IsNamedByRowAndColumn) {
  EXPECT_THAT(ParseSmallList(WithOwners(GetParam().rows)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedOwner,
    ::testing::Values(
        BadOwner{"EndsBeforeItBegins",
                 "trade,STATE,,,2025-12-31\ntrade,CITY,DESK,2026-08-08,2026-06-30\n",
                 "owners.csv row 3 column valid_to \"2026-06-30\": is before valid_from"},
        BadOwner{"Overlaps", "trade,STATE,,,2026-05-01\ntrade,CITY,DESK,2026-05-01,\n",
                 "owners.csv row 3 column task_code \"trade\": overlaps row 2"},
        BadOwner{"UnknownTask", "ghost,STATE,,,\n", "row 2 column task_code \"ghost\""},
        BadOwner{"UnknownAgency", "trade,MOON,,,\n", "row 2 column agency \"MOON\""},
        BadOwner{"UnknownUnit", "trade,STATE,SHIELD,,\n", "row 2 column unit \"SHIELD\""},
        BadOwner{"NoAgency", "trade,,,,\n", "row 2 column agency"}));

TEST(OwnerByDate, TakesNeighbouringDaysAndOtherTasks) {
  EXPECT_THAT(ParseSmallList(WithOwners("trade,STATE,,,2026-04-30\ntrade,CITY,DESK,2026-05-01,\n"
                                        "orphan,CITY,DESK,2026-05-01,\n")),
              IsOk());
}

// The bus's district became a part of the centre on 1 April.
TEST(RouteOfAPlace, GoesOnUnderTheSuccessorAfterAMerger) {
  PackageFiles files = SmallListPackage();
  files["places.csv"] =
      "place,title,valid_from,valid_to,successor\n"
      "bus,Bus,,2026-03-31,centre\n"
      "centre,Centre,,,\n"
      "harbour,Harbour,,2026-03-31,centre\n";
  files["lists/1/routing.csv"] =
      "task_code,place,protection,valid_from,valid_to,agency,unit\n"
      "aid,centre,*,,,CITY,DESK\n"
      "aid,harbour,*,,,STATE,DESK\n"
      "aid,*,*,,,CITY,SORT\n";
  const DatedOffice office(files);
  const auto on = [&](absl::string_view place, int month, int day) {
    return office.Receiver(
        {.task = "aid", .place = place, .day = absl::CivilDay(2026, month, day)});
  };
  EXPECT_EQ(on("bus", 3, 31), "CITY/SORT by routing.csv:4");
  EXPECT_EQ(on("bus", 4, 1), "CITY/DESK by routing.csv:2");
  EXPECT_EQ(on("centre", 3, 31), "CITY/DESK by routing.csv:2");
  // A row for the place itself still decides.
  EXPECT_EQ(on("harbour", 4, 1), "STATE/DESK by routing.csv:3");
}

}  // namespace
}  // namespace skranke
