// Names, paths, filters, contexts, loops, functions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/decision/feel/feel_expression.h"
#include "libs/decision/feel/feel_fixture.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FeelNames, TheLongestKnownNameWins) {
  ExpectRows({
      {"Monthly Income * 12", "30000"},
      {"Monthly   Income", "2500"},
      {"Monthly\n Income+1", "2501"},
      {"Pre-Bureau Risk Category = \"LOW\"", "true"},
      {"a-b", "100"},
      {"a - b", "-1"},
      {"b-a", "1"},
      {"in stock and true", "true"},
      {"date of birth.year", "2008"},
      {"date and time(\"2026-01-31T10:00:00\").hour", "10"},
      {"if in stock then 1 else 2", "1"},
      {"for Monthly Income in [1] return Monthly Income", "[1]"},
  });
}

TEST(FeelNames, AnUnknownOneIsNullAndTold) {
  EXPECT_EQ(Feel("VIP"), "null");
  EXPECT_EQ(Feel("Very Important Person = null"), "true");
  EXPECT_THAT(FeelFaults("1 + No Such Name"), ElementsAre("5: nothing is called No Such Name",
                                                          "3: a number and a null cannot be "
                                                          "calculated with"));
}

TEST(FeelNames, FreeOnesAreListed) {
  NameScope names;
  names.AddName("Monthly Income");
  names.AddName("count");
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto expression,
      FeelExpression::Parse("sum(for x in Some List return x * Monthly Income) + count + "
                            "count([1][item > y]) + {z: 1, w: z}.w",
                            names));
  EXPECT_THAT(expression.free_names(), ElementsAre("Some List", "Monthly Income", "count", "y"));
}

TEST(FeelNames, ALiteralIsSeenWithoutEvaluating) {
  const NameScope names;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto minus, FeelExpression::Parse(" -1.50", names));
  ASSERT_NE(minus.literal(), nullptr);
  EXPECT_EQ(minus.literal()->ToString(), "-1.5");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto sum, FeelExpression::Parse("1 + 1", names));
  EXPECT_EQ(sum.literal(), nullptr);
}

TEST(FeelLiterals, TextHasEscapesAndCodePoints) {
  ExpectRows({
      {R"("a\"b\\c\n")", R"("a\"b\\c\n")"},
      {R"("\u00e5\U01F40E")", "\"å🐎\""},
      {R"("\uD83D\uDC0E" = "🐎")", "true"},
      {R"("\d")", R"("\\d")"},
      {R"(string length("🐎æ"))", "2"},
      {"1 // one\n + /* two */ 2", "3"},
      {"@\"2026-01-31\"", "date(\"2026-01-31\")"},
      {"@\"nonsense\"", "null"},
      {R"("\uD83D")", R"(at character 8, """: there is no such character)"},
      {R"("open)", "at character 6, the end: the closing quote is missing"},
  });
}

TEST(FeelPaths, ReachEntriesAndProperties) {
  ExpectRows({
      {"person.first name", "\"Kari\""},
      {"person.e-mail", "null"},
      {"person.nothing", "null"},
      {"persons.age", "[36, 17, null]"},
      {"{a: {b: {c: 1}}}.a.b.c", "1"},
      {"{\"odd key!\": 1}", "{\"odd key!\": 1}"},
      {"{a+b: 1}.a+b", "1"},
      {"{a: 1, a: 2}", "null"},
      {"null.a", "null"},
      {"1.5.a", "null"},
      {"date of birth.weekday", "5"},
      {"@\"P1DT2H3M4.5S\".seconds", "4.5"},
      {"@\"-P1Y2M\".months", "-2"},
      {"@\"12:30:00+01:00\".time offset", "duration(\"PT1H\")"},
      {"@\"2026-07-01T12:00:00@Europe/Oslo\".time offset", "duration(\"PT2H\")"},
      {"@\"2026-07-01T12:00:00@Europe/Oslo\".timezone", "\"Europe/Oslo\""},
      {"@\"12:30:00\".time offset", "null"},
      {"(1..5].start included", "false"},
      {"(1..5].end included", "true"},
      {"(< 5).end", "5"},
      {"(< 5).start", "null"},
  });
}

TEST(FeelFilters, TakeOneByIndexOrManyByCondition) {
  ExpectRows({
      {"[1, 2, 3][1]", "1"},
      {"[1, 2, 3][-1]", "3"},
      {"[1, 2, 3][0]", "null"},
      {"[1, 2, 3][4]", "null"},
      {"[1, 2, 3][-3]", "1"},
      {"[1, 2, 3][-4]", "null"},
      {"[1, 2, 3][a + 1]", "2"},
      {"[1, 2, 3][item > 1]", "[2, 3]"},
      {"persons[age >= 18].name", "[\"Ada\"]"},
      {"persons[age = null].name", "[\"Cy\"]"},
      {"persons[item.name = \"Bo\"][1].age", "17"},
      {"[][1]", "null"},
      {"[][item > 1]", "[]"},
      {"1[1]", "1"},
      {"1[2]", "null"},
      {"1[true]", "[1]"},
      {"null[true]", "[null]"},
      {"[1, 2][\"x\"]", "null"},
      {"[{item: 5}][item > 4]", "[{item: 5}]"},
      {"[{a b: 1}, {a b: 2}][a b = 2]", "[{a b: 2}]"},
  });
}

