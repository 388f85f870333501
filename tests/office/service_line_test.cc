// What a unit keeps with its case beside the work: service line, appointment, plan.
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "services/skranked/verify.h"
#include "skranke/v1/clock.pb.h"
#include "skranke/v1/plan.pb.h"
#include "tests/office/office_fixture.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Light needs of aid are WEST's, extensive ones EAST's; both lines of trade are PASS's; the second
// line of dated is another agency's; DESK has the first of orphan, and in the centre nobody the
// third.
PackageFiles LinesTown(bool four_eyes = false) {
  PackageFiles files = TownPackage();
  std::string& routing = files[TaskListPath("1", "routing.csv")];
  absl::StrReplaceAll({{"\n", ",\n"}, {"agency,unit\n", "agency,unit,service_line\n"}}, &routing);
  routing +=
      "aid,*,none,,,WELFARE,WEST,FIRST\n"
      "aid,*,none,,,WELFARE,EAST,SECOND\n"
      "trade,*,none,,,POLICE,PASS,FIRST\n"
      "trade,*,none,,,POLICE,PASS,SECOND\n"
      "dated,*,none,,,POLICE,PASS,SECOND\n"
      "orphan,*,none,,,TOWN,DESK,FIRST\n"
      "orphan,east,none,,,TOWN,DESK,THIRD\n";
  if (!four_eyes) return files;
  absl::StrReplaceAll({{"\n", ",\n"},
                       {"outcomes\n", "outcomes,four_eyes\n"},
                       {"Aid Act 1,,30,,24,,\n", "Aid Act 1,,30,,24,,,yes\n"}},
                      &files[TaskListPath("1", "tasks.csv")]);
  return files;
}

class Lines : public OfficeFixture {
 protected:
  explicit Lines(const PackageFiles& package = LinesTown()) : OfficeFixture(package) {}

  v1::Case OnLine(absl::string_view task, const std::string& line,
                  absl::string_view person = kOpenPerson) {
    v1::RegisterCaseRequest request = Matter(task, person);
    request.set_service_line(line);
    return Register("clerk", request);
  }

  absl::StatusOr<v1::MoveServiceLineResponse> Move(absl::string_view caller, const v1::Case& c,
                                                   const std::string& line) {
    auto request = About<v1::MoveServiceLineRequest>(c);
    request.set_service_line(line);
    request.set_reason("The need is another.");
    return Call<v1::MoveServiceLineResponse>(caller, request);
  }

  v1::Case At(absl::string_view caller, const v1::Case& c) {
    return GetItem(caller, c.name()).citizen_case();
  }

  absl::StatusOr<v1::SetAppointmentResponse> Appoint(absl::string_view caller, const v1::Case& c,
                                                     absl::Duration ahead = absl::Hours(48)) {
    auto request = About<v1::SetAppointmentRequest>(c);
    request.mutable_appointment()->set_reference("B-17");
    request.mutable_appointment()->set_place("Room 4");
    request.mutable_appointment()->mutable_slot_time()->set_seconds(
        absl::ToUnixSeconds(clock().Now() + ahead));
    return Call<v1::SetAppointmentResponse>(caller, request);
  }

  absl::StatusOr<v1::CancelAppointmentResponse> Cancel(absl::string_view caller,
                                                       const v1::Case& c) {
    auto request = About<v1::CancelAppointmentRequest>(c);
    request.set_reason("The specialist is ill.");
    return Call<v1::CancelAppointmentResponse>(caller, request);
  }

  v1::SetPlanRequest PlanOf(const v1::Case& c, const std::string& agency, const std::string& unit) {
    auto request = About<v1::SetPlanRequest>(c);
    request.mutable_plan()->set_reference("P-3");
    request.mutable_plan()->mutable_responsible()->set_agency(agency);
    request.mutable_plan()->mutable_responsible()->set_unit(unit);
    request.mutable_plan()->mutable_follow_up_time()->set_seconds(
        absl::ToUnixSeconds(clock().Now() + absl::Hours(24 * 30)));
    return request;
  }

  std::string TakeNext(absl::string_view caller) {
    const auto taken = Call<v1::TakeNextResponse>(caller, v1::TakeNextRequest());
    EXPECT_THAT(taken, IsOk());
    return taken.ok() ? taken->work_item().citizen_case().name() : "";
  }

  // What the counter reads of the case's history.
  std::string Told(const v1::Case& c) {
    v1::GetCaseHistoryRequest request;
    request.set_name(c.name());
    const auto history = Call<v1::GetCaseHistoryResponse>("head", request);
    EXPECT_THAT(history, IsOk());
    std::string told;
    for (const auto& entry : history->entries()) {
      absl::StrAppend(&told, entry.event(), " ", entry.actor(), " ", entry.sentence(), "\n");
    }
    return told;
  }
};

