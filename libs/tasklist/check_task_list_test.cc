#include "libs/tasklist/check_task_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "absl/strings/match.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/check_scope.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/planted_list.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

std::shared_ptr<const Directory> MakeDirectory(storage::v1::DirectoryContent content) {
  return Directory::Make(1, absl::UnixEpoch(), std::move(content)).value();
}

Planted PlaceOf(const Finding& finding) {
  return {finding.code, finding.file, finding.row, finding.column};
}

std::vector<Planted> PlacesOf(const std::vector<Finding>& findings) {
  std::vector<Planted> places;
  for (const Finding& finding : findings) places.push_back(PlaceOf(finding));
  return places;
}

std::string Text(const Finding& finding) {
  return absl::StrCat(
      finding.code, " ", finding.file, " row ", finding.row, " ", finding.column, ": ",
      finding.sentence,
      finding.witness ? absl::StrCat(" [", WitnessText(*finding.witness), "]") : "");
}

// The task of the row that a finding is about; empty for any task, and where there is no such row.
std::string TaskAt(const storage::v1::TaskListContent& content, const Finding& finding) {
  const auto find = [&finding](const auto& rows) -> std::string {
    for (const auto& row : rows) {
      if (row.line() == finding.row) return row.task() == "*" ? "" : row.task();
    }
    return "";
  };
  if (absl::EndsWith(finding.file, "/tasks.csv")) return find(content.tasks());
  if (absl::EndsWith(finding.file, "/conditions.csv")) return find(content.conditions());
  if (absl::EndsWith(finding.file, "/requirements.csv")) return find(content.requirements());
  if (absl::EndsWith(finding.file, "/facts.csv")) return find(content.facts());
  if (absl::EndsWith(finding.file, "/owners.csv")) return find(content.owners());
  if (absl::EndsWith(finding.file, "/examples.csv")) return find(content.examples());
  return find(content.routing());
}

// Whether the witness shows what the finding says, asked of the list's sound rows as any case is.
class WitnessJudge {
 public:
  WitnessJudge(const storage::v1::TaskListContent& content, const Directory& directory)
      : content_(content),
        directory_(directory),
        list_(TaskList::Make(SoundRows(content)).value()) {}

  bool Shows(const Finding& finding) const {
    if (!finding.witness) return finding.code == "TEST_UNREADABLE";
    const WitnessCase& witness = *finding.witness;
    const std::string task = TaskAt(content_, finding);
    if (!task.empty() && witness.task != task) return false;
    const Classification verdict =
        list_->Classify(witness.task, witness.facts, directory_.quick_max());
    const Route route = FindRoute(*list_, directory_, witness.Question());
    const std::string route_row = absl::StrCat("routing.csv:", finding.row);
    const std::string condition_row = absl::StrCat("conditions.csv:", finding.row);
    const std::string& code = finding.code;
    if (code == "TASK_UNKNOWN") return list_->Find(witness.task) == nullptr;
    if (code == "TASK_TWICE") return list_->Find(witness.task)->line() != finding.row;
    if (code == "AGENCY_UNKNOWN" || code == "UNIT_UNKNOWN") {
      const bool of_row = !absl::EndsWith(finding.file, "routing.csv") || route.row == route_row;
      return of_row && (!route.found || absl::EndsWith(finding.file, "tasks.csv"));
    }
    if (code == "PLACE_MISSPELT" || code == "ROW_MASKED" || code == "ROW_BEFORE_LIST" ||
        code == "DAYS_REVERSED") {
      return route.row != route_row;
    }
    if (code == "ROWS_TIE") return route.found;
    if (code == "UNIT_ENDED") return route.row == route_row && !route.found;
    if (code == "UNIT_SUCCEEDED") return route.row == route_row && route.found;
    if (code == "PROTECTED_ROW_OVERRIDDEN") {
      return route.row == route_row && witness.is_protected && route.unit != "NORTH";
    }
    if (code == "CASE_UNANSWERED" || code == "TASK_WITHOUT_OWNER") return !route.found;
    if (code == "FACT_NOT_ASKED" || code == "FACT_NOT_REQUIRED" || code == "TEST_WRONG_TYPE") {
      return verdict.case_class == CaseClass::kTriage && verdict.row == condition_row;
    }
    if (code == "CONDITION_NEVER_HOLDS" || code == "CONDITIONS_CONTRADICT") {
      return verdict.case_class == CaseClass::kDiscretionary;
    }
    if (code == "VALUE_NOT_ALLOWED") return verdict.case_class == CaseClass::kQuick;
    if (code == "CONDITION_ALWAYS_HOLDS") return verdict.case_class == CaseClass::kQuick;
    if (code == "CONDITION_MASKED") {
      return verdict.row != condition_row && verdict.case_class == CaseClass::kDiscretionary;
    }
    if (code == "CONDITION_UNUSED") return absl::StartsWith(verdict.row, "tasks.csv");
    if (code == "PUBLIC_AUTHORITY_AT_COUNTER" || code == "VISIT_AT_COUNTER" ||
        code == "EXAMPLE_FAILS") {
      return verdict.case_class == CaseClass::kQuick;
    }
    // What the fact schema says is about completeness: the fact stated must be one of its type.
    return absl::StartsWith(code, "REQUIRED_WHEN") || code == "FACT_TYPE_DIFFERS";
  }

