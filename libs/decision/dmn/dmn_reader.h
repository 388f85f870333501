// Reads DMN 1.1 to 1.5 from XML, whatever prefixes it uses. Pure; threads may call it together.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_READER_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_READER_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/limits.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/table_fault.h"

namespace skranke {

// Rules of one table. Source: design; ten times the largest table that users tell of.
inline constexpr size_t kTableRulesMax = 100'000;
// Inputs, outputs and annotations of one table together. Source: as a CSV file's columns.
inline constexpr size_t kTableColumnsMax = kColumnsMax;
// One cell or expression, in bytes. Source: as a CSV file's cell.
inline constexpr size_t kDmnTextBytesMax = kCellBytesMax;

struct DmnDocument {
  DmnModel model;
  // Everything that is wrong; where there is something the model is only what could be read.
  std::vector<TableFault> faults;
};

// What is checked: XML and the limits of xml_element.h and above, the DMN version, hit policy and
// aggregation, that rules are as wide as their table, that names are there and ids are not doubled.
// Expressions are not looked into.
DmnDocument ReadDmn(absl::string_view file, absl::string_view bytes);

// The same, where one fault is enough to refuse: INVALID_ARGUMENT with reason DMN_FAULT and all of
// them, a line each.
absl::StatusOr<DmnModel> ReadDmnStrictly(absl::string_view file, absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_READER_H_
