#include "libs/tasklist/routing.h"

#include <gmock/gmock.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::CivilDay kDay(2026, 3, 1);

// SmallListPackage with these rows in routing.csv, from line 2, and these units as well.
class Office {
 public:
  explicit Office(absl::string_view routing, absl::string_view more_units = "") {
    PackageFiles files = SmallListPackage();
    files["lists/1/routing.csv"] =
        absl::StrCat("task_code,place,protection,valid_from,valid_to,agency,unit\n", routing);
    absl::StrAppend(&files["units.csv"], more_units);
    list_ = MakeSmallList(files);
    directory_ = Directory::Make(1, absl::UnixEpoch(), ParseDirectory(files).value()).value();
  }

  Route Ask(const RouteQuestion& question) const {
    return FindRoute(*list_, *directory_, question);
  }
  // "CITY/DESK by routing.csv:2".
  std::string Receiver(const RouteQuestion& question) const {
    const Route route = Ask(question);
    EXPECT_EQ(route.found, !route.agency.empty());
    EXPECT_EQ(route.found, !route.unit.empty());
    return absl::StrCat(route.found ? absl::StrCat(route.agency, "/", route.unit) : "nobody",
                        " by ", route.row);
  }

 private:
  std::shared_ptr<const TaskList> list_;
  std::shared_ptr<const Directory> directory_;
};

TEST(FindRoute, PrefersProtectionThenTaskThenPlace) {
  // Each row is less specific than all before it.
  const std::string rows[] = {
      "aid,bus,none,,,CITY,DESK\n", "aid,*,none,,,CITY,SORT\n", "*,bus,none,,,CITY,DESK\n",
      "*,*,none,,,CITY,SORT\n",     "aid,bus,*,,,CITY,DESK\n",  "aid,*,*,,,CITY,SORT\n",
      "*,bus,*,,,CITY,DESK\n",      "*,*,*,,,CITY,SORT\n",
  };
  std::string routing;
  for (int line = 9; line >= 2; --line) {
    // From the least specific on, so that the order in the file cannot be what decides.
    routing = absl::StrCat(routing, rows[line - 2]);
    const std::string unit = line % 2 == 0 ? "CITY/DESK" : "CITY/SORT";
    EXPECT_EQ(Office(routing).Receiver({.task = "aid", .place = "bus", .day = kDay}),
              absl::StrCat(unit, " by routing.csv:", 11 - line));
  }
}

TEST(FindRoute, LeavesARowThatMatchesOnlyInPart) {
  const Office office(
      "pass,bus,none,,,CITY,DESK\n"
      "aid,centre,none,,,CITY,DESK\n"
      "aid,bus,protected,,,CITY,SHIELD\n"
      "aid,*,*,,,CITY,SORT\n");
  EXPECT_EQ(office.Receiver({.task = "aid", .place = "bus", .day = kDay}),
            "CITY/SORT by routing.csv:5");
}

TEST(FindRoute, TakesTheRowOfTheDay) {
  const Office office(
      "aid,*,none,2026-07-01,2026-07-31,CITY,SORT\n"
      "aid,*,none,,2026-06-30,CITY,DESK\n"
      "*,*,none,,,STATE,DESK\n");
  const auto on = [&](absl::CivilDay day) {
    return office.Receiver({.task = "aid", .place = "bus", .day = day});
  };
  EXPECT_EQ(on(absl::CivilDay(2026, 6, 30)), "CITY/DESK by routing.csv:3");
  EXPECT_EQ(on(absl::CivilDay(2026, 7, 1)), "CITY/SORT by routing.csv:2");
  EXPECT_EQ(on(absl::CivilDay(2026, 7, 31)), "CITY/SORT by routing.csv:2");
  EXPECT_EQ(on(absl::CivilDay(2026, 8, 1)), "STATE/DESK by routing.csv:4");
}

TEST(FindRoute, GoesToTheSuccessorOfAUnitThatHasClosed) {
  const Office office("aid,*,*,,,CITY,OLD\n");
  const Route before = office.Ask({.task = "aid", .day = absl::CivilDay(2026, 6, 30)});
  EXPECT_EQ(before.unit, "OLD");
  EXPECT_EQ(before.reason, "The most specific routing row names the unit.");
  const Route after = office.Ask({.task = "aid", .day = absl::CivilDay(2026, 7, 1)});
  EXPECT_EQ(after.unit, "DESK");
  EXPECT_EQ(after.row, "routing.csv:2");
  EXPECT_EQ(after.reason, "A successor of the unit that the most specific routing row names.");
}