class FourEyesLines : public Lines {
 protected:
  FourEyesLines() : Lines(LinesTown(/*four_eyes=*/true)) {}
};

TEST_F(Lines, MoveACaseUpAndDownAndCountGoingBack) {
  const v1::Case aid = OnLine("aid", "FIRST");
  Pass(absl::Hours(3));
  SKRANKE_ASSERT_OK_AND_ASSIGN(auto moved,
                               Move("west", Start("west", Accept("west", aid)), "SECOND"));
  EXPECT_EQ(moved.state(), v1::STATE_ROUTED);
  EXPECT_EQ(moved.line_moves(), 1u);
  EXPECT_EQ(moved.line_moves_back(), 0u);
  const v1::Case up = At("east", aid);
  EXPECT_EQ(up.service_line(), "SECOND");
  ASSERT_THAT(up.handovers(), SizeIs(2));
  EXPECT_EQ(up.handovers(0).outcome(), v1::Handover::OUTCOME_FORWARDED);
  EXPECT_EQ(up.return_count(), 0u);
  // The citizen's clock goes on, the unit's begins.
  EXPECT_EQ(up.promise_time().seconds(), aid.promise_time().seconds());
  EXPECT_GT(up.handovers(1).accept_by_time().seconds(),
            aid.handovers(0).accept_by_time().seconds());
  v1::GetWorkItemRequest gone;
  gone.set_name(aid.name());
  EXPECT_THAT(Call<v1::GetWorkItemResponse>("west", gone), HasReason("CASE_NOT_FOUND"));

  // Down again, to the unit that had it, as often as the need changes, without a supervisor.
  SKRANKE_ASSERT_OK_AND_ASSIGN(moved, Move("east", up, "FIRST"));
  EXPECT_EQ(moved.line_moves_back(), 1u);
  SKRANKE_ASSERT_OK_AND_ASSIGN(moved, Move("west", At("west", aid), "SECOND"));
  EXPECT_EQ(moved.state(), v1::STATE_ROUTED);
  EXPECT_EQ(moved.line_moves(), 3u);
  EXPECT_EQ(moved.line_moves_back(), 2u);
  EXPECT_EQ(At("east", aid).return_count(), 0u);
  EXPECT_THAT(Told(aid), HasSubstr("It went back to service line SECOND: The need is another."));
}

