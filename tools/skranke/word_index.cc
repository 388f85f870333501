#include "tools/skranke/word_index.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

// U+00C0 to U+00DE are the capitals of U+00E0 to U+00FE; U+00D7 is no letter.
constexpr char32_t kFirstCapital = 0xC0;
constexpr char32_t kLastCapital = 0xDE;
constexpr char32_t kTimes = 0xD7;

// Words of letters and digits, in small letters; all above ASCII counts as a letter.
std::set<std::string> WordsIn(absl::string_view text) {
  std::set<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.insert(word);
    word.clear();
  };
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    const size_t bytes = next.bytes == 0 ? 1 : next.bytes;
    const bool capital =
        next.code >= kFirstCapital && next.code <= kLastCapital && next.code != kTimes;
    if (capital) {
      word += {static_cast<char>(0xC3), static_cast<char>(text[1] + 0x20)};
    } else if (bytes > 1 || absl::ascii_isalnum(static_cast<unsigned char>(text[0]))) {
      word += absl::AsciiStrToLower(text.substr(0, bytes));
    } else {
      end_word();
    }
    text.remove_prefix(bytes);
  }
  end_word();
  return words;
}

}  // namespace

void WordIndex::Add(const std::string& task, absl::string_view text) {
  for (const std::string& word : WordsIn(text)) tasks_by_word_[word].insert(task);
}

std::vector<FoundTask> WordIndex::Find(absl::string_view words) const {
  std::map<std::string, int> counts;
  for (const std::string& word : WordsIn(words)) {
    std::set<std::string> tasks;
    for (auto at = tasks_by_word_.lower_bound(word);
         at != tasks_by_word_.end() && absl::StartsWith(at->first, word); ++at) {
      tasks.insert(at->second.begin(), at->second.end());
    }
    for (const std::string& task : tasks) ++counts[task];
  }
  std::vector<FoundTask> found;
  for (const auto& [task, count] : counts) found.push_back({task, count});
  std::stable_sort(found.begin(), found.end(),
                   [](const FoundTask& a, const FoundTask& b) { return a.words > b.words; });
  return found;
}

}  // namespace skranke
