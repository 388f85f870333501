// What the check of a whole list costs: for the benchmark alone.
#ifndef SKRANKE_TESTS_BENCH_DECISION_LIST_CHECK_H_
#define SKRANKE_TESTS_BENCH_DECISION_LIST_CHECK_H_

#include <vector>

#include "absl/status/statusor.h"

namespace skranke {

struct ListCheck {
  int rows = 0;                      // Of routing.
  std::vector<double> milliseconds;  // A check, by round.
};

// Checks a generated list of about a thousand rows that is sound. INTERNAL where the check finds
// anything.
absl::StatusOr<ListCheck> MeasureListCheck(int rounds);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_DECISION_LIST_CHECK_H_
