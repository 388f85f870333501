// The types that a DMN model declares, with what their values are allowed to be.
// Plain values; threads may share one that nobody changes.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_TYPE_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_TYPE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/table_fault.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_type.h"
#include "libs/decision/feel/feel_unary_tests.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/value.h"

namespace skranke {

class DmnType {
 public:
  // Anything.
  DmnType() = default;
  explicit DmnType(FeelType type) : type_(std::move(type)) {}

  const FeelType& type() const { return type_; }
  // The value as this type; none where it does not conform, or is not allowed.
  std::optional<Value> Coerce(const Value& value, FeelRun& run) const;

 private:
  friend class DmnTypes;

  bool Allows(const Value& value, FeelRun& run) const;

  FeelType type_;
  std::shared_ptr<const DmnType> base_;  // Of a collection: of its items.
  std::optional<FeelUnaryTests> allowed_;
  std::optional<FeelUnaryTests> constraint_;
  bool is_collection_ = false;
  std::vector<std::pair<std::string, std::shared_ptr<const DmnType>>> components_;
};

// All types of one model, its imports' included.
class DmnTypes {
 public:
  // `imported`: types of other models under their import's name. What cannot be read is a fault;
  // such a type allows anything.
  DmnTypes(const DmnModel& model,
           const std::vector<std::pair<std::string, const DmnTypes*>>& imported);

  // By a typeRef; anything for "" and for a name that nobody knows.
  DmnType Find(absl::string_view name) const;
  // Adds them, for `instance of` and parameters of lambdas.
  void AddTo(NameScope& names) const;
  const std::vector<TableFault>& faults() const { return faults_; }

 private:
  using Shared = std::shared_ptr<const DmnType>;

  Shared Compile(const ItemDefinition& definition);
  Shared FindOrCompile(absl::string_view name);
  std::optional<FeelUnaryTests> ParseTests(const TableText& text, const ItemDefinition& definition);

  const DmnModel& model_;
  absl::flat_hash_map<std::string, Shared> types_;
  absl::flat_hash_set<std::string> open_;  // Being compiled: a type within itself is anything.
  std::vector<TableFault> faults_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_TYPE_H_