TEST_F(Lines, LeaveACaseWhereTheListGivesBothToOneUnit) {
  const v1::Case trade = Start("passport", Accept("passport", OnLine("trade", "FIRST")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto moved, Move("passport", trade, "SECOND"));
  EXPECT_EQ(moved.state(), v1::STATE_IN_PROGRESS);
  EXPECT_EQ(moved.line_moves(), 1u);
  const v1::Case now = At("passport", trade);
  EXPECT_EQ(now.service_line(), "SECOND");
  EXPECT_THAT(now.handovers(), SizeIs(1));
  EXPECT_EQ(now.responsibility().person(), "passport");
}

TEST_F(Lines, LeaveACaseWithTheUnitThatASupervisorGaveItTo) {
  auto route = About<v1::RouteCaseRequest>(OnLine("aid", "FIRST"));
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("EAST");
  route.set_reason("It is theirs.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto sent, Call<v1::RouteCaseResponse>("supervisor", route));
  const v1::Case aid = Start("east", Accept("east", sent.citizen_case()));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto moved, Move("east", aid, "SECOND"));
  EXPECT_EQ(moved.state(), v1::STATE_IN_PROGRESS);
  const v1::Case now = At("east", aid);
  EXPECT_THAT(now.handovers(), SizeIs(2));
  EXPECT_EQ(now.responsibility().person(), "east");
}

TEST_F(Lines, SortWhatTheListGivesNobodyAndEndItsWait) {
  const v1::Case c = Accept("desk", OnLine("orphan", "FIRST"));
  auto stop = About<v1::StopClockRequest>(c);
  stop.set_reason(v1::STOP_REASON_OTHER_BODY);
  stop.set_note("A doctor is asked.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stopped, Call<v1::StopClockResponse>("desk", stop));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto moved, Move("desk", stopped.citizen_case(), "THIRD"));
  EXPECT_EQ(moved.state(), v1::STATE_TRIAGE);
  EXPECT_TRUE(Get("supervisor", c.name()).stops(0).has_end_time());
}

TEST_F(Lines, RefuseWhatIsNoOtherLineOfTheTask) {
  const v1::Case aid = Accept("west", OnLine("aid", "FIRST"));
  EXPECT_THAT(Move("west", aid, "FIRST"), HasField("service_line"));
  EXPECT_THAT(Move("west", aid, "THIRD"), HasField("service_line"));
  EXPECT_THAT(Move("west", aid, "second"), HasField("service_line"));
  EXPECT_THAT(Move("west", aid, ""), HasField("service_line"));
  auto silent = About<v1::MoveServiceLineRequest>(aid);
  silent.set_service_line("SECOND");
  silent.set_reason(" \t");
  EXPECT_THAT(Call<v1::MoveServiceLineResponse>("west", silent), HasField("reason"));
  EXPECT_THAT(Move("east", aid, "SECOND"), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Move("clerk", aid, "SECOND"), HasReason("ROLE_MAY_NOT"));
  v1::Case old = aid;
  old.set_etag("v1");
  EXPECT_THAT(Move("west", old, "SECOND"), HasReason("ETAG_MISMATCH"));
  const v1::Case closed = Close("west", Start("west", aid));
  EXPECT_THAT(Move("west", closed, "SECOND"), HasReason("WRONG_STATE"));
}

TEST_F(Lines, MoveAnItemThatSomebodyHoldsOnlyWithItsToken) {
  const v1::Case aid = OnLine("aid", "FIRST");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto taken,
                               Call<v1::TakeNextResponse>("west", v1::TakeNextRequest()));
  ASSERT_EQ(taken.work_item().citizen_case().name(), aid.name());
  EXPECT_THAT(Move("west", taken.work_item().citizen_case(), "SECOND"), HasReason("LEASE_STALE"));
  auto request = About<v1::MoveServiceLineRequest>(taken.work_item().citizen_case());
  request.set_service_line("SECOND");
  request.set_reason("The need is another.");
  request.set_token(taken.work_item().lease().token());
  SKRANKE_EXPECT_OK(Call<v1::MoveServiceLineResponse>("west", request));
}

TEST_F(FourEyesLines, NeverGoBack) {
  const v1::Case aid = OnLine("aid", "FIRST");
  SKRANKE_ASSERT_OK(Move("west", aid, "SECOND"));
  EXPECT_THAT(Move("east", At("east", aid), "FIRST"), HasReason("FOUR_EYES"));
  EXPECT_EQ(At("east", aid).service_line(), "SECOND");
}

TEST_F(Lines, OfAProtectedPersonShowLikeAnybodys) {
  const v1::Case open = OnLine("dated", "");
  const v1::Case hidden = OnLine("dated", "", kProtectedPerson);
  SKRANKE_ASSERT_OK(Move("desk", At("desk", open), "SECOND"));
  SKRANKE_ASSERT_OK(Move("shield", At("shield", hidden), "SECOND"));
  EXPECT_EQ(Get("clerk", open.name()).responsibility().authority(), "POLICE");
  EXPECT_EQ(Shown(Get("clerk", open.name())), Shown(Get("clerk", hidden.name())));
  EXPECT_EQ(Told(open), Told(hidden));
  EXPECT_THAT(Told(hidden), Not(HasSubstr("SHIELD")));
  // It stays with the protected unit.
  EXPECT_EQ(At("shield", hidden).responsibility().unit(), "SHIELD");
  // Earlier hand-overs are still told as they were.
  EXPECT_EQ(Get("clerk", hidden.name()).handovers(0).receiver().agency(), "TOWN");
}

TEST_F(Lines, OfAProtectedPersonStayWhereAnybodysWould) {
  const v1::Case open = OnLine("trade", "FIRST");
  const v1::Case hidden = OnLine("trade", "FIRST", kProtectedPerson);
  SKRANKE_ASSERT_OK(Move("passport", open, "SECOND"));
  SKRANKE_ASSERT_OK(Move("shield", hidden, "SECOND"));
  EXPECT_EQ(Shown(Get("clerk", open.name())), Shown(Get("clerk", hidden.name())));
  EXPECT_EQ(Told(open), Told(hidden));
}

TEST_F(Lines, KeepAnAppointmentThatTheCounterSeesTheTimeOf) {
  const v1::Case aid = Accept("west", OnLine("aid", "FIRST"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto set, Appoint("west", aid));
  EXPECT_EQ(set.citizen_case().appointment().place(), "Room 4");
  EXPECT_EQ(set.citizen_case().appointment().reference(), "B-17");
  EXPECT_EQ(set.citizen_case().state(), v1::STATE_ACCEPTED);
  const v1::Appointment told = Get("clerk", aid.name()).appointment();
  EXPECT_EQ(told.slot_time().seconds(), absl::ToUnixSeconds(clock().Now() + absl::Hours(48)));
  EXPECT_EQ(told.place(), "");
  EXPECT_EQ(told.reference(), "");
  // Moved: the new one is the one that holds.
  SKRANKE_ASSERT_OK(Appoint("west", At("west", aid), absl::Hours(72)));
  EXPECT_EQ(Get("clerk", aid.name()).appointment().slot_time().seconds(),
            absl::ToUnixSeconds(clock().Now() + absl::Hours(72)));
}

TEST_F(Lines, RefuseAnAppointmentWithoutReferenceOrTime) {
  const v1::Case aid = Accept("west", OnLine("aid", "FIRST"));
  EXPECT_THAT(Appoint("west", aid, absl::ZeroDuration()), HasField("appointment.slot_time"));
  SKRANKE_EXPECT_OK(Appoint("west", aid, absl::Seconds(1)));
  auto bare = About<v1::SetAppointmentRequest>(At("west", aid));
  EXPECT_THAT(Call<v1::SetAppointmentResponse>("west", bare), HasField("appointment"));
  bare.mutable_appointment()->set_reference("B-1");
  EXPECT_THAT(Call<v1::SetAppointmentResponse>("west", bare), HasField("appointment.slot_time"));
  bare.mutable_appointment()->set_reference(" ");
  bare.mutable_appointment()->mutable_slot_time()->set_seconds(
      absl::ToUnixSeconds(clock().Now() + absl::Hours(1)));
  EXPECT_THAT(Call<v1::SetAppointmentResponse>("west", bare), HasField("appointment.reference"));
  EXPECT_THAT(Appoint("east", At("west", aid)), HasReason("CASE_NOT_FOUND"));
}

TEST_F(Lines, PutACaseBackIntoItsPlaceInTheQueueWhenTheAppointmentIsCancelled) {
  const v1::Case first = OnLine("trade", "FIRST");
  clock().Advance(absl::Minutes(1));
  const v1::Case second = OnLine("trade", "FIRST");
  const v1::Case accepted = Start("passport", Accept("passport", first));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto set, Appoint("passport", accepted));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto back, Cancel("passport", set.citizen_case()));
  EXPECT_EQ(back.citizen_case().state(), v1::STATE_DELIVERED);
  EXPECT_FALSE(back.citizen_case().has_appointment());
  EXPECT_EQ(back.citizen_case().responsibility().unit(), "PASS");
  EXPECT_EQ(back.citizen_case().responsibility().person(), "");
  EXPECT_EQ(back.citizen_case().return_count(), 0u);
  EXPECT_THAT(back.citizen_case().handovers(), SizeIs(1));
  EXPECT_EQ(Get("clerk", first.name()).promise_time().seconds(), first.promise_time().seconds());
  // Anybody of the unit may take it, and it comes before what was received later.
  EXPECT_EQ(TakeNext("passport_two"), first.name());
  EXPECT_EQ(TakeNext("passport_two"), second.name());
}

