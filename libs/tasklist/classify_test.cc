#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/tasklist/completeness.h"
#include "libs/tasklist/small_list.h"
#include "libs/tasklist/task_list.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::Duration kQuickMax = absl::Minutes(20);

NamedValue Age(int age) { return {"age", Value::OfNumber(Number(age))}; }
NamedValue Citizen(bool truth) { return {"citizen", Value::OfBoolean(truth)}; }
NamedValue Text(std::string name) { return {std::move(name), Value::OfString("forty")}; }

// SmallListPackage with `form` as `row` says.
std::shared_ptr<const TaskList> ListWithForm(absl::string_view row) {
  PackageFiles files = SmallListPackage();
  absl::StrReplaceAll({{"CITY,yes,20,no,", row}}, &files["lists/1/tasks.csv"]);
  return MakeSmallList(files);
}

struct FormCase {
  const char* name;
  const char* row;  // owner, structured, quick_minutes, discretion
  CaseClass want;
  const char* reason;
};

void PrintTo(const FormCase& one, std::ostream* out) { *out << one.name; }

class ClassifyForm : public ::testing::TestWithParam<FormCase> {};

TEST_P(ClassifyForm, ByItsOwnRowAndSaysWhy) {
  const Classification verdict = ListWithForm(GetParam().row)->Classify("form", {}, kQuickMax);
  EXPECT_EQ(verdict.case_class, GetParam().want);
  EXPECT_EQ(verdict.reason, GetParam().reason);
  EXPECT_EQ(verdict.row, "tasks.csv:4");
  EXPECT_THAT(verdict.inputs, ElementsAre(Input{"task", "form"}));
}

INSTANTIATE_TEST_SUITE_P(
    Edges, ClassifyForm,
    ::testing::Values(
        FormCase{"JustQuickEnough", "CITY,yes,20,no,", CaseClass::kQuick,
                 "The procedure is structured, leaves no discretion and takes 20 of at most 20 "
                 "minutes."},
        FormCase{"OneMinute", "CITY,yes,1,no,", CaseClass::kQuick,
                 "The procedure is structured, leaves no discretion and takes 1 of at most 20 "
                 "minutes."},
        FormCase{"OneMinuteTooLong", "CITY,yes,21,no,", CaseClass::kDiscretionary,
                 "It takes 21 minutes, and at most 20 are quick."},
        FormCase{"NoMinutes", "CITY,yes,,no,", CaseClass::kDiscretionary,
                 "The list gives no minutes for it at the counter."},
        FormCase{"ZeroMinutes", "CITY,yes,0,no,", CaseClass::kDiscretionary,
                 "The list gives no minutes for it at the counter."},
        FormCase{"NotStructured", "CITY,no,5,no,", CaseClass::kDiscretionary,
                 "The procedure is not structured."},
        FormCase{"Discretion", "CITY,yes,5,yes,", CaseClass::kDiscretionary,
                 "The law asks for discretion."},
        // The owner decides where it goes, not whether the counter can finish it.
        FormCase{"WithoutOwner", ",yes,20,no,", CaseClass::kQuick,
                 "The procedure is structured, leaves no discretion and takes 20 of at most 20 "
                 "minutes."}));

TEST(Classify, SendsAnUnknownTaskToTriage) {
  const Classification verdict =
      MakeSmallList(SmallListPackage())->Classify("ghost", {Age(20)}, kQuickMax);
  EXPECT_EQ(verdict.case_class, CaseClass::kTriage);
  EXPECT_EQ(verdict.row, "");
  EXPECT_EQ(verdict.reason, "The list has no such task.");
  EXPECT_THAT(verdict.inputs, ElementsAre(Input{"task", "ghost"}));
}

TEST(Classify, CitesTheLaw) {
  const auto list = MakeSmallList(SmallListPackage());
  EXPECT_EQ(list->Classify("aid", {}, kQuickMax).reason,
            "The procedure is not structured (Aid Act 1).");
}

TEST(Classify, TakesNothingForQuickWhereTheOfficeAllowsNoMinutes) {
  const auto list = MakeSmallList(SmallListPackage());
  EXPECT_EQ(list->Classify("form", {}, absl::ZeroDuration()).case_class, CaseClass::kDiscretionary);
}

