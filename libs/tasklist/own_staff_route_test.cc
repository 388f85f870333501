// Where cases of the agencies' own staff go, and that nothing else does.
#include <gmock/gmock.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/tasklist/routing.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

constexpr absl::CivilDay kDay(2026, 3, 1);

struct StaffCase {
  const char* name;
  // routing.csv: task_code,place,protection,own_staff,valid_from,valid_to,agency,unit
  const char* routing;
  // units.csv: agency,unit,title,protected,valid_from,valid_to,successor,own_staff_unit
  const char* more_units;
  const char* staff;   // Of own staff.
  const char* anyone;  // Of anybody else.
};

void PrintTo(const StaffCase& one, std::ostream* out) { *out << one.name; }

class RouteOfOwnStaff : public ::testing::TestWithParam<StaffCase> {
 protected:
  void SetUp() override {
    PackageFiles files = SmallListPackage();
    files["lists/1/routing.csv"] =
        absl::StrCat("task_code,place,protection,own_staff,valid_from,valid_to,agency,unit\n",
                     GetParam().routing);
    // Each row gets the new column, empty.
    std::string& units = files["units.csv"];
    absl::StrReplaceAll({{"\n", ",\n"}, {"successor\n", "successor,own_staff_unit\n"}}, &units);
    absl::StrAppend(&units, GetParam().more_units);
    list_ = MakeSmallList(files);
    directory_ = Directory::Make(1, absl::UnixEpoch(), ParseDirectory(files).value()).value();
  }

  std::string Receiver(bool is_protected, bool is_own_staff) const {
    const Route route = FindRoute(*list_, *directory_,
                                  {.task = "trade",
                                   .place = "bus",
                                   .is_protected = is_protected,
                                   .is_own_staff = is_own_staff,
                                   .day = kDay});
    if (!route.found) return absl::StrCat("nobody by ", route.row);
    return absl::StrCat(route.agency, "/", route.unit, " by ", route.row);
  }

  std::shared_ptr<const TaskList> list_;
  std::shared_ptr<const Directory> directory_;
};

TEST_P(RouteOfOwnStaff, GoesToTheAlternateAndOthersDoNot) {
  EXPECT_EQ(Receiver(false, true), GetParam().staff);
  EXPECT_EQ(Receiver(false, false), GetParam().anyone);
}

TEST_P(RouteOfOwnStaff, OfAProtectedPersonIsThatOfAnyProtectedPerson) {
  EXPECT_EQ(Receiver(true, true), Receiver(true, false));
  EXPECT_THAT(Receiver(true, true), ::testing::StartsWith("CITY/SHIELD"));
}

constexpr char kStateStaff[] = "STATE,OWN,,no,,,,yes\n";

INSTANTIATE_TEST_SUITE_P(
    Cases, RouteOfOwnStaff,
    ::testing::Values(
        StaffCase{"ARowForOwnStaff", "trade,*,*,,,,CITY,DESK\ntrade,*,*,yes,,,CITY,SORT\n",
                  kStateStaff, "CITY/SORT by routing.csv:3", "CITY/DESK by routing.csv:2"},
        StaffCase{"ARowForAllOthers", "trade,*,*,,,,CITY,DESK\ntrade,*,*,no,,,CITY,SORT\n", "",
                  "CITY/DESK by routing.csv:2", "CITY/SORT by routing.csv:3"},
        StaffCase{"TheAgencysUnit", "trade,bus,*,,,,STATE,DESK\n", kStateStaff,
                  "STATE/OWN by routing.csv:2", "STATE/DESK by routing.csv:2"},
        StaffCase{"NotAnotherAgencysUnit", "trade,bus,*,,,,CITY,DESK\n", kStateStaff,
                  "CITY/DESK by routing.csv:2", "CITY/DESK by routing.csv:2"},
        StaffCase{"NoneOfSeveral", "trade,bus,*,,,,STATE,DESK\n",
                  "STATE,OWN,,no,,,,yes\nSTATE,OWN2,,no,,,,yes\n", "STATE/DESK by routing.csv:2",
                  "STATE/DESK by routing.csv:2"},
        StaffCase{"NotAUnitThatHasEnded", "trade,bus,*,,,,STATE,DESK\n",
                  "STATE,OWN,,no,,2026-02-28,,yes\n", "STATE/DESK by routing.csv:2",
                  "STATE/DESK by routing.csv:2"},
        StaffCase{"TheOneThatIsValid", "trade,bus,*,,,,STATE,DESK\n",
                  "STATE,OWN,,no,,2026-02-28,,yes\nSTATE,OWN2,,no,2026-03-01,,,yes\n",
                  "STATE/OWN2 by routing.csv:2", "STATE/DESK by routing.csv:2"},
        StaffCase{"TheUnitOfARowForAll", "trade,bus,*,,,,STATE,OWN\n",
                  "STATE,OWN,,no,,,,yes\nSTATE,OWN2,,no,,,,yes\n", "STATE/OWN by routing.csv:2",
                  "STATE/OWN by routing.csv:2"},
        StaffCase{"TheAgencysUnitWhereTheRowsHasEnded", "trade,bus,*,,,,STATE,SHUT\n",
                  "STATE,OWN,,no,,,,yes\nSTATE,SHUT,,no,,2025-12-31,,no\n",
                  "STATE/OWN by routing.csv:2", "nobody by routing.csv:2"},
        StaffCase{"ARowForOwnStaffWhoseUnitHasEnded", "trade,bus,*,yes,,,STATE,SHUT\n",
                  "STATE,OWN,,no,,,,yes\nSTATE,SHUT,,no,,2025-12-31,,no\n",
                  "nobody by routing.csv:2", "STATE/DESK by tasks.csv:6"},
        StaffCase{"TheOwnersUnit", "", kStateStaff, "STATE/OWN by tasks.csv:6",
                  "STATE/DESK by tasks.csv:6"},
        StaffCase{"TheOwnersOnlyUnit", "", "", "STATE/DESK by tasks.csv:6",
                  "STATE/DESK by tasks.csv:6"}),
    [](const auto& info) { return info.param.name; });