// Not even where the owner has an only unit: the next rule is never a silent default.
TEST(FindRoute, FindsNobodyWhereTheRowsUnitHasClosedForGood) {
  const Office office("trade,*,*,,,CITY,GONE\n", "CITY,GONE,,no,,2025-12-31,\n");
  const Route route = office.Ask({.task = "trade", .day = kDay});
  EXPECT_FALSE(route.found);
  EXPECT_EQ(route.row, "routing.csv:2");
  EXPECT_EQ(route.reason, "The unit that the routing row names and its successors are closed.");
}

TEST(FindRoute, FindsNobodyWhereALaterDirectoryHasNotTheUnit) {
  const auto list = MakeSmallList(SmallListPackage());
  PackageFiles files = SmallPackage();
  files["units.csv"] =
      "agency,unit,title,protected,valid_from,valid_to,successor\n"
      "CITY,SORT,,no,,,\nSTATE,DESK,,no,,,\n";
  const auto directory =
      Directory::Make(2, absl::UnixEpoch(), ParseDirectory(files).value()).value();
  const Route route = FindRoute(*list, *directory, {.task = "aid", .day = kDay});
  EXPECT_FALSE(route.found);
  EXPECT_EQ(route.reason, "The directory has not the unit that the routing row names.");
}

TEST(FindRoute, GoesToTheOwnersOnlyUnitWithoutARow) {
  const Office office("");
  const Route route = office.Ask({.task = "trade", .place = "bus", .day = kDay});
  EXPECT_EQ(route.agency, "STATE");
  EXPECT_EQ(route.unit, "DESK");
  EXPECT_EQ(route.row, "tasks.csv:6");
  EXPECT_EQ(route.reason, "Only unit of STATE, who owns the task.");
}

TEST(FindRoute, LetsARowWinOverTheOwner) {
  EXPECT_EQ(Office("*,*,*,,,CITY,DESK\n").Receiver({.task = "trade", .day = kDay}),
            "CITY/DESK by routing.csv:2");
}

TEST(FindRoute, SaysWhyItFindsNobody) {
  const Office office("", "STATE,NEXT,,no,2026-03-02,,\n");
  EXPECT_EQ(office.Receiver({.task = "trade", .day = kDay}), "STATE/DESK by tasks.csv:6");
  const Route several = office.Ask({.task = "trade", .day = kDay + 1});
  EXPECT_FALSE(several.found);
  EXPECT_EQ(several.reason,
            "No routing row applies, and STATE, who owns the task, has not one only unit.");
  const Route orphan = office.Ask({.task = "orphan", .day = kDay});
  EXPECT_FALSE(orphan.found);
  EXPECT_EQ(orphan.row, "tasks.csv:5");
  EXPECT_EQ(orphan.reason, "No routing row applies, and no agency owns the task.");
  const Route ghost = office.Ask({.task = "ghost", .is_protected = true, .day = kDay});
  EXPECT_FALSE(ghost.found);
  EXPECT_EQ(ghost.row, "");
  EXPECT_EQ(ghost.reason, "The list has no such task.");
}

TEST(FindRoute, ShowsWhatItLookedAt) {
  EXPECT_THAT(
      Office("").Ask({.task = "aid", .place = "bus", .is_protected = true, .day = kDay}).inputs,
      ElementsAre(Input{"task", "aid"}, Input{"place", "bus"}, Input{"protection", "protected"},
                  Input{"date", "2026-03-01"}));
  EXPECT_THAT(Office("").Ask({.task = "aid", .place = "bus", .day = kDay}).inputs,
              ElementsAre(Input{"task", "aid"}, Input{"place", "bus"}, Input{"protection", "none"},
                          Input{"date", "2026-03-01"}));
}

// A protected person's case, and where it may end.
struct ProtectedCase {
  const char* name;
  const char* routing;
  const char* more_units;
  const char* want;
};

void PrintTo(const ProtectedCase& one, std::ostream* out) { *out << one.name; }

class RouteOfAProtectedCase : public ::testing::TestWithParam<ProtectedCase> {};

TEST_P(RouteOfAProtectedCase, EndsInAProtectedUnitOrNowhere) {
  const Office office(GetParam().routing, GetParam().more_units);
  EXPECT_EQ(office.Receiver({.task = "trade", .place = "bus", .is_protected = true, .day = kDay}),
            GetParam().want);
}

constexpr char kStateSafe[] = "STATE,SAFE,,yes,,,\n";

