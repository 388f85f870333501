#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/check_parts.h"
#include "libs/tasklist/fact_domain.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/requirement_words.h"
#include "libs/tasklist/spelling.h"

namespace skranke {
namespace {

using storage::v1::ConditionRow;
using storage::v1::FactRow;
using storage::v1::TaskRow;

constexpr char kFile[] = "conditions.csv";

struct Condition {
  const ConditionRow* row;
  UnaryTest test;
};

// The conditions of one task about one fact.
struct Group {
  std::string fact;
  std::vector<Condition> conditions;

  std::vector<const UnaryTest*> tests() const {
    std::vector<const UnaryTest*> tests;
    for (const Condition& condition : conditions) tests.push_back(&condition.test);
    return tests;
  }
};

std::vector<Group> GroupsOf(const TaskList& list, absl::string_view task) {
  std::vector<Group> groups;
  for (const ConditionRow* row : list.conditions(task)) {
    auto test = ParseUnaryTest(row->test());
    if (!test.ok()) continue;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [row](const Group& known) { return known.fact == row->fact(); });
    if (group == groups.end()) group = groups.insert(group, Group{.fact = row->fact()});
    group->conditions.push_back({row, *std::move(test)});
  }
  return groups;
}

// Checks the conditions of one task.
class ConditionCheck {
 public:
  ConditionCheck(const CheckScope& scope, const TaskRow& task)
      : scope_(scope), task_(task), groups_(GroupsOf(*scope.list(), task.task())) {}

  std::vector<Finding> Check() {
    if (groups_.empty()) return {};
    if (IsNeverQuick()) AddUnused();
    for (const Group& group : groups_) CheckGroup(group);
    return std::move(findings_);
  }

 private:
  // The task's own row decides before any condition is looked at.
  bool IsNeverQuick() const {
    return scope_.Classify(scope_.CaseOf(task_.task())).row ==
               absl::StrCat("tasks.csv:", task_.line()) &&
           scope_.Classify(scope_.CaseOf(task_.task())).case_class == CaseClass::kDiscretionary;
  }

  void AddUnused() {
    const ConditionRow& first = *groups_.front().conditions.front().row;
    Finding finding = scope_.At(
        Severity::kWarning, "CONDITION_UNUSED", kFile, first.line(), "task_code",
        absl::StrCat("The task ", task_.task(),
                     " is never finished at the counter, so its conditions say nothing."));
    finding.witness = scope_.CaseOf(task_.task());
    findings_.push_back(std::move(finding));
  }

  void CheckGroup(const Group& group) {
    const FactRow* const schema = scope_.FactOf(task_.task(), group.fact);
    const std::string type = scope_.FactType(task_.task(), group.fact);
    const FactDomain domain(schema, type, group.tests());
    CheckAskedFor(group, schema, type);
    bool sound = true;
    for (const Condition& condition : group.conditions) {
      if (!CheckTypes(condition, domain) || !CheckAllowed(condition, schema, domain)) {
        sound = false;
      } else {
        sound = CheckAlone(condition, domain) && sound;
      }
    }
    if (sound) CheckTogether(group, domain);
  }

  WitnessCase CaseWith(absl::string_view fact, const Value& value) const {
    WitnessCase witness = scope_.CaseOf(task_.task());
    witness.facts.push_back({std::string(fact), value});
    return witness;
  }

  void Add(Severity severity, absl::string_view code, const ConditionRow& row,
           absl::string_view column, std::string sentence, WitnessCase witness) {
    Finding finding = scope_.At(severity, code, kFile, row.line(), column, std::move(sentence));
    finding.witness = std::move(witness);
    findings_.push_back(std::move(finding));
  }

