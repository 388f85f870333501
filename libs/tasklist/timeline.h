// Dated rows about one thing, of which at most one holds on a day. Not for several threads while
// rows are added; then immutable, and threads may share it.
#ifndef SKRANKE_LIBS_TASKLIST_TIMELINE_H_
#define SKRANKE_LIBS_TASKLIST_TIMELINE_H_

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/directory/validity.h"
#include "libs/tasklist/ties.h"

namespace skranke {

// Row is a message with valid_from, valid_to and line; rows must outlive the timeline.
template <typename Row>
class Timeline {
 public:
  void Add(const Row* row, const Validity& validity) { dated_.push_back({row, validity}); }

  // To be called once, after all rows. Returns a row that holds on a day of an earlier one; null
  // where there is none.
  const Row* Sort() {
    std::stable_sort(dated_.begin(), dated_.end(),
                     [](const Dated& a, const Dated& b) { return a.days.first < b.days.first; });
    const auto ties = FindTies(dated_, [](const Row&) { return 0; });
    return ties.empty() ? nullptr : ties.front().row.row;
  }

  // The row that holds that day, or null: the last that has begun is the only one that can.
  const Row* On(absl::CivilDay day) const {
    const auto next = std::upper_bound(
        dated_.begin(), dated_.end(), day,
        [](absl::CivilDay wanted, const Dated& row) { return wanted < row.days.first; });
    if (next == dated_.begin() || !std::prev(next)->days.Holds(day)) return nullptr;
    return std::prev(next)->row;
  }

 private:
  using Dated = DatedRow<Row>;

  std::vector<Dated> dated_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_TIMELINE_H_