 private:
  const storage::v1::TaskListContent& content_;
  const Directory& directory_;
  const std::shared_ptr<const TaskList> list_;
};

TEST(CheckTaskList, FindsNothingInAThousandSoundRows) {
  const auto directory = MakeDirectory(PlantedDirectory());
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    const PlantedList list(seed);
    ASSERT_GE(list.content().routing_size(), 1'000);
    for (const Finding& finding : CheckTaskList(list.content(), *directory)) {
      ADD_FAILURE() << "seed " << seed << ": " << Text(finding);
    }
  }
}

TEST(CheckTaskList, FindsEveryPlantedFaultAndNoOther) {
  const auto directory = MakeDirectory(PlantedDirectory());
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    PlantedList list(seed);
    list.PlantAll();
    const auto start = std::chrono::steady_clock::now();
    const std::vector<Finding> findings = CheckTaskList(list.content(), *directory);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    std::cout << "check: seed=" << seed << " rows=" << list.content().routing_size()
              << " planted=" << list.planted().size() << " findings=" << findings.size()
              << " ms=" << took.count() << "\n";
    EXPECT_THAT(PlacesOf(findings), UnorderedElementsAreArray(list.planted())) << "seed " << seed;
    const WitnessJudge judge(list.content(), *directory);
    for (const Finding& finding : findings) {
      EXPECT_TRUE(judge.Shows(finding)) << Text(finding);
    }
  }
}

// The judge itself must be able to say no: a witness of another case shows nothing.
TEST(CheckTaskList, GivesWitnessesThatAJudgeCanRefuse) {
  const auto directory = MakeDirectory(PlantedDirectory());
  PlantedList list(1);
  list.PlantAll();
  const WitnessJudge judge(list.content(), *directory);
  int refused = 0;
  int shown = 0;
  for (Finding finding : CheckTaskList(list.content(), *directory)) {
    if (!finding.witness) continue;
    ++shown;
    *finding.witness = {.task = "task_1", .day = absl::CivilDay(2026, 1, 1)};
    refused += judge.Shows(finding) ? 0 : 1;
  }
  EXPECT_EQ(refused, shown);
}

TEST(CheckTaskList, SaysWhatWasProbablyMeant) {
  const auto directory = MakeDirectory(PlantedDirectory());
  PlantedList list(1);
  list.PlantAll();
  const auto findings = CheckTaskList(list.content(), *directory);
  for (const char* const hint :
       {"did you mean AGENCY_1?", "did you mean NORTH?", "did you mean sentrum?",
        "did you mean age?", "did you mean LOST?"}) {
    EXPECT_THAT(findings, Contains(Field(&Finding::sentence, HasSubstr(hint)))) << hint;
  }
}

