#include "libs/decision/dmn/dmn_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/decision/dmn/xml_element.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kTable[] = R"(<?xml version="1.0" encoding="UTF-8"?>
<x:definitions xmlns:x="SPACE" name="m" namespace="urn:m">
  <x:inputData id="age" name="Age"><x:variable name="Age" typeRef="number"/></x:inputData>
  <x:decision id="d" name="Approval">
    <x:variable name="Approval" typeRef="string"/>
    <x:informationRequirement><x:requiredInput href="#age"/></x:informationRequirement>
    <x:decisionTable id="t" hitPolicy="COLLECT" aggregation="COUNT">
      <x:input id="i" label="Age">
        <x:inputExpression typeRef="number"><x:text>Age</x:text></x:inputExpression>
        <x:inputValues><x:text>[0..130]</x:text></x:inputValues>
      </x:input>
      <x:output id="o" name="out" typeRef="string"/>
      <x:rule id="r1">
        <x:inputEntry><x:text>&gt;= 18</x:text></x:inputEntry>
        <x:outputEntry><x:text>"yes"</x:text></x:outputEntry>
      </x:rule>
    </x:decisionTable>
  </x:decision>
</x:definitions>)";

std::string TableOf(absl::string_view space) {
  return absl::StrReplaceAll(kTable, {{"SPACE", space}});
}

constexpr char kSpace15[] = "https://www.omg.org/spec/DMN/20230324/MODEL/";

// Texts of all faults.
std::vector<std::string> FaultsOf(absl::string_view bytes) {
  std::vector<std::string> faults;
  for (const TableFault& fault : ReadDmn("f.dmn", bytes).faults) {
    faults.push_back(fault.ToString());
  }
  return faults;
}

std::string Inside(absl::string_view elements) {
  return absl::StrCat("<definitions xmlns=\"", kSpace15, "\" name=\"m\" namespace=\"u\">\n",
                      elements, "\n</definitions>");
}

