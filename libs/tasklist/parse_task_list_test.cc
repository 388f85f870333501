#include "libs/tasklist/parse_task_list.h"

#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/base/limits.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(ParseTaskList, ReadsEveryTable) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, ParseSmallList(SmallListPackage()));
  EXPECT_EQ(list.version(), "1");
  EXPECT_EQ(list.valid_from(), "2026-01-01");
  EXPECT_EQ(list.resolution(), "Council 7/25");
  ASSERT_THAT(list.tasks(), SizeIs(5));
  const storage::v1::TaskRow& pass = list.tasks(0);
  EXPECT_EQ(pass.line(), 2);
  EXPECT_EQ(pass.task(), "pass");
  EXPECT_EQ(pass.title_local(), "Pass");
  EXPECT_EQ(pass.owner_agency(), "STATE");
  EXPECT_TRUE(pass.structured());
  EXPECT_EQ(pass.quick_minutes(), 15);
  EXPECT_FALSE(pass.discretion());
  EXPECT_TRUE(pass.personal_attendance());
  EXPECT_EQ(pass.answer_days(), 10);
  EXPECT_THAT(pass.outcomes(), ElementsAre("ISSUED", "GUIDED"));
  EXPECT_FALSE(pass.acute());
  EXPECT_TRUE(list.tasks(1).acute());
  EXPECT_EQ(list.tasks(1).quick_minutes(), 0);
  EXPECT_EQ(list.conditions(1).line(), 3);
  EXPECT_EQ(list.conditions(1).test(), "true");
  EXPECT_EQ(list.requirements(1).kind(), 1);
  EXPECT_EQ(list.requirements(1).of_role(), 1);
  EXPECT_FALSE(list.requirements(3).required());
  EXPECT_EQ(list.routing(0).unit(), "DESK");
}

TEST(ParseTaskList, WaitsThreeWeeksForAnIncompleteCaseUnlessToldOtherwise) {
  PackageFiles files = SmallListPackage();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, ParseSmallList(files));
  EXPECT_EQ(list.tasks(0).incomplete_days(), 21);
  files["lists/1/tasks.csv"] =
      "task_code,title_en,title_local,owner_agency,structured,quick_minutes,discretion,"
      "personal_attendance_required,legal_basis,required_documents,incomplete_days\n"
      "pass,,,,no,,no,no,,,14\naid,,,,no,,no,no,,,\n";
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto told, ParseSmallList(files));
  EXPECT_EQ(told.tasks(0).incomplete_days(), 14);
  EXPECT_EQ(told.tasks(1).incomplete_days(), 21);
}

TEST(ParseTaskList, ListsTheFaultsOfAllTables) {
  PackageFiles files = SmallListPackage();
  files.erase("lists/1/requirements.csv");
  absl::StrAppend(&files["lists/1/conditions.csv"], "pass,age,about 18,\nghost,age,-,\n");
  absl::StrAppend(&files["lists/1/routing.csv"], "aid,*,*,,,CITY,DESK\n");
  const auto list = ParseSmallList(files);
  ASSERT_THAT(list, StatusIs(absl::StatusCode::kInvalidArgument));
  const std::vector<std::string> faults = absl::StrSplit(list.status().message(), '\n');
  EXPECT_THAT(faults,
              ElementsAre(StartsWith("lists/1/conditions.csv row 4 column test \"about 18\": "),
                          StartsWith("lists/1/conditions.csv row 5 column task_code \"ghost\": "),
                          "lists/1/requirements.csv: is missing",
                          StartsWith("lists/1/routing.csv row 3 column task_code \"aid\": ties")));
}

TEST(ParseTaskList, DoesNotBlameOtherTablesForMissingTasks) {
  PackageFiles files = SmallListPackage();
  files.erase("lists/1/tasks.csv");
  EXPECT_THAT(ParseSmallList(files),
              StatusIs(absl::StatusCode::kInvalidArgument, "lists/1/tasks.csv: is missing"));
}

// One table of SmallListPackage with one text in it replaced, and the place of the only fault.
struct BrokenList {
  const char* name;
  const char* file;
  std::string text;
  std::string replacement;
  const char* fault;
};

void PrintTo(const BrokenList& broken, std::ostream* out) { *out << broken.name; }

PackageFiles Broken(const BrokenList& broken) {
  PackageFiles files = SmallListPackage();
  std::string& table = files[absl::StrCat("lists/1/", broken.file)];
  EXPECT_THAT(table, HasSubstr(broken.text));
  table.replace(table.find(broken.text), broken.text.size(), broken.replacement);
  return files;
}

class ParseTaskListRefuses : public ::testing::TestWithParam<BrokenList> {};

