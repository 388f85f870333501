// The citizen's clock: its limits, what meets them, and what stops it. It begins on a Monday,
// 2024-03-04, in Norway: aid is promised in 30 days, on 3 April; Easter is on 31 March.
#include "libs/base/limits.h"
#include "skranke/v1/correction.pb.h"
#include "tests/office/clock_verbs.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr v1::DeadlineKind kAnswer = v1::DEADLINE_KIND_ANSWER;
constexpr v1::DeadlineKind kProvisional = v1::DEADLINE_KIND_PROVISIONAL_ANSWER;
constexpr char kPromised[] = "2024-04-03 23:59:59";
constexpr char kMonthEnds[] = "2024-04-04 23:59:59";

class Clock : public ClockFixture {
 protected:
  absl::StatusOr<v1::RecordProvisionalAnswerResponse> TellExpected(absl::string_view caller,
                                                                   const v1::Case& c) {
    return Call<v1::RecordProvisionalAnswerResponse>(caller,
                                                     About<v1::RecordProvisionalAnswerRequest>(c));
  }

  v1::Case Reopen(const v1::Case& c) {
    auto request = About<v1::ReopenCaseRequest>(c);
    request.set_reason("The citizen contests it.");
    const auto response = Call<v1::ReopenCaseResponse>("clerk", request);
    EXPECT_THAT(response, IsOk());
    return response->citizen_case();
  }

  std::vector<v1::CaseStop> Stops(absl::string_view caller, const v1::ListStopsRequest& request) {
    const auto listed = Call<v1::ListStopsResponse>(caller, request);
    EXPECT_THAT(listed, IsOk()) << caller;
    return {listed->stops().begin(), listed->stops().end()};
  }
};

TEST_F(Clock, HasTheLimitOfTheListAndThatOfTheLaw) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  ASSERT_THAT(aid.deadlines(), SizeIs(2));
  EXPECT_EQ(DueOf(kAnswer, aid), kPromised);
  EXPECT_EQ(LocalTime(aid.promise_time()), kPromised);
  EXPECT_THAT(LimitOf(kAnswer, aid).source(), HasSubstr("list 1, tasks.csv:"));
  EXPECT_EQ(DueOf(kProvisional, aid), kMonthEnds);
  EXPECT_EQ(LimitOf(kProvisional, aid).source(), "forvaltningsloven § 11 a");
  for (const v1::Deadline& deadline : aid.deadlines()) EXPECT_FALSE(deadline.has_meet_time());
}

TEST_F(Clock, HasTheLawsLimitOnlyWhereTheListPromisesNothing) {
  EXPECT_THAT(Register("clerk", Matter("orphan")).deadlines(), SizeIs(1));
}

TEST_F(Clock, BeginsWithTheLettersStamp) {
  v1::RegisterCaseRequest request = Matter("aid");
  request.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(Local("2024-02-29 12:00")));
  const v1::Case aid = Register("clerk", request);
  EXPECT_EQ(DueOf(kAnswer, aid), "2024-03-30 23:59:59");
  // 29 March is Good Friday.
  EXPECT_EQ(DueOf(kProvisional, aid), "2024-04-02 23:59:59");
}

TEST_F(Clock, IsMetByTheDecisionAndByFinishingAtTheCounter) {
  const v1::Case aid = InWork("west", Matter("aid"));
  auto decide = About<v1::DecideCaseRequest>(aid);
  decide.set_outcome("GRANTED");
  Pass(absl::Hours(1));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto decided, Call<v1::DecideCaseResponse>("west", decide));
  ASSERT_THAT(decided.citizen_case().deadlines(), Not(IsEmpty()));
  for (const v1::Deadline& deadline : decided.citizen_case().deadlines()) {
    EXPECT_EQ(deadline.meet_time().seconds(), absl::ToUnixSeconds(clock().Now()));
  }
  v1::RegisterCaseRequest copy = Matter("copy");
  copy.mutable_finish()->set_outcome("ISSUED");
  const v1::Case finished = Register("clerk", copy);
  ASSERT_THAT(finished.deadlines(), Not(IsEmpty()));
  for (const v1::Deadline& deadline : finished.deadlines()) {
    EXPECT_TRUE(deadline.has_meet_time());
  }
}

