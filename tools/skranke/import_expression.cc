#include "tools/skranke/import_expression.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using Texts = std::vector<std::string>;

absl::StatusOr<std::string> Lower(const Expression&, const Texts& arguments) {
  return absl::AsciiStrToLower(arguments[0]);
}

absl::StatusOr<std::string> Upper(const Expression&, const Texts& arguments) {
  return absl::AsciiStrToUpper(arguments[0]);
}

absl::StatusOr<std::string> SlugOf(const Expression&, const Texts& arguments) {
  return Slug(arguments[0]);
}

absl::StatusOr<std::string> Or(const Expression&, const Texts& arguments) {
  return arguments[0].empty() ? arguments[1] : arguments[0];
}

absl::StatusOr<std::string> ValueOf(const Expression& call, const Texts& arguments) {
  if (arguments[0].empty()) return std::string();
  const auto found = call.values->find(arguments[0]);
  if (found != call.values->end()) return found->second;
  return UsageError(absl::StrCat("column ", call.arguments[0].text, " has a value that [values ",
                                 call.text, "] does not name"));
}

absl::StatusOr<std::string> LineOf(const Expression& call, const Texts& arguments) {
  uint64_t number = 0;
  if (absl::SimpleAtoi(arguments[0], &number)) return (*call.lines)[number % call.lines->size()];
  return UsageError(absl::StrCat("column ", call.arguments[0].text, " is not a number"));
}

// What stands before the closing bracket, beside the arguments that are expressions.
enum class Extra { kNone, kTableLast, kFileFirst };

struct FunctionForm {
  absl::string_view name;
  size_t arguments;
  Extra extra;
  Expression::Function function;
};

constexpr FunctionForm kFunctions[] = {
    {"lower", 1, Extra::kNone, Lower},        {"upper", 1, Extra::kNone, Upper},
    {"slug", 1, Extra::kNone, SlugOf},        {"or", 2, Extra::kNone, Or},
    {"value", 1, Extra::kTableLast, ValueOf}, {"line_of", 1, Extra::kFileFirst, LineOf},
};

bool IsNameChar(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-';
}

bool ConsumeSign(absl::string_view& rest, absl::string_view sign) {
  rest = absl::StripLeadingAsciiWhitespace(rest);
  return absl::ConsumePrefix(&rest, sign);
}

absl::Status ExpectSign(absl::string_view& rest, absl::string_view sign) {
  if (ConsumeSign(rest, sign)) return absl::OkStatus();
  return UsageError(absl::StrCat("expected ", sign, " before \"", rest, "\""));
}

std::string ReadName(absl::string_view& rest) {
  rest = absl::StripLeadingAsciiWhitespace(rest);
  const auto end = std::find_if_not(rest.begin(), rest.end(), IsNameChar);
  const std::string name(rest.begin(), end);
  rest.remove_prefix(name.size());
  return name;
}

// What follows an opening quote. A map has no need for a quote inside a text.
absl::StatusOr<std::string> ReadQuoted(absl::string_view& rest) {
  const size_t quote = rest.find('"');
  if (quote == absl::string_view::npos) return UsageError("a text is not closed with a quote");
  const std::string text(rest.substr(0, quote));
  rest.remove_prefix(quote + 1);
  return text;
}

absl::StatusOr<std::shared_ptr<const FileLines>> LinesOf(const std::string& path,
                                                         ExpressionScope& scope) {
  auto& lines = scope.files[path];
  if (lines != nullptr) return lines;
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, scope.read_file(path));
  FileLines read = absl::StrSplit(absl::StripSuffix(bytes, "\n"), '\n');
  if (bytes.empty()) return UsageError(absl::StrCat(path, " is empty"));
  lines = std::make_shared<const FileLines>(std::move(read));
  return lines;
}

