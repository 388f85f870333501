#include "libs/decision/feel/list_order.h"

#include <utility>
#include <vector>

#include "libs/decision/feel/feel_node.h"

namespace skranke {
namespace {

using Items = std::vector<Value>;

// Merges two sorted runs, [from, middle) and [middle, to), of `items` into `merged`. False where
// `precedes` cannot tell.
bool Merge(const Items& items, size_t from, size_t middle, size_t to, Items& merged, FeelRun& run,
           const Precedes& precedes) {
  size_t left = from;
  size_t right = middle;
  while (left < middle && right < to) {
    // The right one goes first only where it must: so equal ones keep their order.
    const Truth right_first =
        run.Spend(1) ? precedes(items[right], items[left]) : Truth(std::nullopt);
    if (!right_first) return false;
    merged.push_back(*right_first ? items[right++] : items[left++]);
  }
  merged.insert(merged.end(), items.begin() + left, items.begin() + middle);
  merged.insert(merged.end(), items.begin() + right, items.begin() + to);
  return true;
}

}  // namespace

Value SortList(absl::Span<const Value> items, FeelRun& run, const Precedes& precedes) {
  Items sorted(items.begin(), items.end());
  for (size_t width = 1; width < sorted.size(); width *= 2) {
    Items merged;
    merged.reserve(sorted.size());
    for (size_t from = 0; from < sorted.size(); from += 2 * width) {
      const size_t middle = std::min(from + width, sorted.size());
      const size_t to = std::min(from + 2 * width, sorted.size());
      if (!Merge(sorted, from, middle, to, merged, run, precedes)) {
        return run.Error("the list has no such order");
      }
    }
    sorted = std::move(merged);
  }
  return MakeList(std::move(sorted), run);
}

}  // namespace skranke