TEST_F(Clock, HasItsProvisionalAnswerRecordedOnce) {
  const v1::Case aid = InWork("west", Matter("aid"));
  for (const char* stranger : {"east", "branch_clerk"}) {
    EXPECT_THAT(TellExpected(stranger, aid), HasReason("CASE_NOT_FOUND")) << stranger;
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto told, TellExpected("clerk", aid));
  EXPECT_TRUE(LimitOf(kProvisional, told.citizen_case()).has_meet_time());
  EXPECT_FALSE(LimitOf(kAnswer, told.citizen_case()).has_meet_time());
  EXPECT_EQ(told.citizen_case().responsibility().unit(), "");
  EXPECT_THAT(TellExpected("west", told.citizen_case()), HasReason("LIMIT_MET"));
}

TEST_F(Clock, NeverBeginsAgainWhereTheAgencysDoes) {
  const v1::Case aid = Accept("west", Register("clerk", Matter("aid")));
  Pass(absl::Hours(48));
  auto give_back = About<v1::ReturnCaseRequest>(aid);
  give_back.set_code(v1::RETURN_CODE_WRONG_PLACE);
  give_back.set_sentence("The east has it.");
  give_back.mutable_proposed_owner()->set_agency("WELFARE");
  give_back.mutable_proposed_owner()->set_unit("EAST");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  const v1::Case at_east = Get("supervisor", aid.name());
  ASSERT_THAT(at_east.handovers(), SizeIs(2));
  EXPECT_EQ(absl::FromUnixSeconds(at_east.handovers(1).accept_by_time().seconds()),
            clock().Now() + absl::Hours(24));
  EXPECT_EQ(DueOf(kAnswer, at_east), kPromised);
  EXPECT_EQ(DueOf(kProvisional, at_east), kMonthEnds);

  const v1::Case closed = Close("east", Accept("east", at_east));
  EXPECT_TRUE(LimitOf(kAnswer, closed).has_meet_time());
  Pass(absl::Hours(48));
  const v1::Case reopened = Reopen(closed);
  EXPECT_EQ(DueOf(kAnswer, reopened), kPromised);
  EXPECT_FALSE(LimitOf(kAnswer, reopened).has_meet_time());
  EXPECT_TRUE(LimitOf(kProvisional, reopened).has_meet_time());
  EXPECT_EQ(reopened.receive_time().seconds(), aid.receive_time().seconds());
}

// What has waited once does not wait again, in whatever order it is told.
TEST_F(Clock, WaitsOnceForWhatIsToldAfterwards) {
  const v1::Case aid = InWork("west", Matter("aid"));
  PassUntil("2024-03-20 10:00");
  const auto stop = [&](absl::string_view from) {
    auto request = About<v1::StopClockRequest>(Get("supervisor", aid.name()));
    request.set_reason(v1::STOP_REASON_OTHER_BODY);
    request.set_note("The doctor is asked.");
    request.mutable_occur_time()->set_seconds(absl::ToUnixSeconds(Local(from)));
    return Call<v1::StopClockResponse>("importer", request);
  };
  const auto resume = [&](absl::string_view to) {
    auto request = About<v1::ResumeClockRequest>(Get("supervisor", aid.name()));
    request.mutable_occur_time()->set_seconds(absl::ToUnixSeconds(Local(to)));
    return Call<v1::ResumeClockResponse>("importer", request);
  };
  EXPECT_THAT(stop("2024-03-04 09:59"), HasField("occur_time"));
  SKRANKE_ASSERT_OK(stop("2024-03-06 10:00"));
  EXPECT_THAT(resume("2024-03-06 09:59"), HasField("occur_time"));
  SKRANKE_ASSERT_OK(resume("2024-03-08 10:00"));
  ASSERT_EQ(DueOf(kAnswer, Get("supervisor", aid.name())), "2024-04-05 23:59:59");
  EXPECT_THAT(stop("2024-03-06 10:00"), HasField("occur_time"));
  EXPECT_THAT(stop("2024-03-08 09:59"), HasField("occur_time"));
  EXPECT_EQ(DueOf(kAnswer, Get("supervisor", aid.name())), "2024-04-05 23:59:59");
  SKRANKE_EXPECT_OK(stop("2024-03-08 10:00"));
}

