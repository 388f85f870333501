// The test kit itself, where the shared folder is: level 2 whole, and of level 3 no less than is
// reached.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/limits.h"
#include "libs/decision/dmn/tck_case.h"
#include "libs/decision/dmn/tck_run.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

TckScore ScoreOf(const char* level) {
  return RunTck(SharedData(absl::StrCat("tck/TestCases/", level)), absl::UnixEpoch());
}

TEST(Tck, PassesLevelTwoWhole) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  const TckScore score = ScoreOf("compliance-level-2");
  EXPECT_GE(score.cases.all, 94);
  EXPECT_TRUE(score.is_whole()) << absl::StrJoin(score.failures, "\n");
}

constexpr char kModel[] = R"(
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
        <inputData name="n" id="n"><variable name="n" typeRef="number"/></inputData>
        <decision name="d" id="d">
          <informationRequirement><requiredInput href="#n"/></informationRequirement>
          <literalExpression><text>n + 1</text></literalExpression>
        </decision>
      </definitions>)";

// A kit of one model and these cases.
TckScore ScoreOfCases(const TempDir& dir, absl::string_view cases) {
  dir.Write("m.dmn", kModel);
  dir.Write("m-test-01.xml", absl::StrCat(R"(
      <t:testCases xmlns:t="http://www.omg.org/spec/DMN/20160719/testcase"
                   xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
        <t:modelName>m.dmn</t:modelName>)",
                                          cases, "</t:testCases>"));
  return RunTck(dir.path(), absl::UnixEpoch());
}

constexpr char kGoodCase[] = R"(
        <t:testCase id="1">
          <t:inputNode name="n"><t:value i:type="x:decimal">2</t:value></t:inputNode>
          <t:resultNode name="d"><t:expected><t:value i:type="x:decimal">3.000000001</t:value>
          </t:expected></t:resultNode>
        </t:testCase>)";

// Teeth: the second case expects what is wrong.
TEST(Tck, CountsACaseThatFails) {
  const TempDir dir;
  const TckScore score = ScoreOfCases(dir, absl::StrCat(kGoodCase, R"(
        <t:testCase id="2">
          <t:inputNode name="n"><t:value i:type="x:decimal">2</t:value></t:inputNode>
          <t:resultNode name="d"><t:expected><t:value i:type="x:decimal">4</t:value>
          </t:expected></t:resultNode>
        </t:testCase>
        <t:testCase id="3">
          <t:resultNode name="d"><t:expected><t:value i:nil="true"/></t:expected></t:resultNode>
        </t:testCase>)"));
  EXPECT_EQ(score.cases.all, 3);
  EXPECT_EQ(score.cases.passed, 2);
  EXPECT_EQ(score.values.all, 2);
  EXPECT_EQ(score.values.passed, 1);
  EXPECT_EQ(score.whole_models().passed, 0);
  EXPECT_FALSE(score.is_whole());
  ASSERT_EQ(score.failures.size(), 1u);
  EXPECT_THAT(score.failures[0], ::testing::HasSubstr("2: d is 3, not 4"));
  EXPECT_THAT(score.ToString(), ::testing::EndsWith("2 passed, 1 failed\n"));
}

// A file that loses its cases loses them in the open.
TEST(Tck, CountsATestFileThatCannotBeReadAsAFailure) {
  const TempDir whole;
  EXPECT_TRUE(ScoreOfCases(whole, kGoodCase).is_whole());
  whole.Write("other.xml", "<notes>XML of another kind</notes>");
  EXPECT_TRUE(RunTck(whole.path(), absl::UnixEpoch()).is_whole());
  const TempDir empty;
  EXPECT_FALSE(RunTck(empty.path(), absl::UnixEpoch()).is_whole());

  const std::pair<const char*, std::string> rows[] = {
      {"cut", "<t:testCases"},
      {"older", "<testCases xmlns='http://www.omg.org/spec/DMN/1/testcase'/>"},
      {"none", "<testCases xmlns='http://www.omg.org/spec/DMN/20160719/testcase'/>"},
      {"idle",
       "<testCases xmlns='http://www.omg.org/spec/DMN/20160719/testcase'><testCase id='1'/>"
       "</testCases>"},
      {"large", std::string(kPackageFileBytesMax + 1, ' ')}};
  for (const auto& [name, bytes] : rows) {
    const TempDir dir;
    dir.Write(absl::StrCat(name, "/x-test-01.xml"), bytes);
    const TckScore score = ScoreOfCases(dir, kGoodCase);
    EXPECT_FALSE(score.is_whole()) << name;
    EXPECT_EQ(score.cases.passed, 1) << name;
    EXPECT_EQ(score.cases.all, 2) << name;
    EXPECT_EQ(score.whole_models().passed, 1) << name;
    EXPECT_EQ(score.whole_models().all, 2) << name;
    ASSERT_EQ(score.failures.size(), 1u) << name;
    EXPECT_THAT(score.failures[0], ::testing::StartsWith(absl::StrCat(name, " x-test-01.xml: ")));
  }
}

// The floors lie a little below what is reached (2026-11), so that a step back is noticed.
TEST(Tck, PassesLevelThreeButForItsTail) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  const TckScore score = ScoreOf("compliance-level-3");
  EXPECT_GT(score.cases.all, 2'000);
  EXPECT_GE(score.cases.passed * 1000, score.cases.all * 985) << score.ToString();
  EXPECT_GE(score.values.passed * 1000, score.values.all * 980) << score.ToString();
  EXPECT_GE(score.mean_share(), 97);
}

}  // namespace
}  // namespace skranke
