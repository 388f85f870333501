// Dated rows between which nothing chooses: the same key on the same day. Pure; threads may call
// this at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_TIES_H_
#define SKRANKE_LIBS_TASKLIST_TIES_H_

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/directory/validity.h"

namespace skranke {

template <typename Row>
struct DatedRow {
  const Row* row;
  Validity days;
};

template <typename Row>
struct Tie {
  DatedRow<Row> row;
  DatedRow<Row> other;
};

// Each row that holds on a day of another with the same key which begins before it, or on the same
// day and stands before it; of those it names the one that ends last. In the order of `rows`.
// Without the rows found no two of the others tie. `key_of` gives a row's key: a value with <.
template <typename Row, typename KeyOf>
std::vector<Tie<Row>> FindTies(const std::vector<DatedRow<Row>>& rows, KeyOf key_of) {
  if (rows.size() < 2) return {};
  using Key = decltype(key_of(*rows.front().row));
  using Place = std::tuple<Key, absl::CivilDay, size_t>;
  std::vector<Place> places;
  for (size_t i = 0; i < rows.size(); ++i) {
    places.emplace_back(key_of(*rows[i].row), rows[i].days.first, i);
  }
  std::sort(places.begin(), places.end());
  std::vector<std::pair<size_t, size_t>> tied;
  const Place* longest = nullptr;  // Of those before with the same key, the one that ends last.
  for (const Place& next : places) {
    const bool same_key = longest != nullptr && std::get<0>(*longest) == std::get<0>(next);
    const auto& days = rows[std::get<2>(next)].days;
    const Validity* const before = same_key ? &rows[std::get<2>(*longest)].days : nullptr;
    if (same_key && before->Overlaps(days)) {
      tied.emplace_back(std::get<2>(next), std::get<2>(*longest));
    }
    if (!same_key || before->last < days.last) longest = &next;
  }
  std::sort(tied.begin(), tied.end());
  std::vector<Tie<Row>> ties;
  for (const auto& [row, other] : tied) ties.push_back({rows[row], rows[other]});
  return ties;
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_TIES_H_
