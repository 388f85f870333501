// Writes DMN 1.3, which every editor opens, with a diagram. Pure; threads may call it together.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_WRITER_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/decision/dmn/dmn_model.h"

namespace skranke {

// The same model with an id for everything that has none; ids that are there stay.
DmnModel WithIds(DmnModel model);

// The file. ReadDmn reads it back as WithIds(model), but for space around texts, which XML does not
// keep. INVALID_ARGUMENT, naming the element, for what DMN 1.3 does not have (conditionals, filters
// and iterations in boxes, type constraints) and for characters that XML does not have.
absl::StatusOr<std::string> WriteDmn(const DmnModel& model);

// A file of one decision that is this table: WriteDmn(ModelOfTable(table)).
absl::StatusOr<std::string> WriteDmnTable(const TableModel& table);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_WRITER_H_
