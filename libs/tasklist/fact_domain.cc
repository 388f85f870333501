#include "libs/tasklist/fact_domain.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/tasklist/fact_schema.h"

namespace skranke {
namespace {

bool Less(const Value& a, const Value& b) {
  const auto order = Value::Compare(a, b);
  return order && *order < 0;
}

// A value above `low` and below `high` (none: without that end), which are neighbours among the
// literals. None where there is no such value.
std::optional<Number> NumberBetween(const Number* low, const Number* high) {
  if (low == nullptr) return Number::Subtract(*high, Number(1));
  const auto next = Number::Add(*low, Number(1));
  if (!next || high == nullptr || *next < *high) return next;
  const auto sum = Number::Add(*low, *high);
  if (!sum) return std::nullopt;
  const auto middle = Number::Divide(*sum, Number(2));
  // Rounding to 34 digits may give one of the ends.
  return middle && *low < *middle && *middle < *high ? middle : std::nullopt;
}

std::optional<std::string> TextBetween(const std::string* low, const std::string* high) {
  if (low == nullptr) return high->empty() ? std::nullopt : std::optional<std::string>("");
  for (const char* const end : {"x", " ", "\t"}) {
    std::string next = absl::StrCat(*low, end);
    if (high == nullptr || next < *high) return next;
  }
  return std::nullopt;
}

std::optional<absl::CivilDay> DayBetween(const absl::CivilDay* low, const absl::CivilDay* high) {
  if (low == nullptr) return *high - 1;
  const absl::CivilDay next = *low + 1;
  return high == nullptr || next < *high ? std::optional<absl::CivilDay>(next) : std::nullopt;
}

std::optional<Value> Between(ValueType type, const Value* low, const Value* high) {
  if (type == ValueType::kNumber) {
    const auto number =
        NumberBetween(low ? &low->number() : nullptr, high ? &high->number() : nullptr);
    return number ? std::optional<Value>(Value::OfNumber(*number)) : std::nullopt;
  }
  if (type == ValueType::kString) {
    const auto text = TextBetween(low ? &low->string() : nullptr, high ? &high->string() : nullptr);
    return text ? std::optional<Value>(Value::OfString(*text)) : std::nullopt;
  }
  const absl::CivilDay low_day = low ? low->date() : absl::CivilDay();
  const absl::CivilDay high_day = high ? high->date() : absl::CivilDay();
  const auto day = DayBetween(low ? &low_day : nullptr, high ? &high_day : nullptr);
  return day ? std::optional<Value>(Value::OfDate(*day)) : std::nullopt;
}

Value AnyOf(ValueType type) {
  if (type == ValueType::kNumber) return Value::OfNumber(Number(1));
  if (type == ValueType::kDate) return Value::OfDate(absl::CivilDay(2026, 1, 1));
  return Value::OfString("other");
}

std::vector<Value> OrderedValues(ValueType type, std::vector<Value> literals) {
  if (literals.empty()) return {AnyOf(type)};
  std::sort(literals.begin(), literals.end(), Less);
  literals.erase(std::unique(literals.begin(), literals.end()), literals.end());
  std::vector<Value> values = literals;
  const Value* before = nullptr;
  for (const Value& literal : literals) {
    if (auto value = Between(type, before, &literal)) values.push_back(*std::move(value));
    before = &literal;
  }
  if (auto value = Between(type, before, nullptr)) values.push_back(*std::move(value));
  return values;
}

}  // namespace

std::vector<Value> LiteralsOf(const UnaryTest& test) {
  std::vector<Value> literals;
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    if (const Value* value = std::get_if<Value>(&alternative)) {
      literals.push_back(*value);
      continue;
    }
    const Interval& interval = std::get<Interval>(alternative);
    if (interval.low) literals.push_back(interval.low->value);
    if (interval.high) literals.push_back(interval.high->value);
  }
  return literals;
}

FactDomain::FactDomain(const storage::v1::FactRow* row, absl::string_view type,
                       absl::Span<const UnaryTest* const> tests) {
  if (!type.empty()) type_ = ValueTypeOf(type);
  std::vector<Value> literals;
  for (const UnaryTest* test : tests) {
    for (Value& literal : LiteralsOf(*test)) {
      if (literal.is_null()) continue;
      if (type_ == ValueType::kNull) type_ = literal.type();
      if (literal.type() == type_) literals.push_back(std::move(literal));
    }
  }
  if (row != nullptr && !row->allowed().empty()) {
    for (const auto& allowed : row->allowed()) values_.push_back(Value::OfString(allowed.code()));
  } else if (type_ == ValueType::kBoolean) {
    values_ = {Value::OfBoolean(true), Value::OfBoolean(false)};
  } else if (type_ != ValueType::kNull) {
    values_ = OrderedValues(type_, std::move(literals));
  }
}

std::optional<Value> FactDomain::Find(absl::Span<const UnaryTest* const> yes,
                                      const UnaryTest* no) const {
  for (const Value& value : values_) {
    const bool passes = std::all_of(yes.begin(), yes.end(), [&value](const UnaryTest* test) {
      return test->Test(value) == Verdict::kYes;
    });
    if (passes && (no == nullptr || no->Test(value) != Verdict::kYes)) return value;
  }
  return std::nullopt;
}

}  // namespace skranke
