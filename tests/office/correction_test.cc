// What was registered wrongly is put right, also after it was sent.
#include "libs/base/limits.h"
#include "libs/casework/accept_limit.h"
#include "tests/office/correction_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using CorrectedCase = CorrectionFixture;

TEST_F(CorrectedCase, TakesTheCaseFromWhomTheWrongTaskSentItTo) {
  const v1::Case sent = Start("west", Accept("west", Register("clerk", Matter("aid"))));
  Pass(absl::Hours(30));
  auto request = Correction(sent);
  request.set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", request));
  EXPECT_FALSE(corrected.wrong_person());
  const v1::Case there = GetItem("passport", sent.name()).citizen_case();
  EXPECT_EQ(there.task(), "trade");
  EXPECT_EQ(there.state(), v1::STATE_ROUTED);
  ASSERT_THAT(there.handovers(), SizeIs(2));
  EXPECT_EQ(there.handovers(0).outcome(), v1::Handover::OUTCOME_RECALLED);
  EXPECT_EQ(there.return_count(), 0u);
  EXPECT_EQ(there.correction_count(), 1u);
  EXPECT_NE(there.etag(), sent.etag());
  // The citizen's clock goes on, the agency's starts.
  EXPECT_EQ(there.receive_time().seconds(), sent.receive_time().seconds());
  EXPECT_EQ(absl::FromUnixSeconds(there.handovers(1).ready_time().seconds()), clock().Now());
  EXPECT_FALSE(IsAt("west", sent));
  ExpectSame(sent);
}

TEST_F(CorrectedCase, LeavesTheCaseWithWhoHasItWhereTheListSaysNothingElse) {
  const v1::Case sent = Start("west", Accept("west", Register("clerk", Matter("aid"))));
  auto request = Correction(sent);
  v1::Fact* fact = request.add_facts();
  fact->set_name("children");
  fact->set_number("2");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  const v1::Case there = GetItem("west", sent.name()).citizen_case();
  EXPECT_EQ(there.state(), v1::STATE_IN_PROGRESS);
  EXPECT_THAT(there.handovers(), SizeIs(1));
  ASSERT_THAT(there.facts(), SizeIs(1));
  EXPECT_EQ(there.facts(0).number(), "2");
  ExpectSame(sent);

  auto removal = Correction(there);
  removal.add_remove_facts("children");
  SKRANKE_ASSERT_OK(Correct("clerk", removal));
  EXPECT_THAT(GetItem("west", sent.name()).citizen_case().facts(), SizeIs(0));
  ExpectSame(sent);
}

TEST_F(CorrectedCase, ToAnAcuteTaskHasTheAcuteLimit) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  Pass(absl::Hours(2));
  auto request = Correction(aid);
  request.set_task("acute");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  const v1::Case there = GetItem("west", aid.name()).citizen_case();
  ASSERT_THAT(there.handovers(), SizeIs(2));
  EXPECT_EQ(absl::FromUnixSeconds(there.handovers(1).accept_by_time().seconds()),
            clock().Now() + kAcuteAcceptTime);
}

TEST_F(CorrectedCase, BringsBackToTheCounterWhatTheOfficeDoesItself) {
  const v1::Case sent = Register("clerk", Matter("aid"));
  auto request = Correction(sent);
  request.set_task("copy");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", request));
  EXPECT_EQ(corrected.citizen_case().state(), v1::STATE_COMPLETE);
  EXPECT_THAT(corrected.answer().outcomes(), ElementsAre("ISSUED"));
  EXPECT_FALSE(IsAt("west", sent));
  ExpectSame(sent);
}

TEST_F(CorrectedCase, SendsOnWhatTheSortingUnitHad) {
  const v1::Case sorted = Register("clerk", Matter("orphan"));
  ASSERT_EQ(sorted.state(), v1::STATE_TRIAGE);
  auto request = Correction(sorted);
  request.set_task("aid");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  EXPECT_EQ(GetItem("west", sorted.name()).citizen_case().state(), v1::STATE_ROUTED);
  ExpectSame(sorted);
}

TEST_F(CorrectedCase, LeavesToASupervisorWhatWaitsForOne) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  for (const char* unit : {"west", "east"}) {
    auto give_back = About<v1::ReturnCaseRequest>(GetItem(unit, aid.name()).citizen_case());
    give_back.set_code(v1::RETURN_CODE_NOT_OURS);
    give_back.set_sentence("Not ours.");
    give_back.mutable_proposed_owner()->set_agency("WELFARE");
    give_back.mutable_proposed_owner()->set_unit("EAST");
    SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>(unit, give_back));
  }
  ASSERT_TRUE(Get("supervisor", aid.name()).needs_supervisor());
  auto request = Correction(Get("supervisor", aid.name()));
  request.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  EXPECT_EQ(Get("supervisor", aid.name()).state(), v1::STATE_TRIAGE);
  EXPECT_TRUE(Get("supervisor", aid.name()).needs_supervisor());
  EXPECT_EQ(Get("supervisor", aid.name()).task(), "trade");
}

