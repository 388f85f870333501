// The values of one type, cut into segments by the constants that a column's cells compare with:
// every cell says the same to all values of a segment. Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_SEGMENTS_H_
#define SKRANKE_LIBS_DECISION_DMN_SEGMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "libs/decision/number.h"
#include "libs/decision/unary_test.h"
#include "libs/decision/value.h"

namespace skranke {

class Segments {
 public:
  // `tests` are those of the column's cells that are constant. `type` is number, string, boolean or
  // date.
  Segments(ValueType type, absl::Span<const UnaryTest* const> tests);

  ValueType type() const { return type_; }
  size_t size() const { return size_; }
  // The segment of a value of this type.
  size_t Find(const Value& value) const;

  // Both included.
  struct Stretch {
    size_t from = 0;
    size_t to = 0;
  };
  // The segments to whose values the test says yes, in order; to all others it says no. Nothing
  // where that cannot be told by segments: an order of strings, a negated test of another type.
  // Alternatives of other types count for nothing.
  std::optional<std::vector<Stretch>> Matching(const UnaryTest& test) const;

 private:
  void AddValue(const Value& value);
  void AddValuesOf(const UnaryTest& test);
  void Finish();
  std::optional<Stretch> StretchOf(const UnaryTest::Alternative& alternative) const;
  bool Covers(const UnaryTest& test) const;

  const ValueType type_;
  size_t size_ = 0;
  absl::flat_hash_map<std::string, size_t> keys_;
  std::vector<Number> numbers_;
  std::vector<int64_t> days_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_SEGMENTS_H_
