#include "libs/tasklist/fact_test.h"

#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/fact_literal.h"

namespace skranke {
namespace {

using storage::v1::FactRow;

// Translates one test piece by piece into S-FEEL; what it does not know it leaves to the parser,
// which then tells the fault.
class TestTranslator {
 public:
  TestTranslator(const FactRow* row, bool decimal_comma)
      : row_(row), decimal_comma_(decimal_comma) {}

  std::string Translate(absl::string_view text) const {
    absl::string_view list = absl::StripAsciiWhitespace(text);
    if (list == "-") return "-";
    const bool negated = absl::ConsumePrefix(&list, "not(") && absl::ConsumeSuffix(&list, ")");
    std::vector<std::string> alternatives;
    for (const absl::string_view part : Split(list)) alternatives.push_back(Alternative(part));
    const std::string joined = absl::StrJoin(alternatives, ", ");
    return negated ? absl::StrCat("not(", joined, ")") : joined;
  }

 private:
  bool IsSeparator(absl::string_view text, size_t at) const {
    if (text[at] == ';') return true;
    if (text[at] != ',') return false;
    const bool between_digits = at > 0 && at + 1 < text.size() &&
                                absl::ascii_isdigit(text[at - 1]) &&
                                absl::ascii_isdigit(text[at + 1]);
    return !decimal_comma_ || !between_digits;
  }

  // The parts outside quotes.
  std::vector<absl::string_view> Split(absl::string_view text) const {
    std::vector<absl::string_view> parts;
    bool quoted = false;
    size_t begin = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
      if (quoted || !IsSeparator(text, i)) continue;
      parts.push_back(absl::StripAsciiWhitespace(text.substr(begin, i - begin)));
      begin = i + 1;
    }
    parts.push_back(absl::StripAsciiWhitespace(text.substr(begin)));
    return parts;
  }

  std::string Literal(absl::string_view text) const {
    const auto value = ParseFactLiteral(text, row_);
    return value.ok() ? value->ToString() : std::string(text);
  }

  std::string Alternative(absl::string_view part) const {
    for (const absl::string_view comparison : {"<=", ">=", "<", ">"}) {
      if (absl::ConsumePrefix(&part, comparison)) {
        return absl::StrCat(comparison, " ", Literal(part));
      }
    }
    const size_t dots = part.find("..");
    const bool bracketed = part.size() > 2 && absl::StrContains("[(]", part.substr(0, 1)) &&
                           absl::StrContains("])[", part.substr(part.size() - 1));
    if (!bracketed || dots == absl::string_view::npos) return Literal(part);
    return absl::StrCat(part.substr(0, 1), Literal(part.substr(1, dots - 1)), "..",
                        Literal(part.substr(dots + 2, part.size() - dots - 3)),
                        part.substr(part.size() - 1));
  }

  const FactRow* const row_;
  const bool decimal_comma_;
};

}  // namespace

absl::StatusOr<std::string> CanonicalTest(absl::string_view text, const FactRow* row,
                                          bool decimal_comma) {
  const auto feel = ParseUnaryTest(text);
  // With a decimal comma, ">= 2,5" would also be S-FEEL, but of two alternatives.
  if (feel.ok() && !decimal_comma) return std::string(text);
  const std::string translated = TestTranslator(row, decimal_comma).Translate(text);
  const auto test = ParseUnaryTest(translated);
  if (test.ok()) return feel.ok() && *feel == *test ? std::string(text) : test->ToString();
  return feel.ok() ? test.status() : feel.status();
}

}  // namespace skranke
