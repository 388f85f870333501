#include "libs/decision/dmn/dmn_writer.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/dmn_diagram.h"
#include "libs/decision/dmn/element_reader.h"
#include "libs/decision/dmn/xml_writer.h"

namespace skranke {
namespace {

using Kind = BoxedExpression::Kind;

constexpr char kModelSpace[] = "https://www.omg.org/spec/DMN/20191111/MODEL/";
constexpr char kDiagramSpace[] = "https://www.omg.org/spec/DMN/20191111/DMNDI/";
constexpr char kShapeSpace[] = "http://www.omg.org/spec/DMN/20180521/DC/";
constexpr char kEdgeSpace[] = "http://www.omg.org/spec/DMN/20180521/DI/";

// A requirement, for its edge.
struct Arrow {
  std::string id;
  std::string from;
  std::string to;
};

class ModelWriter {
 public:
  absl::StatusOr<std::string> Write(const DmnModel& model) {
    xml_.Open("definitions", {{"xmlns", kModelSpace},
                              {"xmlns:dmndi", kDiagramSpace},
                              {"xmlns:dc", kShapeSpace},
                              {"xmlns:di", kEdgeSpace},
                              {"xmlns:skranke", kExtensionSpace},
                              {"id", model.id},
                              {"name", model.name},
                              {"namespace", model.space}});
    xml_.LeafIfAny("description", model.description);
    for (const DmnImport& each : model.imports) WriteImport(each);
    for (const ItemDefinition& each : model.types) WriteType(each, "itemDefinition");
    for (const InputData& each : model.inputs) WriteInput(each);
    for (const DecisionElement& each : model.decisions) WriteDecision(each);
    for (const KnowledgeModel& each : model.knowledge) WriteKnowledge(each);
    for (const ServiceElement& each : model.services) WriteService(each);
    WriteDiagram(model);
    xml_.Close();
    SKRANKE_RETURN_IF_ERROR(fault_);
    return xml_.Take();
  }

 private:
  void Refuse(absl::string_view what) {
    if (!fault_.ok()) return;
    fault_ = ReasonError(absl::StatusCode::kInvalidArgument, "DMN_FAULT",
                         absl::StrCat("\"", element_, "\": DMN 1.3 has no ", what));
  }

  void WriteImport(const DmnImport& import) {
    xml_.Empty("import", {{"name", import.name},
                          {"namespace", import.space},
                          {"locationURI", import.location},
                          {"importType", import.type}});
  }

  void WriteText(absl::string_view name, const TableText& text) {
    if (text.text.empty()) return;
    xml_.Open(name);
    xml_.Leaf("text", text.text);
    xml_.Close();
  }

  void WriteType(const ItemDefinition& type, absl::string_view name) {
    element_ = type.name;
    if (!type.constraint.text.empty()) Refuse("type constraints");
    xml_.Open(
        name,
        {{"id", type.id}, {"name", type.name}, {"isCollection", type.is_collection ? "true" : ""}});
    xml_.LeafIfAny("typeRef", type.type);
    WriteText("allowedValues", type.allowed);
    for (const ItemDefinition& each : type.components) WriteType(each, "itemComponent");
    if (type.is_function) {
      xml_.Open("functionItem", {{"outputTypeRef", type.result_type}});
      for (const TypedName& each : type.parameters) WriteTyped("parameters", each);
      xml_.Close();
    }
    xml_.Close();
  }

  void WriteTyped(absl::string_view element, const TypedName& name) {
    xml_.Empty(element, {{"name", name.name}, {"typeRef", name.type}});
  }

  void WriteVariable(const std::string& id, const std::string& name, const std::string& type) {
    xml_.Empty("variable",
               {{"id", absl::StrCat(id, "_variable")}, {"name", name}, {"typeRef", type}});
  }

  void WriteInput(const InputData& input) {
    xml_.Open("inputData", {{"id", input.id}, {"name", input.name}});
    xml_.LeafIfAny("description", input.description);
    WriteVariable(input.id, input.name, input.type);
    xml_.Close();
  }

  void WriteDecision(const DecisionElement& decision) {
    element_ = decision.name;
    xml_.Open("decision", {{"id", decision.id}, {"name", decision.name}});
    xml_.LeafIfAny("description", decision.description);
    xml_.LeafIfAny("question", decision.question);
    xml_.LeafIfAny("allowedAnswers", decision.allowed_answers);
    WriteVariable(decision.id, decision.name, decision.type);
    WriteRequirements(decision.id, decision.requires_);
    WriteExpression(decision.logic);
    xml_.Close();
  }

  void WriteRequirements(const std::string& id, const Requirements& requirements) {
    for (const std::string& href : requirements.inputs) {
      WriteRequirement("informationRequirement", "requiredInput", id, href);
    }
    for (const std::string& href : requirements.decisions) {
      WriteRequirement("informationRequirement", "requiredDecision", id, href);
    }
    for (const std::string& href : requirements.knowledge) {
      WriteRequirement("knowledgeRequirement", "requiredKnowledge", id, href);
    }
  }

