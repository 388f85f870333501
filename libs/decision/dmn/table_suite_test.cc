// Our own table suite: every hit policy, every kind of cell, and facts that match, do not match,
// are missing or of another type. What is expected is written by hand from the standard's rules
// (plain mode) and from the profile's (strict mode): "unknown is never no".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using Outcome = Decision::Outcome;

Value N(int64_t number) { return Value::OfNumber(Number(number)); }
Value P(const char* number) { return Value::OfNumber(*Number::Parse(number)); }
Value S(const char* text) { return Value::OfString(text); }
Value B(bool truth) { return Value::OfBoolean(truth); }
Value D(const char* day) { return *Value::ParseDate(day); }
Value List(std::vector<Value> items) { return Value::OfList(std::move(items)); }

constexpr Verdict kYes = Verdict::kYes;
constexpr Verdict kNo = Verdict::kNo;
constexpr Verdict kUnknown = Verdict::kUnknown;

// A cell, facts for it, and what it says to a missing fact and to one of another type. (To a fact
// that matches it says yes and to the other one no, in both modes.)
struct CellKind {
  const char* name;
  const char* type;
  const char* text;
  Value matching;
  Value other;
  Value of_other_type;
  Verdict plain_missing;
  Verdict plain_other_type;
  Verdict strict_missing;
  Verdict strict_other_type;
  // Strict mode refuses the cell when the table is compiled.
  bool is_refused = false;
};

void PrintTo(const CellKind& cell, std::ostream* out) { *out << cell.name; }

// Plain mode: null = null is true, null = 1 is false, so not(null = 1) is true; null < 1 and
// "a" = 1 are null, and so is not(null). What is not true does not match.
const CellKind kCells[] = {
    {"Number", "number", "18", N(18), N(19), S("18"), kNo, kNo, kUnknown, kUnknown},
    {"NumberWithPoint", "number", "0.50", P("0.5"), N(5), B(true), kNo, kNo, kUnknown, kUnknown},
    {"String", "string", "\"A\"", S("A"), S("a"), N(1), kNo, kNo, kUnknown, kUnknown},
    {"True", "boolean", "true", B(true), B(false), S("true"), kNo, kNo, kUnknown, kUnknown},
    {"False", "boolean", "false", B(false), B(true), N(0), kNo, kNo, kUnknown, kUnknown},
    {"Date", "date", "date(\"2024-02-29\")", D("2024-02-29"), D("2024-03-01"), S("2024-02-29"), kNo,
     kNo, kUnknown, kUnknown},
    {"Several", "string", "\"A\", \"B\"", S("B"), S("C"), N(1), kNo, kNo, kUnknown, kUnknown},
    {"SeveralWithNull", "string", "\"A\", null", S("A"), S("C"), N(1), kYes, kNo, kYes, kUnknown},
    {"Less", "number", "< 18", N(17), N(18), S("17"), kNo, kNo, kUnknown, kUnknown},
    {"LessOrEqual", "number", "<= 18", N(18), N(19), S("17"), kNo, kNo, kUnknown, kUnknown},
    {"Greater", "number", "> 18", N(19), N(18), B(true), kNo, kNo, kUnknown, kUnknown},
    {"GreaterOrEqual", "number", ">= 18", N(18), N(17), B(true), kNo, kNo, kUnknown, kUnknown},
    {"ClosedRange", "number", "[18..67]", N(67), N(68), S("20"), kNo, kNo, kUnknown, kUnknown},
    {"HalfOpenRange", "number", "[18..67)", N(18), N(67), S("20"), kNo, kNo, kUnknown, kUnknown},
    {"OpenRange", "number", "(18..67)", N(19), N(18), S("20"), kNo, kNo, kUnknown, kUnknown},
    {"RangeOfDates", "date", "[date(\"2024-01-01\")..date(\"2024-12-31\")]", D("2024-12-31"),
     D("2025-01-01"), S("2024-06-01"), kNo, kNo, kUnknown, kUnknown},
    {"DateAfter", "date", "> date(\"2024-01-01\")", D("2024-01-02"), D("2024-01-01"), N(20240102),
     kNo, kNo, kUnknown, kUnknown},
    {"StringAfter", "string", "> \"B\"", S("C"), S("B"), N(3), kNo, kNo, kUnknown, kUnknown},
    {"NotOne", "string", "not(\"A\")", S("B"), S("A"), N(1), kYes, kNo, kUnknown, kUnknown},
    {"NotSeveral", "number", "not(1, 2)", N(3), N(2), S("3"), kYes, kNo, kUnknown, kUnknown},
    {"NotRange", "number", "not([1..5])", N(6), N(5), S("6"), kNo, kNo, kUnknown, kUnknown},
    {"NotLess", "number", "not(< 5)", N(5), N(4), S("6"), kNo, kNo, kUnknown, kUnknown},
    {"QuestionMark", "number", "? > 5 and ? < 10", N(7), N(10), S("7"), kNo, kNo, kNo, kNo, true},
    {"Variable", "number", "limit", N(100), N(99), S("100"), kNo, kNo, kNo, kNo, true},
    {"Expression", "number", "limit + 1", N(101), N(100), S("101"), kNo, kNo, kNo, kNo, true},
    {"ComparedExpression", "number", "> limit", N(101), N(100), S("101"), kNo, kNo, kNo, kNo, true},
    {"Function", "string", "starts with(?, \"A\")", S("AB"), S("BA"), N(1), kNo, kNo, kNo, kNo,
     true},
};