TEST(CheckTaskList, SaysOnceThatNobodyIsThereForProtectedPersons) {
  auto content = PlantedDirectory();
  for (auto& unit : *content.mutable_units()) unit.set_protected_unit(false);
  const auto directory = MakeDirectory(content);
  const PlantedList list(1);
  const auto findings = CheckTaskList(list.content(), *directory);
  ASSERT_THAT(findings, Contains(Field(&Finding::code, "NO_PROTECTED_UNIT")));
  EXPECT_THAT(findings, SizeIs(2));  // And the row that names no such unit.
  EXPECT_FALSE(HasError(findings));
}

// --- Both sides of each limit ---

struct Case {
  std::string name;
  std::vector<std::string> age_tests;
  std::string code;  // Empty: nothing is found.
};

TEST(CheckConditions, TellsWhichTestsOfOneFactGoTogether) {
  const auto directory = MakeDirectory(PlantedDirectory());
  const Case cases[] = {
      {"open range", {">= 18"}, ""},
      {"touching", {"<= 18", ">= 18"}, ""},
      {"one apart", {"< 18", ">= 18"}, "CONDITIONS_CONTRADICT"},
      {"between whole numbers", {"> 17", "< 18"}, ""},
      {"decimals", {"> 17.5", "< 17.5"}, "CONDITIONS_CONTRADICT"},
      {"three of which two go together",
       {"[1..10]", "[5..20]", "not([5..10])"},
       "CONDITIONS_CONTRADICT"},
      {"the same twice", {">= 18", ">= 18"}, "CONDITION_MASKED"},
      {"looser", {">= 18", ">= 17"}, "CONDITION_MASKED"},
      {"looser first", {">= 17", ">= 18"}, "CONDITION_MASKED"},
      {"crossing", {"[10..30]", "[20..40]"}, ""},
      {"any", {"-"}, "CONDITION_ALWAYS_HOLDS"},
      {"everything in two halves", {"< 5, >= 5"}, "CONDITION_ALWAYS_HOLDS"},
      {"all but one", {"< 5, > 5"}, ""},
      {"nothing", {"not(< 5, >= 5)"}, "CONDITION_NEVER_HOLDS"},
  };
  for (const Case& row : cases) {
    PlantedList list(1);
    list.AddTask("probe");
    list.AddRoute("probe", "*", "none", "AGENCY_1", "NORTH");
    list.AddFactRequirement("probe", "age", "number");
    for (const std::string& test : row.age_tests) list.AddCondition("probe", "age", test);
    const auto findings = CheckTaskList(list.content(), *directory);
    if (row.code.empty()) {
      EXPECT_THAT(PlacesOf(findings), IsEmpty()) << row.name;
    } else {
      ASSERT_THAT(findings, SizeIs(1)) << row.name;
      EXPECT_EQ(findings[0].code, row.code) << row.name;
    }
  }
}

TEST(CheckRouting, TellsFromWhichDayOnAUnitIsClosed) {
  const auto directory = MakeDirectory(PlantedDirectory());
  for (const auto& [valid_to, is_found] : {std::pair("2026-05-31", false), {"2026-06-01", true}}) {
    PlantedList list(1);
    list.AddTask("probe");
    list.AddRoute("probe", "*", "none", "AGENCY_1", "NORTH");
    list.AddRoute("probe", "nord", "none", "CITY", "CLOSED")->set_valid_to(valid_to);
    const auto findings = CheckTaskList(list.content(), *directory);
    if (!is_found) {
      EXPECT_THAT(findings, IsEmpty());
      continue;
    }
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, "UNIT_ENDED");
    EXPECT_EQ(findings[0].witness->day, absl::CivilDay(2026, 6, 1));
  }
}

