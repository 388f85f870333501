// Text in columns for a terminal: aligned by characters, not bytes, and safe to print whatever a
// citizen or an agency wrote. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_TEXT_TABLE_H_
#define SKRANKE_TOOLS_SKRANKE_TEXT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace skranke {

// The text on one line: control characters, which could steer a terminal, become spaces, broken
// UTF-8 becomes U+FFFD.
std::string PrintableText(absl::string_view text);

class TextTable {
 public:
  // An empty header has no header line.
  explicit TextTable(std::vector<std::string> header);

  // As many cells as the header has, if there is one.
  void Add(std::vector<std::string> cells);
  // A name and a value, unless the value is empty. For tables without a header.
  void AddField(absl::string_view name, absl::string_view value);

  // The table, every line ended. Columns that hold only numbers stand to the right.
  std::string Text() const;

 private:
  size_t WidthOf(size_t column) const;
  bool IsNumeric(size_t column) const;

  const bool has_header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_TEXT_TABLE_H_
