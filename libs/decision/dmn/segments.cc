#include "libs/decision/dmn/segments.h"

#include <algorithm>
#include <utility>

#include "absl/time/civil_time.h"

namespace skranke {
namespace {

int64_t DayOf(const Value& date) { return date.date() - absl::CivilDay(1970); }

// Cuts c0 < c1 < ... make the segments below c0, c0 itself, between c0 and c1, c1 itself, ...
template <typename T>
size_t SegmentAmong(const std::vector<T>& cuts, const T& value) {
  const auto at = std::lower_bound(cuts.begin(), cuts.end(), value);
  const auto index = static_cast<size_t>(at - cuts.begin());
  return 2 * index + (at != cuts.end() && *at == value ? 1 : 0);
}

template <typename T>
void SortCuts(std::vector<T>& cuts) {
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
}

ValueType TypeOf(const UnaryTest::Alternative& alternative) {
  if (const Value* value = std::get_if<Value>(&alternative)) return value->type();
  const auto& interval = std::get<Interval>(alternative);
  return (interval.low ? interval.low : interval.high)->value.type();
}

// Stretches that overlap or touch become one.
std::vector<Segments::Stretch> Joined(std::vector<Segments::Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(),
            [](const auto& a, const auto& b) { return a.from < b.from; });
  std::vector<Segments::Stretch> joined;
  for (const Segments::Stretch& each : stretches) {
    if (joined.empty() || each.from > joined.back().to + 1) {
      joined.push_back(each);
    } else {
      joined.back().to = std::max(joined.back().to, each.to);
    }
  }
  return joined;
}

std::vector<Segments::Stretch> Complement(const std::vector<Segments::Stretch>& joined,
                                          size_t size) {
  std::vector<Segments::Stretch> rest;
  size_t from = 0;
  for (const Segments::Stretch& each : joined) {
    if (each.from > from) rest.push_back({from, each.from - 1});
    from = each.to + 1;
  }
  if (from < size) rest.push_back({from, size - 1});
  return rest;
}

}  // namespace

Segments::Segments(ValueType type, absl::Span<const UnaryTest* const> tests) : type_(type) {
  for (const UnaryTest* test : tests) AddValuesOf(*test);
  Finish();
}

void Segments::AddValuesOf(const UnaryTest& test) {
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    if (TypeOf(alternative) != type_) continue;
    if (const Value* value = std::get_if<Value>(&alternative)) {
      AddValue(*value);
      continue;
    }
    const auto& interval = std::get<Interval>(alternative);
    if (interval.low) AddValue(interval.low->value);
    if (interval.high) AddValue(interval.high->value);
  }
}

void Segments::AddValue(const Value& value) {
  if (type_ == ValueType::kString) keys_.try_emplace(value.string(), keys_.size());
  if (type_ == ValueType::kNumber) numbers_.push_back(value.number());
  if (type_ == ValueType::kDate) days_.push_back(DayOf(value));
}

void Segments::Finish() {
  SortCuts(numbers_);
  SortCuts(days_);
  if (type_ == ValueType::kString) size_ = keys_.size() + 1;
  if (type_ == ValueType::kBoolean) size_ = 2;
  if (type_ == ValueType::kNumber) size_ = 2 * numbers_.size() + 1;
  if (type_ == ValueType::kDate) size_ = 2 * days_.size() + 1;
}

size_t Segments::Find(const Value& value) const {
  switch (type_) {
    case ValueType::kString: {
      const auto key = keys_.find(value.string());
      return key == keys_.end() ? keys_.size() : key->second;
    }
    case ValueType::kBoolean:
      return value.boolean() ? 1 : 0;
    case ValueType::kDate:
      return SegmentAmong(days_, DayOf(value));
    default:
      return SegmentAmong(numbers_, value.number());
  }
}

std::optional<Segments::Stretch> Segments::StretchOf(
    const UnaryTest::Alternative& alternative) const {
  if (const Value* value = std::get_if<Value>(&alternative)) {
    const size_t segment = Find(*value);
    return Stretch{segment, segment};
  }
  const auto& interval = std::get<Interval>(alternative);
  Stretch stretch{0, size_ - 1};
  if (interval.low) stretch.from = Find(interval.low->value) + (interval.low->included ? 0 : 1);
  if (interval.high) stretch.to = Find(interval.high->value) - (interval.high->included ? 0 : 1);
  // (1..1] and the like, which hold nothing.
  if (stretch.from > stretch.to) return std::nullopt;
  return stretch;
}

// Whether segments tell what the test says to values of this type.
bool Segments::Covers(const UnaryTest& test) const {
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    const ValueType type = TypeOf(alternative);
    if (type == ValueType::kNull) continue;
    if (type != type_ && test.is_negated()) return false;
    if (type == ValueType::kString && type_ == type &&
        std::holds_alternative<Interval>(alternative)) {
      return false;
    }
  }
  return true;
}

std::optional<std::vector<Segments::Stretch>> Segments::Matching(const UnaryTest& test) const {
  if (test.is_any()) return std::vector<Stretch>{{0, size_ - 1}};
  if (!Covers(test)) return std::nullopt;
  std::vector<Stretch> stretches;
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    if (TypeOf(alternative) != type_) continue;
    if (const auto stretch = StretchOf(alternative)) stretches.push_back(*stretch);
  }
  stretches = Joined(std::move(stretches));
  return test.is_negated() ? Complement(stretches, size_) : stretches;
}

}  // namespace skranke
