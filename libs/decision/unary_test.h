// One cell of a decision table: an S-FEEL unary test, which says yes or no to a fact.
//
//   -   18   "yes"   true   date("2026-01-31")   null   1, 2, 5   >= 18   [18..67)   not(1, 2)
//
//   SKRANKE_ASSIGN_OR_RETURN(const UnaryTest adult, ParseUnaryTest(">= 18"));
//   adult.Test(Value::OfNumber(Number(17))) == Verdict::kNo
//
// A value that never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_UNARY_TEST_H_
#define SKRANKE_LIBS_DECISION_UNARY_TEST_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/value.h"

namespace skranke {

// Unknown is never no: it sends the case to a person.
enum class Verdict { kYes, kNo, kUnknown };

// Values between two bounds, or on one side of one. At least one bound is there; two are of one
// type, and some value may lie between them.
struct Interval {
  struct Bound {
    Value value;
    bool included = false;
    friend bool operator==(const Bound&, const Bound&) = default;
  };
  std::optional<Bound> low;
  std::optional<Bound> high;

  friend bool operator==(const Interval&, const Interval&) = default;
};

class UnaryTest {
 public:
  // A literal that the fact must equal, or an interval that it must lie in.
  using Alternative = std::variant<Value, Interval>;

  // "-": any value, and none.
  static UnaryTest Any() { return UnaryTest({}, false); }
  // One of the alternatives holds, of which there is at least one.
  static UnaryTest OneOf(std::vector<Alternative> alternatives) {
    return UnaryTest(std::move(alternatives), false);
  }
  // "not(...)": none of them holds.
  static UnaryTest NoneOf(std::vector<Alternative> alternatives) {
    return UnaryTest(std::move(alternatives), true);
  }

  // kUnknown where the fact is missing or of another type than the cell; only "-" says kYes then,
  // and only the literal null says anything about a missing fact.
  Verdict Test(const Value& fact) const;

  bool is_any() const { return alternatives_.empty(); }
  bool is_negated() const { return negated_; }
  const std::vector<Alternative>& alternatives() const { return alternatives_; }

  // The cell again, in one form; ParseUnaryTest reads it back as the same test.
  std::string ToString() const;

  friend bool operator==(const UnaryTest&, const UnaryTest&) = default;

 private:
  UnaryTest(std::vector<Alternative> alternatives, bool negated)
      : alternatives_(std::move(alternatives)), negated_(negated) {}

  std::vector<Alternative> alternatives_;
  bool negated_ = false;
};

// Longest cell, in bytes. Source: design; a list of some hundred codes fits.
inline constexpr size_t kUnaryTestBytesMax = 8'192;

// Reads a cell. INVALID_ARGUMENT with the position (characters from 1) and the token at fault for
// everything S-FEEL does not have, names (strings need quotes), an order between values that have
// none, and an interval in which nothing can lie.
absl::StatusOr<UnaryTest> ParseUnaryTest(absl::string_view cell);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_UNARY_TEST_H_
