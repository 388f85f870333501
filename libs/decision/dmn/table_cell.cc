#include "libs/decision/dmn/table_cell.h"

#include "libs/base/status_macros.h"

namespace skranke {
namespace {

bool IsPlain(const Value& fact) { return fact.type() <= ValueType::kDate; }

Verdict Not(Verdict verdict) {
  if (verdict == Verdict::kUnknown) return Verdict::kUnknown;
  return verdict == Verdict::kYes ? Verdict::kNo : Verdict::kYes;
}

// The standard's reading where UnaryTest's is stricter: null is not 1, which is no unknown.
Verdict TestAlternative(const UnaryTest::Alternative& alternative, const Value& fact) {
  const Value* wanted = std::get_if<Value>(&alternative);
  if (wanted && fact.is_null()) return wanted->is_null() ? Verdict::kYes : Verdict::kNo;
  return UnaryTest::OneOf({alternative}).Test(fact);
}

// A literal is compared with the fact, also `true`: that it is true by itself matches nothing.
Verdict TestConstant(const UnaryTest& test, const Value& fact) {
  Verdict found = Verdict::kNo;
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    const Verdict verdict = TestAlternative(alternative, fact);
    if (verdict == Verdict::kNo) continue;
    found = verdict;
    if (found == Verdict::kYes) break;
  }
  return test.is_negated() ? Not(found) : found;
}

}  // namespace

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
  const Verdict verdict =
      constant_ && IsPlain(fact) ? TestConstant(*constant_, fact) : feel_->Test(fact, scope, run);
  return verdict == Verdict::kYes ? Verdict::kYes : Verdict::kNo;
}

}  // namespace skranke
