// Boxed expressions where they are large: they end by the run's budget, and say what is too much.
// (What they mean, the test kit asks.)
#include "libs/decision/dmn/boxed_logic.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Text(absl::string_view text) {
  return absl::StrCat("<literalExpression><text>", text, "</text></literalExpression>");
}

std::string For(absl::string_view in, absl::string_view result) {
  return absl::StrCat("<for iteratorVariable='i'><in>", in, "</in><return>", result,
                      "</return></for>");
}

// Not a text: what it names cannot be told from its outside.
std::string Conditional(absl::string_view result) {
  return absl::StrCat("<conditional><if>", Text("true"), "</if><then>", Text(result),
                      "</then><else>", Text("0"), "</else></conditional>");
}

struct Answer {
  Value value;
  std::vector<std::string> diagnostics;
  bool is_spent = false;
};

// What a decision of that logic says.
Answer AnswerOf(absl::string_view logic) {
  const auto model = ReadDmnStrictly(
      "m.dmn", absl::StrCat("<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' "
                            "name='m' namespace='m'><decision name='d'>",
                            logic, "</decision></definitions>"));
  EXPECT_THAT(model, IsOk());
  const DmnProgram program = DmnProgram::Compile(*model);
  EXPECT_THAT(program.faults(), IsEmpty());
  FeelRun run;
  const auto answer = program.Evaluate("d", Context(), run);
  EXPECT_THAT(answer, IsOk());
  Answer told{.value = answer->value, .is_spent = run.is_spent()};
  for (const DmnDiagnostic& each : answer->diagnostics) {
    told.diagnostics.push_back(each.diagnostic.message);
  }
  return told;
}

std::string Numbers(int count) { return Text(absl::StrCat("for n in 1..", count, " return n")); }

TEST(BoxedFor, KnowsWhatItHasMadeSoFar) {
  EXPECT_EQ(AnswerOf(For(Numbers(4), Text("count(partial)"))).value.ToString(), "[0, 1, 2, 3]");
  EXPECT_EQ(AnswerOf(For(Numbers(3), Conditional("count(partial) + i"))).value.ToString(),
            "[1, 3, 5]");
}

TEST(BoxedFor, EndsByTheBudgetWhereItMayUseWhatItHasMade) {
  for (const std::string& result : {Text("if i = 0 then partial else i"), Conditional("i")}) {
    const Answer few = AnswerOf(For(Numbers(1'000), result));
    EXPECT_FALSE(few.is_spent);
    EXPECT_EQ(few.value.list().size(), 1'000u);
    const Answer many = AnswerOf(For(Numbers(20'000), result));
    EXPECT_TRUE(many.is_spent);
    EXPECT_TRUE(many.value.is_null());
    EXPECT_THAT(many.diagnostics, ::testing::Contains(HasSubstr("more steps than it may")));
  }
}

TEST(BoxedFor, TakesAStepForEachItemElsewhere) {
  const Answer many = AnswerOf(For(Numbers(100'000), Text("i + 1")));
  ASSERT_THAT(many.diagnostics, IsEmpty());
  EXPECT_EQ(many.value.list().size(), 100'000u);
  const std::string inner = For(Numbers(2'000), Text("0"));
  EXPECT_TRUE(AnswerOf(For(Numbers(2'000), inner)).is_spent);
}

std::string Entry(absl::string_view name, absl::string_view logic) {
  const std::string variable = name.empty() ? "" : absl::StrCat("<variable name='", name, "'/>");
  return absl::StrCat("<contextEntry>", variable, logic, "</contextEntry>");
}

TEST(BoxedLogic, SaysWhatIsTooLarge) {
  // What has "?" twice holds its part twice.
  const std::string list = absl::StrCat("<list>", Text("?"), Text("?"), "</list>");
  const std::string relation = absl::StrCat("<relation><column name='a'/><row>", Text("?"),
                                            "</row><row>", Text("?"), "</row></relation>");
  const std::string context =
      absl::StrCat("<context>", Entry("a", Text("?")), Entry("b", Text("?")), "</context>");
  for (const std::string& twice : {list, relation, context}) {
    std::string entries = Entry("x0", Text("1"));
    for (int i = 1; i < 40; ++i) {
      const std::string name = absl::StrCat("x", i - 1);
      absl::StrAppend(&entries,
                      Entry(absl::StrCat("x", i), absl::StrReplaceAll(twice, {{"?", name}})));
    }
    const Answer answer =
        AnswerOf(absl::StrCat("<context>", entries, Entry("", Text("x39")), "</context>"));
    EXPECT_THAT(answer.diagnostics, ::testing::Contains(HasSubstr("too large"))) << twice;
  }
}

}  // namespace
}  // namespace skranke
