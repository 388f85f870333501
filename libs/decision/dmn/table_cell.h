// An input cell, compiled: what it says to a fact. Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_TABLE_CELL_H_
#define SKRANKE_LIBS_DECISION_DMN_TABLE_CELL_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/feel/feel_unary_tests.h"
#include "libs/decision/feel/name_scope.h"
#include "libs/decision/unary_test.h"
#include "libs/decision/value.h"

namespace skranke {

class TableCell {
 public:
  // A cell of the profile: S-FEEL.
  static absl::StatusOr<TableCell> ParseStrict(absl::string_view text);
  // A cell of full FEEL; no text is "-".
  static absl::StatusOr<TableCell> ParsePlain(absl::string_view text, const NameScope& names);

  bool is_any() const { return is_any_; }
  // What it says where that is the same for ever; null where it needs FEEL.
  const UnaryTest* constant() const { return constant_ ? &*constant_ : nullptr; }

  // In plain mode never kUnknown: what is not true does not match.
  Verdict Test(const Value& fact, const FeelScope& scope, FeelRun& run) const;

 private:
  TableCell() = default;

  bool is_any_ = false;
  std::optional<UnaryTest> constant_;
  std::optional<FeelUnaryTests> feel_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TABLE_CELL_H_
