#include "tools/skranke/suggestion.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kMap[] = R"(system = test
zone = UTC
columns = id task place agency unit
id = id
[step register]
call = RegisterCase
task = task
place = place
[route]
agency = agency
unit = unit
when = unit is not "BACK"
)";

constexpr char kHistory[] =
    "id,task,place,agency,unit\n"
    "1,aid,hall,CITY,EAST\n"
    "2,aid,hall,CITY,EAST\n"
    "3,aid,quay,CITY,WEST\n"
    "4,aid,quay,CITY,BACK\n"
    "5,ghost,hall,CITY,EAST\n"
    "6,pass,,CITY,\n";

ImportMap Map(absl::string_view text = kMap) {
  return ParseImportMap("test.map", text,
                        [](const std::string&) { return UsageError("there are no files"); })
      .value();
}

ListTables List() {
  return {
      {"list.csv", "version,valid_from,resolution\n1,2026-01-01,Council 7/25\n"},
      {"tasks.csv", "task_code,title_en\naid,Aid\npass,Pass\n"},
      {"conditions.csv", "task_code,fact,test,legal_basis\n"},
      {"routing.csv",
       "task_code,place,protection,action,valid_from,valid_to,agency,unit\n"
       "*,*,protected,,,,CITY,SHIELD\n"
       "aid,*,none,,,,CITY,OLD\n"
       "aid,*,*,COMPLAINT,,,CITY,LAW\n"
       "pass,*,*,,2026-02-01,,CITY,PASS\n"},
  };
}

absl::StatusOr<RouteSuggestion> Ask(const SuggestionWish& wish, absl::string_view map = kMap) {
  return Suggest(Map(map), ParseCsv("history.csv", kHistory).value(), List(), wish);
}

TEST(Suggestion, ReplacesTheRowsThatTheHistorySpeaksOf) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const RouteSuggestion made, Ask({.min_cases = 1}));
  EXPECT_EQ(made.tables.at("routing.csv"),
            "task_code,place,protection,action,valid_from,valid_to,agency,unit\n"
            "*,*,protected,,,,CITY,SHIELD\n"
            "aid,*,*,COMPLAINT,,,CITY,LAW\n"
            "pass,*,*,,2026-02-01,,CITY,PASS\n"
            "aid,*,*,,,,CITY,EAST\n"
            "aid,quay,*,,,,CITY,WEST\n");
  EXPECT_EQ(made.tables.at("support.csv"),
            "task_code,place,agency,unit,support,cases,percent\n"
            "aid,*,CITY,EAST,2,3,66.7\n"
            "aid,quay,CITY,WEST,1,1,100.0\n");
  EXPECT_EQ(made.tables.at("tasks.csv"), List().at("tasks.csv"));
  EXPECT_EQ(made.cases, 3);
  EXPECT_EQ(made.rows, 2);
}

TEST(Suggestion, LeavesTasksOutThatTheListHasNot) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const RouteSuggestion made, Ask({}));
  EXPECT_THAT(made.unknown, ElementsAre(Pair("ghost", 1)));
  EXPECT_EQ(made.rows, 1);
}

TEST(Suggestion, IsADraftOfItsOwnVersionAndDay) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const RouteSuggestion made,
                               Ask({.version = "2", .valid_from = "2027-01-01"}));
  EXPECT_EQ(made.tables.at("list.csv"), "version,valid_from,resolution\n2,2027-01-01,\n");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const RouteSuggestion same, Ask({}));
  EXPECT_EQ(same.tables.at("list.csv"), "version,valid_from,resolution\n1,2026-01-01,\n");
}

TEST(Suggestion, NeedsARouteInTheMap) {
  const std::string map(absl::string_view(kMap).substr(0, absl::string_view(kMap).find("[route]")));
  EXPECT_THAT(Ask({}, map), HasReason("USAGE"));
}

TEST(Suggestion, NamesTheTableThatIsMissing) {
  for (const char* file : {"list.csv", "tasks.csv", "routing.csv"}) {
    ListTables list = List();
    list.erase(file);
    EXPECT_THAT(Suggest(Map(), ParseCsv("history.csv", kHistory).value(), list, {}),
                StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr(file)));
  }
}

}  // namespace
}  // namespace skranke
