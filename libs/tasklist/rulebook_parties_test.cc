#include "libs/tasklist/rulebook_parties.h"

#include <gmock/gmock.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/tasklist/rulebook_list.h"

namespace skranke {
namespace {

RulebookList Base() {
  return RulebookList()
      .Task("aid", "WELFARE")
      .Task("pass", "POLICE", 15)
      .Task("tax", "TAX")
      .Task("orphan", "")
      .Condition("pass", "age", ">= 18")
      .Requirement("pass", "photo")
      .Owner("tax", "CUSTOMS", "2024-01-01")
      .Route("*", "*", "SHIELD", "DESK", "protected")
      .Route("aid", "east", "HEALTH")
      .Route("aid", "west", "COUNTY")
      .Route("pass", "*", "BORDER")
      .Example("an adult", "pass");
}

struct Row {
  const char* what;
  std::function<void(RulebookList&)> change;
  const char* agencies;
};

std::string Agencies(const std::vector<AffectedAgency>& affected) {
  return absl::StrJoin(affected, " ", [](std::string* out, const AffectedAgency& one) {
    absl::StrAppend(out, one.agency);
  });
}

TEST(AffectedAgencies, AreThoseWhoHaveOrGetWhatARowIsAbout) {
  const Row rows[] = {
      {"nothing", [](RulebookList&) {}, ""},
      {"a title", [](auto& l) { l.content.mutable_tasks(0)->set_title_nb("Hjelp"); }, ""},
      {"display text",
       [](auto& l) { l.content.mutable_tasks(0)->set_required_documents("Letter"); }, ""},
      {"an example", [](auto& l) { l.Example("a child", "pass"); }, ""},
      {"minutes", [](auto& l) { l.content.mutable_tasks(1)->set_quick_minutes(20); },
       "BORDER POLICE"},
      {"a promise", [](auto& l) { l.content.mutable_tasks(2)->set_answer_days(3); }, "CUSTOMS TAX"},
      {"an owner", [](auto& l) { l.content.mutable_tasks(1)->set_owner_agency("TOWN"); },
       "BORDER POLICE TOWN"},
      {"a first owner", [](auto& l) { l.content.mutable_tasks(3)->set_owner_agency("TOWN"); },
       "TOWN"},
      {"a new task", [](auto& l) { l.Task("trade", "TOWN"); }, "TOWN"},
      {"a task that goes", [](auto& l) { l.content.mutable_tasks()->DeleteSubrange(2, 1); },
       "CUSTOMS TAX"},
      {"a condition", [](auto& l) { l.content.mutable_conditions(0)->set_test(">= 16"); },
       "BORDER POLICE"},
      {"a requirement", [](auto& l) { l.Requirement("aid", "letter"); }, "COUNTY HEALTH WELFARE"},
      {"a fact", [](auto& l) { l.Fact("tax", "income", "number"); }, "CUSTOMS TAX"},
      {"an owner by date", [](auto& l) { l.Owner("tax", "TOWN", "2027-01-01"); },
       "CUSTOMS TAX TOWN"},
      {"a unit of one agency", [](auto& l) { l.content.mutable_routing(1)->set_unit("NIGHT"); },
       "HEALTH WELFARE"},
      {"a receiver", [](auto& l) { l.content.mutable_routing(1)->set_agency("TOWN"); },
       "HEALTH TOWN WELFARE"},
      {"a route that takes a place from the owner",
       [](auto& l) { l.Route("aid", "north", "TOWN"); }, "TOWN WELFARE"},
      {"a route that takes a place from a wider one",
       [](auto& l) { l.Route("pass", "north", "TOWN"); }, "BORDER POLICE TOWN"},
      {"a route that goes", [](auto& l) { l.content.mutable_routing()->DeleteSubrange(3, 1); },
       "BORDER POLICE"},
      {"the protected unit", [](auto& l) { l.content.mutable_routing(0)->set_unit("NEW"); },
       "CUSTOMS POLICE SHIELD TAX WELFARE"},
  };
  for (const Row& row : rows) {
    RulebookList after = Base();
    row.change(after);
    EXPECT_EQ(Agencies(AffectedAgencies(Base().content, after.content)), row.agencies) << row.what;
  }
}

TEST(AffectedAgencies, HoldATaskByRoutesOfEveryTaskToo) {
  const struct {
    const char* protection;
    const char* agencies;
  } rows[] = {{"none", "BORDER ISLES POLICE"},
              {"*", "BORDER ISLES POLICE"},
              {"protected", "BORDER POLICE"}};
  for (const auto& row : rows) {
    const RulebookList before = Base().Route("*", "isles", "ISLES", "DESK", row.protection);
    RulebookList after = before;
    after.content.mutable_tasks(1)->set_quick_minutes(20);
    EXPECT_EQ(Agencies(AffectedAgencies(before.content, after.content)), row.agencies)
        << row.protection;
  }
}

// A row for protected persons of one task is about that task.
TEST(AffectedAgencies, HoldATaskByItsRouteForProtectedPersons) {
  const RulebookList before = Base().Route("pass", "*", "SHIELD", "DESK", "protected");
  RulebookList after = before;
  after.content.mutable_tasks(1)->set_quick_minutes(20);
  EXPECT_EQ(Agencies(AffectedAgencies(before.content, after.content)), "BORDER POLICE SHIELD");
}

TEST(AffectedAgencies, AreNamedWithTheRowsThatAffectThem) {
  RulebookList after = Base();
  after.content.mutable_tasks(1)->set_quick_minutes(20);
  after.Route("tax", "*", "POLICE");
  const auto affected = AffectedAgencies(Base().content, after.content);
  ASSERT_EQ(Agencies(affected), "BORDER CUSTOMS POLICE TAX");
  EXPECT_EQ(affected[0].rows.size(), 1u);
  EXPECT_EQ(affected[0].rows[0].key(), "pass");
  EXPECT_EQ(affected[2].rows.size(), 2u);
  EXPECT_EQ(affected[2].rows[1].key(), "tax, *, none");
}

TEST(AffectedAgencies, OfAFirstListAreAllThatItNames) {
  EXPECT_EQ(Agencies(AffectedAgencies({}, Base().content)),
            "BORDER COUNTY CUSTOMS HEALTH POLICE SHIELD TAX WELFARE");
}

}  // namespace
}  // namespace skranke
