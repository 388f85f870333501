// The part of ElementReader that reads decision tables.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/dmn/element_reader.h"

namespace skranke {
namespace {

constexpr HitPolicy kPolicies[] = {
    HitPolicy::kUnique,    HitPolicy::kAny,         HitPolicy::kPriority, HitPolicy::kFirst,
    HitPolicy::kRuleOrder, HitPolicy::kOutputOrder, HitPolicy::kCollect};
constexpr Aggregation kAggregations[] = {Aggregation::kNone, Aggregation::kSum, Aggregation::kCount,
                                         Aggregation::kMin, Aggregation::kMax};

std::vector<ValueLabel> LabelsOf(const XmlElement& clause) {
  std::vector<ValueLabel> labels;
  const XmlElement* extensions = clause.Find("extensionElements");
  if (!extensions) return labels;
  for (const XmlElement& child : extensions->children) {
    if (child.space != kExtensionSpace || child.name != "valueLabel") continue;
    labels.push_back({.value = std::string(child.Attribute("value")),
                      .language = std::string(child.Attribute("language")),
                      .label = std::string(child.Attribute("label"))});
  }
  return labels;
}

}  // namespace

TableModel ElementReader::ReadTable(const XmlElement& element) {
  TableModel table{.id = std::string(element.Attribute("id")),
                   .name = table_,
                   .output_label = std::string(element.Attribute("outputLabel")),
                   .file = file_,
                   .place = element.place};
  ReadHitPolicy(element, table);
  for (const XmlElement* input : element.FindAll("input")) {
    table.inputs.push_back(ReadInput(*input));
  }
  for (const XmlElement* output : element.FindAll("output")) {
    table.outputs.push_back(ReadOutput(*output));
  }
  for (const XmlElement* annotation : element.FindAll("annotation")) {
    table.annotation_columns.push_back(std::string(annotation->Attribute("name")));
  }
  if (table.outputs.empty()) AddFault(element, "this table has no output");
  if (table.inputs.size() + table.outputs.size() + table.annotation_columns.size() >
      kTableColumnsMax) {
    AddFault(element, absl::StrCat("has more than ", kTableColumnsMax, " columns"));
  }
  const std::vector<const XmlElement*> rules = element.FindAll("rule");
  if (rules.size() > kTableRulesMax) {
    AddFault(element, absl::StrCat("has more than ", kTableRulesMax, " rules"));
    return table;
  }
  table.rules.reserve(rules.size());
  for (const XmlElement* rule : rules) {
    table.rules.push_back(ReadRule(*rule, table, table.rules.size() + 1));
  }
  return table;
}

void ElementReader::ReadHitPolicy(const XmlElement& element, TableModel& table) {
  const absl::string_view policy = element.Attribute("hitPolicy");
  const auto* known = std::find_if(std::begin(kPolicies), std::end(kPolicies),
                                   [&](HitPolicy each) { return HitPolicyName(each) == policy; });
  if (known != std::end(kPolicies)) table.hit_policy = *known;
  if (known == std::end(kPolicies) && !policy.empty()) {
    AddFault(element, absl::StrCat("the hit policy \"", policy, "\" is not known"));
  }
  const absl::string_view aggregation = element.Attribute("aggregation");
  const auto* by =
      std::find_if(std::begin(kAggregations), std::end(kAggregations),
                   [&](Aggregation each) { return AggregationName(each) == aggregation; });
  if (by != std::end(kAggregations)) table.aggregation = *by;
  if (by == std::end(kAggregations)) {
    AddFault(element, absl::StrCat("the aggregation \"", aggregation, "\" is not known"));
  }
}

TableInput ElementReader::ReadInput(const XmlElement& element) {
  const XmlElement* expression = element.Find("inputExpression");
  if (!expression) AddFault(element, "this input has no <inputExpression>");
  return {.id = Id(element),
          .label = std::string(element.Attribute("label")),
          .expression = Text(expression),
          .type = expression ? Type(expression->Attribute("typeRef")) : "",
          .allowed = CellText(element.Find("inputValues")),
          .value_labels = LabelsOf(element),
          .description = TextOf(element, "description"),
          .place = element.place};
}

TableOutput ElementReader::ReadOutput(const XmlElement& element) {
  return {.id = Id(element),
          .label = std::string(element.Attribute("label")),
          .name = TrimmedXmlText(element.Attribute("name")),
          .type = Type(element.Attribute("typeRef")),
          .allowed = CellText(element.Find("outputValues")),
          .default_value = CellText(element.Find("defaultOutputEntry")),
          .value_labels = LabelsOf(element),
          .description = TextOf(element, "description"),
          .place = element.place};
}

TableRule ElementReader::ReadRule(const XmlElement& element, const TableModel& table, size_t row) {
  TableRule rule{.id = Id(element),
                 .description = TextOf(element, "description"),
                 .inputs = ReadCells(element, "inputEntry", row),
                 .outputs = ReadCells(element, "outputEntry", row),
                 .place = element.place};
  for (const XmlElement* annotation : element.FindAll("annotationEntry")) {
    rule.annotations.push_back(Text(annotation).text);
  }
  CheckWidth(element, row, "input", rule.inputs.size(), table.inputs.size());
  CheckWidth(element, row, "output", rule.outputs.size(), table.outputs.size());
  if (rule.annotations.size() > table.annotation_columns.size()) {
    CheckWidth(element, row, "annotation", rule.annotations.size(),
               table.annotation_columns.size());
  }
  return rule;
}

std::vector<TableText> ElementReader::ReadCells(const XmlElement& rule, absl::string_view name,
                                                size_t row) {
  std::vector<TableText> cells;
  for (const XmlElement* cell : rule.FindAll(name)) cells.push_back(CellText(cell, row));
  return cells;
}

void ElementReader::CheckWidth(const XmlElement& rule, size_t row, absl::string_view what,
                               size_t cells, size_t columns) {
  if (cells == columns) return;
  AddFault({.place = rule.place,
            .row = row,
            .message = absl::StrCat("has ", cells, " ", what, " cells where the table has ",
                                    columns, " ", what, " columns")});
}

}  // namespace skranke
