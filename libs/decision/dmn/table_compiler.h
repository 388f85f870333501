// Checks a TableModel and makes of it what DecisionTable decides with. One thread.
#ifndef SKRANKE_LIBS_DECISION_DMN_TABLE_COMPILER_H_
#define SKRANKE_LIBS_DECISION_DMN_TABLE_COMPILER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/decision/dmn/column_index.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/table_fault.h"
#include "libs/decision/dmn/table_model.h"
#include "libs/decision/dmn/table_outputs.h"

namespace skranke {

class TableCompiler {
 public:
  TableCompiler(const TableModel& model, const DecisionTable::Options& options);

  const std::vector<TableFault>& faults() const { return faults_; }
  // Once each, and only where there is no fault.
  std::vector<TableColumn> TakeColumns() { return std::move(columns_); }
  TableOutputs TakeOutputs();

 private:
  bool is_strict() const { return options_.mode == TableMode::kStrict; }
  const NameScope& names() const { return options_.names ? *options_.names : no_names_; }

  void CheckShape();
  void CheckAggregation();
  void CompileInput(size_t column);
  void CompileInputCells(size_t column, TableColumn& compiled);
  void CompileOutput(size_t column);
  void CompileOutputCells(size_t column);

  // Strict mode's own rules.
  std::optional<ValueType> StrictType(absl::string_view type, const TableFault& at);
  std::optional<UnaryTest> StrictAllowed(const TableText& text, ValueType type,
                                         const TableFault& at);
  void CheckStrictCell(const UnaryTest& test, const TableColumn& column, const TableFault& at);
  void CheckStrictOutput(const Value& value, size_t column, const TableFault& at);

  absl::StatusOr<TableCell> ParseCell(absl::string_view text) const;
  absl::StatusOr<OutputCell> ParseOutput(absl::string_view text) const;
  std::vector<Value> OrderOf(size_t column);

  // A fault at a text, a column, a cell; `row` counts from 0.
  TableFault At(const TableText& text, absl::string_view column) const;
  TableFault At(const TableText& text, absl::string_view column, size_t row) const;
  void AddFault(TableFault at, absl::string_view message);
  void AddFault(absl::string_view message);

  const TableModel& model_;
  const DecisionTable::Options options_;
  const NameScope no_names_;
  std::vector<TableFault> faults_;
  std::vector<TableColumn> columns_;
  std::vector<OutputColumn> output_columns_;
  std::vector<std::optional<ValueType>> output_types_;
  std::vector<std::optional<UnaryTest>> output_allowed_;
  std::vector<std::vector<OutputCell>> outputs_;
};

// Whether a text is a name or a path of names: "age", "Applicant.Monthly income".
bool IsFactPath(absl::string_view expression);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TABLE_COMPILER_H_