  // A rule about a field that no form has.
  void CheckAskedFor(const Group& group, const FactRow* schema, absl::string_view type) {
    const ConditionRow& row = *group.conditions.front().row;
    if (type.empty()) {
      std::vector<std::string> known;
      for (const auto* fact : scope_.list()->fact_schema(task_.task()))
        known.push_back(fact->fact());
      for (const auto* requirement : scope_.list()->requirements(task_.task())) {
        known.push_back(requirement->code());
      }
      return Add(Severity::kError, "FACT_NOT_ASKED", row, "fact",
                 absl::StrCat("Nothing asks the citizen for ", group.fact,
                              Spelling(std::move(known)).Hint(group.fact),
                              ": neither facts.csv nor requirements.csv has it for this task."),
                 scope_.CaseOf(task_.task()));
    }
    if (!IsRequired(group.fact)) {
      return AddNotRequired(row, scope_.CaseOf(task_.task()),
                            absl::StrCat("requirements.csv does not require ", group.fact,
                                         ": without it a case goes to a person."));
    }
    if (schema == nullptr || schema->required_when_fact().empty()) return;
    AddNotRequired(
        row, CaseNotAsked(*schema),
        absl::StrCat("facts.csv does not always ask for ", group.fact,
                     ": where it does not, a case goes to a person. If the condition then holds, "
                     "add null to its test."));
  }

  void AddNotRequired(const ConditionRow& row, WitnessCase witness, std::string sentence) {
    if (scope_.Classify(witness).case_class != CaseClass::kTriage) return;
    Add(Severity::kWarning, "FACT_NOT_REQUIRED", row, "fact", std::move(sentence),
        std::move(witness));
  }

  // A case in which the schema does not ask for the fact, where there is one.
  WitnessCase CaseNotAsked(const FactRow& schema) const {
    const std::string& other = schema.required_when_fact();
    const auto test = ParseUnaryTest(schema.required_when_test());
    if (!test.ok()) return scope_.CaseOf(task_.task());
    const UnaryTest* const tests[] = {&*test};
    const FactDomain domain(scope_.FactOf(task_.task(), other),
                            scope_.FactType(task_.task(), other), tests);
    const auto value = domain.Find({}, tests[0]);
    return value ? CaseWith(other, *value) : scope_.CaseOf(task_.task());
  }

  bool IsRequired(absl::string_view fact) const {
    for (const auto* row : scope_.list()->requirements(task_.task())) {
      const bool is_fact = row->kind() == static_cast<int>(RequirementKind::kFact);
      if (is_fact && row->required() && row->code() == fact) return true;
    }
    return false;
  }

  bool CheckTypes(const Condition& condition, const FactDomain& domain) {
    for (const Value& literal : LiteralsOf(condition.test)) {
      if (literal.is_null() || literal.type() == domain.type()) continue;
      Add(Severity::kError, "TEST_WRONG_TYPE", *condition.row, "test",
          absl::StrCat("The fact ", condition.row->fact(), " is a ", TypeName(domain.type()),
                       ", and ", literal.ToString(), " is a ", TypeName(literal.type()),
                       ": such a case always goes to a person."),
          CaseWith(condition.row->fact(), domain.values().front()));
      return false;
    }
    return true;
  }

  bool CheckAllowed(const Condition& condition, const FactRow* schema, const FactDomain& domain) {
    if (schema == nullptr || schema->allowed().empty()) return true;
    for (const Value& literal : LiteralsOf(condition.test)) {
      const auto& values = domain.values();
      if (literal.is_null() || std::find(values.begin(), values.end(), literal) != values.end()) {
        continue;
      }
      std::vector<std::string> codes;
      for (const auto& value : schema->allowed()) codes.push_back(value.code());
      const std::string nearest = Spelling(codes).Nearest(literal.string());
      const Value meant = nearest.empty() ? values.front() : Value::OfString(nearest);
      Add(Severity::kError, "VALUE_NOT_ALLOWED", *condition.row, "test",
          absl::StrCat(literal.ToString(), " is no value of ", schema->fact(),
                       Spelling(codes).Hint(literal.string()), "; it may be ",
                       absl::StrJoin(codes, ", "), "."),
          CaseWith(schema->fact(), meant));
      return false;
    }
    return true;
  }