// Nor does anything else end a wait before it began.
TEST_F(Clock, IsClosedNoEarlierThanItsWaitBegan) {
  const v1::Case aid = InWork("west", Matter("aid"));
  PassUntil("2024-03-20 10:00");
  const auto stopped = Stop("west", aid);
  SKRANKE_ASSERT_OK(stopped);
  auto close = About<v1::CloseCaseRequest>(stopped->citizen_case());
  close.set_outcome("GRANTED");
  close.mutable_occur_time()->set_seconds(absl::ToUnixSeconds(Local("2024-03-20 09:59")));
  EXPECT_THAT(Call<v1::CloseCaseResponse>("importer", close), HasField("occur_time"));
  Pass(absl::Hours(1));
  close.mutable_occur_time()->set_seconds(absl::ToUnixSeconds(Local("2024-03-20 10:30")));
  SKRANKE_EXPECT_OK(Call<v1::CloseCaseResponse>("importer", close));
}

// The list promised nothing when it was decided; what the right task promises is kept already.
TEST_F(Clock, IsMetWhereADecidedCaseIsCorrectedToATaskWithALimit) {
  const v1::Case orphan = Register("clerk", Matter("orphan"));
  auto route = About<v1::RouteCaseRequest>(Get("supervisor", orphan.name()));
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("WEST");
  route.set_reason("It is aid.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  auto decide = About<v1::DecideCaseRequest>(
      Start("west", Accept("west", GetItem("west", orphan.name()).citizen_case())));
  decide.set_outcome("GRANTED");
  Pass(absl::Hours(1));
  SKRANKE_ASSERT_OK(Call<v1::DecideCaseResponse>("west", decide));
  const int64_t answered = absl::ToUnixSeconds(clock().Now());
  Pass(absl::Hours(24));
  auto correct = About<v1::CorrectCaseRequest>(Get("clerk", orphan.name()));
  correct.set_reason("It was typed wrongly.");
  correct.set_task("aid");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected,
                               Call<v1::CorrectCaseResponse>("clerk", correct));
  const v1::Deadline& limit = LimitOf(kAnswer, corrected.citizen_case());
  EXPECT_EQ(LocalTime(limit.due_time()), kPromised);
  EXPECT_EQ(limit.meet_time().seconds(), answered);
}

// The list is asked again at the counter: from the same receipt, with what was met and waited.
TEST_F(Clock, KeepsWhatStopsMovedWhereTheListIsAskedAgain) {
  const v1::Case waited = WaitFor(absl::Hours(72), InWork("west", Matter("aid")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto told, TellExpected("west", waited));
  auto give_back = About<v1::ReturnCaseRequest>(told.citizen_case());
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Nobody's.");
  give_back.mutable_proposed_owner()->set_agency("POLICE");
  give_back.mutable_proposed_owner()->set_unit("PASS");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  auto again = About<v1::ReturnCaseRequest>(Get("supervisor", waited.name()));
  again.set_code(v1::RETURN_CODE_NOT_OURS);
  again.set_sentence("Not ours either.");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("passport", again));
  ASSERT_EQ(Get("supervisor", waited.name()).state(), v1::STATE_TRIAGE);
  v1::SupplementCaseRequest more;
  more.set_name(waited.name());
  more.set_note("The citizen came by.");
  SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", more));
  const v1::Case now = Get("supervisor", waited.name());
  EXPECT_TRUE(now.needs_supervisor());
  EXPECT_EQ(DueOf(kAnswer, now), "2024-04-06 23:59:59");
  EXPECT_EQ(LocalTime(now.promise_time()), "2024-04-06 23:59:59");
  EXPECT_TRUE(LimitOf(kProvisional, now).has_meet_time());
  v1::ExplainCaseRequest explain;
  explain.set_name(waited.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto explained,
                               Call<v1::ExplainCaseResponse>("supervisor", explain));
  EXPECT_THAT(explained.differences(), IsEmpty());
}

