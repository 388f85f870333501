#include "services/supervision/replay_decider.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

#include "libs/casework/sealed.h"
#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

CaseState CaseOf(absl::string_view task, absl::string_view place, int age) {
  CaseState c;
  c.set_task(std::string(task));
  c.set_office("hall");
  c.set_place(std::string(place));
  storage::v1::Content content;
  if (age > 0) {
    content.add_facts()->set_name("age");
    content.mutable_facts(0)->set_number(std::to_string(age));
  }
  *c.mutable_content() = Seal("", content);
  return c;
}

auto Said(const ReplayDecider::Decided& decided) {
  const auto said = [](const Redecision& one) {
    return std::tuple(one.case_class, one.agency, one.unit, one.minutes, one.ambiguous, one.reason);
  };
  return std::pair(said(decided.before), said(decided.after));
}

// What was decided of another case is never taken for this one.
TEST(ReplayDecider, DecidesEachCaseAsIfItWereAlone) {
  const Town town;
  const auto snapshot = town.snapshot();
  const Installation& installation = snapshot->installation();
  const absl::CivilDay day(2026, 3, 2);
  const TaskList& list = *installation.lists->InForce(day);
  PackageFiles files = SmallListPackage();
  files["lists/1/routing.csv"] += "trade,quay,*,,,CITY,DESK\n";
  const auto draft = MakeSmallList(files);
  std::vector<CaseState> cases;
  for (const char* task : {"pass", "trade", "aid", "orphan", "nothing"}) {
    for (const char* place : {"centre", "quay"}) {
      for (const int age : {0, 17, 18}) cases.push_back(CaseOf(task, place, age));
    }
  }
  for (size_t i = 0, known = cases.size(); i < known; ++i) {
    cases.push_back(cases[i]);
    cases.back().mutable_verdict()->set_list_hash(list.hash());
  }
  ReplayDecider decider(installation, *draft);
  for (int round = 0; round < 2; ++round) {
    for (const CaseState& c : cases) {
      ReplayDecider alone(installation, *draft);
      EXPECT_EQ(Said(decider.Of(c, day)), Said(alone.Of(c, day))) << c.ShortDebugString();
    }
  }
}

}  // namespace
}  // namespace skranke