TEST(FeelControl, RunsIfForSomeAndEvery) {
  ExpectRows({
      {"if true then 1 else 2", "1"},
      {"if null then 1 else 2", "2"},
      {"if \"x\" then 1 else 2", "null"},
      {"for x in [1, 2] return x * 2", "[2, 4]"},
      {"for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]"},
      {"for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"},
      {"for x in 1..3 return x", "[1, 2, 3]"},
      {"for x in 3..1 return x", "[3, 2, 1]"},
      {"for x in [1..3) return x", "[1, 2]"},
      {"for x in [3..1] return x", "null"},
      {"for x in 1.5..3 return x", "null"},
      {"for x in @\"2026-02-28\"..@\"2026-03-01\" return x.day", "[28, 1]"},
      {"for x in [] return x", "[]"},
      {"for x in null return x", "null"},
      {"for x in 5 return x", "[5]"},
      {"for x in 0..4 return if x = 0 then 1 else x * partial[-1]", "[1, 1, 2, 6, 24]"},
      {"some x in [1, 2] satisfies x > 1", "true"},
      {"some x in [1, 2] satisfies x > 2", "false"},
      {"some x in [1, null] satisfies x > 2", "null"},
      {"some x in [null, 3] satisfies x > 2", "true"},
      {"some x in [] satisfies true", "false"},
      {"every x in [1, 2] satisfies x > 0", "true"},
      {"every x in [1, null] satisfies x > 0", "null"},
      {"every x in [null, 0] satisfies x > 0", "false"},
      {"every x in [] satisfies false", "true"},
      {"some x in [1], y in [x] satisfies x = y", "true"},
      {"some x in [1, 2] satisfies 7", "null"},
  });
}

TEST(FeelFunctions, AreCalledByPositionAndByName) {
  ExpectRows({
      {"(function(x, y) x - y)(5, 3)", "2"},
      {"{f: function(x, y) x - y, r: f(y: 1, x: 5)}.r", "4"},
      {"{f: function(x: number) x, r: f(\"a\")}.r", "null"},
      {"{f: function(x: number) x, r: f([7])}.r", "7"},
      {"{f: function(x: list<number>) x, r: f(7)}.r", "[7]"},
      {"{k: 10, f: function(x) x + k, r: f(1)}.r", "11"},
      {"{f: function(n, self) if n = 0 then 1 else n * self(n - 1, self), r: f(20, f)}.r",
       "2432902008176640000"},
      {"(function(x) function(y) x + y)(1)(2)", "3"},
      {"(function() 1)(2)", "null"},
      {"{f: function(x) x, r: f(z: 1)}.r", "null"},
      {"\"abs\"(1)", "null"},
      {"nobody(1)", "null"},
      {"substring(string: \"abc\", start position: 2)", "\"bc\""},
      {"substring(start position: 2, string: \"abc\")", "\"bc\""},
      {"substring(text: \"abc\", start position: 2)", "null"},
      {"substring(\"abc\")", "null"},
      {"(function(x) external {java: {class: \"X\"}})(1)", "null"},
      {"abs(1, n: 2)", "at character 12, \")\": all arguments have a name, or none"},
  });
}

TEST(FeelParser, SaysWhereAndWhat) {
  ExpectRows({
      {"", "at character 1, the end: a value was expected"},
      {"1 +", "at character 4, the end: a value was expected"},
      {"1 + * 2", "at character 5, \"*\": a value was expected"},
      {"(1 + 2", "at character 7, the end: ) is missing"},
      {"[1, 2", "at character 6, the end: ] is missing"},
      {"{a: 1", "at character 6, the end: } is missing"},
      {"{1}", "at character 2, \"1\": a name and a colon were expected"},
      {"if a then b", "at character 12, the end: the word else is missing"},
      {"for x return x", "at character 15, the end: the word in is missing"},
      {"\"ø\" 1", "at character 5, \"1\": here the expression should end"},
      {"x y z", "null"},
      {"a b", "at character 3, \"b\": here the expression should end"},
      {"1 2", "at character 3, \"2\": here the expression should end"},
  });
}

TEST(FeelParser, DiagnosticsNameThePlaceAndNoValue) {
  EXPECT_THAT(FeelFaults("[1, \"secret\" + 5]"),
              ElementsAre("14: a string and a number cannot be calculated with"));
  EXPECT_THAT(FeelFaults("substring(\"secret\", 99)"), ElementsAre(HasSubstr("outside the text")));
  EXPECT_THAT(FeelFaults("sqrt(\"secret\")"),
              ElementsAre("5: sqrt: number must be a number, not a string"));
}

}  // namespace
}  // namespace skranke
