#include "libs/tasklist/rulebook_changes.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "libs/directory/canonical_bytes.h"
#include "libs/tasklist/rulebook_list.h"
#include "libs/tasklist/rulebook_words.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "CHANGED routing.csv aid, east, none 2>3".
std::string Short(const storage::v1::RulebookRow& change) {
  static constexpr const char* kNames[] = {"?", "ADDED", "REMOVED", "CHANGED"};
  return absl::StrCat(kNames[change.change()], " ", change.table(), " ", change.key(), " ",
                      change.line_before(), ">", change.line_after(),
                      change.fact_schema() ? " schema" : "");
}

std::vector<std::string> Shorts(const RulebookList& before, const RulebookList& after) {
  std::vector<std::string> shorts;
  for (const auto& change : ChangesBetween(before.content, after.content)) {
    shorts.push_back(Short(change));
  }
  return shorts;
}

RulebookList Base() {
  return RulebookList()
      .Task("aid", "WELFARE")
      .Task("pass", "POLICE", 15)
      .Condition("pass", "age", ">= 18")
      .Requirement("pass", "photo")
      .Fact("pass", "age", "number")
      .Owner("aid", "WELFARE", "2024-01-01")
      .Route("aid", "east", "WELFARE")
      .Route("aid", "*", "WELFARE", "WEST")
      .Example("an adult", "pass");
}

TEST(RulebookChanges, AreNoneWhereRowsOnlyMoved) {
  EXPECT_THAT(Shorts(Base(), Base()), IsEmpty());
  RulebookList moved = Base();
  moved.content.mutable_routing()->SwapElements(0, 1);
  for (auto& row : *moved.content.mutable_tasks()) row.set_line(row.line() + 7);
  EXPECT_THAT(Shorts(Base(), moved), IsEmpty());
}

TEST(RulebookChanges, NameEveryRowThatIsNewGoesOrSaysSomethingElse) {
  RulebookList after = Base();
  after.content.mutable_tasks(1)->set_quick_minutes(20);
  after.content.mutable_conditions(0)->set_test(">= 16");
  after.content.mutable_routing()->DeleteSubrange(0, 1);
  after.Route("pass", "*", "POLICE").Owner("aid", "TOWN", "2025-01-01").Example("a child", "pass");
  EXPECT_THAT(
      Shorts(Base(), after),
      ElementsAre("CHANGED tasks.csv pass 3>3", "CHANGED conditions.csv pass, age 2>2",
                  "ADDED owners.csv aid, 2025-01-01 0>3", "REMOVED routing.csv aid, east, none 2>0",
                  "ADDED routing.csv pass, *, none 0>4", "ADDED examples.csv a child 0>3"));
}

TEST(RulebookChanges, TellTheCellsBeforeAndAfter) {
  RulebookList after = Base();
  after.content.mutable_routing(0)->set_unit("EAST");
  const auto changes = ChangesBetween(Base().content, after.content);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].before(),
            "task=aid, place=east, protection=none, agency=WELFARE, unit=DESK");
  EXPECT_EQ(changes[0].after(), "task=aid, place=east, protection=none, agency=WELFARE, unit=EAST");
}

TEST(RulebookChanges, KnowTheFactSchemaOfATaskThatStays) {
  RulebookList after = Base();
  after.content.mutable_facts(0)->set_type("text");
  after.Requirement("pass", "id_document").Task("new", "TOWN").Requirement("new", "form");
  EXPECT_THAT(
      Shorts(Base(), after),
      ElementsAre("ADDED tasks.csv new 0>4", "ADDED requirements.csv pass, id_document 0>3 schema",
                  "ADDED requirements.csv new, form 0>4",
                  "CHANGED facts.csv pass, age 2>2 schema"));
}

TEST(RulebookChanges, PairRowsOfOneNameInTheirOrder) {
  RulebookList before;
  before.Task("pass", "POLICE").Condition("pass", "age", ">= 18").Condition("pass", "age", "< 70");
  RulebookList after;
  after.Task("pass", "POLICE").Condition("pass", "age", "< 70").Condition("pass", "age", ">= 16");
  after.Condition("pass", "age", "< 99");
  EXPECT_THAT(Shorts(before, after), ElementsAre("CHANGED conditions.csv pass, age 2>3",
                                                 "ADDED conditions.csv pass, age 0>4"));
}

TEST(RulebookChanges, AreGoneWhenAllAreTakenBack) {
  RulebookList after = Base();
  after.content.mutable_tasks(1)->set_quick_minutes(20);
  after.content.mutable_routing()->DeleteSubrange(0, 1);
  after.Route("pass", "*", "POLICE");
  const auto changes = ChangesBetween(Base().content, after.content);
  const auto back = WithoutChanges(Base().content, after.content, changes);
  EXPECT_THAT(ChangesBetween(Base().content, back), IsEmpty());
}

TEST(RulebookChanges, LeaveTheOthersWhenSomeAreTakenBack) {
  RulebookList after = Base();
  after.content.mutable_tasks(0)->set_owner_agency("TOWN");
  after.content.mutable_tasks(1)->set_quick_minutes(20);
  after.content.mutable_routing()->DeleteSubrange(0, 1);
  after.Route("pass", "*", "POLICE");
  const auto changes = ChangesBetween(Base().content, after.content);
  std::vector<storage::v1::RulebookRow> dropped;
  for (const auto& change : changes) {
    if (change.task() == "aid") dropped.push_back(change);
  }
  const RulebookList rest{WithoutChanges(Base().content, after.content, dropped)};
  EXPECT_THAT(Shorts(Base(), rest),
              ElementsAre("CHANGED tasks.csv pass 3>3", "ADDED routing.csv pass, *, none 0>3"));
  // No two rows of a table may have one line: verdicts name rows by it.
  EXPECT_EQ(rest.content.routing(0).line(), 2u);
  EXPECT_EQ(rest.content.routing(2).line(), 4u);
}

}  // namespace
}  // namespace skranke
