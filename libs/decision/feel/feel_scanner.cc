#include "libs/decision/feel/feel_scanner.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "libs/decision/cell_scanner.h"
#include "libs/decision/feel/code_points.h"

namespace skranke {
namespace {

// Longest piece of text that an error repeats, in bytes: it must fit a line on a screen.
constexpr size_t kShownBytesMax = 40;
// Longest number literal, in bytes. Source: a decimal128 written plainly has some 6,200.
constexpr size_t kNumberBytesMax = 6'500;

bool IsSurrogate(char32_t c, char32_t first) { return first <= c && c < first + 0x400; }

}  // namespace

bool FeelScanner::SkipComment() {
  if (absl::StartsWith(rest_, "//")) {
    Skip(std::min(rest_.find('\n'), rest_.size()));
    return true;
  }
  if (!absl::StartsWith(rest_, "/*")) return false;
  const size_t end = rest_.find("*/", 2);
  if (end == absl::string_view::npos) return false;
  Skip(end + 2);
  return true;
}

void FeelScanner::SkipSpaces() {
  do {
    while (!rest_.empty()) {
      const size_t bytes = SpaceBytes(rest_);
      if (bytes == 0) break;
      Skip(bytes);
    }
  } while (SkipComment());
}

bool FeelScanner::AtEnd() {
  SkipSpaces();
  return rest_.empty();
}

bool FeelScanner::Sees(absl::string_view symbol) {
  SkipSpaces();
  return absl::StartsWith(rest_, symbol);
}

bool FeelScanner::Take(absl::string_view symbol) {
  SkipSpaces();
  return absl::ConsumePrefix(&rest_, symbol);
}

absl::string_view FeelScanner::SeeWord() {
  SkipSpaces();
  size_t length = 0;
  while (length < rest_.size() && IsWordCharacter(rest_[length]) &&
         SpaceBytes(rest_.substr(length)) == 0) {
    ++length;
  }
  return rest_.substr(0, length);
}

bool FeelScanner::TakeWord(absl::string_view word) {
  if (SeeWord() != word) return false;
  Skip(word.size());
  return true;
}

bool FeelScanner::TakeWords(absl::string_view first, absl::string_view second) {
  const absl::string_view before = rest_;
  if (TakeWord(first) && TakeWord(second)) return true;
  Rewind(before);
  return false;
}

absl::StatusOr<std::string> FeelScanner::TakeString() {
  std::string text;
  while (!rest_.empty() && rest_[0] != '"') {
    if (rest_[0] == '\\') {
      SKRANKE_RETURN_IF_ERROR(TakeEscape(text));
    } else {
      text.push_back(rest_[0]);
      Skip(1);
    }
  }
  if (rest_.empty()) return Error("the closing quote is missing");
  Skip(1);
  return text;
}

// An unknown escape stays as it is written: patterns have their own.
absl::Status FeelScanner::TakeEscape(std::string& text) {
  constexpr absl::string_view kEscapes = "\"\\'nrt";
  constexpr absl::string_view kMeanings = "\"\\'\n\r\t";
  const char kind = rest_.size() > 1 ? rest_[1] : '\0';
  if (kind == 'u' || kind == 'U') {
    SKRANKE_ASSIGN_OR_RETURN(char32_t c, TakeHex(kind == 'u' ? 4 : 6));
    if (IsSurrogate(c, 0xD800) && absl::StartsWith(rest_, "\\u")) {
      SKRANKE_ASSIGN_OR_RETURN(const char32_t low, TakeHex(4));
      if (!IsSurrogate(low, 0xDC00)) return Error("half of a character is missing");
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    if (c > 0x10FFFF || IsSurrogate(c, 0xD800) || IsSurrogate(c, 0xDC00)) {
      return Error("there is no such character");
    }
    AppendUtf8(c, text);
    return absl::OkStatus();
  }
  const size_t which = kind == '\0' ? absl::string_view::npos : kEscapes.find(kind);
  text.push_back(which == absl::string_view::npos ? '\\' : kMeanings[which]);
  Skip(which == absl::string_view::npos ? 1 : 2);
  return absl::OkStatus();
}

// \uXXXX, \UXXXXXX
absl::StatusOr<char32_t> FeelScanner::TakeHex(size_t digits) {
  const absl::string_view hex = rest_.substr(2, digits);
  uint32_t code = 0;
  const bool all_hex = std::all_of(hex.begin(), hex.end(), absl::ascii_isxdigit);
  if (hex.size() != digits || !all_hex || !absl::SimpleHexAtoi(hex, &code)) {
    return Error(absl::StrCat("the escape has ", digits, " digits"));
  }
  Skip(2 + digits);
  return char32_t{code};
}

absl::StatusOr<Number> FeelScanner::TakeNumber() {
  size_t length = 0;
  const auto digits = [&] {
    while (length < rest_.size() && absl::ascii_isdigit(rest_[length])) ++length;
  };
  digits();
  // Two points are a range's.
  if (length + 1 < rest_.size() && rest_[length] == '.' && absl::ascii_isdigit(rest_[length + 1])) {
    ++length;
    digits();
  }
  if (length < rest_.size() && absl::ascii_tolower(rest_[length]) == 'e') {
    size_t exponent = length + 1;
    if (exponent < rest_.size() && (rest_[exponent] == '+' || rest_[exponent] == '-')) ++exponent;
    if (exponent < rest_.size() && absl::ascii_isdigit(rest_[exponent])) {
      length = exponent;
      digits();
    }
  }
  const auto number = length > kNumberBytesMax
                          ? absl::InvalidArgumentError("the number is too long")
                          : Number::ParseFeel(rest_.substr(0, length));
  if (!number.ok()) return Error(number.status().message());
  Skip(length);
  return *number;
}

int FeelScanner::Position() {
  SkipSpaces();
  const size_t at = text_.size() - rest_.size();
  if (at < counted_bytes_) counted_bytes_ = counted_ = 0;
  counted_ += CountCodePoints(text_.substr(counted_bytes_, at - counted_bytes_));
  counted_bytes_ = at;
  return static_cast<int>(counted_) + 1;
}

absl::Status FeelScanner::Error(absl::string_view message) {
  const int position = Position();
  absl::string_view token = SeeWord();
  if (token.empty()) token = rest_.substr(0, 1);
  size_t length = std::min(token.size(), kShownBytesMax);
  while (length < token.size() && (static_cast<unsigned char>(token[length]) & 0xC0) == 0x80) {
    ++length;
  }
  const std::string shown =
      token.empty() ? "the end" : absl::StrCat("\"", token.substr(0, length), "\"");
  return absl::InvalidArgumentError(
      absl::StrCat("at character ", position, ", ", shown, ": ", message));
}

}  // namespace skranke
