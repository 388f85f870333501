// The values that a fact can have, as few as it takes to try every test of the list: each literal
// that a test names and one value between, below and above them. Two values that no test tells
// apart are one. Immutable; threads may share it.
#ifndef SKRANKE_LIBS_TASKLIST_FACT_DOMAIN_H_
#define SKRANKE_LIBS_TASKLIST_FACT_DOMAIN_H_

#include <vector>

#include "absl/types/span.h"
#include "libs/decision/unary_test.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

class FactDomain {
 public:
  // `row` is the fact's schema, or null: then the type is that of the tests' first literal.
  FactDomain(const storage::v1::FactRow* row, absl::string_view type,
             absl::Span<const UnaryTest* const> tests);

  ValueType type() const { return type_; }
  // The simplest first; whole numbers where they will do.
  const std::vector<Value>& values() const { return values_; }

  // The first value that passes all of `yes` and fails `no` (null: whatever); none where there is
  // none.
  std::optional<Value> Find(absl::Span<const UnaryTest* const> yes, const UnaryTest* no) const;

 private:
  ValueType type_ = ValueType::kNull;
  std::vector<Value> values_;
};

// Every literal of the test, the ends of intervals among them.
std::vector<Value> LiteralsOf(const UnaryTest& test);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_FACT_DOMAIN_H_
