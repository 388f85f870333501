#include "tests/bench/sample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace skranke {

Summary Summarize(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  const bool odd = values.size() % 2 == 1;
  return {.median = odd ? values[middle] : (values[middle - 1] + values[middle]) / 2,
          .low = values.front(),
          .high = values.back()};
}

double Percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(values.size())));
  const size_t index = std::clamp<size_t>(rank, 1, values.size()) - 1;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index),
                   values.end());
  return values[index];
}

}  // namespace skranke