TEST_F(CorrectedCase, DoesNotGiveACaseBackToAUnitThatReturnedIt) {
  const v1::Case trade = Register("clerk", Matter("trade"));
  auto give_back = About<v1::ReturnCaseRequest>(trade);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Not ours.");
  give_back.mutable_proposed_owner()->set_agency("WELFARE");
  give_back.mutable_proposed_owner()->set_unit("EAST");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("passport", give_back));
  const v1::Case there = GetItem("east", trade.name()).citizen_case();
  auto elsewhere = Correction(there);
  elsewhere.set_task("aid");
  SKRANKE_ASSERT_OK(Correct("clerk", elsewhere));
  ASSERT_TRUE(IsAt("west", trade));
  // Back to the first task: its owner has said that it is none of theirs.
  auto back = Correction(GetItem("west", trade.name()).citizen_case());
  back.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", back));
  EXPECT_EQ(Get("clerk", trade.name()).state(), v1::STATE_TRIAGE);
}

TEST_F(CorrectedCase, GivesAUnitOnceMoreWhatWasOnlyTakenBack) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  auto there = Correction(aid);
  there.set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto moved, Correct("clerk", there));
  auto back = Correction(moved.citizen_case());
  back.set_task("aid");
  SKRANKE_ASSERT_OK(Correct("clerk", back));
  EXPECT_EQ(GetItem("west", aid.name()).citizen_case().state(), v1::STATE_ROUTED);
}

