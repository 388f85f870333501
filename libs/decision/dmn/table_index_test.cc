// The index gives the answer that a walk over all rows gives, which asks every cell: on random
// tables of every hit policy, in both modes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/random_table_fixture.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

constexpr uint32_t kSeed = 20261122;
constexpr int kTables = 2'000;
constexpr int kFactsEach = 12;

struct PolicyKind {
  HitPolicy policy;
  Aggregation aggregation = Aggregation::kNone;
};

constexpr PolicyKind kPolicies[] = {{HitPolicy::kUnique},
                                    {HitPolicy::kAny},
                                    {HitPolicy::kPriority},
                                    {HitPolicy::kFirst},
                                    {HitPolicy::kRuleOrder},
                                    {HitPolicy::kOutputOrder},
                                    {HitPolicy::kCollect},
                                    {HitPolicy::kCollect, Aggregation::kSum},
                                    {HitPolicy::kCollect, Aggregation::kCount},
                                    {HitPolicy::kCollect, Aggregation::kMin},
                                    {HitPolicy::kCollect, Aggregation::kMax}};

bool AreSame(const Decision& a, const Decision& b) {
  return a.outcome == b.outcome && a.rows == b.rows && a.output == b.output && a.reason == b.reason;
}

std::string Story(const TableModel& table, const std::vector<Value>& facts) {
  std::string story = absl::StrCat(HitPolicyName(table.hit_policy), "\n");
  for (const TableRule& rule : table.rules) {
    absl::StrAppend(
        &story,
        absl::StrJoin(rule.inputs, " | ",
                      [](std::string* out, const TableText& cell) { out->append(cell.text); }),
        "\n");
  }
  for (const Value& fact : facts) absl::StrAppend(&story, fact.ToString(), "; ");
  return story;
}

DecisionTable Compiled(const TableModel& model, TableMode mode) {
  NameScope names;
  names.AddName("variable");
  auto table = DecisionTable::Compile(model, {.mode = mode, .names = &names});
  EXPECT_THAT(table, IsOk());
  return *table;
}

struct Tally {
  int decided = 0;
  int unknown = 0;
  int different = 0;
};

// Asks one table by its index and another one row by row.
void Compare(const DecisionTable& indexed, const DecisionTable& walked, RandomTable& random,
             Tally& tally, bool must_agree) {
  const FeelScope scope = FeelScope().With("variable", Value::OfNumber(Number(1)));
  for (int i = 0; i < kFactsEach; ++i) {
    const std::vector<Value> facts = random.Facts(indexed.model());
    FeelRun run;
    const Decision decision = indexed.Decide(facts, scope, run);
    const Decision expected = walked.Explain(facts, scope, run).decision;
    tally.decided += decision.outcome == Decision::Outcome::kDecided;
    tally.unknown += decision.outcome == Decision::Outcome::kUnknown;
    tally.different += !AreSame(decision, expected);
    if (must_agree) {
      ASSERT_TRUE(AreSame(decision, expected)) << Story(indexed.model(), facts);
    }
  }
}

class TableIndex : public ::testing::TestWithParam<TableMode> {};

TEST_P(TableIndex, AnswersLikeAWalkOverAllRows) {
  RandomTable random(kSeed);
  Tally tally;
  for (int i = 0; i < kTables; ++i) {
    const PolicyKind& kind = kPolicies[i % std::size(kPolicies)];
    const DecisionTable table =
        Compiled(random.Next(GetParam(), kind.policy, kind.aggregation), GetParam());
    Compare(table, table, random, tally, /*must_agree=*/true);
    if (HasFatalFailure()) return;
  }
  // The tables would tell little if nothing matched, or everything did.
  EXPECT_GT(tally.decided, kTables);
  EXPECT_LT(tally.decided, kTables * kFactsEach * 9 / 10);
  if (GetParam() == TableMode::kStrict) {
    EXPECT_GT(tally.unknown, kTables / 2);
  }
}

// Teeth: one cell made another is noticed.
TEST_P(TableIndex, DisagreesWithATableOfOneOtherCell) {
  RandomTable random(kSeed + 1);
  Tally tally;
  for (int i = 0; i < 200; ++i) {
    TableModel model = random.Next(GetParam(), HitPolicy::kFirst, Aggregation::kNone);
    if (model.rules.empty()) continue;
    const DecisionTable table = Compiled(model, GetParam());
    TableText& cell = model.rules[0].inputs[0];
    cell.text = cell.text == "-" ? "null" : "-";
    Compare(table, Compiled(model, GetParam()), random, tally, /*must_agree=*/false);
  }
  EXPECT_GT(tally.different, 200);
}

INSTANTIATE_TEST_SUITE_P(BothModes, TableIndex,
                         ::testing::Values(TableMode::kPlain, TableMode::kStrict),
                         [](const auto& info) {
                           return info.param == TableMode::kPlain ? "Plain" : "Strict";
                         });

// So many cuts that segments share their sets, and cells have to be asked after all.
TEST(TableIndexOfManyCuts, AnswersLikeAWalkOverAllRows) {
  RandomTable random(kSeed);
  TableModel model{.hit_policy = HitPolicy::kRuleOrder};
  model.inputs.push_back({.expression = {"amount"}, .type = "number"});
  model.inputs.push_back({.expression = {"code"}, .type = "string"});
  model.outputs.push_back({.type = "number"});
  constexpr int kRules = 10'000;
  for (int i = 0; i < kRules; ++i) {
    const int low = random.Below(1'000'000);
    model.rules.push_back(
        {.inputs = {{absl::StrCat("[", low, "..", low + 1 + random.Below(100'000), ")")},
                    {i % 10 == 0 ? "-" : absl::StrCat("\"code", random.Below(5'000), "\"")}},
         .outputs = {{absl::StrCat(i)}}});
  }
  const DecisionTable table = Compiled(model, TableMode::kStrict);
  int rows = 0;
  for (int i = 0; i < 100; ++i) {
    const std::vector<Value> facts = {Value::OfNumber(Number(random.Below(1'100'000))),
                                      Value::OfString(absl::StrCat("code", random.Below(5'000)))};
    const Decision decision = table.Decide(facts);
    rows += static_cast<int>(decision.rows.size());
    ASSERT_TRUE(AreSame(decision, table.Explain(facts).decision));
  }
  EXPECT_GT(rows, 100);
}

}  // namespace
}  // namespace skranke
