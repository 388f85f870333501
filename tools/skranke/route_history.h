// Where cases really went, counted, and the routing rows that it speaks for. One thread at a time.
//
//   RouteHistory history;
//   history.Add({.task = "street_light", .place = "harbour"}, {"PUBLIC_WORKS", "LIGHTS"});
//   for (const SuggestedRoute& row : history.Suggest(3)) ...
#ifndef SKRANKE_TOOLS_SKRANKE_ROUTE_HISTORY_H_
#define SKRANKE_TOOLS_SKRANKE_ROUTE_HISTORY_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace skranke {

// Agency and unit.
using RouteReceiver = std::pair<std::string, std::string>;

struct SuggestedRoute {
  std::string task;
  std::string place;  // "*" for the row of the whole task.
  RouteReceiver receiver;
  int64_t support = 0;  // Cases that went to that unit...
  int64_t cases = 0;    // ...of all with that task, and place where the row names one.

  friend bool operator==(const SuggestedRoute&, const SuggestedRoute&) = default;
};

class RouteHistory {
 public:
  // An empty place counts for its task alone.
  void Add(const std::string& task, const std::string& place, const RouteReceiver& receiver);

  // For each task its most frequent unit, then a row for each place of at least `min_cases` cases
  // whose most frequent unit is another one. Ties go to the first by name. Ordered by task; the row
  // of the whole task first, then by place.
  std::vector<SuggestedRoute> Suggest(int64_t min_cases) const;

 private:
  using Counts = std::map<RouteReceiver, int64_t>;
  struct Task {
    Counts counts;
    std::map<std::string, Counts> places;
  };

  static SuggestedRoute MostFrequent(const std::string& task, const std::string& place,
                                     const Counts& counts);

  std::map<std::string, Task> tasks_;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_ROUTE_HISTORY_H_