// pass has the conditions age >= 18 (asked for by a required row) and citizen true (not asked for).
struct PassCase {
  const char* name;
  std::vector<NamedValue> facts;
  CaseClass want;
  const char* row;
  const char* reason;
};

void PrintTo(const PassCase& one, std::ostream* out) { *out << one.name; }

class ClassifyPass : public ::testing::TestWithParam<PassCase> {};

TEST_P(ClassifyPass, ByItsConditionsAndNamesNoStatedValue) {
  const Classification verdict =
      MakeSmallList(SmallListPackage())->Classify("pass", GetParam().facts, kQuickMax);
  EXPECT_EQ(verdict.case_class, GetParam().want);
  EXPECT_EQ(verdict.row, GetParam().row);
  EXPECT_THAT(verdict.reason, HasSubstr(GetParam().reason));
  EXPECT_THAT(verdict.reason, Not(HasSubstr("17")));
  EXPECT_THAT(verdict.reason, Not(HasSubstr("forty")));
}

constexpr char kQuickPass[] =
    "The procedure is structured, leaves no discretion and takes 15 of at most 20 minutes "
    "(Passport Act 3).";

INSTANTIATE_TEST_SUITE_P(
    Facts, ClassifyPass,
    ::testing::Values(
        PassCase{"AllHold", {Age(18), Citizen(true)}, CaseClass::kQuick, "tasks.csv:2", kQuickPass},
        PassCase{
            "InAnyOrder", {Citizen(true), Age(18)}, CaseClass::kQuick, "tasks.csv:2", kQuickPass},
        PassCase{"TheDayBefore",
                 {Age(17), Citizen(true)},
                 CaseClass::kDiscretionary,
                 "conditions.csv:2",
                 "The condition age >= 18 does not hold (Passport Act 4)."},
        PassCase{"TheSecondFails",
                 {Age(18), Citizen(false)},
                 CaseClass::kDiscretionary,
                 "conditions.csv:3",
                 "The condition citizen true does not hold (Passport Act 1)."},
        PassCase{"BothFail",
                 {Age(17), Citizen(false)},
                 CaseClass::kDiscretionary,
                 "conditions.csv:2",
                 "age >= 18 does not hold"},
        PassCase{
            "AskedForFactMissing", {Citizen(true)}, CaseClass::kQuick, "tasks.csv:2", kQuickPass},
        PassCase{"UnaskedFactMissing",
                 {Age(18)},
                 CaseClass::kTriage,
                 "conditions.csv:3",
                 "The condition citizen true cannot be judged without the fact"},
        PassCase{"NothingStated",
                 {},
                 CaseClass::kTriage,
                 "conditions.csv:3",
                 "cannot be judged without the fact"},
        PassCase{"WrongType",
                 {Text("age"), Citizen(true)},
                 CaseClass::kTriage,
                 "conditions.csv:2",
                 "The condition age >= 18 cannot be judged: the fact is of another type"},
        PassCase{"AFailureOutweighsAnErrorBeforeIt",
                 {Text("age"), Citizen(false)},
                 CaseClass::kDiscretionary,
                 "conditions.csv:3",
                 "citizen true does not hold"},
        PassCase{"AFailureOutweighsAnErrorAfterIt",
                 {Age(17), Text("citizen")},
                 CaseClass::kDiscretionary,
                 "conditions.csv:2",
                 "age >= 18 does not hold"},
        PassCase{"TheFirstErrorIsTold",
                 {Text("age"), Text("citizen")},
                 CaseClass::kTriage,
                 "conditions.csv:2",
                 "age >= 18 cannot be judged"}));

TEST(Classify, ShowsEachFactItLookedAtInTheOrderOfTheConditions) {
  const auto list = MakeSmallList(SmallListPackage());
  EXPECT_THAT(
      list->Classify("pass", {Citizen(true), Text("name"), Age(18)}, kQuickMax).inputs,
      ElementsAre(Input{"task", "pass"}, Input{"fact.age", "18"}, Input{"fact.citizen", "true"}));
  EXPECT_THAT(
      list->Classify("pass", {Age(18)}, kQuickMax).inputs,
      ElementsAre(Input{"task", "pass"}, Input{"fact.age", "18"}, Input{"fact.citizen", "null"}));
}