TEST_F(Clock, FollowsACorrectedReceiptAndStaysWithACorrectedTask) {
  const v1::Case waited = WaitFor(absl::Hours(24), InWork("west", Matter("aid")));
  auto earlier = About<v1::CorrectCaseRequest>(waited);
  earlier.set_reason("The letter's stamp was read wrongly.");
  earlier.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(Local("2024-03-01 12:00")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected,
                               Call<v1::CorrectCaseResponse>("clerk", earlier));
  EXPECT_EQ(DueOf(kAnswer, corrected.citizen_case()), "2024-04-01 23:59:59");
  // The first of April is Easter Monday.
  EXPECT_EQ(DueOf(kProvisional, corrected.citizen_case()), "2024-04-02 23:59:59");

  auto other = About<v1::CorrectCaseRequest>(corrected.citizen_case());
  other.set_reason("It is about trade.");
  other.set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto trade, Call<v1::CorrectCaseResponse>("clerk", other));
  EXPECT_EQ(DueOf(kAnswer, trade.citizen_case()), "2024-03-22 23:59:59");
  EXPECT_EQ(DueOf(kProvisional, trade.citizen_case()), "2024-04-02 23:59:59");
}

TEST_F(Clock, MovesTheStoppedLimitByTheDaysThatTheCaseWaited) {
  const v1::Case aid = InWork("west", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stopped, Stop("west", aid));
  ASSERT_THAT(stopped.citizen_case().stops(), SizeIs(1));
  EXPECT_EQ(stopped.citizen_case().stops(0).note(), "The doctor is asked.");
  EXPECT_FALSE(stopped.citizen_case().stops(0).has_end_time());
  EXPECT_EQ(DueOf(kAnswer, stopped.citizen_case()), kPromised);
  Pass(absl::Hours(72));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto resumed, Resume("west", stopped.citizen_case()));
  EXPECT_EQ(DueOf(kAnswer, resumed.citizen_case()), "2024-04-06 23:59:59");
  EXPECT_EQ(LocalTime(resumed.citizen_case().promise_time()), "2024-04-06 23:59:59");
  EXPECT_EQ(DueOf(kProvisional, resumed.citizen_case()), kMonthEnds);
  EXPECT_EQ(resumed.citizen_case().stops(0).end_time().seconds(),
            absl::ToUnixSeconds(clock().Now()));
}

// From 10:00: till the last second of the day, and one more.
TEST_F(Clock, IsMovedByMidnightsAlone) {
  const v1::Case aid = InWork("west", Matter("aid"));
  const v1::Case same = WaitFor(absl::Hours(14) - absl::Seconds(1), aid);
  EXPECT_EQ(DueOf(kAnswer, same), kPromised);
  EXPECT_EQ(DueOf(kAnswer, WaitFor(absl::Seconds(1), same)), "2024-04-04 23:59:59");
}

TEST_F(Clock, IsNotMovedWhereItWasOverBeforeTheStop) {
  const v1::Case aid = InWork("west", Matter("aid"));
  PassUntil("2024-04-04 00:00:00");
  EXPECT_EQ(DueOf(kAnswer, WaitFor(absl::Hours(48), aid)), kPromised);
}

TEST_F(Clock, IsMovedWhereTheStopBeganInTime) {
  const v1::Case aid = InWork("west", Matter("aid"));
  PassUntil("2024-04-03 23:59:58");
  EXPECT_EQ(DueOf(kAnswer, WaitFor(absl::Hours(48), aid)), "2024-04-05 23:59:59");
}