INSTANTIATE_TEST_SUITE_P(
    Cases, RouteOfAProtectedCase,
    ::testing::Values(
        ProtectedCase{"ARowForProtectedPersons",
                      "trade,bus,none,,,CITY,DESK\n*,*,protected,,,CITY,SHIELD\n", kStateSafe,
                      "CITY/SHIELD by routing.csv:3"},
        ProtectedCase{"ARowForAllWithAProtectedUnit", "trade,bus,*,,,CITY,SHIELD\n", kStateSafe,
                      "CITY/SHIELD by routing.csv:2"},
        ProtectedCase{"TheAgencysOwn", "trade,bus,*,,,STATE,DESK\n", kStateSafe,
                      "STATE/SAFE by routing.csv:2"},
        ProtectedCase{"TheDirectorysWhereTheAgencyHasNone", "trade,bus,*,,,STATE,DESK\n", "",
                      "CITY/SHIELD by routing.csv:2"},
        ProtectedCase{"ARowForProtectedPersonsToAnOpenUnit", "*,*,protected,,,STATE,DESK\n", "",
                      "CITY/SHIELD by routing.csv:2"},
        ProtectedCase{"AnOpenSuccessorOfAProtectedUnit", "*,*,protected,,,STATE,SHUT\n",
                      "STATE,SHUT,,yes,,2025-12-31,DESK\n", "CITY/SHIELD by routing.csv:2"},
        ProtectedCase{"AClosedUnit", "*,*,protected,,,STATE,SHUT\n",
                      "STATE,SHUT,,no,,2025-12-31,\n", "CITY/SHIELD by routing.csv:2"},
        ProtectedCase{"NoneOfSeveral", "trade,bus,*,,,STATE,DESK\n",
                      "STATE,SAFE,,yes,,,\nSTATE,SAFE2,,yes,,,\n", "nobody by routing.csv:2"},
        ProtectedCase{"TheOwnersWithoutARow", "", kStateSafe, "STATE/SAFE by tasks.csv:6"},
        ProtectedCase{"TheDirectorysWithoutARow", "", "", "CITY/SHIELD by tasks.csv:6"}));

TEST(FindRoute, NamesNoUnitInItsReason) {
  for (const bool is_protected : {false, true}) {
    const Route route =
        Office("aid,*,*,,,CITY,OLD\n")
            .Ask({.task = "aid", .is_protected = is_protected, .day = absl::CivilDay(2027, 1, 1)});
    ASSERT_TRUE(route.found);
    for (const char* unit : {"OLD", "DESK", "SHIELD"}) {
      EXPECT_THAT(route.reason, Not(HasSubstr(unit)));
    }
  }
}

// Whoever gets an ACUTE case is called in minutes, at a number that the counter can give.
TEST(FindRoute, FindsADutyNumberForEveryAcuteTaskOfTheSampleOffices) {
  for (const char* const office : {"nordvik", "sundby"}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const PackageFiles files,
                                 ReadPackage(SourceFile(absl::StrCat("deploy/offices/", office))));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory,
                                 Directory::Make(1, absl::UnixEpoch(), content));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list_content, ParseTaskList(files, "2026-1", content));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, TaskList::Make(list_content));
    int acute = 0;
    for (const auto& task : list->content().tasks()) {
      if (!task.acute()) continue;
      ++acute;
      const Route route = FindRoute(*list, *directory, {.task = task.task(), .day = kDay});
      ASSERT_TRUE(route.found) << task.task();
      const auto* agency = directory->FindAgency(route.agency);
      EXPECT_GT(agency->acute_accept_minutes(), 0u) << office << " " << task.task();
      EXPECT_NE(agency->duty_phone(), "") << office << " " << task.task();
    }
    EXPECT_GT(acute, 0) << office;
  }
}

// Every task of the sample office has a receiver, at every counter, for everybody.
TEST(FindRoute, FindsAReceiverForEveryTaskOfTheSampleOffice) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const PackageFiles files,
                               ReadPackage(SourceFile("deploy/offices/nordvik")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseDirectory(files));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory,
                               Directory::Make(1, absl::UnixEpoch(), content));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list_content, ParseTaskList(files, "2026-1", content));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, TaskList::Make(list_content));
  for (const auto& task : list->content().tasks()) {
    for (const auto& point : content.points()) {
      RouteQuestion question = {.task = task.task(), .place = point.place(), .day = kDay};
      EXPECT_TRUE(FindRoute(*list, *directory, question).found) << task.task();
      question.is_protected = true;
      const Route route = FindRoute(*list, *directory, question);
      ASSERT_TRUE(route.found) << task.task();
      EXPECT_TRUE(directory->FindUnit(route.agency, route.unit)->protected_unit()) << task.task();
    }
  }
}

}  // namespace
}  // namespace skranke