  void WriteRequirement(absl::string_view name, absl::string_view target, const std::string& id,
                        const std::string& href) {
    const std::string own = absl::StrCat(id, "_requirement_", arrows_.size() + 1);
    xml_.Open(name, {{"id", own}});
    xml_.Empty(target, {{"href", href}});
    xml_.Close();
    arrows_.push_back({own, href.substr(0, 1) == "#" ? href.substr(1) : href, id});
  }

  void WriteKnowledge(const KnowledgeModel& knowledge) {
    element_ = knowledge.name;
    xml_.Open("businessKnowledgeModel", {{"id", knowledge.id}, {"name", knowledge.name}});
    xml_.LeafIfAny("description", knowledge.description);
    WriteVariable(knowledge.id, knowledge.name, knowledge.type);
    if (knowledge.logic.kind == Kind::kFunction) {
      WriteFunction("encapsulatedLogic", knowledge.logic);
    }
    WriteRequirements(knowledge.id, knowledge.requires_);
    xml_.Close();
  }

  void WriteService(const ServiceElement& service) {
    xml_.Open("decisionService", {{"id", service.id}, {"name", service.name}});
    xml_.LeafIfAny("description", service.description);
    WriteVariable(service.id, service.name, service.type);
    WriteHrefs("outputDecision", service.output_decisions);
    WriteHrefs("encapsulatedDecision", service.encapsulated_decisions);
    WriteHrefs("inputDecision", service.input_decisions);
    WriteHrefs("inputData", service.input_data);
    xml_.Close();
  }

  void WriteHrefs(absl::string_view name, const std::vector<std::string>& hrefs) {
    for (const std::string& href : hrefs) xml_.Empty(name, {{"href", href}});
  }

  void WriteExpression(const BoxedExpression& expression) {
    const XmlWriter::Attributes attributes = {{"id", expression.id}, {"typeRef", expression.type}};
    switch (expression.kind) {
      case Kind::kNone:
        return;
      case Kind::kLiteral:
        xml_.Open("literalExpression", attributes);
        xml_.Leaf("text", expression.text.text);
        xml_.Close();
        return;
      case Kind::kTable:
        return WriteTable(expression);
      case Kind::kContext:
        return WriteContext(expression, attributes);
      case Kind::kInvocation:
        return WriteInvocation(expression, attributes);
      case Kind::kList:
        return WriteList("list", expression, attributes);
      case Kind::kRelation:
        return WriteRelation(expression, attributes);
      case Kind::kFunction:
        return WriteFunction("functionDefinition", expression);
      case Kind::kConditional:
      case Kind::kFilter:
      case Kind::kFor:
      case Kind::kSome:
      case Kind::kEvery:
        return Refuse("boxed conditionals, filters and iterations");
    }
  }

  void WriteContext(const BoxedExpression& expression, const XmlWriter::Attributes& attributes) {
    xml_.Open("context", attributes);
    for (size_t i = 0; i < expression.parts.size(); ++i) {
      xml_.Open("contextEntry");
      const TypedName& name = expression.names[i];
      if (!name.name.empty() || !name.type.empty()) WriteTyped("variable", name);
      WriteExpression(expression.parts[i]);
      xml_.Close();
    }
    xml_.Close();
  }

  void WriteInvocation(const BoxedExpression& expression, const XmlWriter::Attributes& attributes) {
    xml_.Open("invocation", attributes);
    WriteExpression(expression.parts[0]);
    for (size_t i = 0; i < expression.names.size(); ++i) {
      xml_.Open("binding");
      WriteTyped("parameter", expression.names[i]);
      WriteExpression(expression.parts[i + 1]);
      xml_.Close();
    }
    xml_.Close();
  }

  void WriteList(absl::string_view name, const BoxedExpression& expression,
                 const XmlWriter::Attributes& attributes) {
    xml_.Open(name, attributes);
    for (const BoxedExpression& part : expression.parts) WriteExpression(part);
    xml_.Close();
  }

  void WriteRelation(const BoxedExpression& expression, const XmlWriter::Attributes& attributes) {
    xml_.Open("relation", attributes);
    for (const TypedName& column : expression.names) WriteTyped("column", column);
    for (const BoxedExpression& row : expression.parts) WriteList("row", row, {{"id", row.id}});
    xml_.Close();
  }

  void WriteFunction(absl::string_view name, const BoxedExpression& function) {
    xml_.Open(name,
              {{"id", function.id}, {"typeRef", function.type}, {"kind", function.text.text}});
    for (const TypedName& parameter : function.names) WriteTyped("formalParameter", parameter);
    for (const BoxedExpression& part : function.parts) WriteExpression(part);
    xml_.Close();
  }

  void WriteTable(const BoxedExpression& expression) {
    const TableModel& table = *expression.table;
    xml_.Open("decisionTable", {{"id", expression.id},
                                {"typeRef", expression.type},
                                {"hitPolicy", std::string(HitPolicyName(table.hit_policy))},
                                {"aggregation", std::string(AggregationName(table.aggregation))},
                                {"outputLabel", table.output_label}});
    for (const TableInput& input : table.inputs) WriteTableInput(input);
    for (const TableOutput& output : table.outputs) WriteTableOutput(output);
    for (const std::string& name : table.annotation_columns) {
      xml_.Empty("annotation", {{"name", name}});
    }
    for (const TableRule& rule : table.rules) WriteRule(rule);
    xml_.Close();
  }

