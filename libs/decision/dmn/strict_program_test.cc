// Models in the strict profile: what is refused, and what goes to a person instead of to the next
// row or the next decision.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "Route" asks "Group", which asks the age.
constexpr char kModel[] = R"(<definitions name="m" namespace="m"
    xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
<itemDefinition name="tAge"><typeRef>tYears</typeRef></itemDefinition>
<itemDefinition name="tYears"><typeRef>number</typeRef>
  <allowedValues><text>[0..130]</text></allowedValues></itemDefinition>
<inputData id="i" name="age"><variable name="age"/></inputData>
<decision id="g" name="Group">
  <informationRequirement><requiredInput href="#i"/></informationRequirement>
  <decisionTable hitPolicy="FIRST">
    <input><inputExpression typeRef="tAge"><text>age</text></inputExpression></input>
    <output typeRef="string"/>
    <rule><inputEntry><text>&gt;= 67</text></inputEntry>
      <outputEntry><text>"OLD"</text></outputEntry></rule>
    <rule><inputEntry><text>[18..67)</text></inputEntry>
      <outputEntry><text>"GROWN"</text></outputEntry></rule>
  </decisionTable></decision>
<decision id="r" name="Route">
  <informationRequirement><requiredDecision href="#g"/></informationRequirement>
  <decisionTable hitPolicy="FIRST">
    <input><inputExpression typeRef="string"><text>Group</text></inputExpression></input>
    <output typeRef="string"/>
    <rule><inputEntry><text>"OLD"</text></inputEntry>
      <outputEntry><text>"PENSION"</text></outputEntry></rule>
    <rule><inputEntry><text>not("OLD")</text></inputEntry>
      <outputEntry><text>"WORK"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>)";

DmnProgram Compiled(const std::string& bytes, TableMode mode) {
  const auto model = ReadDmnStrictly("m.dmn", bytes);
  EXPECT_THAT(model, IsOk());
  return DmnProgram::Compile(*model, {}, mode);
}

DmnAnswer Route(TableMode mode, const Value& age) {
  const DmnProgram program = Compiled(kModel, mode);
  EXPECT_THAT(program.faults(), IsEmpty());
  FeelRun run;
  return program.Evaluate("Route", Context({{"age", age}}), run).value();
}

std::vector<std::string> FaultsOf(const std::string& from, const std::string& to, TableMode mode) {
  std::vector<std::string> faults;
  const std::string bytes = absl::StrReplaceAll(kModel, {{from, to}});
  EXPECT_NE(bytes, kModel) << from;
  const DmnProgram program = Compiled(bytes, mode);
  for (const TableFault& fault : program.faults()) {
    faults.push_back(fault.ToString());
  }
  return faults;
}

std::vector<std::string> FaultsOf(const std::string& from, const std::string& to) {
  return FaultsOf(from, to, TableMode::kStrict);
}

TEST(StrictProgram, DecidesWhatIsKnown) {
  EXPECT_EQ(Route(TableMode::kStrict, Value::OfNumber(Number(70))).value.ToString(), "\"PENSION\"");
  EXPECT_EQ(Route(TableMode::kStrict, Value::OfNumber(Number(18))).value.ToString(), "\"WORK\"");
}

// A missing fact, one of another type, one that is not allowed, and one that no row has.
TEST(StrictProgram, SendsWhatIsUnknownToAPersonWithTheReason) {
  const std::pair<Value, const char*> rows[] = {
      {Value(), "row 1, column \"age\": the fact is missing"},
      {Value::OfString("70"), "row 1, column \"age\": the fact is a string, not a number"},
      {Value::OfNumber(Number(131)),
       "row 1, column \"age\": the fact is not among the allowed values"},
      {Value::OfNumber(Number(17)), "no row matches"}};
  for (const auto& [age, reason] : rows) {
    const DmnAnswer answer = Route(TableMode::kStrict, age);
    EXPECT_TRUE(answer.value.is_null()) << reason;
    std::vector<std::string> told;
    for (const DmnDiagnostic& each : answer.diagnostics) {
      told.push_back(absl::StrCat(each.element, ": ", each.diagnostic.message));
    }
    EXPECT_THAT(told, ElementsAre(absl::StrCat("Group: ", reason),
                                  "Route: row 1, column \"Group\": the fact is missing"));
    // The standard takes the next row.
    EXPECT_FALSE(Route(TableMode::kPlain, age).value.is_null()) << reason;
  }
}

TEST(StrictProgram, RefusesWhatTheProfileForbids) {
  EXPECT_THAT(FaultsOf("\"WORK\"", "1 + 1"), Contains(HasSubstr("table \"Route\", row 2")));
  EXPECT_THAT(FaultsOf("<text>Group</text>", "<text>Group + \"X\"</text>"),
              ElementsAre(HasSubstr("an input is the name of a fact")));
  const char kLiteral[] =
      "<decision name=\"L\"><literalExpression><text>1</text>"
      "</literalExpression></decision></definitions>";
  EXPECT_THAT(FaultsOf("</definitions>", kLiteral),
              ElementsAre(HasSubstr("table \"L\": the strict profile has decision tables alone")));
  EXPECT_THAT(FaultsOf("</definitions>", kLiteral, TableMode::kPlain), IsEmpty());
  EXPECT_THAT(FaultsOf("</definitions>",
                       "<businessKnowledgeModel name=\"K\"><encapsulatedLogic/>"
                       "</businessKnowledgeModel></definitions>"),
              ElementsAre(HasSubstr("table \"K\": the strict profile has decision tables alone")));
}

TEST(StrictProgram, TakesDeclaredTypesThatAreSimple) {
  const std::string age = "typeRef=\"tAge\"><text>age</text></inputExpression>";
  const std::string values = "<inputValues><text>[0..130]</text></inputValues>";
  EXPECT_THAT(FaultsOf(age, age + values), IsEmpty());
  EXPECT_THAT(FaultsOf("&gt;= 67", "131"),
              ElementsAre(HasSubstr("131 is not among the column's allowed values")));
  EXPECT_THAT(FaultsOf("<output typeRef=\"string\"/>", "<output typeRef=\"tAge\"/>"),
              Contains(HasSubstr("is a string where the column is a number")));
}

TEST(StrictProgram, RefusesDeclaredTypesThatAreNotSimple) {
  const auto refused = Contains(HasSubstr("the type \"tAge\" is not number, string"));
  const std::string age = "typeRef=\"tAge\"><text>age</text></inputExpression>";
  EXPECT_THAT(FaultsOf(age, age + "<inputValues><text>[1..130]</text></inputValues>"), refused);
  EXPECT_THAT(FaultsOf("name=\"tYears\"", "name=\"tYears\" isCollection=\"true\""), refused);
  EXPECT_THAT(FaultsOf("<typeRef>number</typeRef>", "<typeRef>tAge</typeRef>"), refused);
  EXPECT_THAT(FaultsOf("<typeRef>number</typeRef>", "<typeRef>time</typeRef>"),
              Contains(HasSubstr("the type \"time\" is not number, string")));
}

}  // namespace
}  // namespace skranke
