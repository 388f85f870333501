#include "libs/decision/dmn/table_cell.h"

#include "libs/base/status_macros.h"

namespace skranke {

absl::StatusOr<TableCell> TableCell::ParseStrict(absl::string_view text) {
  TableCell cell;
  SKRANKE_ASSIGN_OR_RETURN(cell.constant_, ParseUnaryTest(text.empty() ? "-" : text));
  cell.is_any_ = cell.constant_->is_any();
  return cell;
}

absl::StatusOr<TableCell> TableCell::ParsePlain(absl::string_view text, const NameScope& names) {
  TableCell cell;
  SKRANKE_ASSIGN_OR_RETURN(cell.feel_, FeelUnaryTests::Parse(text.empty() ? "-" : text, names));
  cell.is_any_ = cell.feel_->is_any();
  // A name may hide a built-in such as date(); then the cell is no constant.
  if (!cell.feel_->free_names().empty()) return cell;
  if (auto constant = ParseUnaryTest(text.empty() ? "-" : text); constant.ok()) {
    cell.constant_ = *std::move(constant);
  }
  return cell;
}

Verdict TableCell::Test(const Value& fact, const FeelScope& scope, FeelRun& run) const {
  if (is_any_) return Verdict::kYes;
  if (!feel_) return constant_->Test(fact);
  return feel_->Test(fact, scope, run) == Verdict::kYes ? Verdict::kYes : Verdict::kNo;
}

}  // namespace skranke