TEST(Classify, ShowsAFactOnceForTwoConditions) {
  PackageFiles files = SmallListPackage();
  files["lists/1/conditions.csv"] += "form,age,>= 18,\nform,age,< 67,\n";
  const auto list = MakeSmallList(files);
  EXPECT_THAT(list->Classify("form", {Age(66)}, kQuickMax).inputs,
              ElementsAre(Input{"task", "form"}, Input{"fact.age", "66"}));
  EXPECT_EQ(list->Classify("form", {Age(66)}, kQuickMax).case_class, CaseClass::kQuick);
  EXPECT_EQ(list->Classify("form", {Age(67)}, kQuickMax).case_class, CaseClass::kDiscretionary);
}

// Such a case would be complete, and finished, without anybody having judged the condition.
TEST(Classify, DoesNotCountOnAFactThatIsAskedForButNotRequired) {
  PackageFiles files = SmallListPackage();
  absl::StrReplaceAll({{"age,number,yes", "age,number,no"}}, &files["lists/1/requirements.csv"]);
  EXPECT_EQ(MakeSmallList(files)->Classify("pass", {Citizen(true)}, kQuickMax).case_class,
            CaseClass::kTriage);
}

// facts.csv asks for `reported` only where the purpose is STOLEN.
PackageFiles FormWithReport(absl::string_view test) {
  PackageFiles files = SmallListPackage();
  files["lists/1/facts.csv"] =
      "task_code,fact,type,required_when_fact,required_when_test\n"
      "form,purpose,text,,\n"
      "form,reported,flag,purpose,\"\"\"STOLEN\"\"\"\n";
  files["lists/1/requirements.csv"] += "form,fact,reported,flag,yes,\n";
  files["lists/1/conditions.csv"] += absl::StrCat("form,reported,", test, ",\n");
  return files;
}

TEST(Classify, CountsOnAnAbsentFactOnlyWhereItIsAskedFor) {
  const NamedValue stolen = {"purpose", Value::OfString("STOLEN")};
  const NamedValue lost = {"purpose", Value::OfString("LOST")};
  const NamedValue reported = {"reported", Value::OfBoolean(true)};
  const NamedValue unreported = {"reported", Value::OfBoolean(false)};
  struct {
    std::vector<NamedValue> facts;
    CaseClass want;
    bool is_complete;
  } const rows[] = {
      {{stolen}, CaseClass::kQuick, false},
      {{}, CaseClass::kQuick, false},
      {{stolen, reported}, CaseClass::kQuick, true},
      {{lost, reported}, CaseClass::kQuick, true},
      {{lost, unreported}, CaseClass::kDiscretionary, true},
      {{lost}, CaseClass::kTriage, true},
  };
  const auto list = MakeSmallList(FormWithReport("true"));
  for (const auto& row : rows) {
    const Classification verdict = list->Classify("form", row.facts, kQuickMax);
    EXPECT_EQ(verdict.case_class, row.want) << verdict.reason;
    std::vector<Supplied> supplied;
    for (const NamedValue& fact : row.facts) {
      const bool is_flag = fact.value.is(ValueType::kBoolean);
      supplied.push_back(
          {.kind = RequirementKind::kFact, .code = fact.name, .type = is_flag ? "flag" : "text"});
    }
    EXPECT_EQ(MissingRequirements(*list, "form", supplied, row.facts).empty(), row.is_complete);
  }
  const Classification unjudged = list->Classify("form", {lost}, kQuickMax);
  EXPECT_EQ(unjudged.row, "conditions.csv:4");
  EXPECT_EQ(unjudged.reason, "The condition reported true cannot be judged without the fact.");
}

TEST(Classify, LetsAListSayWhatHoldsWhereAFactIsNotAskedFor) {
  const auto list = MakeSmallList(FormWithReport("\"null, true\""));
  const NamedValue lost = {"purpose", Value::OfString("LOST")};
  EXPECT_EQ(list->Classify("form", {lost}, kQuickMax).case_class, CaseClass::kQuick);
}

}  // namespace
}  // namespace skranke