TEST(ReadDmn, ReadsATableOfEveryVersionWithItsPlaces) {
  const std::pair<const char*, const char*> versions[] = {
      {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
      {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
      {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
      {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
      {kSpace15, "1.5"}};
  for (const auto& [space, version] : versions) {
    const DmnDocument document = ReadDmn("f.dmn", TableOf(space));
    ASSERT_THAT(document.faults, IsEmpty()) << version;
    EXPECT_EQ(document.model.version, version);
    ASSERT_THAT(document.model.decisions, SizeIs(1));
    const DecisionElement& decision = document.model.decisions[0];
    EXPECT_THAT(decision.requires_.inputs, ElementsAre("#age"));
    ASSERT_TRUE(decision.logic.table.has_value());
    const TableModel& table = *decision.logic.table;
    EXPECT_EQ(table.name, "Approval");
    EXPECT_EQ(table.hit_policy, HitPolicy::kCollect);
    EXPECT_EQ(table.aggregation, Aggregation::kCount);
    EXPECT_EQ(table.inputs[0].allowed.text, "[0..130]");
    ASSERT_THAT(table.rules, SizeIs(1));
    EXPECT_EQ(table.rules[0].inputs[0].text, ">= 18");
    EXPECT_EQ(table.rules[0].inputs[0].place.line, 14);
    EXPECT_EQ(table.rules[0].inputs[0].place.column, 23);
  }
}

TEST(ReadDmn, DropsThePrefixOfATypeInDmn11Only) {
  const std::string prefixed =
      absl::StrReplaceAll(kTable, {{"\"number\"", "\"feel:number\""},
                                   {"SPACE", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"}});
  EXPECT_EQ(ReadDmn("f.dmn", prefixed).model.inputs[0].type, "number");
}

TEST(ReadDmn, NamesFilePlaceTableAndRowOfAFault) {
  std::string bytes = TableOf(kSpace15);
  bytes =
      absl::StrReplaceAll(bytes, {{"<x:outputEntry><x:text>\"yes\"</x:text></x:outputEntry>", ""}});
  EXPECT_THAT(FaultsOf(bytes),
              ElementsAre("f.dmn:13:7: table \"Approval\", row 1: has 0 output cells where the "
                          "table has 1 output columns"));
}

// What somebody wrote must not be read as "any".
TEST(ReadDmn, RefusesAnElementThatHasLostItsText) {
  struct {
    const char *element, *fault;
  } const rows[] = {
      {"<x:inputEntry><x:text>&gt;= 18</x:text></x:inputEntry>",
       "f.dmn:14:9: table \"Approval\", row 1: this inputEntry has no <text>"},
      {"<x:outputEntry><x:text>\"yes\"</x:text></x:outputEntry>",
       "f.dmn:15:9: table \"Approval\", row 1: this outputEntry has no <text>"},
      {"<x:inputValues><x:text>[0..130]</x:text></x:inputValues>",
       "f.dmn:10:9: table \"Approval\": this inputValues has no <text>"},
  };
  for (const auto& row : rows) {
    const std::string element = row.element;
    const std::string bytes = TableOf(kSpace15);
    ASSERT_THAT(bytes, HasSubstr(element));
    // Gone, of another namespace, and there but empty.
    const std::string gone = absl::StrCat(element.substr(0, element.find('>')), "/>");
    const std::string foreign =
        absl::StrReplaceAll(element, {{"<x:text>", "<text>"}, {"</x:text>", "</text>"}});
    EXPECT_THAT(FaultsOf(absl::StrReplaceAll(bytes, {{element, gone}})), ElementsAre(row.fault));
    EXPECT_THAT(FaultsOf(absl::StrReplaceAll(bytes, {{element, foreign}})), ElementsAre(row.fault));
    const std::string empty =
        absl::StrCat(element.substr(0, element.find("<x:text>")), "<x:text/>",
                     element.substr(element.find("</x:text>") + std::string("</x:text>").size()));
    EXPECT_THAT(FaultsOf(absl::StrReplaceAll(bytes, {{element, empty}})), IsEmpty());
  }
  EXPECT_THAT(FaultsOf(Inside(R"(<itemDefinition name="t"><typeRef>number</typeRef>
<allowedValues/></itemDefinition>
<decision name="d"><decisionTable><output><outputValues/>
<defaultOutputEntry/></output></decisionTable></decision>)")),
              ElementsAre("f.dmn:3:1: this allowedValues has no <text>",
                          "f.dmn:4:43: table \"d\": this outputValues has no <text>",
                          "f.dmn:5:1: table \"d\": this defaultOutputEntry has no <text>"));
}

TEST(ReadDmn, ListsAllFaults) {
  EXPECT_THAT(
      FaultsOf(Inside(R"(<decision id="a"/>
<inputData id="a" name="twice"/>
<decision id="b" name="B"><decisionTable hitPolicy="RANDOM" aggregation="MEAN"/></decision>
<decision id="c" name="C"><invocation><binding/></invocation><knowledgeRequirement>
<requiredKnowledge/></knowledgeRequirement></decision>)")),
      ElementsAre("f.dmn:2:1: this decision has no name", "f.dmn:3:1: the id \"a\" is there twice",
                  "f.dmn:4:27: table \"B\": the hit policy \"RANDOM\" is not known",
                  "f.dmn:4:27: table \"B\": the aggregation \"MEAN\" is not known",
                  "f.dmn:4:27: table \"B\": this table has no output",
                  "f.dmn:6:1: table \"C\": has no href",
                  "f.dmn:5:39: table \"C\": this binding has no <parameter>"));
}

TEST(ReadDmn, RefusesWhatIsNoDmn) {
  EXPECT_THAT(FaultsOf(""), ElementsAre("f.dmn:1:1: is not XML: no element found"));
  EXPECT_THAT(FaultsOf("<a><b></a>"), ElementsAre("f.dmn:1:9: is not XML: mismatched tag"));
  EXPECT_THAT(FaultsOf("<definitions/>"), ElementsAre(HasSubstr("is no DMN 1.1 to 1.5")));
  EXPECT_THAT(FaultsOf(absl::StrCat("<decision xmlns='", kSpace15, "'/>")),
              ElementsAre(HasSubstr("begins with <decision>")));
  EXPECT_THAT(ReadDmnStrictly("f.dmn", "<a"), HasReason("DMN_FAULT"));
}

TEST(ReadDmn, RefusesADocumentTypeSoThatNoEntityCanGrow) {
  EXPECT_THAT(FaultsOf("<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>"),
              ElementsAre(HasSubstr("document type")));
  EXPECT_THAT(FaultsOf("<a>&b;</a>"), ElementsAre(HasSubstr("undefined entity")));
}

std::string Nested(int depth) {
  std::string bytes;
  for (int i = 0; i < depth; ++i) bytes += "<a>";
  for (int i = 0; i < depth; ++i) bytes += "</a>";
  return bytes;
}

TEST(ParseXml, TakesElementsUpToTheDepthLimit) {
  EXPECT_THAT(ParseXml("f", Nested(kXmlDepthMax)).faults, IsEmpty());
  EXPECT_THAT(ParseXml("f", Nested(kXmlDepthMax + 1)).faults, SizeIs(1));
}

TEST(ReadDmn, TakesTextsUpToTheirLimit) {
  for (const size_t over : {0, 1}) {
    const std::string text(kDmnTextBytesMax + over, '1');
    EXPECT_THAT(FaultsOf(Inside(absl::StrCat("<decision name='d'><literalExpression><text>", text,
                                             "</text></literalExpression></decision>"))),
                SizeIs(over));
  }
}

TEST(ReadDmn, TakesTablesUpToTheirLimitOfColumns) {
  for (const size_t over : {0, 1}) {
    std::string columns = "<output/>";
    for (size_t i = 1; i < kTableColumnsMax + over; ++i) columns += "<annotation name='a'/>";
    EXPECT_THAT(FaultsOf(Inside(absl::StrCat("<decision name='d'><decisionTable>", columns,
                                             "</decisionTable></decision>"))),
                SizeIs(over));
  }
}

}  // namespace
}  // namespace skranke
