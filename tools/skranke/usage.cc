#include "tools/skranke/usage.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

constexpr char kUsageReason[] = "USAGE";

// Levenshtein's distance, one row of the table at a time.
size_t Mistakes(absl::string_view from, absl::string_view to) {
  std::vector<size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= from.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      const size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

absl::Status UsageError(absl::string_view message) {
  return ReasonError(absl::StatusCode::kInvalidArgument, kUsageReason, message);
}

bool IsUsageError(const absl::Status& status) { return ReasonOf(status) == kUsageReason; }

std::string NearestWord(absl::string_view word, const std::vector<std::string>& known) {
  std::string nearest;
  // With more than half of the letters wrong it is another word.
  size_t fewest = word.size() / 2 + 1;
  for (const std::string& candidate : known) {
    const size_t mistakes = Mistakes(word, candidate);
    if (mistakes >= fewest) continue;
    fewest = mistakes;
    nearest = candidate;
  }
  return nearest;
}

std::string Suggestion(absl::string_view nearest) {
  return nearest.empty() ? std::string() : absl::StrCat(", did you mean ", nearest, "?");
}

}  // namespace skranke
