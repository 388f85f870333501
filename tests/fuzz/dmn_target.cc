// A DMN file that is read can be compiled and asked whatever its expressions say; written as
// DMN 1.3 it is read back as the same model.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/dmn/dmn_writer.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

// Enough for the seeds; a mutation that loops ends soon.
constexpr int64_t kSteps = 20'000;

std::string FaultOfWriting(const DmnModel& model) {
  const auto written = WriteDmn(model);
  if (!written.ok()) {
    return absl::StrContains(written.status().message(), "DMN 1.3 has no") ? "" : "is not written";
  }
  const auto again = ReadDmnStrictly("again.dmn", *written);
  if (!again.ok()) return "is not taken again";
  return *again == WithIds(model) ? "" : "is not read back";
}

std::string FaultOf(absl::string_view bytes) {
  DmnDocument document = ReadDmn("any.dmn", bytes);
  for (const TableFault& fault : document.faults) {
    if (fault.place.line == 0) return "has a fault without a place";
  }
  if (!document.faults.empty()) return "";
  for (const DecisionElement& decision : document.model.decisions) {
    if (!decision.logic.table) continue;
    DecisionTable::Check(*decision.logic.table, {.mode = TableMode::kStrict});
  }
  const DmnProgram program = DmnProgram::Compile(document.model);
  for (const DecisionElement& decision : document.model.decisions) {
    FeelRun run(absl::UnixEpoch(), absl::UTCTimeZone(), kSteps);
    if (!program.Evaluate(decision.name, Context(), run).ok()) return "has a decision to be missed";
  }
  return FaultOfWriting(document.model);
}

bool Takes(absl::string_view bytes) { return ReadDmn("any.dmn", bytes).faults.empty(); }

std::string Seed(absl::string_view elements) {
  return absl::StrCat(
      "<d:definitions xmlns:d=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
      "name=\"m\" namespace=\"u\">",
      elements, "</d:definitions>");
}

std::vector<std::string> Seeds() {
  return {
      Seed("<d:inputData id='a' name='Age'><d:variable typeRef='number'/></d:inputData>"
           "<d:decision id='b' name='Route'><d:variable typeRef='t'/><d:informationRequirement>"
           "<d:requiredInput href='#a'/></d:informationRequirement>"
           "<d:decisionTable hitPolicy='OUTPUT ORDER'><d:input><d:inputExpression typeRef='number'>"
           "<d:text>Age</d:text></d:inputExpression></d:input><d:output name='o'><d:outputValues>"
           "<d:text>1, 2</d:text></d:outputValues><d:defaultOutputEntry><d:text>2</d:text>"
           "</d:defaultOutputEntry></d:output><d:annotation name='law'/><d:rule><d:inputEntry>"
           "<d:text>&gt;= 18</d:text></d:inputEntry><d:outputEntry><d:text>1 + 1</d:text>"
           "</d:outputEntry><d:annotationEntry><d:text>§ 1</d:text></d:annotationEntry></d:rule>"
           "</d:decisionTable></d:decision>"
           "<d:itemDefinition name='t' isCollection='true'><d:typeRef>number</d:typeRef>"
           "<d:allowedValues><d:text>[1..5]</d:text></d:allowedValues></d:itemDefinition>"),
      Seed("<d:businessKnowledgeModel id='k' name='f'><d:encapsulatedLogic><d:formalParameter "
           "name='x'/><d:literalExpression><d:text>if x &gt; 1 then x * f(x - 1) else 1</d:text>"
           "</d:literalExpression></d:encapsulatedLogic><d:knowledgeRequirement>"
           "<d:requiredKnowledge href='#k'/></d:knowledgeRequirement></d:businessKnowledgeModel>"
           "<d:decision id='c' name='c'><d:knowledgeRequirement><d:requiredKnowledge href='#k'/>"
           "</d:knowledgeRequirement><d:context><d:contextEntry><d:variable name='n'/>"
           "<d:literalExpression><d:text>5</d:text></d:literalExpression></d:contextEntry>"
           "<d:contextEntry><d:invocation><d:literalExpression><d:text>f</d:text>"
           "</d:literalExpression><d:binding><d:parameter name='x'/><d:literalExpression>"
           "<d:text>n</d:text></d:literalExpression></d:binding></d:invocation></d:contextEntry>"
           "</d:context></d:decision><d:decisionService id='s' name='s'><d:outputDecision "
           "href='#c'/></d:decisionService>"),
      Seed(
          "<d:decision name='r'><d:relation><d:column name='a'/><d:row><d:literalExpression>"
          "<d:text>1</d:text></d:literalExpression></d:row></d:relation></d:decision>"
          "<d:decision name='l'><d:list><d:functionDefinition><d:formalParameter name='y'/>"
          "<d:literalExpression><d:text>y</d:text></d:literalExpression></d:functionDefinition>"
          "</d:list></d:decision><d:decision name='q'><d:some iteratorVariable='i'><d:in>"
          "<d:literalExpression><d:text>[1, 2]</d:text></d:literalExpression></d:in><d:satisfies>"
          "<d:literalExpression><d:text>i = 2</d:text></d:literalExpression></d:satisfies></d:some>"
          "</d:decision>"),
  };
}

}  // namespace

const FuzzTarget kDmnTarget = {"dmn", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
