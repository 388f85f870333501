#include "libs/decision/literal.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace skranke {
namespace {

bool StartsNumber(absl::string_view text) {
  const absl::string_view body = absl::StripPrefix(text, "-");
  return !body.empty() && (absl::ascii_isdigit(body[0]) || body[0] == '.');
}

absl::StatusOr<Value> ParseNumber(CellScanner& cell) {
  const absl::string_view text = cell.rest();
  size_t length = 1;
  // Two points are an interval's; letters are taken along, so that 1e5 and 5kr are told whole.
  while (length < text.size() && !absl::StartsWith(text.substr(length), "..") &&
         (IsWordCharacter(text[length]) || text[length] == '.')) {
    ++length;
  }
  const auto number = Number::Parse(text.substr(0, length));
  if (!number.ok()) return cell.Error(number.status().message());
  cell.Skip(length);
  return Value::OfNumber(*number);
}

// What a backslash and `c` stand for; NUL where there is no such escape.
char Unescaped(char c) {
  constexpr absl::string_view kEscapes = "\"\\nrt";
  constexpr absl::string_view kMeanings = "\"\\\n\r\t";
  const size_t which = kEscapes.find(c);
  return which == absl::string_view::npos ? '\0' : kMeanings[which];
}

absl::StatusOr<Value> ParseString(CellScanner& cell) {
  const absl::string_view start = cell.rest();
  std::string text;
  for (size_t i = 1; i < start.size(); ++i) {
    if (start[i] == '"') {
      cell.Skip(i + 1);
      return Value::OfString(std::move(text));
    }
    if (absl::ascii_iscntrl(start[i])) {
      return cell.ErrorAt(start.substr(i), "text has no line breaks or control characters");
    }
    const bool escaped = start[i] == '\\' && i + 1 < start.size();
    const char c = escaped ? Unescaped(start[++i]) : start[i];
    if (c == '\0') {
      return cell.ErrorAt(start.substr(i), "escapes are \\\" \\\\ \\n \\r \\t");
    }
    text.push_back(c);
  }
  return cell.ErrorAt(start, "the closing quote is missing");
}

// What follows the word date.
absl::StatusOr<Value> ParseDate(CellScanner& cell) {
  if (!cell.Take("(")) return cell.Error("( is missing after date");
  cell.SkipSpaces();
  const absl::string_view start = cell.rest();
  if (!absl::StartsWith(start, "\"")) return cell.Error("a date is written date(\"2026-01-31\")");
  const size_t end = start.find('"', 1);
  if (end == absl::string_view::npos) return cell.Error("the closing quote is missing");
  auto date = Value::ParseDate(start.substr(1, end - 1));
  if (!date.ok()) return cell.ErrorAt(start.substr(1), date.status().message());
  cell.Skip(end + 1);
  if (!cell.Take(")")) return cell.Error(") is missing");
  return date;
}

}  // namespace

absl::StatusOr<Value> ParseLiteral(CellScanner& cell) {
  cell.SkipSpaces();
  if (absl::StartsWith(cell.rest(), "\"")) return ParseString(cell);
  if (StartsNumber(cell.rest())) return ParseNumber(cell);
  if (cell.TakeWord("true")) return Value::OfBoolean(true);
  if (cell.TakeWord("false")) return Value::OfBoolean(false);
  if (cell.TakeWord("null")) return Value();
  if (cell.TakeWord("date")) return ParseDate(cell);
  if (absl::StartsWith(cell.rest(), "=") || absl::StartsWith(cell.rest(), "!")) {
    return cell.Error("S-FEEL has no = and no !=; write the value, or not(...)");
  }
  return cell.Error("a value was expected (text needs \"quotes\")");
}

}  // namespace skranke