  bool CheckAlone(const Condition& condition, const FactDomain& domain) {
    const std::string& fact = condition.row->fact();
    const UnaryTest* const tests[] = {&condition.test};
    const bool by_absence = condition.test.Test(Value()) == Verdict::kYes;
    if (!domain.Find(tests, nullptr) && (!by_absence || condition.test.is_any())) {
      if (condition.test.is_any() && domain.values().empty()) return AddAlways(condition, domain);
      Add(Severity::kError, "CONDITION_NEVER_HOLDS", *condition.row, "test",
          absl::StrCat("No value of ", fact, " passes ", condition.row->test(),
                       ": the task is never quick."),
          CaseWith(fact, domain.values().empty() ? Value() : domain.values().front()));
      return false;
    }
    if (!by_absence || condition.test.is_any()) {
      if (!domain.Find({}, &condition.test)) return AddAlways(condition, domain);
    }
    return true;
  }

  bool AddAlways(const Condition& condition, const FactDomain& domain) {
    Add(Severity::kWarning, "CONDITION_ALWAYS_HOLDS", *condition.row, "test",
        absl::StrCat("Every value of ", condition.row->fact(), " passes ", condition.row->test(),
                     ": the row decides nothing."),
        CaseWith(condition.row->fact(),
                 domain.values().empty() ? Value() : domain.values().front()));
    return false;
  }

  // All rows of a task must hold: two that no value passes contradict each other, and one that
  // holds wherever another does is masked by it.
  void CheckTogether(const Group& group, const FactDomain& domain) {
    std::vector<const UnaryTest*> before;
    for (size_t i = 0; i < group.conditions.size(); ++i) {
      const Condition& condition = group.conditions[i];
      std::vector<const UnaryTest*> all = before;
      all.push_back(&condition.test);
      if (!domain.Find(all, nullptr)) return AddContradiction(group, i, domain);
      before = std::move(all);
    }
    for (size_t i = 0; i < group.conditions.size(); ++i) CheckMasked(group, i, domain);
  }

  void AddContradiction(const Group& group, size_t last, const FactDomain& domain) {
    const Condition& condition = group.conditions[last];
    std::vector<std::string> others;
    for (size_t i = 0; i < last; ++i) {
      const UnaryTest* const pair[] = {&group.conditions[i].test, &condition.test};
      if (!domain.Find(pair, nullptr)) others = {absl::StrCat(group.conditions[i].row->line())};
    }
    for (size_t i = 0; i < last && others.empty(); ++i) {
      others.push_back(absl::StrCat(group.conditions[i].row->line()));
    }
    const UnaryTest* const alone[] = {&condition.test};
    Add(Severity::kError, "CONDITIONS_CONTRADICT", *condition.row, "test",
        absl::StrCat("It contradicts row ", absl::StrJoin(others, " and "), ": no ",
                     condition.row->fact(), " passes both, so the task is never quick."),
        CaseWith(condition.row->fact(), *domain.Find(alone, nullptr)));
  }

  void CheckMasked(const Group& group, size_t which, const FactDomain& domain) {
    const Condition& condition = group.conditions[which];
    for (size_t i = 0; i < group.conditions.size(); ++i) {
      const Condition& other = group.conditions[i];
      if (i == which) continue;
      const UnaryTest* const stricter[] = {&other.test};
      if (domain.Find(stricter, &condition.test)) continue;  // It says no where the other says yes.
      const UnaryTest* const looser[] = {&condition.test};
      const auto between = domain.Find(looser, &other.test);
      if (!between && i > which) continue;  // The same test twice: the later one is masked.
      const Value shown = between ? *between : domain.Find(looser, nullptr).value_or(Value());
      return Add(Severity::kWarning, "CONDITION_MASKED", *condition.row, "test",
                 absl::StrCat("Row ", other.row->line(),
                              " is as strict or stricter: ", "this row never decides."),
                 CaseWith(condition.row->fact(), shown));
    }
  }

  const CheckScope& scope_;
  const TaskRow& task_;
  const std::vector<Group> groups_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckConditions(const CheckScope& scope) {
  std::vector<Finding> findings;
  for (const ConditionRow& row : scope.content().conditions()) {
    const auto test = ParseUnaryTest(row.test());
    if (test.ok()) continue;
    findings.push_back(scope.At(Severity::kError, "TEST_UNREADABLE", kFile, row.line(), "test",
                                std::string(test.status().message())));
  }
  if (scope.list() == nullptr) return findings;
  for (const TaskRow& task : scope.list()->content().tasks()) {
    for (Finding& finding : ConditionCheck(scope, task).Check()) {
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace skranke
