// Expressions of an import map: how one text is made of a row's cells. Values; threads may share
// const ones.
//
//   "text"                      itself
//   column                      the row's cell
//   reply.class                 what the list said of the registered case: QUICK, DISCRETIONARY, …
//   lower(x)  upper(x)          letters of ASCII in the other case
//   slug(x)                     lower case, every run of other than a-z 0-9 one _, none at the ends
//   or(x, y)                    x, or y where x is empty
//   value(x, TABLE)             what [values TABLE] has for x; empty for an empty x; no entry:
//   error line_of("file", x)          line number x of the file, counted from 0, beginning again at
//   its end
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_EXPRESSION_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_EXPRESSION_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace skranke {

using ValueTable = std::map<std::string, std::string>;
using FileLines = std::vector<std::string>;

// What an expression is evaluated on.
struct ImportRow {
  absl::Span<const std::string> cells;
  std::string reply_class;  // Empty before the registration is answered.
};

struct Expression {
  using Function = absl::StatusOr<std::string> (*)(const Expression&,
                                                   const std::vector<std::string>& arguments);

  enum class Kind { kText, kColumn, kReplyClass, kCall };
  Kind kind = Kind::kText;
  std::string text;  // The text, or the column's name.
  size_t column = 0;
  Function function = nullptr;
  std::vector<Expression> arguments;
  std::shared_ptr<const ValueTable> values;
  std::shared_ptr<const FileLines> lines;
};

// What names in an expression mean.
struct ExpressionScope {
  std::vector<std::string> columns;
  std::map<std::string, std::shared_ptr<const ValueTable>> tables;
  // Reads a file that the map names; asked once a file.
  std::function<absl::StatusOr<std::string>(const std::string& path)> read_file;
  std::map<std::string, std::shared_ptr<const FileLines>> files;
};

// Reads an expression from the front of `rest` and removes it there. USAGE for anything unknown.
// Files that are read stay in the scope.
absl::StatusOr<Expression> ReadExpression(absl::string_view& rest, ExpressionScope& scope);

// The text for a row. USAGE, without the cell's text, where a value has no entry or a line number
// is none.
absl::StatusOr<std::string> Evaluate(const Expression& expression, const ImportRow& row);

std::string Slug(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_EXPRESSION_H_
