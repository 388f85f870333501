#include "services/forwarding/backoff.h"

#include <algorithm>

namespace skranke {
namespace {

// Twice a second so often is a year: longer than any `longest`.
constexpr uint32_t kDoublingsMax = 25;
// Steps between half and all.
constexpr uint64_t kJitterSteps = 1024;

}  // namespace

absl::Duration Backoff::PauseAfter(uint32_t failures, uint64_t random) const {
  const int64_t factor = int64_t{1} << std::min(failures + 1, kDoublingsMax);
  const absl::Duration whole = std::min(first * factor, longest);
  const int64_t step = static_cast<int64_t>(random % (kJitterSteps + 1));
  return whole / 2 + whole / 2 * step / static_cast<int64_t>(kJitterSteps);
}

}  // namespace skranke