TEST_F(Lines, TellOfACancelledCaseThatNobodyTakesAgain) {
  const v1::Case trade = Accept("passport", OnLine("trade", "FIRST"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto set, Appoint("passport", trade));
  Pass(absl::Hours(24 * 20));  // Long after it should have been accepted, which it was.
  SKRANKE_ASSERT_OK(Cancel("passport", set.citizen_case()));
  const auto escalation = [&] { return Get("supervisor", trade.name()).handovers(0).escalation(); };
  Pass(absl::Hours(24));
  EXPECT_EQ(escalation(), v1::Handover::ESCALATION_UNSPECIFIED);
  Pass(absl::Hours(24 * 5));
  EXPECT_TRUE(Eventually([&] { return escalation() == v1::Handover::ESCALATION_REMINDED; }));
}

TEST_F(Lines, LetACaseThatWaitsForInformationGoOnWaiting) {
  const v1::Case started = Start("west", Accept("west", OnLine("aid", "FIRST")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto set, Appoint("west", started));
  auto ask = About<v1::RequestInformationRequest>(set.citizen_case());
  ask.set_question("Which bank?");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto asked, Call<v1::RequestInformationResponse>("west", ask));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto now, Cancel("west", asked.citizen_case()));
  EXPECT_EQ(now.citizen_case().state(), v1::STATE_AWAITING_INFO);
  EXPECT_FALSE(now.citizen_case().has_appointment());
  EXPECT_THAT(Cancel("west", now.citizen_case()), HasReason("NO_APPOINTMENT"));
}

