// Chance from a seed, in the shapes that a simulation needs. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_CHANCE_H_
#define SKRANKE_TESTS_SIMULATION_CHANCE_H_

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "absl/time/time.h"
#include "libs/vault/entropy.h"

namespace skranke {

class Chance {
 public:
  explicit Chance(uint64_t seed) : entropy_(seed) {}

  uint64_t Next() { return entropy_.Next(); }
  // From 0 up to, not including, `end`.
  size_t Below(size_t end) { return end == 0 ? 0 : Next() % end; }
  // True so many times of a thousand.
  bool Happens(int permille) { return static_cast<int>(Next() % 1000) < permille; }
  absl::Duration Between(absl::Duration from, absl::Duration to) {
    const auto span = static_cast<uint64_t>(absl::ToInt64Microseconds(to - from));
    return from + absl::Microseconds(span == 0 ? 0 : static_cast<int64_t>(Next() % span));
  }
  template <typename Items>
  const auto& Pick(const Items& items) {
    return *std::next(std::begin(items), static_cast<ptrdiff_t>(Below(std::size(items))));
  }

 private:
  SeededEntropy entropy_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_CHANCE_H_
