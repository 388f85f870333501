// Arithmetic, comparisons, three-valued logic, between, in, instance of.
#include <gtest/gtest.h>

#include "libs/decision/feel/feel_fixture.h"

namespace skranke {
namespace {

TEST(FeelOperators, CalculateExactlyAndFromTheLeft) {
  ExpectRows({
      {"0.1 + 0.2", "0.3"},
      {"10 - 4 - 3", "3"},
      {"2 + 3 * 4", "14"},
      {"(2 + 3) * 4", "20"},
      {"2 ** 3 ** 2", "64"},
      {"-2 ** 2", "4"},
      {"2 ** -2", "0.25"},
      {"2 ** 0.5", "1.414213562373095048801688724209698"},
      {"--3", "3"},
      {"10--5", "15"},
      {"12 / 8", "1.5"},
      {"1 / 3", "0.3333333333333333333333333333333333"},
      {"1.5e3 + .5", "1500.5"},
      {"1E-2", "0.01"},
      {"9007199254740993 + 0", "9007199254740993"},
      {"7 / 0", "null"},
      {"0 / 0", "null"},
      {"0 ** -1", "null"},
      {"(-8) ** 0.5", "null"},
      {"9e6144 * 10", "null"},
      {"1 + null", "null"},
      {"1 + \"1\"", "null"},
      {"true + 1", "null"},
      {"\"a\" + \"b\"", "\"ab\""},
      {"\"a\" - \"b\"", "null"},
  });
}

TEST(FeelOperators, KeepThreeValuedLogic) {
  ExpectRows({
      {"true and true", "true"},
      {"true and false", "false"},
      {"true and null", "null"},
      {"null and true", "null"},
      {"null and false", "false"},
      {"false and null", "false"},
      {"null and null", "null"},
      {"true or null", "true"},
      {"null or true", "true"},
      {"false or null", "null"},
      {"null or null", "null"},
      {"false or false", "false"},
      {"true and 1", "null"},
      {"false and 1", "false"},
      {"true or \"x\"", "true"},
      {"not(true)", "false"},
      {"not(null)", "null"},
      {"not(1)", "null"},
      {"true or false and false", "true"},
  });
}

TEST(FeelOperators, CompareWithinOneType) {
  ExpectRows({
      {"1 = 1.0", "true"},
      {"1 = 2", "false"},
      {"1 != 2", "true"},
      {"1 = \"1\"", "null"},
      {"1 != \"1\"", "null"},
      {"null = null", "true"},
      {"null != null", "false"},
      {"1 = null", "false"},
      {"null > 1", "null"},
      {"1 < 2", "true"},
      {"2 < 2", "false"},
      {"2 <= 2", "true"},
      {"\"a\" < \"b\"", "true"},
      {"\"z\" < \"é\"", "true"},
      {"true < false", "null"},
      {"[1, 2] = [1, 2]", "true"},
      {"[1, 2] = [2, 1]", "false"},
      {"[1, \"a\"] = [1, 2]", "null"},
      {"[2, \"a\"] = [1, 2]", "false"},
      {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
      {"{a: 1} = {a: 1, b: 2}", "false"},
      {"[1..2) = [1..2[", "true"},
      {"[1..2) = [1..2]", "false"},
      {"(< 5) = (< 5)", "true"},
      {"(!= 5) = (!= 5)", "true"},
      {"@\"2026-01-01T12:00:00Z\" = @\"2026-01-01T13:00:00+01:00\"", "true"},
      {"@\"2026-01-01T12:00:00\" = @\"2026-01-01T12:00:00Z\"", "false"},
      {"@\"2026-01-01T12:00:00\" < @\"2026-01-01T12:00:00Z\"", "null"},
      {"@\"2026-07-01T12:00:00@Europe/Oslo\" = @\"2026-07-01T12:00:00+02:00\"", "true"},
      {"@\"P12M\" = @\"P1Y\"", "true"},
      {"@\"PT24H\" = @\"P1D\"", "true"},
      {"@\"P1Y\" = @\"P365D\"", "null"},
  });
}

TEST(FeelOperators, BetweenIncludesBothEnds) {
  ExpectRows({
      {"1 between 1 and 5", "true"},
      {"5 between 1 and 5", "true"},
      {"0.99 between 1 and 5", "false"},
      {"5.01 between 1 and 5", "false"},
      {"null between 1 and 5", "null"},
      {"2 between null and 5", "null"},
      {"6 between null and 5", "false"},
      {"2 between 1 and 5 and false", "false"},
      {"\"b\" between \"a\" and \"c\"", "true"},
  });
}

TEST(FeelOperators, InTakesValuesRangesListsAndSigns) {
  ExpectRows({
      {"1 in [1..5]", "true"},
      {"1 in (1..5]", "false"},
      {"1 in ]1..5]", "false"},
      {"5 in [1..5)", "false"},
      {"5 in [1..5[", "false"},
      {"5 in (1..5]", "true"},
      {"1 in (1, 2)", "true"},
      {"3 in (1, 2)", "false"},
      {"3 in (1, > 2)", "true"},
      {"3 in < 3", "false"},
      {"3 in <= 3", "true"},
      {"3 in = 3", "true"},
      {"3 in != 3", "false"},
      {"2 in [1, 2, 3]", "true"},
      {"2 in [[1..3], [5..7]]", "true"},
      {"4 in [[1..3], [5..7]]", "false"},
      {"[1, 2] in [[1, 2], [3]]", "true"},
      {"2 in a + 1", "true"},
      {"2 in (a + 1) * 1", "true"},
      {"null in [1..5]", "null"},
      {"null in null", "true"},
      {"5 in [1..null]", "null"},
      {"2 in [1..5[ and true", "true"},
      {"1 in 1..5", "at character 7, \".\": here the expression should end"},
  });
}

TEST(FeelOperators, InstanceOfAsksForTheType) {
  ExpectRows({
      {"1 instance of number", "true"},
      {"1 instance of string", "false"},
      {"1 instance of Any", "true"},
      {"null instance of Any", "false"},
      {"null instance of Null", "true"},
      {"null instance of number", "false"},
      {"@\"P1Y\" instance of years and months duration", "true"},
      {"@\"P1D\" instance of years and months duration", "false"},
      {"@\"P1D\" instance of days and time duration", "true"},
      {"@\"2026-01-01T00:00:00\" instance of date and time", "true"},
      {"@\"2026-01-01\" instance of date and time", "false"},
      {"[1, 2] instance of list<number>", "true"},
      {"[1, null] instance of list<number>", "true"},
      {"[1, \"a\"] instance of list<number>", "false"},
      {"[1] instance of tNumbers", "true"},
      {"1 instance of tNumbers", "false"},
      {"{name: \"x\"} instance of t Person", "true"},
      {"{name: 1} instance of t Person", "false"},
      {"{} instance of t Person", "false"},
      {"{a: 1, b: 2} instance of context<a: number>", "true"},
      {"[1..2] instance of range<number>", "true"},
      {"[1..2] instance of range<string>", "false"},
      {"sqrt instance of function<number> -> number", "true"},
      {"sqrt instance of function<number, number> -> number", "false"},
      {"(function(x: string) x) instance of function<number> -> Any", "false"},
      {"1 instance of unknown", "at character 15, \"unknown\": no type has this name"},
  });
}

}  // namespace
}  // namespace skranke
