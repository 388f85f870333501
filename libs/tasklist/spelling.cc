#include "libs/tasklist/spelling.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/digits.h"

namespace skranke {
namespace {

// Names shorter than this are only near where one letter is wrong.
constexpr size_t kLongName = 6;
// In shorter ones a letter is too much of the name.
constexpr size_t kShortestName = 3;

}  // namespace

// Rows of the classic table; a swap looks two rows back.
size_t EditDistance(absl::string_view a, absl::string_view b, size_t max) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > max) return max + 1;
  std::vector<size_t> before_last(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> now(b.size() + 1);
  const auto same = [&](size_t i, size_t j) {
    return absl::ascii_tolower(a[i]) == absl::ascii_tolower(b[j]);
  };
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = last[j - 1] + (same(i - 1, j - 1) ? 0 : 1);
      now[j] = std::min({changed, last[j] + 1, now[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1);
      if (swapped) now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    if (*std::min_element(now.begin(), now.end()) > max) return max + 1;
    before_last = std::exchange(last, now);
  }
  return std::min(last[b.size()], max + 1);
}

Spelling::Spelling(std::vector<std::string> names) : names_(std::move(names)) {
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::string Spelling::Nearest(absl::string_view name) const {
  if (name.size() < kShortestName) return "";
  const size_t max = name.size() < kLongName ? 1 : 2;
  size_t nearest = max + 1;
  std::string found;
  for (const std::string& known : names_) {
    const size_t distance = EditDistance(name, known, max);
    if (distance > max || known == name || DigitsOf(known) != DigitsOf(name)) continue;
    if (distance == nearest) found.clear();
    if (distance < nearest) found = known;
    nearest = std::min(nearest, distance);
  }
  return found;
}

std::string Spelling::Hint(absl::string_view name) const {
  const std::string nearest = Nearest(name);
  return nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?");
}

}  // namespace skranke
