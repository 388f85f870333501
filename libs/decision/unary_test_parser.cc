// A recursive descent over S-FEEL's grammar, which has no recursion in it, so no depth to limit:
//
//   cell        = "-" | "not" "(" list ")" | list
//   list        = alternative { "," alternative }
//   alternative = ("<" | "<=" | ">" | ">=") endpoint | interval | literal
//   interval    = ("[" | "(" | "]") endpoint ".." endpoint ("]" | ")" | "[")
//   literal     = number | string | "true" | "false" | "null" | "date" "(" string ")"
//   endpoint    = a literal of a type that has an order
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/cell_scanner.h"
#include "libs/decision/literal.h"
#include "libs/decision/unary_test.h"

namespace skranke {
namespace {

using Alternative = UnaryTest::Alternative;

absl::StatusOr<Value> ParseEndpoint(CellScanner& cell) {
  cell.SkipSpaces();
  const absl::string_view start = cell.rest();
  SKRANKE_ASSIGN_OR_RETURN(Value value, ParseLiteral(cell));
  if (IsOrdered(value.type())) return value;
  return cell.ErrorAt(start, absl::StrCat("a ", TypeName(value.type()), " has no order"));
}

// What follows a comparison.
absl::StatusOr<Alternative> ParseCompared(CellScanner& cell, absl::string_view comparison) {
  SKRANKE_ASSIGN_OR_RETURN(Value value, ParseEndpoint(cell));
  Interval::Bound bound = {std::move(value), comparison.size() == 2};
  if (comparison[0] == '<') return Interval{.low = {}, .high = std::move(bound)};
  return Interval{.low = std::move(bound), .high = {}};
}

// Whether some value can lie between the ends.
bool CanHold(const Interval& interval, std::strong_ordering low_to_high) {
  const bool both_included = interval.low->included && interval.high->included;
  return low_to_high < 0 || (low_to_high == 0 && both_included);
}

// What follows the bracket that opens an interval at `start`.
absl::StatusOr<Alternative> ParseInterval(CellScanner& cell, absl::string_view start,
                                          bool low_included) {
  SKRANKE_ASSIGN_OR_RETURN(Value low, ParseEndpoint(cell));
  if (!cell.Take("..")) return cell.Error(".. is missing");
  SKRANKE_ASSIGN_OR_RETURN(Value high, ParseEndpoint(cell));
  const bool high_included = cell.Take("]");
  if (!high_included && !cell.Take(")") && !cell.Take("[")) {
    return cell.Error("] or ) or [ is missing");
  }
  const auto order = Value::Compare(low, high);
  if (!order) return cell.ErrorAt(start, "both ends must be of one type");
  Interval interval = {.low = Interval::Bound{std::move(low), low_included},
                       .high = Interval::Bound{std::move(high), high_included}};
  if (!CanHold(interval, *order)) {
    return cell.ErrorAt(start, "no value can lie in this interval");
  }
  return interval;
}

absl::StatusOr<Alternative> ParseAlternative(CellScanner& cell) {
  for (const absl::string_view comparison : {"<=", ">=", "<", ">"}) {
    if (cell.Take(comparison)) return ParseCompared(cell, comparison);
  }
  cell.SkipSpaces();
  const absl::string_view start = cell.rest();
  if (cell.Take("[")) return ParseInterval(cell, start, true);
  if (cell.Take("(") || cell.Take("]")) return ParseInterval(cell, start, false);
  return ParseLiteral(cell);
}

absl::StatusOr<std::vector<Alternative>> ParseList(CellScanner& cell) {
  std::vector<Alternative> alternatives;
  do {
    SKRANKE_ASSIGN_OR_RETURN(Alternative alternative, ParseAlternative(cell));
    alternatives.push_back(std::move(alternative));
  } while (cell.Take(","));
  return alternatives;
}

absl::StatusOr<UnaryTest> ParseCell(CellScanner& cell) {
  if (cell.AtEnd()) return cell.Error("a test is missing (- stands for any value)");
  const bool negated = cell.TakeWord("not");
  if (negated && !cell.Take("(")) return cell.Error("( is missing after not");
  SKRANKE_ASSIGN_OR_RETURN(std::vector<Alternative> alternatives, ParseList(cell));
  if (negated && !cell.Take(")")) return cell.Error(") is missing");
  if (!cell.AtEnd()) return cell.Error("here the cell should end, or go on with a comma");
  return negated ? UnaryTest::NoneOf(std::move(alternatives))
                 : UnaryTest::OneOf(std::move(alternatives));
}

}  // namespace

absl::StatusOr<UnaryTest> ParseUnaryTest(absl::string_view text) {
  if (text.size() > kUnaryTestBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("a test has at most ", kUnaryTestBytesMax, " bytes"));
  }
  if (absl::StripAsciiWhitespace(text) == "-") return UnaryTest::Any();
  CellScanner cell(text);
  return ParseCell(cell);
}

}  // namespace skranke
