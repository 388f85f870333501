#include "tools/skranke/import_condition.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

bool ConsumeWord(absl::string_view& rest, absl::string_view word) {
  absl::string_view after = absl::StripLeadingAsciiWhitespace(rest);
  if (!absl::ConsumePrefix(&after, word)) return false;
  if (!after.empty() && !absl::ascii_isspace(static_cast<unsigned char>(after[0]))) return false;
  rest = after;
  return true;
}

absl::StatusOr<std::string> ReadRight(absl::string_view& rest, ExpressionScope& scope) {
  if (ConsumeWord(rest, "empty")) return std::string();
  SKRANKE_ASSIGN_OR_RETURN(Expression right, ReadExpression(rest, scope));
  if (right.kind == Expression::Kind::kText) return right.text;
  return UsageError("a condition compares with empty or a text in quotes");
}

absl::StatusOr<ImportCondition> ReadCondition(absl::string_view& rest, ExpressionScope& scope) {
  ImportCondition condition;
  SKRANKE_ASSIGN_OR_RETURN(condition.left, ReadExpression(rest, scope));
  if (!ConsumeWord(rest, "is"))
    return UsageError(absl::StrCat("expected is before \"", rest, "\""));
  condition.negated = ConsumeWord(rest, "not");
  SKRANKE_ASSIGN_OR_RETURN(condition.text, ReadRight(rest, scope));
  return condition;
}

}  // namespace

absl::StatusOr<std::vector<ImportCondition>> ReadConditions(absl::string_view text,
                                                            ExpressionScope& scope) {
  std::vector<ImportCondition> conditions;
  do {
    SKRANKE_ASSIGN_OR_RETURN(ImportCondition condition, ReadCondition(text, scope));
    conditions.push_back(std::move(condition));
  } while (ConsumeWord(text, "and"));
  if (absl::StripAsciiWhitespace(text).empty()) return conditions;
  return UsageError(absl::StrCat("expected and before \"", text, "\""));
}

absl::StatusOr<bool> Hold(const std::vector<ImportCondition>& conditions, const ImportRow& row) {
  for (const ImportCondition& condition : conditions) {
    SKRANKE_ASSIGN_OR_RETURN(const std::string left, Evaluate(condition.left, row));
    if ((left == condition.text) == condition.negated) return false;
  }
  return true;
}

}  // namespace skranke
