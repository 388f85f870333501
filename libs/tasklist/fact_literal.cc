#include "libs/tasklist/fact_literal.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "libs/base/status_macros.h"
#include "libs/decision/cell_scanner.h"
#include "libs/decision/literal.h"
#include "libs/tasklist/fact_schema.h"

namespace skranke {
namespace {

using storage::v1::AllowedValue;
using storage::v1::FactRow;
using storage::v1::LabelText;

bool IsNamed(const AllowedValue& value, absl::string_view word) {
  if (value.code() == word) return true;
  return absl::c_any_of(value.labels(),
                        [word](const LabelText& label) { return SameWord(label.text(), word); });
}

// In the words of a spreadsheet; none where the words say nothing of that type.
std::optional<Value> FindLocalValue(absl::string_view text, const FactRow* row) {
  const bool any = row == nullptr;
  if (any || row->type() == "number") {
    if (const auto number = FindNumber(text)) return Value::OfNumber(*number);
  }
  if (any || row->type() == "date") {
    if (const auto day = FindDay(text)) return Value::OfDate(*day);
  }
  if (any || row->type() == "flag") {
    if (const auto flag = FindFlagWord(text)) return Value::OfBoolean(*flag);
  }
  if (any || row->allowed().empty()) return std::nullopt;
  const auto code = FindAllowedCode(*row, text);
  return code ? std::optional<Value>(Value::OfString(*code)) : std::nullopt;
}

}  // namespace

absl::StatusOr<Value> ParseFeelLiteral(absl::string_view text) {
  CellScanner cell(text);
  if (cell.AtEnd()) return cell.Error("a value is missing");
  SKRANKE_ASSIGN_OR_RETURN(Value value, ParseLiteral(cell));
  if (!cell.AtEnd()) return cell.Error("here the value should end");
  return value;
}

std::optional<Number> FindNumber(absl::string_view text) {
  const bool mixed = absl::StrContains(text, ',') && absl::StrContains(text, '.');
  const auto number = Number::Parse(absl::StrReplaceAll(text, {{",", "."}}));
  return number.ok() && !mixed ? std::optional<Number>(*number) : std::nullopt;
}

std::optional<std::string> FindAllowedCode(const FactRow& row, absl::string_view word) {
  std::vector<std::string> found;
  for (const AllowedValue& value : row.allowed()) {
    if (value.code() == word) return value.code();
    if (IsNamed(value, word)) found.push_back(value.code());
  }
  return found.size() == 1 ? std::optional<std::string>(found.front()) : std::nullopt;
}

absl::StatusOr<Value> ParseFactLiteral(absl::string_view text, const FactRow* row) {
  const absl::string_view word = absl::StripAsciiWhitespace(text);
  auto literal = ParseFeelLiteral(word);
  if (literal.ok()) return literal;
  if (auto value = FindLocalValue(word, row)) return *std::move(value);
  return literal;
}

}  // namespace skranke
