#include "libs/decision/unary_test.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace skranke {
namespace {

Verdict FromBool(bool holds) { return holds ? Verdict::kYes : Verdict::kNo; }

// Three-valued or: a yes outweighs everything, then an unknown.
Verdict Or(Verdict a, Verdict b) {
  if (a == Verdict::kYes || b == Verdict::kYes) return Verdict::kYes;
  return a == Verdict::kUnknown || b == Verdict::kUnknown ? Verdict::kUnknown : Verdict::kNo;
}

Verdict Not(Verdict verdict) {
  if (verdict == Verdict::kUnknown) return Verdict::kUnknown;
  return verdict == Verdict::kYes ? Verdict::kNo : Verdict::kYes;
}

Verdict TestEqual(const Value& wanted, const Value& fact) {
  if (wanted.is_null()) return FromBool(fact.is_null());
  if (wanted.type() != fact.type()) return Verdict::kUnknown;
  return FromBool(wanted == fact);
}

// Whether the fact is on the inner side of the bound; `inner` is how it then compares to it.
Verdict TestBound(const Interval::Bound& bound, std::strong_ordering inner, const Value& fact) {
  const auto order = Value::Compare(fact, bound.value);
  if (!order) return Verdict::kUnknown;
  return FromBool(*order == inner || (bound.included && *order == std::strong_ordering::equal));
}

Verdict TestInterval(const Interval& interval, const Value& fact) {
  Verdict outside = Verdict::kNo;
  if (interval.low) {
    outside = Or(outside, Not(TestBound(*interval.low, std::strong_ordering::greater, fact)));
  }
  if (interval.high) {
    outside = Or(outside, Not(TestBound(*interval.high, std::strong_ordering::less, fact)));
  }
  return Not(outside);
}

std::string IntervalToString(const Interval& interval) {
  if (!interval.high) {
    return absl::StrCat(interval.low->included ? ">= " : "> ", interval.low->value.ToString());
  }
  if (!interval.low) {
    return absl::StrCat(interval.high->included ? "<= " : "< ", interval.high->value.ToString());
  }
  return absl::StrCat(interval.low->included ? "[" : "(", interval.low->value.ToString(), "..",
                      interval.high->value.ToString(), interval.high->included ? "]" : ")");
}

}  // namespace

Verdict UnaryTest::Test(const Value& fact) const {
  if (is_any()) return Verdict::kYes;
  Verdict verdict = Verdict::kNo;
  for (const Alternative& alternative : alternatives_) {
    const Value* wanted = std::get_if<Value>(&alternative);
    verdict = Or(verdict, wanted ? TestEqual(*wanted, fact)
                                 : TestInterval(std::get<Interval>(alternative), fact));
  }
  return negated_ ? Not(verdict) : verdict;
}

std::string UnaryTest::ToString() const {
  if (is_any()) return "-";
  const std::string list =
      absl::StrJoin(alternatives_, ", ", [](std::string* out, const Alternative& alternative) {
        const Value* wanted = std::get_if<Value>(&alternative);
        absl::StrAppend(
            out, wanted ? wanted->ToString() : IntervalToString(std::get<Interval>(alternative)));
      });
  return negated_ ? absl::StrCat("not(", list, ")") : list;
}

}  // namespace skranke
