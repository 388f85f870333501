// How values are spread, in little memory whatever their number: values up to kExactMax each by
// itself, larger ones in buckets an eighth of their size wide. One thread at a time.
#ifndef SKRANKE_SERVICES_SUPERVISION_DISTRIBUTION_H_
#define SKRANKE_SERVICES_SUPERVISION_DISTRIBUTION_H_

#include <algorithm>
#include <cstdint>

#include "absl/container/btree_map.h"
#include "absl/numeric/bits.h"

namespace skranke {

class Distribution {
 public:
  static constexpr int64_t kExactMax = 16;

  // The upper bound of the value's bucket; the value must not be negative.
  static int64_t BucketOf(int64_t value) {
    if (value <= kExactMax) return value;
    // Three bits below the highest one stay: a bucket is at most an eighth of its values wide.
    const int shift = absl::bit_width(static_cast<uint64_t>(value)) - 4;
    const int64_t width = int64_t{1} << shift;
    return (value + width - 1) / width * width;
  }

  void Add(int64_t value) {
    ++buckets_[BucketOf(value)];
    ++count_;
    sum_ += value;
    maximum_ = std::max(maximum_, value);
  }

  int64_t count() const { return count_; }
  int64_t sum() const { return sum_; }
  int64_t maximum() const { return maximum_; }
  const absl::btree_map<int64_t, int64_t>& buckets() const { return buckets_; }

  // So much that `part` of `whole` values are at most that, as exactly as buckets tell and never
  // above the largest value; 0 where there are no values.
  int64_t Quantile(int64_t part, int64_t whole) const {
    int64_t left = (count_ * part + whole - 1) / whole;
    for (const auto& [bound, count] : buckets_) {
      left -= count;
      if (left <= 0) return std::min(bound, maximum_);
    }
    return maximum_;
  }

 private:
  absl::btree_map<int64_t, int64_t> buckets_;
  int64_t count_ = 0;
  int64_t sum_ = 0;
  int64_t maximum_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_DISTRIBUTION_H_
