#include "libs/decision/feel/name_set.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "libs/decision/cell_scanner.h"

namespace skranke {
namespace {

// The leading word, or the one symbol that a name begins with.
absl::string_view FirstWord(absl::string_view text) {
  size_t length = 0;
  while (length < text.size() && IsWordCharacter(text[length])) ++length;
  return text.substr(0, std::max<size_t>(length, text.empty() ? 0 : 1));
}

// How many bytes of the text the name takes; 0 where the text does not begin with it.
size_t MatchAt(absl::string_view name, absl::string_view text) {
  size_t at = 0;
  for (const char c : name) {
    if (c == ' ') {
      const size_t before = at;
      while (at < text.size() && absl::ascii_isspace(text[at])) ++at;
      if (at == before) return 0;
    } else if (at == text.size() || text[at++] != c) {
      return 0;
    }
  }
  const bool cuts_a_word =
      at < text.size() && IsWordCharacter(name.back()) && IsWordCharacter(text[at]);
  return cuts_a_word ? 0 : at;
}

}  // namespace

void NameSet::Add(absl::string_view name) {
  if (name.empty()) return;
  std::vector<std::string>& names = by_word_[FirstWord(name)];
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  const auto shorter = std::find_if(names.begin(), names.end(), [&](const std::string& other) {
    return other.size() < name.size();
  });
  names.insert(shorter, std::string(name));
}

NameSet::Found NameSet::LongestAt(absl::string_view text) const {
  const auto names = by_word_.find(FirstWord(text));
  if (names == by_word_.end()) return {};
  for (const std::string& name : names->second) {
    if (const size_t bytes = MatchAt(name, text); bytes > 0) return {name, bytes};
  }
  return {};
}

}  // namespace skranke