TEST_F(CorrectedCase, AsksTheListOfTheCorrectedReceipt) {
  // The second list gives the form to the town's desk, from Friday on.
  Stop();
  PackageFiles files = TownPackage();
  AddSecondList(files, "2", "2024-03-08");
  for (const auto& [path, bytes] : files) dir().Write(absl::StrCat("later/", path), bytes);
  options_.office_dir = dir().Path("later");
  options_.data_dir = dir().Path("later_data");
  ASSERT_THAT(Open(), IsOk());
  Pass(absl::Hours(5 * 24));
  const v1::Case sent = Register("clerk", Matter("aid"));
  ASSERT_EQ(sent.classification().list_version(), "2");
  auto request = Correction(sent);
  request.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(Local("2024-03-07 12:00")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", request));
  EXPECT_EQ(corrected.citizen_case().classification().list_version(), "1");
  EXPECT_EQ(corrected.citizen_case().receive_time().seconds(), request.receive_time().seconds());
  EXPECT_LT(corrected.citizen_case().promise_time().seconds(), sent.promise_time().seconds());
  ExpectSame(sent);
}

TEST_F(CorrectedCase, HoldsTheLimitsOfBackdating) {
  const v1::Case sent = Register("clerk", Matter("aid"));
  Pass(absl::Hours(40 * 24));
  // Seven calendar days before the registration, however long ago that is.
  auto week = Correction(sent);
  week.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(Local("2024-02-26 00:00")));
  auto more = Correction(sent);
  more.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(Local("2024-02-25 23:59")));
  EXPECT_THAT(Correct("clerk", more), HasReason("BACKDATING_NEEDS_SUPERVISOR"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", week));
  more.set_etag(corrected.citizen_case().etag());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto further, Correct("supervisor", more));
  EXPECT_TRUE(Stored(sent).backdated());

  auto later = Correction(further.citizen_case());
  *later.mutable_receive_time() = sent.receive_time();
  EXPECT_THAT(Correct("clerk", later), HasReason("LATER_RECEIPT_NEEDS_SUPERVISOR"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto forward, Correct("supervisor", later));
  EXPECT_FALSE(Stored(sent).backdated());
  auto after = Correction(forward.citizen_case());
  after.mutable_receive_time()->set_seconds(sent.create_time().seconds() + 3600);
  EXPECT_THAT(Correct("supervisor", after), HasField("receive_time"));
}

TEST_F(CorrectedCase, KeepsWhatStoodThereAndWhy) {
  const v1::Case sent = Register("clerk", Matter("aid"));
  auto request = Correction(sent);
  request.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  const auto history = History("supervisor", sent);
  const auto corrected =
      std::find_if(history.entries().begin(), history.entries().end(),
                   [](const auto& entry) { return entry.event() == "CASE_CORRECTED"; });
  ASSERT_NE(corrected, history.entries().end());
  EXPECT_EQ(corrected->sentence(), "Corrected the task, which was aid: It was typed wrongly.");
  EXPECT_EQ(corrected->actor(), "clerk");
}

TEST_F(CorrectedCase, RefusesWhatCannotBe) {
  const v1::Case sent = Register("clerk", Matter("aid"));
  auto same = Correction(sent);
  same.set_task("aid");
  *same.mutable_parties() = Matter("aid").parties();
  *same.mutable_receive_time() = sent.receive_time();
  EXPECT_THAT(Correct("clerk", same), HasReason("NOTHING_CORRECTED"));
  auto blank = Correction(sent);
  blank.set_task("copy");
  blank.set_reason(" \t");
  EXPECT_THAT(Correct("clerk", blank), HasField("reason"));
  auto absent = Correction(sent);
  absent.add_remove_facts("children");
  EXPECT_THAT(Correct("clerk", absent), HasField("remove_facts[0]"));
  auto nobody = Correction(sent);
  *nobody.mutable_parties() = sent.parties();
  nobody.mutable_parties(0)->set_role(v1::PARTY_ROLE_SUBJECT);
  EXPECT_THAT(Correct("clerk", nobody), HasField("parties"));
  auto stale = Correction(sent);
  stale.set_task("copy");
  SKRANKE_ASSERT_OK(Correct("clerk", stale));
  EXPECT_THAT(Correct("clerk", stale), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Correct("branch_clerk", stale), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Correct("branch_supervisor", stale), HasReason("CASE_NOT_FOUND"));

  auto withdraw = About<v1::WithdrawCaseRequest>(Get("clerk", sent.name()));
  withdraw.set_reason("No longer wanted.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto gone, Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  auto late = Correction(gone.citizen_case());
  late.set_task("aid");
  EXPECT_THAT(Correct("clerk", late), HasReason("WRONG_STATE"));
}

TEST_F(CorrectedCase, HasNoMoreFactsThanACaseMayHave) {
  v1::Case c = Register("clerk", Matter("aid"));
  auto request = Correction(c);
  for (size_t i = 0; i < kFactsPerCaseMax; ++i) {
    v1::Fact* fact = request.add_facts();
    fact->set_name(absl::StrCat("fact_", i));
    fact->set_text("red");
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto full, Correct("clerk", request));
  auto more = Correction(full.citizen_case());
  more.add_facts()->set_name("one_more");
  more.mutable_facts(0)->set_text("red");
  EXPECT_THAT(Correct("clerk", more), HasField("facts"));
}

TEST_F(CorrectedCase, OfAClosedCaseMovesNothing) {
  const v1::Case closed = Close("west", Accept("west", Register("clerk", Matter("aid"))));
  auto request = Correction(closed);
  request.set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", request));
  EXPECT_EQ(corrected.citizen_case().state(), v1::STATE_CLOSED);
  EXPECT_EQ(corrected.citizen_case().task(), "trade");
  EXPECT_EQ(corrected.citizen_case().responsibility().authority(), "WELFARE");
  EXPECT_THAT(corrected.citizen_case().handovers(), SizeIs(1));
  ExpectSame(closed);
}

TEST_F(CorrectedCase, LetsAReopenedCaseReturnToWhoClosedIt) {
  const v1::Case closed = Close("west", Accept("west", Register("clerk", Matter("aid"))));
  auto request = Correction(closed);
  request.set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", request));
  Pass(absl::Hours(50));
  auto reopen = About<v1::ReopenCaseRequest>(corrected.citizen_case());
  reopen.set_reason("The citizen has more to say.");
  SKRANKE_ASSERT_OK(Call<v1::ReopenCaseResponse>("clerk", reopen));
  const v1::Case there = GetItem("west", closed.name()).citizen_case();
  EXPECT_EQ(there.state(), v1::STATE_ROUTED);
  ASSERT_THAT(there.handovers(), SizeIs(2));
  EXPECT_EQ(there.handovers(1).decision().cause(), v1::RoutingDecision::CAUSE_REOPENED);
  EXPECT_EQ(absl::FromUnixSeconds(there.handovers(1).ready_time().seconds()), clock().Now());
  EXPECT_EQ(there.receive_time().seconds(), closed.receive_time().seconds());
  ExpectSame(closed);
}

TEST_F(CorrectedCase, LeavesTheCaseBehindEveryRestart) {
  const v1::Case sent = Register("clerk", Matter("aid"));
  auto request = Correction(sent);
  request.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  const std::string stored = Stored(sent).SerializeAsString();
  options_.rebuild_views = true;
  Restart();
  EXPECT_EQ(Stored(sent).SerializeAsString(), stored);
}

TEST_F(CorrectedCase, OfWhatACounterHasAsksForWhatTheRightTaskRequires) {
  const v1::Case sent = Register("clerk", Matter("copy"));
  auto request = Correction(sent);
  request.set_task("form");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto kept, Correct("clerk", request));
  EXPECT_EQ(kept.citizen_case().state(), v1::STATE_INCOMPLETE);
  EXPECT_THAT(kept.answer().missing(), SizeIs(1));
  auto again = Correction(kept.citizen_case());
  again.set_task("pass");
  again.set_accept_incomplete(true);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto sent_on, Correct("clerk", again));
  EXPECT_THAT(sent_on.answer().reason(), HasSubstr("police"));
  EXPECT_EQ(sent_on.citizen_case().state(), v1::STATE_ROUTED);
}

}  // namespace
}  // namespace skranke
