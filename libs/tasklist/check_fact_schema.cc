#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/check_parts.h"
#include "libs/tasklist/fact_domain.h"
#include "libs/tasklist/requirement_words.h"

namespace skranke {
namespace {

using storage::v1::FactRow;

class FactSchemaCheck {
 public:
  explicit FactSchemaCheck(const CheckScope& scope) : scope_(scope) {}

  std::vector<Finding> Check() {
    for (const auto& row : scope_.content().requirements()) CheckType(row);
    for (const FactRow& row : scope_.content().facts()) {
      if (!row.required_when_fact().empty()) CheckRequiredWhen(row);
    }
    return std::move(findings_);
  }

 private:
  void Add(absl::string_view code, absl::string_view file, uint32_t row, absl::string_view column,
           std::string sentence, std::optional<WitnessCase> witness) {
    Finding finding = scope_.At(Severity::kError, code, file, row, column, std::move(sentence));
    finding.witness = std::move(witness);
    findings_.push_back(std::move(finding));
  }

  WitnessCase CaseWith(const FactRow& row, const Value& value) const {
    WitnessCase witness = scope_.CaseOf(row.task());
    witness.facts.push_back({row.fact(), value});
    return witness;
  }

  void CheckType(const storage::v1::RequirementRow& row) {
    if (row.kind() != static_cast<int>(RequirementKind::kFact)) return;
    const FactRow* const schema = scope_.FactOf(row.task(), row.code());
    if (schema == nullptr || schema->type() == row.type()) return;
    const FactDomain domain(schema, schema->type(), {});
    Add("FACT_TYPE_DIFFERS", "requirements.csv", row.line(), "type",
        absl::StrCat("facts.csv says that ", row.code(), " is a ", schema->type(),
                     ", and this row a ", row.type(), ": no such fact is ever complete."),
        CaseWith(*schema, domain.values().front()));
  }

  // The fact is asked for when another one passes a test: that test must be able to hold.
  void CheckRequiredWhen(const FactRow& row) {
    const FactRow* const other = scope_.FactOf(row.task(), row.required_when_fact());
    const auto test = ParseUnaryTest(row.required_when_test());
    if (other == nullptr || !test.ok()) return;  // The reader of facts.csv refuses both.
    const UnaryTest* const tests[] = {&*test};
    const FactDomain domain(other, other->type(), tests);
    for (const Value& literal : LiteralsOf(*test)) {
      if (literal.is_null() || literal.type() == domain.type()) continue;
      return Add(
          "REQUIRED_WHEN_WRONG_TYPE", "facts.csv", row.line(), "required_when_test",
          absl::StrCat("The fact ", other->fact(), " is a ", TypeName(domain.type()), ", and ",
                       literal.ToString(), " is a ", TypeName(literal.type()), "."),
          CaseWith(*other, domain.values().front()));
    }
    if (domain.Find(tests, nullptr) || test->Test(Value()) == Verdict::kYes) return;
    Add("REQUIRED_WHEN_NEVER", "facts.csv", row.line(), "required_when_test",
        absl::StrCat("No value of ", other->fact(), " passes ", row.required_when_test(), ": ",
                     row.fact(), " is never asked for."),
        CaseWith(*other, domain.values().front()));
  }

  const CheckScope& scope_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckFactSchema(const CheckScope& scope) {
  return FactSchemaCheck(scope).Check();
}

}  // namespace skranke
