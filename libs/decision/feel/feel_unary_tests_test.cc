#include "libs/decision/feel/feel_unary_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/decision/feel/feel_fixture.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(FeelUnaryTests, SayYesNoOrUnknown) {
  struct {
    const char *cell, *input, *verdict;
  } const rows[] = {
      {"-", "null", "yes"},
      {" - ", "1", "yes"},
      {"18", "18", "yes"},
      {"18", "17", "no"},
      {"18", "\"18\"", "unknown"},
      {"18", "null", "no"},
      {"null", "null", "yes"},
      {"null", "1", "no"},
      {"\"a\", \"b\"", "\"b\"", "yes"},
      {"\"a\", \"b\"", "\"c\"", "no"},
      {">= 18", "18", "yes"},
      {">= 18", "17.99", "no"},
      {">= 18", "null", "unknown"},
      {"= 18", "18", "yes"},
      {"!= 18", "18", "no"},
      {"[1..5)", "5", "no"},
      {"]1..5[", "1", "no"},
      {"< 1, [5..7], 9", "9", "yes"},
      {"not(1, 2)", "3", "yes"},
      {"not(1, 2)", "2", "no"},
      {"not(> 5)", "null", "unknown"},
      {"not(in stock)", "false", "yes"},
      // An expression: names, and the input itself as ?.
      {"a + 1", "2", "yes"},
      {"< Monthly Income", "2499", "yes"},
      {"? > 5", "6", "yes"},
      {"? > 5", "5", "no"},
      {"? > 5 and ? < 10", "7", "yes"},
      {"starts with(?, \"a\")", "\"abc\"", "yes"},
      {"every x in ? satisfies x > 0", "[1, 2]", "yes"},
      {"? > null", "6", "unknown"},
      {"not(? > 5)", "5", "yes"},
      {"[1, 2, 3]", "2", "yes"},
      {"[1, 2, 3]", "[1, 2, 3]", "yes"},
      {"[1, 2, 3]", "4", "no"},
      {"[[1..3], [7..9]]", "8", "yes"},
      {"date(\"2026-01-31\")", "@\"2026-01-31\"", "yes"},
      {"> date(\"2026-01-31\")", "@\"2026-01-31\"", "no"},
      // A literal is compared by its type, also true.
      {"true", "true", "yes"},
      {"true", "false", "no"},
      {"false", "false", "yes"},
      {"true", "1", "unknown"},
      {"true", "\"true\"", "unknown"},
      {"true", "null", "no"},
      {"(true)", "1", "unknown"},
      {"not(true)", "1", "unknown"},
      {"2, true", "1", "unknown"},
      {"1, true", "1", "yes"},
      // Another boolean is compared with a boolean, and otherwise says itself whether it holds.
      {"in stock", "true", "yes"},
      {"in stock", "1", "yes"},
      {"a = 1", "\"anything\"", "yes"},
      {"a = 2", "\"anything\"", "unknown"},
      // A word without quotes is no name: a missing fact must not match it.
      {"VIP", "null", "unknown"},
      {"VIP", "\"VIP\"", "unknown"},
      {"person.nothing", "null", "unknown"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(FeelCell(row.cell, row.input), row.verdict) << row.cell << " on " << row.input;
  }
}

TEST(FeelUnaryTests, ErrorGivesPositionAndToken) {
  struct {
    const char *cell, *told;
  } const rows[] = {
      {"", "at character 1, the end: a value was expected"},
      {"1,", "at character 3, the end: a value was expected"},
      {"1 2", "at character 3, \"2\": here the cell should end, or go on with a comma"},
      {"> > 5", "at character 3, \">\": a value was expected"},
      {"not(1", "at character 6, the end: ) is missing"},
  };
  for (const auto& row : rows) EXPECT_EQ(FeelCell(row.cell, "1"), row.told) << row.cell;
}

TEST(FeelUnaryTests, FreeNamesAreWithoutTheInput) {
  NameScope names;
  names.AddName("limit");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto tests, FeelUnaryTests::Parse("? > limit, other", names));
  EXPECT_THAT(tests.free_names(), ::testing::ElementsAre("limit", "other"));
  EXPECT_FALSE(tests.is_any());
}

}  // namespace
}  // namespace skranke