absl::Status ReadFileName(absl::string_view& rest, ExpressionScope& scope, Expression& call) {
  SKRANKE_RETURN_IF_ERROR(ExpectSign(rest, "\""));
  SKRANKE_ASSIGN_OR_RETURN(call.text, ReadQuoted(rest));
  SKRANKE_ASSIGN_OR_RETURN(call.lines, LinesOf(call.text, scope));
  return ExpectSign(rest, ",");
}

absl::Status ReadTableName(absl::string_view& rest, const ExpressionScope& scope,
                           Expression& call) {
  SKRANKE_RETURN_IF_ERROR(ExpectSign(rest, ","));
  call.text = ReadName(rest);
  const auto table = scope.tables.find(call.text);
  if (table == scope.tables.end()) {
    return UsageError(absl::StrCat("there is no [values ", call.text, "] above"));
  }
  call.values = table->second;
  return absl::OkStatus();
}

absl::StatusOr<Expression> ReadCall(const FunctionForm& form, absl::string_view& rest,
                                    ExpressionScope& scope) {
  Expression call{.kind = Expression::Kind::kCall, .function = form.function};
  if (form.extra == Extra::kFileFirst) SKRANKE_RETURN_IF_ERROR(ReadFileName(rest, scope, call));
  for (size_t i = 0; i < form.arguments; ++i) {
    if (i > 0) SKRANKE_RETURN_IF_ERROR(ExpectSign(rest, ","));
    SKRANKE_ASSIGN_OR_RETURN(Expression argument, ReadExpression(rest, scope));
    call.arguments.push_back(std::move(argument));
  }
  if (form.extra == Extra::kTableLast) SKRANKE_RETURN_IF_ERROR(ReadTableName(rest, scope, call));
  SKRANKE_RETURN_IF_ERROR(ExpectSign(rest, ")"));
  return call;
}

absl::StatusOr<Expression> ColumnNamed(const std::string& name, const ExpressionScope& scope) {
  const auto found = std::find(scope.columns.begin(), scope.columns.end(), name);
  if (found == scope.columns.end()) return UsageError(absl::StrCat("there is no column ", name));
  return Expression{.kind = Expression::Kind::kColumn,
                    .text = name,
                    .column = static_cast<size_t>(found - scope.columns.begin())};
}

}  // namespace

std::string Slug(absl::string_view text) {
  std::string slug;
  for (const char c : absl::AsciiStrToLower(text)) {
    const bool keep = absl::ascii_isalnum(static_cast<unsigned char>(c));
    if (keep) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '_') {
      slug += '_';
    }
  }
  return std::string(absl::StripSuffix(slug, "_"));
}

absl::StatusOr<Expression> ReadExpression(absl::string_view& rest, ExpressionScope& scope) {
  if (ConsumeSign(rest, "\"")) {
    SKRANKE_ASSIGN_OR_RETURN(std::string text, ReadQuoted(rest));
    return Expression{.text = std::move(text)};
  }
  const std::string name = ReadName(rest);
  if (name.empty()) return UsageError(absl::StrCat("expected an expression before \"", rest, "\""));
  if (name == "reply.class") return Expression{.kind = Expression::Kind::kReplyClass, .text = name};
  if (!absl::ConsumePrefix(&rest, "(")) return ColumnNamed(name, scope);
  for (const FunctionForm& form : kFunctions) {
    if (form.name == name) return ReadCall(form, rest, scope);
  }
  return UsageError(absl::StrCat("there is no function ", name));
}

absl::StatusOr<std::string> Evaluate(const Expression& expression, const ImportRow& row) {
  switch (expression.kind) {
    case Expression::Kind::kText:
      return expression.text;
    case Expression::Kind::kColumn:
      return row.cells[expression.column];
    case Expression::Kind::kReplyClass:
      return row.reply_class;
    case Expression::Kind::kCall:
      break;
  }
  Texts arguments;
  for (const Expression& argument : expression.arguments) {
    SKRANKE_ASSIGN_OR_RETURN(std::string text, Evaluate(argument, row));
    arguments.push_back(std::move(text));
  }
  return expression.function(expression, arguments);
}

}  // namespace skranke
