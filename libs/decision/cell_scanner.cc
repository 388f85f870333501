#include "libs/decision/cell_scanner.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace skranke {
namespace {

// Longest piece of a cell that an error repeats, in bytes: it must fit a line on a screen.
constexpr size_t kShownBytesMax = 40;

bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The word, or the one symbol, that `place` begins with; cut where it is long, never in half of a
// character.
absl::string_view TokenAt(absl::string_view place) {
  size_t length = 1;
  if (IsWordCharacter(place[0]) || place[0] == '-') {
    while (length < place.size() && (IsWordCharacter(place[length]) || place[length] == '.') &&
           !absl::StartsWith(place.substr(length), "..")) {
      ++length;
    }
  }
  length = std::min(length, kShownBytesMax);
  while (length < place.size() && IsContinuationByte(place[length])) ++length;
  return place.substr(0, length);
}

}  // namespace

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(c) || c == '_' || !absl::ascii_isascii(c);
}

void CellScanner::SkipSpaces() { rest_ = absl::StripLeadingAsciiWhitespace(rest_); }

bool CellScanner::AtEnd() {
  SkipSpaces();
  return rest_.empty();
}

bool CellScanner::Take(absl::string_view symbol) {
  SkipSpaces();
  return absl::ConsumePrefix(&rest_, symbol);
}

bool CellScanner::TakeWord(absl::string_view word) {
  SkipSpaces();
  if (!absl::StartsWith(rest_, word)) return false;
  if (rest_.size() > word.size() && IsWordCharacter(rest_[word.size()])) return false;
  Skip(word.size());
  return true;
}

absl::Status CellScanner::Error(absl::string_view message) {
  SkipSpaces();
  return ErrorAt(rest_, message);
}

absl::Status CellScanner::ErrorAt(absl::string_view place, absl::string_view message) const {
  const absl::string_view before = cell_.substr(0, cell_.size() - place.size());
  const auto continuations = std::count_if(before.begin(), before.end(), IsContinuationByte);
  const std::string token = place.empty() ? "the end" : absl::StrCat("\"", TokenAt(place), "\"");
  return absl::InvalidArgumentError(
      absl::StrCat("at character ", before.size() - continuations + 1, ", ", token, ": ", message));
}

}  // namespace skranke
