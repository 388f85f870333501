#include "tools/skranke/text_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

constexpr absl::string_view kGap = "  ";

bool IsControl(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

// Accents that stand on the character before them take no room of their own (Unicode block
// Combining Diacritical Marks).
bool IsCombining(char32_t code) { return code >= 0x300 && code <= 0x36F; }

size_t WidthOfText(absl::string_view text) {
  size_t width = 0;
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    if (!IsCombining(next.code)) ++width;
    text.remove_prefix(std::max<size_t>(next.bytes, 1));
  }
  return width;
}

bool IsNumber(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

std::string Padded(const std::string& cell, size_t width, bool right) {
  const std::string spaces(width - WidthOfText(cell), ' ');
  return right ? spaces + cell : cell + spaces;
}

}  // namespace

std::string PrintableText(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    const size_t bytes = std::max<size_t>(next.bytes, 1);
    if (next.bytes == 0) {
      out += "\uFFFD";
    } else if (IsControl(next.code)) {
      out += ' ';
    } else {
      absl::StrAppend(&out, text.substr(0, bytes));
    }
    text.remove_prefix(bytes);
  }
  return out;
}

TextTable::TextTable(std::vector<std::string> header) : has_header_(!header.empty()) {
  if (has_header_) Add(std::move(header));
}

void TextTable::Add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = PrintableText(cell);
  rows_.push_back(std::move(cells));
}

void TextTable::AddField(absl::string_view name, absl::string_view value) {
  if (!value.empty()) Add({std::string(name), std::string(value)});
}

size_t TextTable::WidthOf(size_t column) const {
  size_t width = 0;
  for (const auto& row : rows_) width = std::max(width, WidthOfText(row[column]));
  return width;
}

bool TextTable::IsNumeric(size_t column) const {
  return std::all_of(rows_.begin() + (has_header_ ? 1 : 0), rows_.end(),
                     [&](const auto& row) { return IsNumber(row[column]); });
}

std::string TextTable::Text() const {
  if (rows_.empty()) return "";
  const size_t columns = rows_[0].size();
  std::vector<size_t> widths(columns);
  std::vector<bool> right(columns);
  for (size_t i = 0; i < columns; ++i) {
    widths[i] = WidthOf(i);
    right[i] = has_header_ && IsNumeric(i);
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (size_t i = 0; i < columns; ++i) {
      absl::StrAppend(&line, i == 0 ? "" : kGap, Padded(row[i], widths[i], right[i]));
    }
    absl::StripTrailingAsciiWhitespace(&line);
    absl::StrAppend(&out, line, "\n");
  }
  return out;
}

}  // namespace skranke
