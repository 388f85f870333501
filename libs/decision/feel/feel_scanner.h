// Walks over the text of an expression: spaces and comments, symbols, keywords, names, text and
// number literals; says where something is wrong. One thread at a time; the text must outlive it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_SCANNER_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_SCANNER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelScanner {
 public:
  explicit FeelScanner(absl::string_view text) : text_(text), rest_(text) {}

  // What is left; after SkipSpaces it begins with the next token.
  absl::string_view rest() const { return rest_; }
  // Back to what rest() was before.
  void Rewind(absl::string_view rest) { rest_ = rest; }
  void Skip(size_t bytes) { rest_.remove_prefix(bytes); }
  // Comments are spaces.
  void SkipSpaces();
  bool AtEnd();

  bool Sees(absl::string_view symbol);
  bool Take(absl::string_view symbol);
  // Whole words, with any spaces between them.
  bool TakeWord(absl::string_view word);
  bool TakeWords(absl::string_view first, absl::string_view second);
  // The word that is next, or nothing: letters, digits, _ and everything outside ASCII.
  absl::string_view SeeWord();

  // What follows the opening quote, which is taken. INVALID_ARGUMENT for an unknown escape, and
  // where the closing quote is missing.
  absl::StatusOr<std::string> TakeString();
  // A number literal that is next.
  absl::StatusOr<Number> TakeNumber();

  // Characters from 1, of the next token.
  int Position();
  // INVALID_ARGUMENT: at character 7, "VIP": <message>
  absl::Status Error(absl::string_view message);

 private:
  bool SkipComment();
  absl::Status TakeEscape(std::string& text);
  absl::StatusOr<char32_t> TakeHex(size_t digits);

  const absl::string_view text_;
  absl::string_view rest_;
  // How many characters stand before that byte: counting goes on from there.
  size_t counted_bytes_ = 0;
  int64_t counted_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_SCANNER_H_
