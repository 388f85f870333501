// What a correction must not do: move what is well placed, forget what the counter was told, or
// leave a case with somebody who may not see it.
#include "absl/strings/str_replace.h"
#include "tests/office/correction_fixture.h"
#include "tests/office/own_staff_town.h"

namespace skranke {
namespace {

using ::testing::SizeIs;

using CorrectedCase = CorrectionFixture;

class StaffsCorrectedCase : public CorrectionFixture {
 protected:
  StaffsCorrectedCase() : CorrectionFixture(WithOwnStaff(TownPackage())) {}
};

// A town whose aid needs a document.
class CorrectedGaps : public CorrectionFixture {
 protected:
  CorrectedGaps() : CorrectionFixture(TownThatAsks()) {}

  static PackageFiles TownThatAsks() {
    PackageFiles files = TownPackage();
    files[TaskListPath("1", "requirements.csv")] += "aid,document,bank_statement,,yes,\n";
    return files;
  }
};

TEST_F(CorrectedGaps, GoOnWithWhatWasSentWithThem) {
  v1::RegisterCaseRequest form = Matter("form");
  const v1::Case kept = Register("clerk", form);
  form.set_accept_incomplete(true);
  const v1::Case sent = Accept("passport", Register("clerk", form));
  for (const v1::Case& c : {kept, sent}) {
    auto request = Correction(c);
    request.set_task("aid");
    SKRANKE_ASSERT_OK(Correct("clerk", request));
  }
  EXPECT_EQ(Get("clerk", kept.name()).state(), v1::STATE_INCOMPLETE);
  const v1::Case there = GetItem("west", sent.name()).citizen_case();
  EXPECT_EQ(there.state(), v1::STATE_ROUTED);
  ASSERT_THAT(there.missing(), SizeIs(1));
  EXPECT_EQ(there.missing(0).code(), "bank_statement");
}

TEST_F(CorrectedCase, StaysWithWhomTheRightTaskNames) {
  const v1::Case there =
      Start("passport", Accept("passport", SendToPass(Register("clerk", Matter("aid")))));
  auto request = Correction(there);
  request.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  const v1::Case now = GetItem("passport", there.name()).citizen_case();
  EXPECT_EQ(now.state(), v1::STATE_IN_PROGRESS);
  EXPECT_THAT(now.handovers(), SizeIs(2));
}

// The counter is not told that it is there already.
TEST_F(StaffsCorrectedCase, MovesAsTheCounterIsTold) {
  const v1::Case c = SendToPass(Register("clerk", Matter("aid", StaffPerson())));
  auto request = Correction(c);
  request.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  EXPECT_EQ(Get("clerk", c.name()).responsibility().authority(), "POLICE");
  EXPECT_THAT(GetItem("passport", c.name()).citizen_case().handovers(), SizeIs(3));
}

TEST_F(CorrectedCase, IsRecalledFromAPushedUnitBeforeAProtectedOneHasIt) {
  options_.endpoints = {{"WELFARE", "127.0.0.1:1"}};
  Restart();
  const v1::Case sent = Register("clerk", Matter("aid"));
  MoveTo(kProtectedPerson, sent);
  const auto stored = Stored(sent);
  ASSERT_THAT(stored.messages(), SizeIs(2));
  EXPECT_EQ(stored.messages(1).kind(), storage::v1::MESSAGE_KIND_RECALL);
}

// A town without any unit for the protected.
class TownWithoutShield : public CorrectionFixture {
 protected:
  TownWithoutShield() : CorrectionFixture(Unshielded()) {}