TEST(OwnStaffRoute, SaysWhyAndWhatItLookedAt) {
  PackageFiles files = SmallListPackage();
  const auto list = MakeSmallList(files);
  const auto directory =
      Directory::Make(1, absl::UnixEpoch(), ParseDirectory(files).value()).value();
  const Route route = FindRoute(*list, *directory,
                                {.task = "aid",
                                 .action = "COMPLAINT",
                                 .place = "bus",
                                 .service_line = "WORK",
                                 .is_own_staff = true,
                                 .day = kDay});
  EXPECT_THAT(route.inputs,
              ::testing::ElementsAre(Input{"task", "aid"}, Input{"action", "COMPLAINT"},
                                     Input{"place", "bus"}, Input{"protection", "none"},
                                     Input{"own_staff", "yes"}, Input{"service_line", "WORK"},
                                     Input{"date", "2026-03-01"}));
  EXPECT_THAT(route.reason, ::testing::Not(::testing::HasSubstr("DESK")));
}

struct BadRow {
  const char* name;
  // routing.csv: task_code,place,protection,action,own_staff,service_line,...,agency,unit
  const char* rows;
  const char* fault;
};

void PrintTo(const BadRow& bad, std::ostream* out) { *out << bad.name; }

absl::Status ParseRouting(absl::string_view rows) {
  PackageFiles files = SmallListPackage();
  files["lists/1/routing.csv"] = absl::StrCat(
      "task_code,place,protection,action,own_staff,service_line,valid_from,valid_to,agency,unit\n",
      rows);
  return ParseSmallList(files).status();
}

class RefusedCriterion : public ::testing::TestWithParam<BadRow> {};

TEST_P(RefusedCriterion, IsNamedByRowAndColumn) {
  EXPECT_THAT(ParseRouting(GetParam().rows),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedCriterion,
    ::testing::Values(
        BadRow{"Action", "aid,*,*,complaint,,,,,CITY,DESK\n", "row 2 column action \"complaint\""},
        BadRow{"Line", "aid,*,*,,,A-B,,,CITY,DESK\n", "row 2 column service_line \"A-B\""},
        BadRow{"OwnStaff", "aid,*,*,,maybe,,,,CITY,DESK\n", "row 2 column own_staff \"maybe\""},
        BadRow{"OwnStaffOfTheProtected", "aid,*,protected,,yes,,,,CITY,SHIELD\n",
               "row 2 column own_staff \"yes\": never holds"},
        BadRow{"TieOfStarAndEmpty", "aid,*,*,*,no,,,,CITY,DESK\naid,*,*,,no,*,,,CITY,SORT\n",
               "row 3 column task_code \"aid\": ties with row 2"}),
    [](const auto& info) { return info.param.name; });

TEST(Criteria, MayBeStarsOrEmptyAndDifferInOneCell) {
  EXPECT_THAT(ParseRouting("aid,*,*,*,*,*,,,CITY,DESK\n"
                           "aid,*,*,A_1,,,,,CITY,DESK\n"
                           "aid,*,*,,yes,,,,CITY,DESK\n"
                           "aid,*,*,,no,,,,CITY,DESK\n"
                           "aid,*,*,,,FAMILY,,,CITY,DESK\n"),
              IsOk());
}

}  // namespace
}  // namespace skranke
