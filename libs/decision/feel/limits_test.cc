// Hostile texts: whatever is asked, it ends, and soon, with null and a diagnostic.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/decision/feel/feel_expression.h"
#include "libs/decision/feel/feel_fixture.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::string Times(int count, absl::string_view text) {
  std::string all;
  for (int i = 0; i < count; ++i) absl::StrAppend(&all, text);
  return all;
}

// Ends with null because the steps are spent, not because it ran to its end.
void ExpectSpent(const std::string& text) {
  FeelRun run;
  EXPECT_EQ(Feel(text, run), "null") << text;
  EXPECT_TRUE(run.is_spent()) << text;
  EXPECT_THAT(run.diagnostics(), Contains(::testing::Field(&FeelDiagnostic::message,
                                                           HasSubstr("more steps than it may"))));
}

TEST(FeelLimits, LoopsEnd) {
  ExpectSpent("for i in 1..1e9 return i");
  ExpectSpent("for i in 1..1e30 return i");
  ExpectSpent("for i in [1..1e9] return i");
  ExpectSpent("some i in 1..1e9 satisfies i < 0");
  ExpectSpent("every i in 1..1e9 satisfies i > 0");
  ExpectSpent("for i in 1..2000, j in 1..2000 return 0");
  ExpectSpent("count(for i in 1..1000000000 return null)");
  ExpectSpent("{l: for i in 1..10000 return i, r: distinct values(l)}.r");
  ExpectSpent("for i in @\"0001-01-01\"..@\"999999999-01-01\" return i");
}