  void WriteLabels(const std::vector<ValueLabel>& labels) {
    if (labels.empty()) return;
    xml_.Open("extensionElements");
    for (const ValueLabel& each : labels) {
      xml_.Empty("skranke:valueLabel",
                 {{"value", each.value}, {"language", each.language}, {"label", each.label}});
    }
    xml_.Close();
  }

  // An editor wants an id on each part.
  void WriteCell(absl::string_view name, const std::string& id, const TableText& text) {
    xml_.Open(name, {{"id", id}});
    xml_.Leaf("text", text.text);
    xml_.Close();
  }

  void WriteTableInput(const TableInput& input) {
    xml_.Open("input", {{"id", input.id}, {"label", input.label}});
    xml_.LeafIfAny("description", input.description);
    WriteLabels(input.value_labels);
    xml_.Open("inputExpression",
              {{"id", absl::StrCat(input.id, "_expression")}, {"typeRef", input.type}});
    xml_.Leaf("text", input.expression.text);
    xml_.Close();
    if (!input.allowed.text.empty()) {
      WriteCell("inputValues", absl::StrCat(input.id, "_values"), input.allowed);
    }
    xml_.Close();
  }

  void WriteTableOutput(const TableOutput& output) {
    xml_.Open("output", {{"id", output.id},
                         {"label", output.label},
                         {"name", output.name},
                         {"typeRef", output.type}});
    xml_.LeafIfAny("description", output.description);
    WriteLabels(output.value_labels);
    if (!output.allowed.text.empty()) {
      WriteCell("outputValues", absl::StrCat(output.id, "_values"), output.allowed);
    }
    if (!output.default_value.text.empty()) {
      WriteCell("defaultOutputEntry", absl::StrCat(output.id, "_default"), output.default_value);
    }
    xml_.Close();
  }

  void WriteRule(const TableRule& rule) {
    xml_.Open("rule", {{"id", rule.id}});
    xml_.LeafIfAny("description", rule.description);
    size_t cell = 0;
    for (const TableText& input : rule.inputs) {
      WriteCell("inputEntry", absl::StrCat(rule.id, "_cell_", ++cell), input);
    }
    for (const TableText& output : rule.outputs) {
      WriteCell("outputEntry", absl::StrCat(rule.id, "_cell_", ++cell), output);
    }
    for (const std::string& annotation : rule.annotations) {
      xml_.Open("annotationEntry");
      xml_.Leaf("text", annotation);
      xml_.Close();
    }
    xml_.Close();
  }

  void WriteDiagram(const DmnModel& model) {
    const std::vector<DiagramShape> shapes = LayOut(model);
    absl::flat_hash_map<std::string, const DiagramShape*> by_element;
    xml_.Open("dmndi:DMNDI");
    xml_.Open("dmndi:DMNDiagram", {{"id", absl::StrCat(model.id, "_diagram")}});
    for (const DiagramShape& shape : shapes) {
      WriteShape(shape);
      by_element[shape.element] = &shape;
    }
    for (const Arrow& arrow : arrows_) {
      const auto from = by_element.find(arrow.from);
      const auto to = by_element.find(arrow.to);
      if (from == by_element.end() || to == by_element.end()) continue;
      WriteEdge(arrow.id, *from->second, *to->second);
    }
    xml_.Close();
    xml_.Close();
  }

  void WriteShape(const DiagramShape& shape) {
    xml_.Open("dmndi:DMNShape",
              {{"id", absl::StrCat(shape.element, "_shape")}, {"dmnElementRef", shape.element}});
    xml_.Empty("dc:Bounds", {{"height", absl::StrCat(shape.height)},
                             {"width", absl::StrCat(shape.width)},
                             {"x", absl::StrCat(shape.x)},
                             {"y", absl::StrCat(shape.y)}});
    xml_.Close();
  }

  // From the middle of the top of the one to the middle of the bottom of the other.
  void WriteEdge(const std::string& id, const DiagramShape& from, const DiagramShape& to) {
    xml_.Open("dmndi:DMNEdge", {{"id", absl::StrCat(id, "_edge")}, {"dmnElementRef", id}});
    WritePoint(from.x + from.width / 2, from.y);
    WritePoint(to.x + to.width / 2, to.y + to.height);
    xml_.Close();
  }

  void WritePoint(int x, int y) {
    xml_.Empty("di:waypoint", {{"x", absl::StrCat(x)}, {"y", absl::StrCat(y)}});
  }

  XmlWriter xml_;
  std::string element_;  // For what is refused.
  absl::Status fault_;
  std::vector<Arrow> arrows_;
};

}  // namespace

absl::StatusOr<std::string> WriteDmn(const DmnModel& model) {
  return ModelWriter().Write(WithIds(model));
}

absl::StatusOr<std::string> WriteDmnTable(const TableModel& table) {
  return WriteDmn(ModelOfTable(table));
}

}  // namespace skranke