TEST_F(Clock, StopsOnceAtATimeForWhoHasTheCase) {
  const v1::Case routed = Register("clerk", Matter("aid"));
  EXPECT_THAT(Stop("west", routed), HasReason("WRONG_STATE"));
  const v1::Case aid = Accept("west", routed);
  EXPECT_THAT(Stop("east", aid), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Stop("west", aid, " "), HasField("note"));
  EXPECT_THAT(Stop("west", routed), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Resume("west", aid), HasReason("CLOCK_RUNS"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stopped, Stop("west", aid));
  EXPECT_THAT(Stop("west", stopped.citizen_case()), HasReason("CLOCK_STOPPED"));
  auto nothing = About<v1::StopClockRequest>(aid);
  nothing.set_note("Why?");
  EXPECT_THAT(Call<v1::StopClockResponse>("west", nothing), HasField("reason"));
}

TEST_F(Clock, RunsOnWhenTheCaseLeavesItsUnit) {
  const v1::Case aid = InWork("west", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stopped, Stop("west", aid));
  Pass(absl::Hours(24));
  auto route = About<v1::RouteCaseRequest>(stopped.citizen_case());
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("EAST");
  route.set_reason("The east has room.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  const v1::Case now = Get("supervisor", aid.name());
  EXPECT_TRUE(now.stops(0).has_end_time());
  EXPECT_EQ(DueOf(kAnswer, now), "2024-04-04 23:59:59");
}

TEST_F(Clock, RunsOnWhenTheCaseIsReturnedDecidedOrWithdrawn) {
  const auto stopped = [&] { return Stop("west", InWork("west", Matter("aid")))->citizen_case(); };
  const auto runs = [&](const v1::Case& c) {
    return Get("supervisor", c.name()).stops(0).has_end_time();
  };
  const v1::Case returned = stopped();
  auto give_back = About<v1::ReturnCaseRequest>(returned);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Not ours.");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  EXPECT_TRUE(runs(returned));
  const v1::Case decided = stopped();
  auto decide = About<v1::DecideCaseRequest>(decided);
  decide.set_outcome("GRANTED");
  SKRANKE_ASSERT_OK(Call<v1::DecideCaseResponse>("west", decide));
  EXPECT_TRUE(runs(decided));
  const v1::Case closed = stopped();
  Close("west", closed);
  EXPECT_TRUE(runs(closed));
  const v1::Case withdrawn = stopped();
  auto withdraw = About<v1::WithdrawCaseRequest>(withdrawn);
  withdraw.set_reason("No longer needed.");
  SKRANKE_ASSERT_OK(Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  EXPECT_TRUE(runs(withdrawn));
}

// The limit's last two working days are 2 and 3 April: 1 April is Easter Monday.
TEST_F(Clock, FlagsAStopThatBeginsJustBeforeALimit) {
  const v1::Case aid = InWork("west", Matter("aid"));
  PassUntil("2024-03-27 23:59:00");
  const v1::Case usual = WaitFor(absl::Seconds(1), aid);
  EXPECT_EQ(usual.stops(0).flag(), v1::STOP_FLAG_UNSPECIFIED);
  PassUntil("2024-03-28 00:00:00");
  const v1::Case late = WaitFor(absl::Seconds(1), usual);
  EXPECT_EQ(late.stops(1).flag(), v1::STOP_FLAG_BEFORE_LIMIT);
}

TEST_F(Clock, FlagsTheThirdStop) {
  v1::Case aid = InWork("west", Matter("aid"));
  for (int i = 0; i < 3; ++i) aid = WaitFor(absl::Seconds(1), aid);
  ASSERT_THAT(aid.stops(), SizeIs(3));
  EXPECT_EQ(aid.stops(1).flag(), v1::STOP_FLAG_UNSPECIFIED);
  EXPECT_EQ(aid.stops(2).flag(), v1::STOP_FLAG_MANY);
}

TEST_F(Clock, FlagsAStopOfMoreThanThirtyDays) {
  const v1::Case thirty = WaitFor(absl::Hours(30 * 24), InWork("west", Matter("aid")));
  EXPECT_EQ(thirty.stops(0).flag(), v1::STOP_FLAG_UNSPECIFIED);
  const v1::Case more =
      WaitFor(absl::Hours(30 * 24) + absl::Seconds(1), InWork("west", Matter("aid")));
  EXPECT_EQ(more.stops(0).flag(), v1::STOP_FLAG_LONG);
}

TEST_F(Clock, StopsAtMostAsOftenAsACaseMay) {
  v1::Case aid = InWork("west", Matter("aid"));
  for (size_t i = 0; i < kStopsPerCaseMax; ++i) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stopped, Stop("west", aid));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto resumed, Resume("west", stopped.citizen_case()));
    aid = resumed.citizen_case();
  }
  EXPECT_THAT(Stop("west", aid), HasReason("TOO_MANY_STOPS"));
}

