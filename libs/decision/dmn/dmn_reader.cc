#include "libs/decision/dmn/dmn_reader.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/element_reader.h"
#include "libs/decision/dmn/xml_element.h"

namespace skranke {
namespace {

constexpr std::pair<absl::string_view, absl::string_view> kVersions[] = {
    {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
    {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
    {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
    {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
    {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5"},
};

absl::string_view VersionOf(absl::string_view space) {
  for (const auto& [known, version] : kVersions) {
    if (known == space) return version;
  }
  return "";
}

// Reads <definitions>, element by element.
class ModelReader {
 public:
  ModelReader(absl::string_view file, absl::string_view version)
      : reader_(file, /*has_prefixed_types=*/version == "1.1") {
    model_.file = std::string(file);
    model_.version = std::string(version);
  }

  DmnDocument Read(const XmlElement& root) {
    model_.id = reader_.Id(root);
    model_.name = TrimmedXmlText(root.Attribute("name"));
    model_.space = std::string(root.Attribute("namespace"));
    model_.description = ElementReader::TextOf(root, "description");
    for (const XmlElement& element : root.children) {
      reader_.set_table("");
      if (element.space == root.space) ReadElement(element);
    }
    return {.model = std::move(model_), .faults = reader_.TakeFaults()};
  }

 private:
  void ReadElement(const XmlElement& element) {
    if (element.name == "import") model_.imports.push_back(ReadImport(element));
    if (element.name == "itemDefinition") model_.types.push_back(ReadType(element));
    if (element.name == "inputData") model_.inputs.push_back(ReadInput(element));
    if (element.name == "decision") model_.decisions.push_back(ReadDecision(element));
    if (element.name == "businessKnowledgeModel") {
      model_.knowledge.push_back(ReadKnowledge(element));
    }
    if (element.name == "decisionService") model_.services.push_back(ReadService(element));
  }

  DmnImport ReadImport(const XmlElement& element) {
    return {.name = TrimmedXmlText(element.Attribute("name")),
            .space = std::string(element.Attribute("namespace")),
            .location = std::string(element.Attribute("locationURI")),
            .type = std::string(element.Attribute("importType")),
            .place = element.place};
  }

  ItemDefinition ReadType(const XmlElement& element) {
    ItemDefinition type{.id = reader_.Id(element),
                        .name = reader_.Name(element),
                        .type = reader_.Type(ElementReader::TextOf(element, "typeRef")),
                        .allowed = reader_.CellText(element.Find("allowedValues")),
                        .constraint = reader_.CellText(element.Find("typeConstraint")),
                        .is_collection = element.Attribute("isCollection") == "true",
                        .place = element.place};
    for (const XmlElement* component : element.FindAll("itemComponent")) {
      type.components.push_back(ReadType(*component));
    }
    if (const XmlElement* function = element.Find("functionItem")) ReadFunction(*function, type);
    return type;
  }

  void ReadFunction(const XmlElement& element, ItemDefinition& type) {
    type.is_function = true;
    type.result_type = reader_.Type(element.Attribute("outputTypeRef"));
    for (const XmlElement* parameter : element.FindAll("parameters")) {
      type.parameters.push_back({.name = TrimmedXmlText(parameter->Attribute("name")),
                                 .type = reader_.Type(parameter->Attribute("typeRef"))});
    }
  }

  InputData ReadInput(const XmlElement& element) {
    return {.id = reader_.Id(element),
            .name = reader_.Name(element),
            .type = VariableType(element),
            .description = ElementReader::TextOf(element, "description"),
            .place = element.place};
  }

  DecisionElement ReadDecision(const XmlElement& element) {
    reader_.set_table(TrimmedXmlText(element.Attribute("name")));
    return {.id = reader_.Id(element),
            .name = reader_.Name(element),
            .type = VariableType(element),
            .description = ElementReader::TextOf(element, "description"),
            .question = ElementReader::TextOf(element, "question"),
            .allowed_answers = ElementReader::TextOf(element, "allowedAnswers"),
            .requires_ = ReadRequirements(element),
            .logic = reader_.ReadChildExpression(element),
            .place = element.place};
  }

  KnowledgeModel ReadKnowledge(const XmlElement& element) {
    reader_.set_table(TrimmedXmlText(element.Attribute("name")));
    KnowledgeModel knowledge{.id = reader_.Id(element),
                             .name = reader_.Name(element),
                             .type = VariableType(element),
                             .description = ElementReader::TextOf(element, "description"),
                             .requires_ = ReadRequirements(element),
                             .place = element.place};
    if (const XmlElement* logic = element.Find("encapsulatedLogic")) {
      knowledge.logic = reader_.ReadFunction(*logic);
    }
    return knowledge;
  }

  ServiceElement ReadService(const XmlElement& element) {
    return {.id = reader_.Id(element),
            .name = reader_.Name(element),
            .type = VariableType(element),
            .description = ElementReader::TextOf(element, "description"),
            .output_decisions = Hrefs(element.FindAll("outputDecision")),
            .encapsulated_decisions = Hrefs(element.FindAll("encapsulatedDecision")),
            .input_decisions = Hrefs(element.FindAll("inputDecision")),
            .input_data = Hrefs(element.FindAll("inputData")),
            .place = element.place};
  }

  std::string VariableType(const XmlElement& element) const {
    const XmlElement* variable = element.Find("variable");
    return variable ? reader_.Type(variable->Attribute("typeRef")) : "";
  }

  Requirements ReadRequirements(const XmlElement& element) {
    Requirements requirements;
    for (const XmlElement* each : element.FindAll("informationRequirement")) {
      Append(requirements.inputs, Hrefs(each->FindAll("requiredInput")));
      Append(requirements.decisions, Hrefs(each->FindAll("requiredDecision")));
    }
    for (const XmlElement* each : element.FindAll("knowledgeRequirement")) {
      Append(requirements.knowledge, Hrefs(each->FindAll("requiredKnowledge")));
    }
    return requirements;
  }

  static void Append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
  }

  std::vector<std::string> Hrefs(const std::vector<const XmlElement*>& elements) {
    std::vector<std::string> hrefs;
    for (const XmlElement* element : elements) {
      hrefs.emplace_back(element->Attribute("href"));
      if (hrefs.back().empty()) reader_.AddFault(*element, "has no href");
    }
    return hrefs;
  }

  ElementReader reader_;
  DmnModel model_;
};

}  // namespace

DmnDocument ReadDmn(absl::string_view file, absl::string_view bytes) {
  XmlDocument xml = ParseXml(file, bytes);
  if (!xml.faults.empty()) return {.faults = std::move(xml.faults)};
  const absl::string_view version = VersionOf(xml.root.space);
  if (version.empty() || xml.root.name != "definitions") {
    return {
        .faults = {{.file = std::string(file),
                    .place = xml.root.place,
                    .message = absl::StrCat("is no DMN 1.1 to 1.5: begins with <", xml.root.name,
                                            "> of the namespace \"", xml.root.space, "\"")}}};
  }
  return ModelReader(file, version).Read(xml.root);
}

absl::StatusOr<DmnModel> ReadDmnStrictly(absl::string_view file, absl::string_view bytes) {
  DmnDocument document = ReadDmn(file, bytes);
  SKRANKE_RETURN_IF_ERROR(FaultStatus(document.faults));
  return std::move(document.model);
}

}  // namespace skranke
