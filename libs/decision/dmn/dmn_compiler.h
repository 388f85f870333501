// Makes DmnParts of models. One thread; used by dmn_program.cc alone.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_COMPILER_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_COMPILER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/decision/dmn/dmn_element.h"

namespace skranke {

class DmnCompiler {
 public:
  // The first model is the one to ask.
  DmnCompiler(std::vector<DmnModel> models, TableMode mode);

  std::shared_ptr<const DmnParts> Finish() { return std::move(parts_); }

 private:
  const DmnTypes* TypesOf(size_t model, int depth);
  void AddElements(size_t model);
  DmnElement& Add(DmnElement::Kind kind, size_t model, const std::string& id,
                  const std::string& name, absl::string_view type);
  void Link(size_t model);
  // What an href of a model leads to; null, and a fault, where that is nothing.
  const DmnElement* Resolve(size_t model, const std::string& href, const std::string& from);
  void Require(size_t model, const std::vector<std::string>& hrefs, DmnElement& element);
  void RequireAll(size_t model, const Requirements& requirements, DmnElement& element);
  void LinkService(size_t model, const ServiceElement& service, DmnElement& element);
  void CompileLogic(const BoxedExpression& logic, NameScope names, DmnElement& element);
  void CompileKnowledge(const KnowledgeModel& knowledge, DmnElement& element);
  // Strict mode: faults for logic that is no table; the types of tables' columns become simple.
  void KeepToProfile(DmnModel& model);
  NameScope NamesOf(const DmnElement& element) const;
  // Under which name a model imports another; empty where it does not.
  std::string ImportName(size_t importing, size_t imported) const;
  // The model of a namespace; none where there is none.
  std::optional<size_t> FindModel(absl::string_view space) const;

  const TableMode mode_;
  std::shared_ptr<DmnParts> parts_;
  // By model, and there by id.
  std::vector<absl::flat_hash_map<std::string, DmnElement*>> by_id_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_COMPILER_H_
