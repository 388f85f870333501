#include "tools/skranke/route_history.h"

namespace skranke {

void RouteHistory::Add(const std::string& task, const std::string& place,
                       const RouteReceiver& receiver) {
  Task& found = tasks_[task];
  ++found.counts[receiver];
  if (!place.empty()) ++found.places[place][receiver];
}

SuggestedRoute RouteHistory::MostFrequent(const std::string& task, const std::string& place,
                                          const Counts& counts) {
  SuggestedRoute row{.task = task, .place = place};
  for (const auto& [receiver, count] : counts) {
    row.cases += count;
    if (count <= row.support) continue;
    row.receiver = receiver;
    row.support = count;
  }
  return row;
}

std::vector<SuggestedRoute> RouteHistory::Suggest(int64_t min_cases) const {
  std::vector<SuggestedRoute> rows;
  for (const auto& [name, task] : tasks_) {
    rows.push_back(MostFrequent(name, "*", task.counts));
    const RouteReceiver usual = rows.back().receiver;
    for (const auto& [place, counts] : task.places) {
      SuggestedRoute row = MostFrequent(name, place, counts);
      if (row.cases >= min_cases && row.receiver != usual) rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace skranke
