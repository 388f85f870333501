// What the strict profile refuses, with row, column and cell; and what a decision says for people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "libs/decision/dmn/decision_table.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Value N(int64_t number) { return Value::OfNumber(Number(number)); }

// Two inputs, one output, two rules; nothing wrong with it.
TableModel GoodTable() {
  TableModel table{.name = "Route", .hit_policy = HitPolicy::kPriority, .file = "route.dmn"};
  table.inputs.push_back(
      {.label = "Alder", .expression = {"age"}, .type = "number", .allowed = {"[0..130]"}});
  table.inputs.push_back(
      {.expression = {"Applicant.country"}, .type = "string", .allowed = {"\"NO\", \"DK\""}});
  table.outputs.push_back({.name = "unit", .type = "string", .allowed = {"\"PENSION\", \"WORK\""}});
  table.rules.push_back({.inputs = {{">= 67", {7, 9}}, {"-"}}, .outputs = {{"\"PENSION\""}}});
  table.rules.push_back({.inputs = {{"< 67"}, {"\"NO\""}}, .outputs = {{"\"WORK\""}}});
  return table;
}

std::vector<std::string> StrictFaults(const std::function<void(TableModel&)>& spoil) {
  TableModel table = GoodTable();
  spoil(table);
  std::vector<std::string> faults;
  for (const TableFault& fault : DecisionTable::Check(table, {.mode = TableMode::kStrict})) {
    faults.push_back(fault.ToString());
  }
  return faults;
}

TEST(StrictTable, HasNoFaultWhereNothingIsWrong) {
  EXPECT_THAT(StrictFaults([](TableModel&) {}), IsEmpty());
}

TEST(StrictTable, LeavesOneOfSeveralOutputsOpenWhereARowSaysSo) {
  const auto with_days = [](const char* days) {
    return [days](TableModel& table) {
      table.hit_policy = HitPolicy::kFirst;
      table.outputs.push_back({.name = "days", .type = "number", .allowed = {"[1..30]"}});
      for (TableRule& rule : table.rules) rule.outputs.push_back({days});
    };
  };
  EXPECT_THAT(StrictFaults(with_days("null")), IsEmpty());
  EXPECT_THAT(StrictFaults(with_days("7")), IsEmpty());
  EXPECT_THAT(StrictFaults(with_days("")), ::testing::SizeIs(2));
  TableModel table = GoodTable();
  with_days("null")(table);
  const auto compiled = DecisionTable::Compile(table, {.mode = TableMode::kStrict});
  ASSERT_THAT(compiled, IsOk());
  const Decision decision = compiled->Decide({N(70), Value()});
  EXPECT_EQ(decision.outcome, Decision::Outcome::kDecided);
  EXPECT_EQ(decision.output.ToString(), "{unit: \"PENSION\", days: null}");
}

TEST(StrictTable, NamesFileTableRowColumnAndCellOfWhatCannotBeRead) {
  EXPECT_THAT(
      StrictFaults([](TableModel& table) { table.rules[0].inputs[0].text = ">= x"; }),
      ElementsAre(::testing::StartsWith(
          "route.dmn:7:9: table \"Route\", row 1, column \"Alder\", '>= x': at character 4")));
}

TEST(StrictTable, ListsEveryFault) {
  EXPECT_THAT(StrictFaults([](TableModel& table) {
                table.rules[0].inputs[0].text = "VIP";
                table.rules[1].inputs[1].text = "\"SE\"";
                table.rules[1].outputs[0].text = "WORK";
              }),
              ElementsAre(HasSubstr("row 1, column \"Alder\""),
                          HasSubstr("row 2, column \"Applicant.country\", '\"SE\"'"),
                          HasSubstr("row 2, column \"unit\"")));
}

struct Spoiled {
  const char* name;
  std::function<void(TableModel&)> spoil;
  const char* fault;
};

void PrintTo(const Spoiled& spoiled, std::ostream* out) { *out << spoiled.name; }

class StrictTableRefuses : public ::testing::TestWithParam<Spoiled> {};

