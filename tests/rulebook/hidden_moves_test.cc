// A list that moves open cases must not tell at the counter whose are hidden.
#include "tests/office/own_staff_town.h"
#include "tests/office/shown_answers.h"
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class HiddenMoves : public RulebookFixture {
 protected:
  HiddenMoves() : RulebookFixture(WithOwnStaff(LawTown())) {}

  v1::Draft TownTakes(absl::string_view task) {
    auto request = FilesWith("2", "2024-05-01",
                             {{"routing.csv", absl::StrCat(task, ",centre,none,,,TOWN,DESK,\n")}});
    request.set_open_cases(v1::OPEN_CASES_MOVE);
    return Save(request);
  }

  std::string UnitOf(const v1::Case& c) { return Get("auditor", c.name()).responsibility().unit(); }

  uint64_t revision_ = 0;

  void MoveAll(const v1::Draft& draft) {
    MakeLaw(draft);
    PassTo("2024-05-01 00:01");
    ASSERT_TRUE(Eventually([&] { return GetDraft("2").cases_moved(); }));
  }
};

TEST_F(HiddenMoves, LookAtTheCounterLikeAnybodys) {
  const v1::Case open = Register("clerk", Matter("aid"));
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  const v1::Case staff = Register("clerk", Matter("aid", StaffPerson()));
  MoveAll(TownTakes("aid"));
  for (const char* caller : {"clerk", "head"}) {
    EXPECT_EQ(Shown(Get(caller, open.name())), Shown(Get(caller, hidden.name()))) << caller;
    EXPECT_EQ(Shown(Get(caller, open.name())), Shown(Get(caller, staff.name()))) << caller;
  }
  EXPECT_EQ(Get("clerk", hidden.name()).responsibility().authority(), "TOWN");
  EXPECT_EQ(GetDraft("2").moved_count(), 3u);
  EXPECT_EQ(UnitOf(open), "DESK");
  EXPECT_EQ(UnitOf(hidden), "SHIELD");
  // The town has no unit for own staff: the ordinary one, as for a new case.
  EXPECT_EQ(UnitOf(staff), "DESK");
  // The units that have them may take them again.
  Accept("shield", GetItem("shield", hidden.name()).citizen_case());
  Accept("desk", GetItem("desk", open.name()).citizen_case());
  EXPECT_EQ(Shown(Get("clerk", open.name())), Shown(Get("clerk", hidden.name())));
}

TEST_F(HiddenMoves, AreCountedLikeAnybodys) {
  const auto moved = [&](absl::string_view person) {
    Register("clerk", Matter("aid", person));
    auto again = FilesWith("2", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK,\n"}});
    again.set_revision(revision_++);
    return Check(Save(again)).cases(0).moved_cases();
  };
  EXPECT_EQ(moved(kOpenPerson), 1u);
  EXPECT_EQ(moved(kProtectedPerson), 2u);
  EXPECT_EQ(moved(StaffPerson()), 3u);
}

TEST_F(HiddenMoves, KeepWhatWasToldOfEarlierHandovers) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  MoveAll(TownTakes("aid"));
  v1::GetCaseHistoryRequest request;
  request.set_name(hidden.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history,
                               Call<v1::GetCaseHistoryResponse>("supervisor", request));
  std::vector<std::string> handed_over;
  for (const auto& entry : history.entries()) {
    EXPECT_THAT(entry.DebugString(), Not(HasSubstr("SHIELD")));
    if (entry.event() == "CASE_ROUTED") handed_over.push_back(entry.sentence());
  }
  EXPECT_THAT(handed_over, ElementsAre(HasSubstr("to WELFARE"), HasSubstr("to TOWN")));
}

// Own staff's acute cases are with EAST: the row that anybody's case follows does not change it.
TEST_F(HiddenMoves, TellNothingWhereTheRealReceiverStays) {
  const v1::Case open = Register("clerk", Matter("acute"));
  const v1::Case staff = Register("clerk", Matter("acute", StaffPerson()));
  ASSERT_EQ(UnitOf(staff), "EAST");
  MoveAll(TownTakes("acute"));
  EXPECT_EQ(Shown(Get("clerk", open.name())), Shown(Get("clerk", staff.name())));
  EXPECT_EQ(UnitOf(open), "DESK");
}

}  // namespace
}  // namespace skranke