TEST(FeelLimits, StepsAreTheCallers) {
  FeelRun few(absl::UnixEpoch(), absl::UTCTimeZone(), 100);
  EXPECT_EQ(Feel("count(for i in 1..1000 return i)", few), "null");
  FeelRun enough(absl::UnixEpoch(), absl::UTCTimeZone(), 10'000);
  EXPECT_EQ(Feel("count(for i in 1..1000 return i)", enough), "1000");
}

TEST(FeelLimits, RecursionEnds) {
  const std::string deep = "{f: function(n, f) f(n + 1, f), r: f(0, f)}.r";
  EXPECT_EQ(Feel(deep), "null");
  EXPECT_THAT(FeelFaults(deep), Contains(HasSubstr("nested too deep")));
  EXPECT_EQ(Feel("{f: function(n, f) if n = 0 then 0 else f(n - 1, f), r: f(100, f)}.r"), "0");
  // Two calls in each would be 2^n of them.
  EXPECT_EQ(Feel("{f: function(n, f) if n = 0 then 1 else f(n - 1, f) + f(n - 1, f), "
                 "r: f(100, f)}.r"),
            "null");
}

TEST(FeelLimits, ValuesDoNotGrowWithoutEnd) {
  std::string text = "{a0: \"0123456789\"";
  for (int i = 1; i < 60; ++i) absl::StrAppend(&text, ", a", i, ": a", i - 1, " + a", i - 1);
  ExpectSpent(text + "}.a59");
  text = "{a0: [1]";
  for (int i = 1; i < 60; ++i) absl::StrAppend(&text, ", a", i, ": [a", i - 1, ", a", i - 1, "]");
  EXPECT_EQ(Feel(text + "}.a59"), "null");
  EXPECT_THAT(FeelFaults(text + "}.a59"), Contains(HasSubstr("too large")));
  text = "{a0: {x: 1}";
  for (int i = 1; i < 60; ++i) {
    absl::StrAppend(&text, ", a", i, ": {x: a", i - 1, ", y: a", i - 1, "}");
  }
  EXPECT_EQ(Feel(text + "}.a59"), "null");
  EXPECT_EQ(Feel("for i in 1..300 return if i = 1 then [] else [partial[-1]]"), "null");
  EXPECT_THAT(FeelFaults("for i in 1..300 return if i = 1 then [] else [partial[-1]]"),
              Contains(HasSubstr("nested too deep")));
  EXPECT_THAT(FeelFaults("for i in 1..300 return if i = 1 then null else function() partial[-1]"),
              Contains(HasSubstr("too deep")));
}

TEST(FeelLimits, DeepTextsAreRefused) {
  const NameScope names;
  for (const absl::string_view open : {"(", "[", "{a: ", "-", "not(", "if ", "[1..", "1 + (", "f(",
                                       "x[", "]", "function() ", "for x in ", "(<", "x in (<"}) {
    const auto parsed = FeelExpression::Parse(Times(10'000, open).substr(0, kFeelBytesMax), names);
    EXPECT_THAT(parsed, StatusIs(absl::StatusCode::kInvalidArgument)) << open;
  }
  EXPECT_EQ(Feel(Times(90, "(") + "1" + Times(90, ")")), "1");
  EXPECT_THAT(Feel(Times(101, "(") + "1" + Times(101, ")")), HasSubstr("nested too deep"));
}

TEST(FeelLimits, LongChainsAreRefusedNotOverflown) {
  EXPECT_EQ(Feel("1" + Times(400, "+1")), "401");
  EXPECT_THAT(Feel("1" + Times(20'000, "+1")), HasSubstr("nested too deep"));
  EXPECT_THAT(Feel("x" + Times(20'000, ".y")), HasSubstr("nested too deep"));
  EXPECT_THAT(Feel("x" + Times(20'000, "[1]")), HasSubstr("nested too deep"));
  EXPECT_THAT(Feel("x" + Times(20'000, "()")), HasSubstr("nested too deep"));
  EXPECT_EQ(Feel("true" + Times(5'000, " and true")), "true");
}

TEST(FeelLimits, TangledRangesDoNotBacktrackForEver) {
  const NameScope names;
  const auto parsed = FeelExpression::Parse(Times(12'000, "[1..1"), names);
  EXPECT_THAT(parsed, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(FeelExpression::Parse(Times(10'000, "[1..5["), names),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(FeelExpression::Parse(Times(10'000, "x in ("), names),
              StatusIs(absl::StatusCode::kInvalidArgument));
  const auto inside = FeelExpression::Parse("[1" + Times(12'000, "..1["), names);
  EXPECT_THAT(inside, StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(FeelLimits, TextHasALargestSize) {
  const NameScope names;
  const std::string text(kFeelBytesMax - 2, 'x');
  EXPECT_THAT(FeelExpression::Parse("\"" + text + "\"", names), IsOk());
  EXPECT_THAT(FeelExpression::Parse("\"" + text + "x\"", names),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("65536 bytes")));
  EXPECT_THAT(FeelExpression::Parse("\"\xC3\"", names),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("UTF-8")));
}

TEST(FeelLimits, PatternsDoNotBacktrackForEver) {
  const std::string many = Times(200, "a");
  EXPECT_EQ(Feel(absl::StrCat("matches(\"", many, "\", \"(a+)+b\")")), "false");
  // Xerces' own kind of pattern: a repeated group is refused, many repeats in a long text too.
  EXPECT_EQ(Feel(absl::StrCat(R"(matches(")", many, R"(", "(\w+)+b"))")), "null");
  EXPECT_EQ(Feel(absl::StrCat(R"(matches(")", many, R"(", "\w*\w*\w*\w*\w*b"))")), "null");
  EXPECT_EQ(Feel(absl::StrCat(R"(matches(")", Times(400, "0123456789"), R"(", "\w*b"))")), "false");
  // What may be there or not, and what may be one or the other, doubles the ways each time.
  for (const char* const choice : {"\\w?", "(\\w|a)", "(a|\\w|aa)"}) {
    EXPECT_EQ(Feel(absl::StrCat("matches(\"", Times(40, "a"), "\", \"", Times(40, choice), "b\")")),
              "null")
        << choice;
  }
  EXPECT_EQ(Feel(absl::StrCat(R"(matches(")", many, R"(", "(\w+|\\\\)+b"))")), "null");
  // One choice of many is no more than that many ways.
  EXPECT_EQ(Feel(absl::StrCat(R"(matches("a 7", "^(b)", Times(100, "|c"), R"(|a) \d$"))")), "true");
  EXPECT_EQ(Feel(R"(matches("colour 7", "^colou?r \d(st|nd)?$"))"), "true");
  EXPECT_EQ(Feel(R"(matches("a?|b", "^\w[?|]\|\w$"))"), "true");
  EXPECT_EQ(Feel(absl::StrCat(R"(matches("a", ")", Times(1'001, "a"), R"("))")), "null");
  ExpectSpent(R"(for i in 1..1e6 return matches("a", string(i)))");
  ExpectSpent(
      absl::StrCat(R"({t: ")", Times(60'000, "a"), R"(", r: replace(t, "a.*b|a", "x")}.r)"));
}

TEST(FeelLimits, CompiledPatternsAreKeptForALoop) {
  EXPECT_EQ(Feel(R"(count(for i in 1..20000 return matches("abc", "^a")))"), "20000");
}

}  // namespace
}  // namespace skranke