// What a policy makes of two tables (see MixedTable and OnlyTable). Null is a conflict or no hit.
struct Policy {
  const char* name;
  HitPolicy policy;
  Aggregation aggregation = Aggregation::kNone;
  // Mixed: the cell in rows 1 and 3, "-" in row 2; outputs 1, 2, 3, of which 3 comes first, then 1.
  Value mixed_yes;
  std::vector<uint32_t> mixed_yes_rows;
  Value mixed_no;  // Row 2 alone.
  // Only: the cell in its one row; output 5.
  Value only_yes;
  Value only_no;  // In plain mode.
  // Same: the cell in two rows; output 5 in both.
  Value same_yes;
};

void PrintTo(const Policy& policy, std::ostream* out) { *out << policy.name; }

// One output of one row.
Policy Single(const char* name, HitPolicy policy, Value mixed_yes, std::vector<uint32_t> rows,
              Value same_yes) {
  return {.name = name,
          .policy = policy,
          .mixed_yes = std::move(mixed_yes),
          .mixed_yes_rows = std::move(rows),
          .mixed_no = N(2),
          .only_yes = N(5),
          .same_yes = std::move(same_yes)};
}

// The outputs of all rows.
Policy Several(const char* name, HitPolicy policy, std::vector<uint32_t> rows, Value mixed_yes) {
  return {.name = name,
          .policy = policy,
          .mixed_yes = std::move(mixed_yes),
          .mixed_yes_rows = std::move(rows),
          .mixed_no = List({N(2)}),
          .only_yes = List({N(5)}),
          .only_no = List({}),
          .same_yes = List({N(5), N(5)})};
}

// What is made of the outputs of all rows, and of one it is that one.
Policy Aggregated(const char* name, Aggregation aggregation, Value mixed_yes, Value same_yes) {
  Policy policy =
      Single(name, HitPolicy::kCollect, std::move(mixed_yes), {0, 1, 2}, std::move(same_yes));
  policy.aggregation = aggregation;
  return policy;
}

Policy Counted() {
  Policy policy = Aggregated("CollectCount", Aggregation::kCount, N(3), N(2));
  policy.mixed_no = policy.only_yes = N(1);
  policy.only_no = N(0);
  return policy;
}

