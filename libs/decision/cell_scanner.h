// Walks over the text of one cell, symbol by symbol, and says where in it something is wrong.
// One thread at a time; the cell's text must outlive the scanner.
#ifndef SKRANKE_LIBS_DECISION_CELL_SCANNER_H_
#define SKRANKE_LIBS_DECISION_CELL_SCANNER_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

// Whether `c` is part of a name, a keyword or (outside ASCII) a typographic quote.
bool IsWordCharacter(char c);

class CellScanner {
 public:
  explicit CellScanner(absl::string_view cell) : cell_(cell), rest_(cell) {}

  // What is left to read; after SkipSpaces it begins with the next token.
  absl::string_view rest() const { return rest_; }
  void SkipSpaces();
  void Skip(size_t bytes) { rest_.remove_prefix(bytes); }
  bool AtEnd();

  // Takes the symbol where it is next, after spaces.
  bool Take(absl::string_view symbol);
  // The same for a whole word: "not" does not begin "nothing".
  bool TakeWord(absl::string_view word);

  // INVALID_ARGUMENT: at character 7, "VIP": <message>
  // The position counts characters from 1; a long token is cut.
  absl::Status Error(absl::string_view message);
  // The same for a token read before: `place` is what rest() was there.
  absl::Status ErrorAt(absl::string_view place, absl::string_view message) const;

 private:
  const absl::string_view cell_;
  absl::string_view rest_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_CELL_SCANNER_H_