TEST_P(ParseTaskListRefuses, NamingFileRowAndColumn) {
  const auto list = ParseSmallList(Broken(GetParam()));
  EXPECT_THAT(list, StatusIs(absl::StatusCode::kInvalidArgument,
                             AllOf(HasSubstr(GetParam().fault), Not(HasSubstr("\n")))));
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, ParseTaskListRefuses,
    ::testing::Values(
        BrokenList{"AnotherVersion", "list.csv", "\n1,", "\n2,",
                   "lists/1/list.csv row 2 column version \"2\": is not the directory's name, 1"},
        BrokenList{"NoVersion", "list.csv", "1,2026-01-01,Council 7/25\n", "",
                   "lists/1/list.csv: must have one row, and has 0"},
        BrokenList{"TwoVersions", "list.csv", "25\n", "25\n1,2027-01-01,\n",
                   "lists/1/list.csv: must have one row, and has 2"},
        BrokenList{"NoFirstDay", "list.csv", "2026-01-01", "",
                   "lists/1/list.csv row 2 column valid_from: is missing"},
        BrokenList{"FirstDayInWords", "list.csv", "2026-01-01", "soon",
                   "lists/1/list.csv row 2 column valid_from \"soon\": must be a day"},
        BrokenList{"UnknownColumn", "tasks.csv", ",answer_days,", ",answer_hours,",
                   "lists/1/tasks.csv row 1 column answer_hours: is not a column"},
        BrokenList{"TaskTwice", "tasks.csv", "\nform,", "\naid,",
                   "lists/1/tasks.csv row 4 column task_code \"aid\": stands twice, also in row 3"},
        BrokenList{"TaskWithoutCode", "tasks.csv", "\nform,", "\n,",
                   "lists/1/tasks.csv row 4 column task_code: is missing"},
        BrokenList{"TaskNamedAny", "tasks.csv", "\nform,", "\n*,",
                   "lists/1/tasks.csv row 4 column task_code \"*\": means any task"},
        BrokenList{"UnknownOwner", "tasks.csv", "Hjelp,CITY", "Hjelp,COUNTY",
                   "lists/1/tasks.csv row 3 column owner_agency \"COUNTY\": is not in agencies"},
        BrokenList{"SeveralOwners", "tasks.csv", "Hjelp,CITY", "Hjelp,CITY;STATE",
                   "lists/1/tasks.csv row 3 column owner_agency \"CITY;STATE\": names several"},
        BrokenList{"StructuredPerhaps", "tasks.csv", "STATE,yes", "STATE,jo",
                   "lists/1/tasks.csv row 2 column structured \"jo\": must be yes or no"},
        BrokenList{"NoDiscretion", "tasks.csv", "yes,15,no", "yes,15,",
                   "lists/1/tasks.csv row 2 column discretion: must be yes or no"},
        BrokenList{"NoAttendance", "tasks.csv", "no,yes,Passport", "no,,Passport",
                   "lists/1/tasks.csv row 2 column personal_attendance_required: must be yes"},
        BrokenList{"MinutesOverADay", "tasks.csv", "yes,15,", "yes,1441,",
                   "lists/1/tasks.csv row 2 column quick_minutes \"1441\": must be a whole"},
        BrokenList{"MinutesNegative", "tasks.csv", "yes,15,", "yes,-1,",
                   "lists/1/tasks.csv row 2 column quick_minutes \"-1\": must be a whole"},
        BrokenList{"MinutesWithDecimals", "tasks.csv", "yes,15,", "yes,1.5,",
                   "lists/1/tasks.csv row 2 column quick_minutes \"1.5\": must be a whole"},
        BrokenList{"MinutesBeyondAnyNumber", "tasks.csv", "yes,15,", "yes,99999999999,",
                   "lists/1/tasks.csv row 2 column quick_minutes \"99999999999\": must be"},
        BrokenList{"AnswerInElevenYears", "tasks.csv", ",10,NORMAL", ",3661,NORMAL",
                   "lists/1/tasks.csv row 2 column answer_days \"3661\": must be a whole"},
        BrokenList{"UnknownUrgency", "tasks.csv", "NORMAL", "HIGH",
                   "lists/1/tasks.csv row 2 column urgency \"HIGH\": must be NORMAL or ACUTE"},
        BrokenList{"OutcomeInLowerCase", "tasks.csv", "ISSUED;", "Issued;",
                   "lists/1/tasks.csv row 2 column outcomes \"Issued;GUIDED\": must be codes"},
        BrokenList{"OutcomeBeginsWithADigit", "tasks.csv", "ISSUED;", "1ST;",
                   "lists/1/tasks.csv row 2 column outcomes \"1ST;GUIDED\": must be codes"},
        BrokenList{"OutcomeTooLong", "tasks.csv", "ISSUED;",
                   std::string(kCodeBytesMax + 1, 'A') + ";",
                   "lists/1/tasks.csv row 2 column outcomes \"AAA"},
        BrokenList{"ConditionOfNoTask", "conditions.csv", "pass,age", "visa,age",
                   "lists/1/conditions.csv row 2 column task_code \"visa\": is not in tasks"},
        BrokenList{"ConditionWithoutFact", "conditions.csv", "pass,age", "pass,",
                   "lists/1/conditions.csv row 2 column fact: is missing"},
        BrokenList{"ConditionWithoutTest", "conditions.csv", ">= 18", "",
                   "lists/1/conditions.csv row 2 column test: "},
        BrokenList{"ConditionInWords", "conditions.csv", ">= 18", "adult",
                   "lists/1/conditions.csv row 2 column test \"adult\": "},
        BrokenList{"RequirementOfNoTask", "requirements.csv", "aid,consent", "help,consent",
                   "lists/1/requirements.csv row 6 column task_code \"help\": is not in tasks"},
        BrokenList{"UnknownKind", "requirements.csv", "aid,consent", "aid,promise",
                   "lists/1/requirements.csv row 6 column kind \"promise\": must be document"},
        BrokenList{"RequirementWithoutCode", "requirements.csv", "bank_consent", "",
                   "lists/1/requirements.csv row 6 column code: is missing"},
        BrokenList{"RequirementTwice", "requirements.csv", "photo,,no,",
                   "id_document,,no,applicant",
                   "lists/1/requirements.csv row 5 column code \"id_document\": stands twice"},
        BrokenList{"UnknownRole", "requirements.csv", "subject", "neighbour",
                   "lists/1/requirements.csv row 6 column of_role \"neighbour\": must be appl"},
        BrokenList{"UnknownTypeOfFact", "requirements.csv", "number", "money",
                   "lists/1/requirements.csv row 2 column type \"money\": must be text"},
        BrokenList{"FactWithoutType", "requirements.csv", "age,number", "age,",
                   "lists/1/requirements.csv row 2 column type: must be text"},
        BrokenList{"NeitherRequiredNorNot", "requirements.csv", "number,yes", "number,",
                   "lists/1/requirements.csv row 2 column required: must be yes or no"},
        BrokenList{"RouteOfNoTask", "routing.csv", "\naid,", "\nhelp,",
                   "lists/1/routing.csv row 2 column task_code \"help\": is not in tasks"},
        BrokenList{"RouteWithoutTask", "routing.csv", "\naid,", "\n,",
                   "lists/1/routing.csv row 2 column task_code: is missing"},
        BrokenList{"RouteWithoutPlace", "routing.csv", "aid,*,*", "aid,,*",
                   "lists/1/routing.csv row 2 column place: is missing"},
        BrokenList{"UnknownProtection", "routing.csv", "aid,*,*", "aid,*,secret",
                   "lists/1/routing.csv row 2 column protection \"secret\": must be none"},
        BrokenList{"ImpossibleDay", "routing.csv", "*,,,", "*,2026-02-29,,",
                   "lists/1/routing.csv row 2 column valid_from \"2026-02-29\": must be a day"},
        BrokenList{"EndBeforeBeginning", "routing.csv", "*,,,", "*,2026-02-02,2026-02-01,",
                   "lists/1/routing.csv row 2 column valid_to \"2026-02-01\": is before"},
        BrokenList{"UnknownAgency", "routing.csv", "CITY,DESK", "COUNTY,DESK",
                   "lists/1/routing.csv row 2 column agency \"COUNTY\": is not in agencies.csv"},
        BrokenList{"UnitOfAnotherAgency", "routing.csv", "CITY,DESK", "STATE,SORT",
                   "lists/1/routing.csv row 2 column unit \"SORT\": is not a unit of agency STATE"},
        BrokenList{"Tie", "routing.csv", "aid,*,*,,,CITY,DESK\n",
                   "aid,*,*,,2026-06-30,CITY,DESK\naid,*,*,2026-06-30,,CITY,SORT\n",
                   "lists/1/routing.csv row 3 column task_code \"aid\": ties with row 2"},
        BrokenList{"TieWithARowThatContainsIt", "routing.csv", "aid,*,*,,,CITY,DESK\n",
                   "aid,*,*,2026-01-01,2026-12-31,CITY,DESK\n"
                   "pass,*,*,,,STATE,DESK\n"
                   "aid,*,*,2026-05-01,2026-05-01,CITY,SORT\n"
                   "aid,*,*,2027-01-01,,CITY,SORT\n",
                   "lists/1/routing.csv row 4 column task_code \"aid\": ties with row 2"}));

