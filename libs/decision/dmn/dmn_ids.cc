// Gives everything in a model that has no id one of its own.
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/dmn_writer.h"

namespace skranke {
namespace {

class IdGiver {
 public:
  void GiveAll(DmnModel& model) {
    Walk(model, [this](std::string& id, absl::string_view) { used_.insert(id); });
    Walk(model, [this](std::string& id, absl::string_view noun) {
      if (id.empty()) id = Next(noun);
    });
  }

 private:
  std::string Next(absl::string_view noun) {
    std::string id;
    do {
      id = absl::StrCat(noun, "_", ++last_);
    } while (!used_.insert(id).second);
    return id;
  }

  template <typename Visit>
  void Walk(DmnModel& model, Visit visit) {
    visit(model.id, "definitions");
    for (ItemDefinition& type : model.types) Walk(type, visit);
    for (InputData& input : model.inputs) visit(input.id, "input_data");
    for (DecisionElement& decision : model.decisions) {
      visit(decision.id, "decision");
      Walk(decision.logic, visit);
    }
    for (KnowledgeModel& knowledge : model.knowledge) {
      visit(knowledge.id, "knowledge");
      Walk(knowledge.logic, visit);
    }
    for (ServiceElement& service : model.services) visit(service.id, "service");
  }

  template <typename Visit>
  void Walk(ItemDefinition& type, Visit visit) {
    visit(type.id, "type");
    for (ItemDefinition& component : type.components) Walk(component, visit);
  }

  template <typename Visit>
  void Walk(BoxedExpression& expression, Visit visit) {
    if (expression.kind == BoxedExpression::Kind::kNone) return;
    visit(expression.id, "expression");
    for (BoxedExpression& part : expression.parts) Walk(part, visit);
    if (!expression.table) return;
    expression.table->id = expression.id;
    for (TableInput& input : expression.table->inputs) visit(input.id, "input");
    for (TableOutput& output : expression.table->outputs) visit(output.id, "output");
    for (TableRule& rule : expression.table->rules) visit(rule.id, "rule");
  }

  absl::flat_hash_set<std::string> used_;
  size_t last_ = 0;
};

}  // namespace

DmnModel WithIds(DmnModel model) {
  IdGiver().GiveAll(model);
  return model;
}

}  // namespace skranke