TEST_P(StrictTableRefuses, WhatTheProfileForbids) {
  EXPECT_THAT(StrictFaults(GetParam().spoil), ::testing::Contains(HasSubstr(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(
    Each, StrictTableRefuses,
    ::testing::Values(
        Spoiled{"Variable", [](TableModel& t) { t.rules[0].inputs[0].text = "limit"; }, "'limit'"},
        Spoiled{"Expression", [](TableModel& t) { t.rules[0].inputs[0].text = "> 1 + 1"; },
                "'> 1 + 1'"},
        Spoiled{"OtherType", [](TableModel& t) { t.rules[0].inputs[0].text = "\"67\""; },
                "tests a string where the column is a number"},
        Spoiled{"NotAllowed", [](TableModel& t) { t.rules[0].inputs[0].text = "131"; },
                "131 is not among the column's allowed values"},
        Spoiled{"OutputExpression", [](TableModel& t) { t.rules[0].outputs[0].text = "1 + 1"; },
                "'1 + 1'"},
        Spoiled{"OutputWithoutQuotes",
                [](TableModel& t) { t.rules[0].outputs[0].text = "PENSION"; }, "'PENSION'"},
        Spoiled{"OutputType", [](TableModel& t) { t.rules[0].outputs[0].text = "5"; },
                "is a number where the column is a string"},
        Spoiled{"OnlyOutputNull", [](TableModel& t) { t.rules[0].outputs[0].text = "null"; },
                "is a null where the column is a string"},
        Spoiled{"OutputNotAllowed", [](TableModel& t) { t.rules[0].outputs[0].text = "\"TAX\""; },
                "is not among the column's allowed values"},
        Spoiled{"EmptyOutput", [](TableModel& t) { t.rules[0].outputs[0].text = ""; },
                "row 1, column \"unit\""},
        Spoiled{"Default", [](TableModel& t) { t.outputs[0].default_value = {"\"WORK\""}; },
                "a default would decide where no row does"},
        Spoiled{"NoType", [](TableModel& t) { t.inputs[0].type = ""; }, "a column needs a type"},
        Spoiled{"TypeOutsideTheProfile", [](TableModel& t) { t.inputs[0].type = "time"; },
                "the type \"time\" is not"},
        Spoiled{"ComputedInput", [](TableModel& t) { t.inputs[0].expression.text = "age + 1"; },
                "an input is the name of a fact"},
        Spoiled{"AllowedOfOtherType", [](TableModel& t) { t.inputs[0].allowed.text = "\"x\""; },
                "an allowed value is no number"},
        Spoiled{"NoOrder", [](TableModel& t) { t.outputs[0].allowed.text = ""; },
                "PRIORITY needs allowed values"},
        Spoiled{"AggregationElsewhere", [](TableModel& t) { t.aggregation = Aggregation::kSum; },
                "needs the hit policy COLLECT"},
        Spoiled{"SumOfTexts",
                [](TableModel& t) {
                  t.hit_policy = HitPolicy::kCollect;
                  t.aggregation = Aggregation::kSum;
                },
                "needs an output of the type number"},
        Spoiled{"NarrowRule", [](TableModel& t) { t.rules[1].inputs.pop_back(); },
                "row 2: has 1 input and 1 output cells where the table has 2 and 1"},
        Spoiled{"NoOutput",
                [](TableModel& t) {
                  t.outputs.clear();
                  for (TableRule& rule : t.rules) rule.outputs.clear();
                },
                "has no output"},
        Spoiled{"OutputsWithoutNames",
                [](TableModel& t) {
                  t.outputs[0].name = "";
                  t.outputs.push_back(t.outputs[0]);
                  for (TableRule& rule : t.rules) rule.outputs.push_back(rule.outputs[0]);
                },
                "one of several outputs needs a name"}),
    [](const auto& info) { return info.param.name; });

DecisionTable Good() {
  auto table = DecisionTable::Compile(GoodTable(), {.mode = TableMode::kStrict});
  EXPECT_THAT(table, IsOk());
  return *table;
}

TEST(StrictTable, SaysWhyItDoesNotDecideAndNeverAValue) {
  const DecisionTable table = Good();
  const Value no = Value::OfString("NO");
  EXPECT_EQ(table.Decide({Value(), no}).reason, "row 1, column \"Alder\": the fact is missing");
  EXPECT_EQ(table.Decide({no, no}).reason,
            "row 1, column \"Alder\": the fact is a string, not a number");
  EXPECT_EQ(table.Decide({N(131), no}).reason,
            "row 1, column \"Alder\": the fact is not among the allowed values");
  EXPECT_EQ(table.Decide({N(66), Value::OfString("DK")}).reason, "no row matches");
  EXPECT_EQ(table.Decide({N(66), Value()}).reason,
            "row 2, column \"Applicant.country\": the fact is missing");
  // A fact that no open row asks for may be missing.
  EXPECT_EQ(table.Decide({N(67), Value()}).outcome, Decision::Outcome::kDecided);
  EXPECT_EQ(table.Decide({N(130), no}).output, Value::OfString("PENSION"));
}

// Segments tell no order of texts: such a range is asked of the fact itself.
TEST(StrictTable, SendsATextOutsideAnAllowedRangeToAPerson) {
  TableModel table{.hit_policy = HitPolicy::kFirst};
  table.inputs.push_back({.expression = {"code"}, .type = "string", .allowed = {"[\"B\"..\"M\"]"}});
  table.outputs.push_back({.type = "number"});
  table.rules.push_back({.inputs = {{"\"C\""}}, .outputs = {{"1"}}});
  table.rules.push_back({.inputs = {{"-"}}, .outputs = {{"2"}}});
  const auto compiled = DecisionTable::Compile(table, {.mode = TableMode::kStrict});
  ASSERT_THAT(compiled, IsOk());
  for (const auto& [text, output] : {std::pair("B", 2), {"C", 1}, {"M", 2}}) {
    EXPECT_EQ(compiled->Decide({Value::OfString(text)}).output, N(output)) << text;
  }
  for (const char* const text : {"A", "Ma", "Z", ""}) {
    const Decision decision = compiled->Decide({Value::OfString(text)});
    EXPECT_EQ(decision.outcome, Decision::Outcome::kUnknown) << text;
    EXPECT_EQ(decision.reason, "row 1, column \"code\": the fact is not among the allowed values");
    EXPECT_EQ(compiled->Explain({Value::OfString(text)}).decision.reason, decision.reason);
  }
}

TEST(StrictTable, FindsItsInputsByPath) {
  Context applicant, facts;
  applicant.Set("country", Value::OfString("NO"));
  facts.Set("Applicant", Value::OfContext(applicant));
  facts.Set("age", N(20));
  const std::vector<Value> inputs = Good().InputsFrom(facts);
  ASSERT_THAT(inputs, ElementsAre(N(20), Value::OfString("NO")));
  EXPECT_EQ(Good().Decide(inputs).output, Value::OfString("WORK"));
  EXPECT_THAT(Good().InputsFrom(Context()), ElementsAre(Value(), Value()));
}

TEST(TableTrace, TellsWhatEachCellSaid) {
  const TableTrace trace = Good().Explain({N(20), Value()});
  ASSERT_EQ(trace.rows.size(), 2u);
  EXPECT_THAT(trace.rows[0].cells, ElementsAre(Verdict::kNo, Verdict::kYes));
  EXPECT_EQ(trace.rows[0].verdict, Verdict::kNo);
  EXPECT_THAT(trace.rows[1].cells, ElementsAre(Verdict::kYes, Verdict::kUnknown));
  EXPECT_EQ(trace.rows[1].verdict, Verdict::kUnknown);
  EXPECT_EQ(trace.decision.outcome, Decision::Outcome::kUnknown);
}

TEST(PlainTable, GivesItsDefaultsWhereNoRowMatches) {
  TableModel table{.hit_policy = HitPolicy::kFirst};
  table.inputs.push_back({.expression = {"age"}});
  table.outputs.push_back({.name = "a", .default_value = {"1 + 1"}});
  table.outputs.push_back({.name = "b"});
  table.rules.push_back({.inputs = {{"5"}}, .outputs = {{"1"}, {"\"x\""}}});
  const auto compiled = DecisionTable::Compile(table, {});
  ASSERT_THAT(compiled, IsOk());
  const Decision decision = compiled->Decide({N(6)});
  EXPECT_EQ(decision.outcome, Decision::Outcome::kNoHit);
  EXPECT_EQ(decision.output.ToString(), "{a: 2, b: null}");
  EXPECT_EQ(compiled->Decide({N(5)}).output.ToString(), "{a: 1, b: \"x\"}");
}

TEST(PlainTable, SortsSeveralOutputsByTheFirstAndThenTheNext) {
  TableModel table{.hit_policy = HitPolicy::kOutputOrder};
  table.inputs.push_back({.expression = {"age"}});
  table.outputs.push_back({.name = "a", .allowed = {"\"high\", \"low\""}});
  table.outputs.push_back({.name = "b", .allowed = {"3, 2, 1"}});
  for (const auto& [a, b] : {std::pair("\"low\"", "3"), {"\"high\"", "1"}, {"\"high\"", "2"}}) {
    table.rules.push_back({.inputs = {{"-"}}, .outputs = {{a}, {b}}});
  }
  const auto compiled = DecisionTable::Compile(table, {});
  ASSERT_THAT(compiled, IsOk());
  EXPECT_THAT(compiled->Decide({N(6)}).rows, ElementsAre(2, 1, 0));
}

}  // namespace
}  // namespace skranke