const Policy kPolicies[] = {
    Single("Unique", HitPolicy::kUnique, Value(), {0, 1, 2}, Value()),
    Single("Any", HitPolicy::kAny, Value(), {0, 1, 2}, N(5)),
    Single("Priority", HitPolicy::kPriority, N(3), {2}, N(5)),
    Single("First", HitPolicy::kFirst, N(1), {0}, N(5)),
    Several("RuleOrder", HitPolicy::kRuleOrder, {0, 1, 2}, List({N(1), N(2), N(3)})),
    Several("OutputOrder", HitPolicy::kOutputOrder, {2, 0, 1}, List({N(3), N(1), N(2)})),
    Several("Collect", HitPolicy::kCollect, {0, 1, 2}, List({N(1), N(2), N(3)})),
    Aggregated("CollectSum", Aggregation::kSum, N(6), N(10)),
    Counted(),
    Aggregated("CollectMin", Aggregation::kMin, N(1), N(5)),
    Aggregated("CollectMax", Aggregation::kMax, N(3), N(5)),
};

enum class Shape { kMixed, kOnly, kSame };

TableModel TableOf(const Policy& policy, const CellKind& cell, Shape shape) {
  TableModel table{.name = "Suite", .hit_policy = policy.policy, .aggregation = policy.aggregation};
  table.inputs.push_back({.expression = {"fact"}, .type = cell.type});
  table.outputs.push_back({.name = "result", .type = "number", .allowed = {"3, 1, 2, 5"}});
  const auto add = [&](const char* input, const char* output) {
    table.rules.push_back({.inputs = {{input}}, .outputs = {{output}}});
  };
  if (shape == Shape::kMixed) {
    add(cell.text, "1");
    add("-", "2");
    add(cell.text, "3");
  } else {
    add(cell.text, "5");
    if (shape == Shape::kSame) add(cell.text, "5");
  }
  return table;
}

class TableSuite : public ::testing::TestWithParam<std::tuple<Policy, CellKind>> {
 protected:
  const Policy& policy() const { return std::get<0>(GetParam()); }
  const CellKind& cell() const { return std::get<1>(GetParam()); }

  Decision Decide(TableMode mode, Shape shape, const Value& fact) const {
    NameScope names;
    names.AddName("limit");
    const auto table =
        DecisionTable::Compile(TableOf(policy(), cell(), shape), {.mode = mode, .names = &names});
    EXPECT_THAT(table, IsOk());
    FeelRun run;
    const FeelScope scope = FeelScope().With("limit", N(100));
    return table.ok() ? table->Decide({fact}, scope, run) : Decision();
  }

  void ExpectOutput(const Decision& decision, const Value& output) const {
    EXPECT_EQ(decision.output, output);
    EXPECT_EQ(decision.outcome, output.is_null() ? Outcome::kConflict : Outcome::kDecided);
  }

  // A conflict of three rows under U and A, of two under U: those have no output.
  void ExpectYes(TableMode mode, const Value& fact) const {
    const Decision mixed = Decide(mode, Shape::kMixed, fact);
    ExpectOutput(mixed, policy().mixed_yes);
    EXPECT_THAT(mixed.rows, ::testing::ElementsAreArray(policy().mixed_yes_rows));
    ExpectOutput(Decide(mode, Shape::kOnly, fact), policy().only_yes);
    ExpectOutput(Decide(mode, Shape::kSame, fact), policy().same_yes);
  }

  void ExpectNo(TableMode mode, const Value& fact) const {
    const Decision mixed = Decide(mode, Shape::kMixed, fact);
    EXPECT_EQ(mixed.output, policy().mixed_no);
    EXPECT_THAT(mixed.rows, ::testing::ElementsAre(1));
    const Decision only = Decide(mode, Shape::kOnly, fact);
    EXPECT_EQ(only.output, policy().only_no);
    EXPECT_EQ(only.outcome, Outcome::kNoHit);
    EXPECT_EQ(only.reason, "no row matches");
  }