class ParseTaskListTakes : public ::testing::TestWithParam<BrokenList> {};

TEST_P(ParseTaskListTakes, WhatIsJustWithinTheLimit) {
  EXPECT_THAT(ParseSmallList(Broken(GetParam())), IsOk());
}

INSTANTIATE_TEST_SUITE_P(
    Limits, ParseTaskListTakes,
    ::testing::Values(
        BrokenList{"MinutesOfADay", "tasks.csv", "yes,15,", "yes,1440,"},
        BrokenList{"NoMinutes", "tasks.csv", "yes,15,", "yes,0,"},
        BrokenList{"AnswerInTenYears", "tasks.csv", ",10,NORMAL", ",3660,NORMAL"},
        BrokenList{"LongestOutcome", "tasks.csv", "ISSUED;", std::string(kCodeBytesMax, 'A') + ";"},
        BrokenList{"OwnerWithSpacesAround", "tasks.csv", "Hjelp,CITY", "Hjelp, CITY "},
        BrokenList{"SameDocumentOfTwo", "requirements.csv", "photo,,no,",
                   "id_document,,no,other_guardian"},
        BrokenList{"RouteOfAnyTask", "routing.csv", "\naid,", "\n*,"},
        BrokenList{"RowsThatMeetAtMidnight", "routing.csv", "aid,*,*,,,CITY,DESK\n",
                   "aid,*,*,2026-07-01,,CITY,SORT\naid,*,*,,2026-06-30,CITY,DESK\n"},
        BrokenList{"RowsOfUnequalSpecificity", "routing.csv", "aid,*,*,,,CITY,DESK\n",
                   "aid,*,*,,,CITY,DESK\naid,bus,*,,,CITY,SORT\naid,*,none,,,CITY,SORT\n"}));

