// One thing that is wrong with a DMN file or a decision table, and where. Plain values.
#ifndef SKRANKE_LIBS_DECISION_DMN_TABLE_FAULT_H_
#define SKRANKE_LIBS_DECISION_DMN_TABLE_FAULT_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "libs/decision/dmn/source_place.h"

namespace skranke {

struct TableFault {
  std::string file;
  SourcePlace place;
  std::string table;   // The decision's or table's name.
  size_t row = 0;      // The rule's number from 1; 0 where no rule is at fault.
  std::string column;  // The column's name.
  std::string cell;    // The text at fault.
  std::string message;

  // routing.dmn:12:7: table "Routing", row 3, column "age", '>= x': at character 4, ...
  // What is empty is left out; a long cell is cut.
  std::string ToString() const;
};

// OK where there is none; else INVALID_ARGUMENT with reason DMN_FAULT and a line for each.
absl::Status FaultStatus(absl::Span<const TableFault> faults);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TABLE_FAULT_H_