  void ExpectUnknown(TableMode mode, const Value& fact) const {
    for (const Shape shape : {Shape::kMixed, Shape::kOnly}) {
      const Decision decision = Decide(mode, shape, fact);
      EXPECT_EQ(decision.outcome, Outcome::kUnknown);
      EXPECT_TRUE(decision.output.is_null());
      EXPECT_THAT(decision.reason, ::testing::StartsWith("row 1, column \"fact\": "));
    }
  }

  void Expect(Verdict verdict, TableMode mode, const Value& fact) const {
    SCOPED_TRACE(absl::StrCat(mode == TableMode::kPlain ? "plain, " : "strict, ", fact.ToString()));
    if (verdict == kYes) return ExpectYes(mode, fact);
    return verdict == kNo ? ExpectNo(mode, fact) : ExpectUnknown(mode, fact);
  }
};

TEST_P(TableSuite, DecidesAsTheStandardSays) {
  Expect(kYes, TableMode::kPlain, cell().matching);
  Expect(kNo, TableMode::kPlain, cell().other);
  Expect(cell().plain_missing, TableMode::kPlain, Value());
  Expect(cell().plain_other_type, TableMode::kPlain, cell().of_other_type);
}

TEST_P(TableSuite, SendsWhatIsUnknownToAPerson) {
  if (cell().is_refused) {
    const auto table = DecisionTable::Compile(TableOf(policy(), cell(), Shape::kOnly),
                                              {.mode = TableMode::kStrict});
    EXPECT_THAT(table, HasReason("DMN_FAULT"));
    EXPECT_THAT(table, StatusIs(absl::StatusCode::kInvalidArgument,
                                ::testing::HasSubstr("row 1, column \"fact\"")));
    return;
  }
  Expect(kYes, TableMode::kStrict, cell().matching);
  Expect(kNo, TableMode::kStrict, cell().other);
  Expect(cell().strict_missing, TableMode::kStrict, Value());
  Expect(cell().strict_other_type, TableMode::kStrict, cell().of_other_type);
}

INSTANTIATE_TEST_SUITE_P(EveryPolicyAndCell, TableSuite,
                         ::testing::Combine(::testing::ValuesIn(kPolicies),
                                            ::testing::ValuesIn(kCells)),
                         [](const auto& info) {
                           return absl::StrCat(std::get<0>(info.param).name,
                                               std::get<1>(info.param).name);
                         });

// Two rows, of which the first that matches decides.
DecisionTable FirstOf(const char* first, const char* second, TableMode mode) {
  TableModel table{.hit_policy = HitPolicy::kFirst};
  table.inputs.push_back({.expression = {"fact"}, .type = "number"});
  table.outputs.push_back({.type = "number"});
  table.rules.push_back({.inputs = {{first}}, .outputs = {{"1"}}});
  table.rules.push_back({.inputs = {{second}}, .outputs = {{"2"}}});
  const auto compiled = DecisionTable::Compile(table, {.mode = mode});
  EXPECT_THAT(compiled, IsOk());
  return *compiled;
}

TEST(DashCell, MatchesEveryFactAndNone) {
  for (const TableMode mode : {TableMode::kPlain, TableMode::kStrict}) {
    const DecisionTable table = FirstOf("-", "5", mode);
    for (const Value& fact : {N(5), N(6), S("text"), Value(), List({N(5)})}) {
      EXPECT_EQ(table.Decide({fact}).output, N(1)) << fact.ToString();
    }
  }
}

// The literal null is the one cell that has an answer to a missing fact, in both modes.
TEST(NullCell, MatchesAMissingFactOnly) {
  for (const TableMode mode : {TableMode::kPlain, TableMode::kStrict}) {
    const DecisionTable table = FirstOf("null", "not(null)", mode);
    EXPECT_EQ(table.Decide({Value()}).output, N(1));
    EXPECT_EQ(table.Decide({N(0)}).output, N(2));
  }
}

}  // namespace
}  // namespace skranke
