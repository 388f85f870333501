#include "libs/tasklist/task_list.h"

#include <gmock/gmock.h>

#include "libs/base/hex.h"
#include "libs/base/sha256.h"
#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsNull;
using ::testing::SizeIs;

TEST(TaskList, FindsTasksWithTheirRowsAndNothingElse) {
  const auto list = MakeSmallList(SmallListPackage());
  EXPECT_EQ(list->version(), "1");
  EXPECT_EQ(list->valid_from(), absl::CivilDay(2026, 1, 1));
  EXPECT_EQ(list->Find("pass")->title_en(), "Passport");
  EXPECT_EQ(list->Owner("pass"), "STATE");
  EXPECT_EQ(list->Owner("orphan"), "");
  EXPECT_THAT(list->conditions("pass"), SizeIs(2));
  EXPECT_THAT(list->requirements("pass"), SizeIs(4));
  EXPECT_THAT(list->conditions("aid"), IsEmpty());
  EXPECT_THAT(list->Find("ghost"), IsNull());
  EXPECT_EQ(list->Owner("ghost"), "");
  EXPECT_THAT(list->conditions("ghost"), IsEmpty());
  EXPECT_THAT(list->requirements("ghost"), IsEmpty());
}

TEST(TaskList, HasTheSameHashForTheSameCellsAlone) {
  const std::string hash = MakeSmallList(SmallListPackage())->hash();
  EXPECT_THAT(hash, SizeIs(kSha256Bytes));
  PackageFiles files = SmallListPackage();
  files["lists/1/list.csv"] = "resolution,version,valid_from\r\nCouncil 7/25 ,1, 2026-01-01\r\n";
  EXPECT_EQ(MakeSmallList(files)->hash(), hash);
  files["lists/1/list.csv"] = "resolution,version,valid_from\nCouncil 8/25,1,2026-01-01\n";
  EXPECT_NE(MakeSmallList(files)->hash(), hash);
}

TEST(TaskList, HasAnotherHashForEveryTableThatChanges) {
  const std::string hash = MakeSmallList(SmallListPackage())->hash();
  for (const char* row :
       {"tasks.csv:visa,,,,no,,no,no,,,,,\n", "conditions.csv:form,age,-,\n",
        "requirements.csv:form,fee,form_fee,,no,\n", "routing.csv:pass,*,*,,,STATE,DESK\n"}) {
    PackageFiles files = SmallListPackage();
    const std::string text = row;
    files["lists/1/" + text.substr(0, text.find(':'))] += text.substr(text.find(':') + 1);
    EXPECT_NE(MakeSmallList(files)->hash(), hash) << row;
  }
}

// Stored hashes must be found again by every later program.
TEST(TaskList, KeepsTheHashItHadInFormatOne) {
  EXPECT_EQ(ToHex(MakeSmallList(SmallListPackage())->hash()),
            "6890d5c37409f0d6ac43b42eedec2e166a872d92e1dcd1ed30f84a7f2a1cae2c");
}

// What content is wrong: no package has it, but a store might.
struct BadContent {
  const char* name;
  void (*spoil)(storage::v1::TaskListContent* content);
  const char* message;
};

void PrintTo(const BadContent& bad, std::ostream* out) { *out << bad.name; }

class TaskListRefuses : public ::testing::TestWithParam<BadContent> {};

TEST_P(TaskListRefuses, ContentThatNoPackageHas) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(auto content, ParseSmallList(SmallListPackage()));
  GetParam().spoil(&content);
  EXPECT_THAT(TaskList::Make(content),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Corpus, TaskListRefuses,
    ::testing::Values(
        BadContent{"NoFirstDay", [](auto* content) { content->clear_valid_from(); }, ""},
        BadContent{"TaskTwice", [](auto* content) { content->mutable_tasks(1)->set_task("pass"); },
                   "tasks.csv row 3: is listed twice"},
        BadContent{"ConditionOfNoTask",
                   [](auto* content) { content->mutable_conditions(0)->set_task("ghost"); },
                   "conditions.csv row 2: is of an unknown task"},
        BadContent{"BadCondition",
                   [](auto* content) { content->mutable_conditions(0)->set_test("adult"); }, ""},
        BadContent{"RequirementOfNoTask",
                   [](auto* content) { content->mutable_requirements(0)->set_task("ghost"); },
                   "requirements.csv row 2: is of an unknown task"},
        BadContent{"BadDay",
                   [](auto* content) { content->mutable_routing(0)->set_valid_to("soon"); }, ""},
        BadContent{"Tie", [](auto* content) { *content->add_routing() = content->routing(0); },
                   "routing.csv row 2: ties"}));

}  // namespace
}  // namespace skranke