TEST_F(Lines, KeepAPlanWithAUnitThatExists) {
  const v1::Case aid = Accept("west", OnLine("aid", "FIRST"));
  EXPECT_THAT(Call<v1::SetPlanResponse>("west", PlanOf(aid, "WELFARE", "NORTH")),
              HasReason("UNIT_NOT_FOUND"));
  EXPECT_THAT(Call<v1::SetPlanResponse>("west", PlanOf(aid, "", "")), HasField("plan.responsible"));
  v1::SetPlanRequest past = PlanOf(aid, "WELFARE", "EAST");
  past.mutable_plan()->mutable_follow_up_time()->set_seconds(absl::ToUnixSeconds(clock().Now()));
  EXPECT_THAT(Call<v1::SetPlanResponse>("west", past), HasField("plan.follow_up_time"));
  v1::SetPlanRequest nameless = PlanOf(aid, "WELFARE", "EAST");
  nameless.mutable_plan()->clear_reference();
  EXPECT_THAT(Call<v1::SetPlanResponse>("west", nameless), HasField("plan.reference"));
  EXPECT_THAT(Call<v1::SetPlanResponse>("west", About<v1::SetPlanRequest>(aid)), HasField("plan"));

  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto set,
                               Call<v1::SetPlanResponse>("west", PlanOf(aid, "WELFARE", "EAST")));
  EXPECT_EQ(set.citizen_case().plan().responsible().unit(), "EAST");
  EXPECT_EQ(set.citizen_case().plan().reference(), "P-3");
  const v1::Plan told = Get("clerk", aid.name()).plan();
  EXPECT_EQ(told.responsible().agency(), "WELFARE");
  EXPECT_EQ(told.responsible().unit(), "");
  EXPECT_EQ(told.reference(), "");
  EXPECT_GT(told.follow_up_time().seconds(), 0);
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto cleared,
      Call<v1::SetPlanResponse>("west", About<v1::SetPlanRequest>(set.citizen_case())));
  EXPECT_FALSE(cleared.citizen_case().has_plan());
}

TEST_F(Lines, ShowNothingOfTheProtectedUnitsAppointmentsAndPlans) {
  const v1::Case open = Accept("west", OnLine("aid", "FIRST"));
  const v1::Case hidden = Accept("shield", OnLine("aid", "FIRST", kProtectedPerson));
  SKRANKE_ASSERT_OK(Appoint("west", open));
  SKRANKE_ASSERT_OK(Appoint("shield", hidden));
  SKRANKE_ASSERT_OK(Call<v1::SetPlanResponse>("west", PlanOf(At("west", open), "WELFARE", "WEST")));
  SKRANKE_ASSERT_OK(
      Call<v1::SetPlanResponse>("shield", PlanOf(At("shield", hidden), "TOWN", "SHIELD")));
  const auto expect_same = [&](const char* where) {
    EXPECT_EQ(Shown(Get("clerk", open.name())), Shown(Get("clerk", hidden.name()))) << where;
    EXPECT_EQ(Told(open), Told(hidden)) << where;
    EXPECT_THAT(Told(hidden), Not(HasSubstr("Room 4"))) << where;
  };
  expect_same("kept");
  SKRANKE_ASSERT_OK(Cancel("west", At("west", open)));
  SKRANKE_ASSERT_OK(Cancel("shield", At("shield", hidden)));
  expect_same("cancelled");
}

// Nobody of the list has it, but somebody had accepted it.
TEST_F(Lines, ShowACancelledHiddenCaseInTheQueue) {
  const v1::Case c = Accept("shield", OnLine("orphan", "", kProtectedPerson));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto set, Appoint("shield", c));
  SKRANKE_ASSERT_OK(Cancel("shield", set.citizen_case()));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_DELIVERED);
}

TEST_F(Lines, AreReplayedByteForByte) {
  const v1::Case aid = Accept("west", OnLine("aid", "FIRST"));
  SKRANKE_ASSERT_OK(Appoint("west", aid));
  SKRANKE_ASSERT_OK(Call<v1::SetPlanResponse>("west", PlanOf(At("west", aid), "WELFARE", "EAST")));
  SKRANKE_ASSERT_OK(Cancel("west", At("west", aid)));
  SKRANKE_ASSERT_OK(Move("west", At("west", aid), "SECOND"));
  SKRANKE_ASSERT_OK(Move("east", At("east", aid), "FIRST"));
  Stop();
  SKRANKE_EXPECT_OK(VerifyDataDirectory(options_.data_dir, ""));
}

}  // namespace
}  // namespace skranke