TEST_F(Clock, HasItsStopsListedForWhoSupervises) {
  const v1::Case first = WaitFor(absl::Seconds(1), InWork("west", Matter("aid")));
  Pass(absl::Minutes(1));
  const v1::Case second = InWork("passport", Matter("trade"));
  SKRANKE_ASSERT_OK(Stop("passport", second, "The embassy is asked."));
  const auto names = [&](absl::string_view caller, auto fill) {
    v1::ListStopsRequest request;
    fill(request);
    std::vector<std::string> found;
    for (const v1::CaseStop& stop : Stops(caller, request)) found.push_back(stop.name());
    return found;
  };
  const auto all = [](v1::ListStopsRequest&) {};
  for (const char* caller : {"supervisor", "inspector", "auditor", "mediator", "head"}) {
    EXPECT_THAT(names(caller, all), ElementsAre(first.name(), second.name())) << caller;
  }
  EXPECT_THAT(names("branch_supervisor", all), IsEmpty());
  EXPECT_THAT(names("supervisor", [](auto& r) { r.set_agency("WELFARE"); }),
              ElementsAre(first.name()));
  EXPECT_THAT(names("supervisor",
                    [](auto& r) {
                      r.set_agency("WELFARE");
                      r.set_unit("EAST");
                    }),
              IsEmpty());
  EXPECT_THAT(names("supervisor", [](auto& r) { r.set_running(true); }),
              ElementsAre(second.name()));
  EXPECT_THAT(names("supervisor", [](auto& r) { r.set_flagged(true); }), IsEmpty());
  Pass(absl::Hours(30 * 24) + absl::Seconds(1));
  EXPECT_THAT(names("supervisor", [](auto& r) { r.set_flagged(true); }),
              ElementsAre(second.name()));
  v1::ListStopsRequest half;
  half.set_unit("EAST");
  EXPECT_THAT(Call<v1::ListStopsResponse>("supervisor", half), HasField("agency"));
}

TEST_F(Clock, HasItsStopsListedPageByPage) {
  for (int i = 0; i < 3; ++i) {
    WaitFor(absl::Seconds(1), InWork("west", Matter("aid")));
    Pass(absl::Minutes(1));
  }
  v1::ListStopsRequest request;
  request.set_page_size(2);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page, Call<v1::ListStopsResponse>("supervisor", request));
  EXPECT_THAT(page.stops(), SizeIs(2));
  request.set_page_token(page.next_page_token());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto rest, Call<v1::ListStopsResponse>("supervisor", request));
  EXPECT_THAT(rest.stops(), SizeIs(1));
  EXPECT_EQ(rest.next_page_token(), "");
}

TEST_F(Clock, TellsTheCounterNothingOfTheProtected) {
  const v1::Case open = InWork("west", Matter("aid"));
  const v1::Case hidden = InWork("shield", Matter("aid", kProtectedPerson));
  SKRANKE_ASSERT_OK(Stop("west", open, "Our WEST doctor."));
  SKRANKE_ASSERT_OK(Stop("shield", hidden, "Our SHIELD doctor."));
  for (const char* caller : {"clerk", "head"}) {
    EXPECT_EQ(Shown(Get(caller, open.name())), Shown(Get(caller, hidden.name()))) << caller;
  }
  v1::ListStopsRequest request;
  const std::vector<v1::CaseStop> stops = Stops("supervisor", request);
  ASSERT_THAT(stops, SizeIs(2));
  for (const v1::CaseStop& stop : stops) {
    EXPECT_EQ(stop.receiver().agency(), "WELFARE");
    EXPECT_THAT(stop.DebugString(), Not(HasSubstr("SHIELD")));
  }
  request.set_agency("TOWN");
  EXPECT_THAT(Stops("supervisor", request), IsEmpty());
  EXPECT_THAT(Stops("auditor", request), SizeIs(1));
  v1::GetCaseHistoryRequest history;
  history.set_name(hidden.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto told,
                               Call<v1::GetCaseHistoryResponse>("supervisor", history));
  EXPECT_THAT(told.DebugString(), Not(HasSubstr("SHIELD")));
  EXPECT_THAT(told.DebugString(), HasSubstr("waits for another body."));
}

}  // namespace
}  // namespace skranke
