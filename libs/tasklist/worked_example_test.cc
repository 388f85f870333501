#include "libs/tasklist/worked_example.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/tasklist/small_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kHeader[] =
    "name,task_code,place,protection,day,facts,expected_class,expected_agency,expected_unit\n";

PackageFiles WithExamples(const std::string& rows) {
  PackageFiles files = SmallListPackage();
  files["lists/1/examples.csv"] = kHeader + rows;
  return files;
}

std::vector<ExampleFailure> Failures(const PackageFiles& files) {
  const auto directory =
      Directory::Make(1, absl::UnixEpoch(), ParseDirectory(files).value()).value();
  return RunExamples(*MakeSmallList(files), *directory);
}

TEST(WorkedExample, PassesWhereTheListSaysTheSame) {
  EXPECT_THAT(Failures(WithExamples(
                  "adult,pass,centre,none,2026-02-01,age = 18; citizen = ja,QUICK,STATE,DESK\n"
                  "minor,pass,centre,,2026-02-01,\"age = 17,5; citizen = true\","
                  "DISCRETIONARY,STATE,\n"
                  "no fact,pass,centre,none,2026-02-01,,TRIAGE,,\n"
                  "shielded,aid,centre,protected,2026-02-01,,DISCRETIONARY,CITY,SHIELD\n"
                  "unheard of,nothing,centre,none,2026-02-01,,TRIAGE,,\n")),
              IsEmpty());
}

TEST(WorkedExample, FailsNamingRowExpectedAndActual) {
  const auto failures =
      Failures(WithExamples("adult,pass,centre,none,2026-02-01,age = 17; citizen = true,QUICK,,\n"
                            "agency,aid,centre,none,2026-02-01,,DISCRETIONARY,STATE,\n"
                            "unit,aid,centre,none,2026-02-01,,DISCRETIONARY,CITY,OLD\n"
                            "fine,aid,centre,none,2026-02-01,,DISCRETIONARY,CITY,DESK\n"
                            "orphan,orphan,centre,none,2026-02-01,,DISCRETIONARY,CITY,DESK\n"));
  ASSERT_THAT(failures, SizeIs(4));
  EXPECT_EQ(failures[0].row, 2u);
  EXPECT_EQ(failures[0].column, "expected_class");
  EXPECT_EQ(failures[0].expected, "QUICK");
  EXPECT_EQ(failures[0].actual, "DISCRETIONARY");
  EXPECT_THAT(failures[0].because, HasSubstr("conditions.csv:2"));
  EXPECT_EQ(failures[1].column, "expected_agency");
  EXPECT_EQ(failures[1].actual, "CITY");
  EXPECT_EQ(failures[2].column, "expected_unit");
  EXPECT_EQ(failures[2].actual, "DESK");
  EXPECT_EQ(failures[3].actual, "nobody");
}

TEST(WorkedExample, IsReadStrictly) {
  struct {
    std::string row, fault;
  } const rows[] = {
      {",pass,centre,none,2026-02-01,,QUICK,,\n", "column name: is missing"},
      {"a,passs,centre,none,2026-02-01,,QUICK,,\n", "column task_code \"passs\": is not in"},
      {"a,pass,centre,hidden,2026-02-01,,QUICK,,\n", "column protection \"hidden\": must be none"},
      {"a,pass,centre,none,,,QUICK,,\n", "column day: is missing"},
      {"a,pass,centre,none,2026-02-30,,QUICK,,\n", "column day \"2026-02-30\""},
      {"a,pass,centre,none,2026-02-01,age,QUICK,,\n", "column facts \"age\": must be NAME = VALUE"},
      {"a,pass,centre,none,2026-02-01,age = VIP,QUICK,,\n", "text needs \"quotes\""},
      {"a,pass,centre,none,2026-02-01,,quick,,\n",
       "column expected_class \"quick\": must be QUICK"},
      {"a,pass,centre,none,2026-02-01,,QUICK,,DESK\n", "column expected_agency: is missing"},
      {"a,pass,,none,2026-02-01,,QUICK,,\na,pass,,none,2026-02-01,,QUICK,,\n",
       "row 3 column name \"a\": stands twice"},
  };
  for (const auto& row : rows) {
    const auto list = ParseSmallList(WithExamples(row.row));
    ASSERT_FALSE(list.ok()) << row.row;
    EXPECT_THAT(std::string(list.status().message()), HasSubstr(row.fault)) << row.row;
  }
}

}  // namespace
}  // namespace skranke
