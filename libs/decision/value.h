// What a fact can be, and what a cell of a decision table compares it with: FEEL's null (also: no
// fact), number, string, boolean and date. A value; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_VALUE_H_
#define SKRANKE_LIBS_DECISION_VALUE_H_

#include <compare>
#include <optional>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/decision/number.h"

namespace skranke {

enum class ValueType { kNull, kNumber, kString, kBoolean, kDate };

// The type's FEEL name, e.g. "number".
absl::string_view TypeName(ValueType type);

class Value {
 public:
  // Null: the fact is missing.
  Value() = default;

  static Value OfNumber(Number number) { return Value(number); }
  static Value OfString(std::string text) { return Value(std::move(text)); }
  static Value OfBoolean(bool truth) { return Value(truth); }
  static Value OfDate(absl::CivilDay day) { return Value(day); }

  // Reads exactly "YYYY-MM-DD" of a day that the calendar has. INVALID_ARGUMENT otherwise.
  static absl::StatusOr<Value> ParseDate(absl::string_view text);

  ValueType type() const { return static_cast<ValueType>(value_.index()); }
  bool is_null() const { return type() == ValueType::kNull; }

  // The S-FEEL literal: null, -0.5, "a \"quoted\" word", true, date("2026-01-31").
  std::string ToString() const;

  // Values of two types are never equal.
  friend bool operator==(const Value&, const Value&) = default;

  // The order of two numbers, two dates, or two strings by code point. None for everything else.
  static std::optional<std::strong_ordering> Compare(const Value& a, const Value& b);

 private:
  // In the order of ValueType.
  using Held = std::variant<std::monostate, Number, std::string, bool, absl::CivilDay>;
  explicit Value(Held value) : value_(std::move(value)) {}

  Held value_;
};

// Whether values of the type have an order, so that <, ranges and the like mean something.
bool IsOrdered(ValueType type);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_VALUE_H_
