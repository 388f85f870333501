// What a fact can be, and what FEEL computes with: null (also: no fact), number, string, boolean,
// date, time, date and time, the two kinds of duration, list, context, range and function.
// A value that never changes, cheap to copy: what is long is shared. Threads may share it.
#ifndef SKRANKE_LIBS_DECISION_VALUE_H_
#define SKRANKE_LIBS_DECISION_VALUE_H_

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/decision/number.h"
#include "libs/decision/temporal.h"

namespace skranke {

class Context;
class FeelFunction;  // libs/decision/feel/feel_function.h
struct ValueRange;

enum class ValueType {
  kNull,
  kNumber,
  kString,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kYearsMonthsDuration,
  kDaysTimeDuration,
  kList,
  kContext,
  kRange,
  kFunction
};

// The type's FEEL name, e.g. "number", "days and time duration".
absl::string_view TypeName(ValueType type);

class Value {
 public:
  // Heaviest and deepest value there is, so that whatever walks over one ends soon and needs little
  // stack. Source: design; a list of 100,000 facts fits.
  static constexpr int64_t kWeightMax = 1'000'000;
  static constexpr int kDepthMax = 200;

  // Null: the fact is missing.
  Value() = default;

  static Value OfNumber(Number number) { return Value(Held(number)); }
  static Value OfString(std::string text);
  static Value OfBoolean(bool truth) { return Value(Held(truth)); }
  static Value OfDate(absl::CivilDay day) { return Value(Held(day)); }
  static Value OfTime(TimeOfDay time);
  static Value OfDateTime(DateTime moment);
  static Value OfMonths(int64_t months) { return Value(Held(Months{months})); }
  static Value OfDuration(absl::Duration duration) { return Value(Held(duration)); }
  // Null where they would be heavier than kWeightMax or deeper than kDepthMax.
  static Value OfList(std::vector<Value> items);
  static Value OfContext(Context context);
  static Value OfRange(ValueRange range);
  // `depth`: of the values that the function has captured.
  static Value OfFunction(std::shared_ptr<const FeelFunction> function, int depth = 0);

  // Reads exactly "YYYY-MM-DD" of a day that the calendar has. INVALID_ARGUMENT otherwise.
  static absl::StatusOr<Value> ParseDate(absl::string_view text);

  ValueType type() const { return static_cast<ValueType>(value_.index()); }
  bool is(ValueType wanted) const { return type() == wanted; }
  bool is_null() const { return is(ValueType::kNull); }
  bool is_true() const { return is(ValueType::kBoolean) && boolean(); }

  // Each only of a value of its type.
  const Number& number() const { return std::get<Number>(value_); }
  const std::string& string() const { return *std::get<Shared<std::string>>(value_); }
  bool boolean() const { return std::get<bool>(value_); }
  absl::CivilDay date() const { return std::get<absl::CivilDay>(value_); }
  const TimeOfDay& time() const { return *std::get<Shared<TimeOfDay>>(value_); }
  const DateTime& date_time() const { return *std::get<Shared<DateTime>>(value_); }
  int64_t months() const { return std::get<Months>(value_).count; }
  absl::Duration duration() const { return std::get<absl::Duration>(value_); }
  absl::Span<const Value> list() const { return std::get<Shared<List>>(value_)->held; }
  const Context& context() const;
  const ValueRange& range() const;
  const std::shared_ptr<const FeelFunction>& function() const;

  // How many values it holds, itself included; long text counts for its length.
  int64_t weight() const;
  // How deep lists, contexts, ranges and functions are in each other; 0 for plain values.
  int depth() const;

  // The FEEL literal: null, -0.5, "a \"quoted\" word", true, date("2026-01-31"), [1, 2],
  // {a: 1}.
  std::string ToString() const;

  // Values of two types are never equal. Contexts are equal in whatever order.
  friend bool operator==(const Value& a, const Value& b);

  // The order of two numbers, two dates, two times, two dates and times, two durations of one kind,
  // or two strings by code point. None for everything else.
  static std::optional<std::strong_ordering> Compare(const Value& a, const Value& b);

 private:
  template <typename T>
  using Shared = std::shared_ptr<const T>;
  // What is shared, and how heavy and deep it is: counted once, for a walk would be too slow.
  template <typename T>
  struct Weighed {
    T held;
    int64_t weight = 1;
    int depth = 1;
  };
  using List = Weighed<std::vector<Value>>;
  template <typename T>
  static Value Weigh(T held, int64_t weight, int depth);
  // In the order of ValueType.
  using Held = std::variant<std::monostate, Number, Shared<std::string>, bool, absl::CivilDay,
                            Shared<TimeOfDay>, Shared<DateTime>, Months, absl::Duration,
                            Shared<List>, Shared<Weighed<Context>>, Shared<Weighed<ValueRange>>,
                            Shared<Weighed<Shared<FeelFunction>>>>;
  explicit Value(Held value) : value_(std::move(value)) {}

  Held value_;
};

// Named values in the order in which they were first set.
class Context {
 public:
  struct Entry {
    std::string name;
    Value value;
  };

  Context() = default;
  explicit Context(std::vector<Entry> entries);

  // Adds the entry, or gives the one of that name another value.
  void Set(absl::string_view name, Value value);
  // Null pointer where there is none.
  const Value* Find(absl::string_view name) const;

  absl::Span<const Entry> entries() const { return entries_; }
  int64_t weight() const;
  int depth() const;

 private:
  size_t PlaceOf(absl::string_view name) const;

  std::vector<Entry> entries_;
  // Only of more entries than a walk over them finds quickly.
  absl::flat_hash_map<std::string, size_t> places_;
};

// Values between two ends: [1..5), (..5], and what a unary test says of one end: < 5, != 5.
struct ValueRange {
  // Null for an end that is open: (< 5) has no low end.
  Value low;
  Value high;
  bool low_included = false;
  bool high_included = false;
  // "!= low": everything else; both ends are then the same.
  bool excludes = false;

  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

// FEEL's a = b: none (null) for values of different types, and of what cannot be compared. Null
// equals null, and nothing else. Dates and times with zones are equal where they are one instant.
std::optional<bool> FeelEqual(const Value& a, const Value& b);

// Whether values of the type have an order, so that <, ranges and the like mean something.
bool IsOrdered(ValueType type);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_VALUE_H_