  static PackageFiles Unshielded() {
    PackageFiles files = TownPackage();
    absl::StrReplaceAll({{"Shielded,yes", "Shielded,no"}}, &files["units.csv"]);
    absl::StrReplaceAll({{"*,*,protected,,,TOWN,SHIELD\n", ""}},
                        &files[TaskListPath("1", "routing.csv")]);
    return files;
  }
};

TEST_F(TownWithoutShield, GivesAClosedCaseOfTheProtectedToTheSortingUnit) {
  const v1::Case closed = Close("west", Accept("west", Register("clerk", Matter("aid"))));
  MoveTo(kProtectedPerson, closed);
  EXPECT_FALSE(IsAt("west", closed));
  EXPECT_TRUE(IsAt("sorter", closed));
}

// A town that names a receiver for orphan from 11 March on, a week after the first morning.
class LateRow : public CorrectionFixture {
 protected:
  LateRow() : CorrectionFixture(TownWithLateRow()) {}

  static PackageFiles TownWithLateRow() {
    PackageFiles files = TownPackage();
    files[TaskListPath("1", "routing.csv")] += "orphan,*,none,2024-03-11,,WELFARE,WEST\n";
    return files;
  }
};

TEST_F(LateRow, TakesWhatWasNeverHandedOver) {
  const v1::Case sorted = Register("clerk", Matter("orphan"));
  ASSERT_EQ(sorted.state(), v1::STATE_TRIAGE);
  Pass(absl::Hours(8 * 24));
  SKRANKE_ASSERT_OK(Correct("clerk", WithChildren(sorted)));
  EXPECT_TRUE(IsAt("west", sorted));
}

TEST_F(StaffsCorrectedCase, StaysHiddenWhereItIsClosed) {
  const v1::Case closed =
      Close("own", Accept("own", Register("clerk", Matter("aid", StaffPerson()))));
  MoveTo(SyntheticNumber(2), closed);
  EXPECT_TRUE(Stored(closed).hidden_route());
  EXPECT_TRUE(Stored(closed).own_staff());
}

TEST_F(StaffsCorrectedCase, LeavesTheColleaguesSightWhereItIsClosed) {
  const v1::Case closed = Close("west", Accept("west", Register("clerk", Matter("aid"))));
  MoveTo(StaffPerson(), closed);
  EXPECT_FALSE(IsAt("west", closed));
  auto reopen = About<v1::ReopenCaseRequest>(Get("clerk", closed.name()));
  reopen.set_reason("There is more.");
  SKRANKE_ASSERT_OK(Call<v1::ReopenCaseResponse>("clerk", reopen));
  EXPECT_TRUE(IsAt("own", closed));
}

// POLICE has no unit of its own for own staff.
TEST_F(StaffsCorrectedCase, StaysWhereNoOtherUnitIsForThem) {
  const v1::Case closed = Close("passport", Accept("passport", Register("clerk", Matter("trade"))));
  MoveTo(StaffPerson(), closed);
  EXPECT_TRUE(IsAt("passport", closed));
}

TEST_F(StaffsCorrectedCase, StillTellsWhereItWas) {
  const v1::Case c = SendToPass(Register("clerk", Matter("aid")));
  Close("passport", Accept("passport", c));
  MoveTo(StaffPerson(), c);
  const v1::Case shown = Get("clerk", c.name());
  ASSERT_THAT(shown.handovers(), SizeIs(2));
  EXPECT_EQ(shown.handovers(0).receiver().agency(), "WELFARE");
  EXPECT_EQ(shown.handovers(1).receiver().agency(), "POLICE");
}

// A town whose list says what a fact of pass is.
class CorrectedFacts : public CorrectionFixture {
 protected:
  CorrectedFacts() : CorrectionFixture(TownWithFacts()) {}

  static PackageFiles TownWithFacts() {
    PackageFiles files = TownPackage();
    files[TaskListPath("1", "facts.csv")] = "task_code,fact,type\npass,age,number\n";
    return files;
  }
};

TEST_F(CorrectedFacts, AreThoseOfTheRightTask) {
  auto request = Correction(Register("clerk", Matter("copy")));
  request.set_task("pass");
  request.add_facts()->set_name("age");
  request.mutable_facts(0)->set_text("old");
  EXPECT_THAT(Correct("clerk", request), HasField("facts[0].value"));
}

}  // namespace
}  // namespace skranke
