// The literals of S-FEEL, as decision tables write values: -0.5, "text", true, null,
// date("2026-01-31").
#ifndef SKRANKE_LIBS_DECISION_LITERAL_H_
#define SKRANKE_LIBS_DECISION_LITERAL_H_

#include "absl/status/statusor.h"
#include "libs/decision/cell_scanner.h"
#include "libs/decision/value.h"

namespace skranke {

// Reads the literal that is next in the cell. INVALID_ARGUMENT with position and token where there
// is none, or a broken one.
absl::StatusOr<Value> ParseLiteral(CellScanner& cell);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_LITERAL_H_
