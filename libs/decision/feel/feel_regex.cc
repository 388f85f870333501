#include "libs/decision/feel/feel_regex.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

// Flag x: spaces are no part of the pattern, but those of a character class are.
std::string WithoutSpaces(absl::string_view pattern) {
  std::string kept;
  int classes = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (classes == 0 && absl::StrContains(" \t\n\r", c)) continue;
    kept.push_back(c);
    const bool escapes = c == '\\' && i + 1 < pattern.size();
    // An escaped bracket is none; an escaped space goes, and its letter may come after it.
    if (escapes && absl::StrContains("[]\\", pattern[i + 1])) kept.push_back(pattern[++i]);
    if (c == '[') ++classes;
    if (c == ']' && classes > 0) --classes;
  }
  return kept;
}

// \. and the like; \d and other classes mean another set of characters to RE2.
bool IsPlainEscape(char c) { return absl::ascii_ispunct(c) || absl::StrContains("nrt", c); }

}  // namespace

bool IsRe2Pattern(absl::string_view pattern) {
  bool in_class = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const absl::string_view rest = pattern.substr(i);
    if (rest[0] == '\\') {
      if (rest.size() < 2 || !IsPlainEscape(rest[1])) return false;
      ++i;
    } else if (in_class) {
      // [a-z-[aeiou]], [[:alpha:]]
      if (rest[0] == '[') return false;
      if (rest[0] == ']') in_class = false;
    } else if (rest[0] == '[') {
      // "[]a]" and "[^]a]" begin with a bracket that one of them takes for the end.
      if (absl::StartsWith(rest, "[]") || absl::StartsWith(rest, "[^]")) return false;
      in_class = true;
    } else if (absl::StartsWith(rest, "(?") || rest[0] == ']') {
      return false;
    }
  }
  return !in_class;
}

int64_t FeelRegex::CompileSteps(absl::string_view pattern, absl::string_view flags) {
  const bool slow = absl::StrContains(flags, 'i') && !IsRe2Pattern(pattern);
  return slow ? 50'000 : 500;
}

absl::StatusOr<std::unique_ptr<const FeelRegex>> FeelRegex::Compile(absl::string_view pattern,
                                                                    absl::string_view flags) {
  if (pattern.size() > kPatternBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("a pattern has at most ", kPatternBytesMax, " bytes"));
  }
  if (!std::all_of(flags.begin(), flags.end(),
                   [](char c) { return absl::StrContains("smix", c); })) {
    return absl::InvalidArgumentError("a pattern's flags are s, m, i and x");
  }
  const auto has = [&](char flag) { return absl::StrContains(flags, flag); };
  const RegexSource source = {.pattern = has('x') ? WithoutSpaces(pattern) : std::string(pattern),
                              .dot_all = has('s'),
                              .multi_line = has('m'),
                              .ignore_case = has('i')};
  if (!IsRe2Pattern(source.pattern)) return CompileXerces(source);
  auto regex = CompileRe2(source);
  return regex.ok() ? std::move(regex) : CompileXerces(source);
}

}  // namespace skranke
