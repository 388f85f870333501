#include "libs/decision/dmn/dmn_model.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

auto Parts(const DmnModel& model) {
  return std::tie(model.id, model.name, model.space, model.description, model.imports, model.types,
                  model.inputs, model.decisions, model.knowledge, model.services);
}

// "Applicant.Age" needs the input data "Applicant".
std::string RootOf(const std::string& expression) {
  return expression.substr(0, expression.find('.'));
}

void AddInput(const TableInput& column, DmnModel& model) {
  const std::string name = RootOf(column.expression.text);
  const auto has_name = [&](const InputData& input) { return input.name == name; };
  if (std::any_of(model.inputs.begin(), model.inputs.end(), has_name)) return;
  const std::string id = absl::StrCat("input_", model.inputs.size() + 1);
  const bool is_whole = name == column.expression.text;
  model.inputs.push_back({.id = id, .name = name, .type = is_whole ? column.type : ""});
  model.decisions[0].requires_.inputs.push_back(absl::StrCat("#", id));
}

}  // namespace

bool operator==(const DmnModel& a, const DmnModel& b) { return Parts(a) == Parts(b); }

DmnModel ModelOfTable(const TableModel& table) {
  DmnModel model{.id = "definitions_1", .name = table.name, .space = "urn:skranke:tasklist"};
  model.decisions.push_back({.id = "decision_1", .name = table.name});
  model.decisions[0].logic.kind = BoxedExpression::Kind::kTable;
  model.decisions[0].logic.id = table.id;
  model.decisions[0].logic.table = table;
  for (const TableInput& column : table.inputs) AddInput(column, model);
  return model;
}

}  // namespace skranke