// The real list in an office whose agencies are its owners.
absl::StatusOr<storage::v1::TaskListContent> ParseRealList(absl::string_view file) {
  PackageFiles files = SmallListPackage();
  for (const char* table : {"conditions.csv", "requirements.csv", "routing.csv"}) {
    std::string& bytes = files[TaskListPath("1", table)];
    bytes.resize(bytes.find('\n') + 1);
  }
  SKRANKE_ASSIGN_OR_RETURN(files["lists/1/tasks.csv"],
                           ReadFile(SharedData(absl::StrCat("data/oppgaveliste/", file))));
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable table, ParseCsv("x", files["lists/1/tasks.csv"]));
  std::set<std::string> owners;
  for (const CsvRow& row : table.rows) {
    const absl::string_view owner =
        absl::StripAsciiWhitespace(row.cells[*table.FindColumn("owner_agency")]);
    if (!owner.empty()) owners.emplace(owner);
  }
  for (const std::string& owner : owners) {
    files["agencies.csv"] += CsvLine({owner, owner, "", "", ""});
    files["units.csv"] += CsvLine({owner, "U", "", "no", "", "", ""});
  }
  return ParseSmallList(files);
}

TEST(ParseTaskList, LoadsTheNorwegianList) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, ParseRealList("oppgaveliste_no.csv"));
  EXPECT_THAT(list.tasks(), SizeIs(118));
}

TEST(ParseTaskList, LoadsTheBostonList) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto list, ParseRealList("oppgaveliste_boston.csv"));
  EXPECT_THAT(list.tasks(), SizeIs(135));
}

TEST(ParseTaskList, RefusesTheDutchListNamingEachTaskOfSeveralOwners) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  const auto list = ParseRealList("oppgaveliste_nl.csv");
  ASSERT_THAT(list, StatusIs(absl::StatusCode::kInvalidArgument));
  const std::vector<std::string> faults = absl::StrSplit(list.status().message(), '\n');
  EXPECT_THAT(faults, SizeIs(54));
  EXPECT_THAT(faults,
              Each(AllOf(StartsWith("lists/1/tasks.csv row "), HasSubstr(" column owner_agency "),
                         HasSubstr("names several owners"))));
}

TEST(ParseTaskList, LoadsTheSampleOffice) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const PackageFiles files,
                               ReadPackage(SourceFile("deploy/offices/nordvik")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory, ParseDirectory(files));
  EXPECT_THAT(TaskListVersions(files), Not(IsEmpty()));
  for (const std::string& version : TaskListVersions(files)) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto content, ParseTaskList(files, version, directory));
    EXPECT_THAT(TaskList::Make(content), IsOk());
  }
}

}  // namespace
}  // namespace skranke
