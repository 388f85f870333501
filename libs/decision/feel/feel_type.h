// FEEL's types: what `instance of` asks for, and what a variable, a parameter or an item definition
// is declared as. A value that never changes, cheap to copy; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_TYPE_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_TYPE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelType {
 public:
  struct Member;

  // Any.
  FeelType() = default;

  // A type without parts; lists, contexts, ranges and functions of anything.
  static FeelType Of(ValueType type);
  static FeelType ListOf(FeelType item);
  static FeelType RangeOf(FeelType end);
  static FeelType ContextOf(std::vector<Member> members);
  static FeelType FunctionOf(std::vector<FeelType> parameters, FeelType result);
  // By FEEL's name ("number", "date and time", "Any") or DMN's older one ("dateTime",
  // "dayTimeDuration"). None for every other name.
  static std::optional<FeelType> Named(absl::string_view name);

  bool is_any() const { return parts_ == nullptr; }
  // Only where it is not Any.
  ValueType value_type() const;
  // A context's members, for the tokenizer.
  absl::Span<const Member> members() const;
  // What a list or range is of; Any where it is none.
  FeelType item() const;

  // `instance of`: null is an instance of nothing but Null and Any's wider kin.
  bool Holds(const Value& value) const;
  // The value as this type: itself, the one item of a list, a list of the one value, midnight of a
  // date. Null is of every type. None where it does not conform.
  std::optional<Value> Coerce(const Value& value) const;

  // Whether a value of this type is one of `wider`.
  bool ConformsTo(const FeelType& wider) const;

  std::string ToString() const;

 private:
  struct Parts;
  explicit FeelType(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  // Whether it holds the value, or the value is null.
  bool HoldsOrNull(const Value& value) const { return value.is_null() || Holds(value); }
  bool HoldsFunction(const FeelFunction& function) const;
  bool PartsConformTo(const FeelType& wider) const;

  // Null pointer: Any.
  std::shared_ptr<const Parts> parts_;
};

struct FeelType::Member {
  std::string name;
  FeelType type;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_TYPE_H_