TEST(CheckRouting, FindsTheFirstDayThatNobodyAnswers) {
  const auto directory = MakeDirectory(PlantedDirectory());
  for (const auto& [second_from, gap] : {std::pair("2026-07-01", false), {"2026-07-02", true}}) {
    PlantedList list(1);
    list.AddTask("probe");
    list.AddRoute("probe", "*", "none", "AGENCY_1", "NORTH")->set_valid_to("2026-06-30");
    list.AddRoute("probe", "*", "none", "AGENCY_1", "SOUTH")->set_valid_from(second_from);
    const auto findings = CheckTaskList(list.content(), *directory);
    ASSERT_THAT(findings, SizeIs(gap ? 1 : 0));
    if (gap) {
      EXPECT_EQ(findings[0].witness->day, absl::CivilDay(2026, 7, 1));
    }
  }
}

TEST(CheckCounter, FollowsTheCountryAndTheOffice) {
  struct {
    std::string country, setting;
    bool is_found;
  } const rows[] = {{"NO", "", false}, {"DK", "", false},    {"SE", "", true},
                    {"FI", "", true},  {"SE", "yes", false}, {"NO", "no", true}};
  for (const auto& row : rows) {
    auto content = PlantedDirectory();
    content.mutable_settings(1)->set_value(row.country);
    content.mutable_settings(4)->set_value(row.setting);
    PlantedList list(1);
    list.AddTask("probe")->set_public_authority(true);
    list.AddRoute("probe", "*", "none", "AGENCY_1", "NORTH");
    EXPECT_EQ(!CheckTaskList(list.content(), *MakeDirectory(content)).empty(), row.is_found)
        << row.country << " " << row.setting;
  }
}

// --- Packages ---

std::vector<Finding> CheckPackage(const PackageFiles& files, absl::string_view version) {
  const auto directory = ParseDirectory(files);
  EXPECT_THAT(directory, IsOk());
  return CheckTaskListFiles(files, version, *MakeDirectory(*directory));
}

TEST(CheckTaskListFiles, TellsFaultsOfCellsAndOfCasesTogether) {
  PackageFiles files = SmallListPackage();
  files["lists/1/conditions.csv"] += "form,colour,VIP,\n";
  files["lists/1/routing.csv"] += "aid,*,all,,,CITY,DESKK\n";
  const auto places = PlacesOf(CheckPackage(files, "1"));
  EXPECT_THAT(places, Contains(Planted("TEST_UNREADABLE", "lists/1/conditions.csv", 4, "test")));
  EXPECT_THAT(places, Contains(Planted("BAD_CELL", "lists/1/routing.csv", 3, "protection")));
  EXPECT_THAT(places, Contains(Planted("UNIT_UNKNOWN", "lists/1/routing.csv", 3, "unit")));
}

TEST(CheckTaskListFiles, JudgesNoCaseWhileATableCannotBeRead) {
  PackageFiles files = SmallListPackage();
  files["lists/1/conditions.csv"] += "form,colour,VIP,\n";
  files.erase("lists/1/requirements.csv");
  EXPECT_THAT(PlacesOf(CheckPackage(files, "1")),
              UnorderedElementsAreArray(
                  std::vector<Planted>{{"BAD_CELL", "lists/1/conditions.csv", 4, "test"},
                                       {"BAD_FILE", "lists/1/requirements.csv", 0, ""}}));
}

TEST(CheckTaskListFiles, FindsNoErrorInTheSampleOffices) {
  for (const char* const office : {"nordvik", "sundby"}) {
    const auto files = ReadPackage(SourceFile(absl::StrCat("deploy/offices/", office)));
    ASSERT_THAT(files, IsOk());
    for (const std::string& version : TaskListVersions(*files)) {
      for (const Finding& finding : CheckPackage(*files, version)) {
        EXPECT_EQ(finding.severity, Severity::kWarning) << office << ": " << Text(finding);
        std::cout << office << ": " << Text(finding) << "\n";
      }
    }
  }
}

}  // namespace
}  // namespace skranke
