// When a step of an import map is taken. Values; threads may share const ones.
//
//   when = reply.class is "QUICK" and closed_at is not empty
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_CONDITION_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_CONDITION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/skranke/import_expression.h"

namespace skranke {

// `left is "text"`, `left is not "text"`; `empty` is the same as "".
struct ImportCondition {
  Expression left;
  bool negated = false;
  std::string text;
};

// Reads conditions with `and` between them, to the end of the text. USAGE for anything else.
absl::StatusOr<std::vector<ImportCondition>> ReadConditions(absl::string_view text,
                                                            ExpressionScope& scope);

// Whether all hold.
absl::StatusOr<bool> Hold(const std::vector<ImportCondition>& conditions, const ImportRow& row);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_CONDITION_H_
