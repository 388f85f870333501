// A case that stood on the wrong person: it leaves that person, whoever had it is told, and the
// data protection officer's hours run.
#include "skranke/v1/clock.pb.h"
#include "tests/office/correction_fixture.h"
#include "tests/office/own_staff_town.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kName[] = "Solveig Kleppestad";

class WrongPerson : public CorrectionFixture {
 protected:
  WrongPerson() : CorrectionFixture(TownWithWideRows()) {}

  // Somebody who is neither protected nor the person whom Matter means.
  const std::string right_ = SyntheticNumber(7);

  static PackageFiles TownWithWideRows() {
    PackageFiles files = TownPackage();
    files["staff.csv"] +=
        "chief_protector,DATA_PROTECTION_OFFICER,,,,,nb,\n"
        "branch_protector,DATA_PROTECTION_OFFICER,branch,,,,nb,\n";
    return files;
  }

  static v1::RegisterCaseRequest Named(absl::string_view task) {
    v1::RegisterCaseRequest request = Matter(task);
    request.mutable_parties(0)->mutable_person()->set_given_name(kName);
    return request;
  }

  v1::ListWrongPersonsResponse Listed(absl::string_view caller) {
    const auto response = Call<v1::ListWrongPersonsResponse>(caller, v1::ListWrongPersonsRequest());
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? *response : v1::ListWrongPersonsResponse();
  }

  absl::StatusOr<v1::SettleWrongPersonResponse> Settle(absl::string_view caller, const v1::Case& c,
                                                       uint64_t persons = 0) {
    v1::SettleWrongPersonRequest request;
    request.set_name(c.name());
    request.set_sentence("The letter was never opened.");
    request.set_person_count(persons);
    return Call<v1::SettleWrongPersonResponse>(caller, request);
  }

  // The person's cases as the list at the counter has them, by what else is known of them.
  std::vector<std::string> NamesListed(absl::string_view caller) {
    const auto response = Call<v1::ListCasesResponse>(caller, v1::ListCasesRequest());
    EXPECT_THAT(response, IsOk()) << caller;
    std::vector<std::string> names;
    if (!response.ok()) return names;
    for (const auto& c : response->cases()) {
      names.push_back(c.parties(0).person().number());
    }
    return names;
  }
};

TEST_F(WrongPerson, LosesTheCaseAtOnce) {
  const v1::Case sent = Register("clerk", Named("aid"));
  ASSERT_EQ(OpenCasesOf(kOpenPerson), 1);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", OtherPerson(sent, right_)));
  EXPECT_TRUE(corrected.wrong_person());
  EXPECT_EQ(OpenCasesOf(kOpenPerson), 0);
  EXPECT_EQ(OpenCasesOf(right_), 1);
  EXPECT_THAT(NamesListed("clerk"), ElementsAre(right_));
  EXPECT_THAT(NamesListed("inspector"), ElementsAre(right_));
  // A new case of that person is no double of this one.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto next,
                               Call<v1::RegisterCaseResponse>("clerk", Named("aid")));
  EXPECT_THAT(next.open_cases(), SizeIs(0));
  ExpectSame(sent);
}

TEST_F(WrongPerson, IsNamedNowhereAfterwards) {
  v1::RegisterCaseRequest matter = Named("aid");
  matter.set_note("Solveig called.");
  matter.add_facts()->set_name("nickname");
  matter.mutable_facts(0)->set_text("Solveig");
  matter.add_facts()->set_name("household");
  matter.mutable_facts(1)->set_text("Solveig and her son");
  const v1::Case sent = Register("clerk", matter);
  auto give_back = About<v1::ReturnCaseRequest>(sent);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Solveig lives in the east.");
  give_back.mutable_proposed_owner()->set_agency("WELFARE");
  give_back.mutable_proposed_owner()->set_unit("EAST");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("west", give_back));
  auto request = OtherPerson(Get("supervisor", sent.name()), right_);
  request.add_remove_facts("nickname");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  for (const char* caller : {"head", "supervisor", "inspector", "auditor", "mediator"}) {
    const std::string history = History(caller, sent).DebugString();
    EXPECT_THAT(history, Not(HasSubstr("Solveig"))) << caller;
    EXPECT_THAT(history, Not(HasSubstr("Kleppestad"))) << caller;
    EXPECT_THAT(history, Not(HasSubstr(kOpenPerson))) << caller;
    EXPECT_THAT(history, HasSubstr("It stood on the wrong person.")) << caller;
    v1::ExplainCaseRequest explain;
    explain.set_name(sent.name());
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto why, Call<v1::ExplainCaseResponse>(caller, explain));
    EXPECT_THAT(why.DebugString(), Not(HasSubstr("Solveig"))) << caller;
  }
  for (const char* caller : {"clerk", "supervisor", "auditor"}) {
    const v1::Case shown = Get(caller, sent.name());
    EXPECT_THAT(shown.handovers(0).return_sentence(), "") << caller;
    EXPECT_THAT(shown.DebugString(), Not(HasSubstr(kOpenPerson))) << caller;
  }
  const v1::Case there = GetItem("east", sent.name()).citizen_case();
  EXPECT_THAT(there.DebugString(), Not(HasSubstr("Solveig")));
  ExpectSame(sent);
}

TEST_F(WrongPerson, IsNotNamedByAListedStop) {
  const v1::Case c = Accept("west", Register("clerk", Named("aid")));
  auto stop = About<v1::StopClockRequest>(c);
  stop.set_reason(v1::STOP_REASON_OTHER_BODY);
  stop.set_note("Solveig's doctor is asked.");
  SKRANKE_ASSERT_OK(Call<v1::StopClockResponse>("west", stop));
  MoveTo(right_, c);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed,
                               Call<v1::ListStopsResponse>("supervisor", v1::ListStopsRequest()));
  ASSERT_THAT(listed.stops(), SizeIs(1));
  EXPECT_THAT(listed.DebugString(), Not(HasSubstr("Solveig")));
}

TEST_F(WrongPerson, IsNotNamedByTheReason) {
  const v1::Case sent = Register("clerk", Named("aid"));
  auto request = OtherPerson(sent, right_);
  for (const std::string& reason :
       {std::string("It was SOLVEIG's."), std::string("Not of kleppestad, but of her sister."),
        absl::StrCat("Not ", kOpenPerson, "."), std::string("Not 098195 40400.")}) {
    request.set_reason(reason);
    const auto refused = Correct("clerk", request);
    EXPECT_THAT(refused, HasField("reason")) << reason;
    EXPECT_THAT(refused.status().ToString(), Not(HasSubstr("leppestad")));
  }
  // What the right person is called as well tells nothing.
  request.mutable_parties(0)->mutable_person()->set_given_name("Ragnhild Kleppestad");
  request.set_reason("It was the other Kleppestad.");
  SKRANKE_EXPECT_OK(Correct("clerk", request));
}

TEST_F(WrongPerson, IsListedWithItsHoursUntilItIsSettled) {
  const v1::Case sent = Register("clerk", Named("aid"));
  Pass(absl::Hours(1));
  MoveTo(right_, sent);
  Pass(absl::Minutes(1));
  for (const char* caller : {"protector", "chief_protector", "auditor"}) {
    const auto listed = Listed(caller);
    ASSERT_THAT(listed.cases(), SizeIs(1)) << caller;
    const v1::WrongPersonCase& row = listed.cases(0);
    EXPECT_EQ(row.name(), sent.name());
    EXPECT_EQ(row.hours_left(), 71);
    EXPECT_EQ(row.notify_by_time().seconds() - row.find_time().seconds(), 72 * 3600);
    EXPECT_EQ(row.find_time().seconds(), sent.receive_time().seconds() + 3600);
    EXPECT_THAT(row.agencies(), ElementsAre("WELFARE"));
    EXPECT_THAT(row.untold_agencies(), ElementsAre("WELFARE"));
    EXPECT_EQ(row.person_count(), 1u);
  }
  EXPECT_THAT(Listed("branch_protector").cases(), SizeIs(0));
  Pass(absl::Hours(72));
  EXPECT_EQ(Listed("protector").cases(0).hours_left(), -1);

  EXPECT_THAT(Settle("branch_protector", sent), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Settle("protector", sent, 2), HasReason("WRONG_PERSON_AGAIN"));
  SKRANKE_ASSERT_OK(Settle("protector", sent, 1));
  EXPECT_THAT(Listed("protector").cases(), SizeIs(0));
  EXPECT_THAT(Settle("protector", sent), HasReason("WRONG_PERSON_SETTLED"));
  EXPECT_THAT(History("auditor", sent).DebugString(), HasSubstr("The letter was never opened."));
}

TEST_F(WrongPerson, IsNotLeftToBeToldByHandWhereAMessageTells) {
  options_.endpoints = {{"WELFARE", "127.0.0.1:1"}};
  Restart();
  MoveTo(right_, Register("clerk", Named("aid")));
  ASSERT_THAT(Listed("protector").cases(), SizeIs(1));
  EXPECT_THAT(Listed("protector").cases(0).agencies(), ElementsAre("WELFARE"));
  EXPECT_THAT(Listed("protector").cases(0).untold_agencies(), SizeIs(0));
}

TEST_F(WrongPerson, HasNothingToDoWithOtherCases) {
  const v1::Case sent = Register("clerk", Named("aid"));
  EXPECT_THAT(Settle("protector", sent), HasReason("CASE_NOT_FOUND"));
  auto request = Correction(sent);
  request.set_task("trade");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  EXPECT_THAT(Listed("protector").cases(), SizeIs(0));
  EXPECT_THAT(Settle("protector", sent), HasReason("CASE_NOT_FOUND"));
}

TEST_F(WrongPerson, IsNobodyWhoWasOnlyUnknown) {
  v1::RegisterCaseRequest matter = Matter("aid");
  matter.mutable_parties(0)->mutable_unknown()->set_description("A man with a hat");
  const v1::Case sent = Register("clerk", matter);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto corrected, Correct("clerk", OtherPerson(sent, right_)));
  EXPECT_FALSE(corrected.wrong_person());
  EXPECT_THAT(Listed("protector").cases(), SizeIs(0));
}

TEST_F(WrongPerson, IsRightAgainWhereTheCorrectionWasWrong) {
  const v1::Case sent = Register("clerk", Named("aid"));
  MoveTo(right_, sent);
  const v1::Case back = MoveTo(kOpenPerson, sent);
  EXPECT_EQ(back.parties(0).person().number(), kOpenPerson);
  EXPECT_EQ(Get("clerk", sent.name()).parties(0).person().number(), kOpenPerson);
  EXPECT_EQ(OpenCasesOf(right_), 0);
  // Both had to be told: neither settlement stands for the other.
  EXPECT_EQ(Listed("protector").cases(0).person_count(), 2u);
  EXPECT_THAT(Settle("protector", sent, 1), HasReason("WRONG_PERSON_AGAIN"));
  ExpectSame(sent);
}

TEST_F(WrongPerson, FoundAgainAfterItWasSettledIsListedAgain) {
  const v1::Case sent = Register("clerk", Named("aid"));
  MoveTo(right_, sent);
  SKRANKE_ASSERT_OK(Settle("protector", sent));
  MoveTo(SyntheticNumber(9), sent);
  ASSERT_THAT(Listed("protector").cases(), SizeIs(1));
  EXPECT_EQ(Listed("protector").cases(0).person_count(), 2u);
}

TEST_F(WrongPerson, GivesTheUnitTheRightPersonsCaseAnew) {
  const v1::Case sent = Start("west", Accept("west", Register("clerk", Named("aid"))));
  Pass(absl::Hours(10));
  MoveTo(right_, sent);
  const v1::Case there = GetItem("west", sent.name()).citizen_case();
  EXPECT_EQ(there.state(), v1::STATE_ROUTED);
  ASSERT_THAT(there.handovers(), SizeIs(2));
  EXPECT_EQ(there.handovers(0).outcome(), v1::Handover::OUTCOME_RECALLED);
  EXPECT_EQ(there.return_count(), 0u);
  EXPECT_EQ(there.responsibility().person(), "");
  EXPECT_EQ(there.receive_time().seconds(), sent.receive_time().seconds());
}

TEST_F(WrongPerson, OfAClosedCaseLeavesItClosed) {
  const v1::Case closed = Close("west", Accept("west", Register("clerk", Named("aid"))));
  MoveTo(right_, closed);
  const v1::Case there = GetItem("west", closed.name()).citizen_case();
  EXPECT_EQ(there.state(), v1::STATE_CLOSED);
  EXPECT_EQ(there.parties(0).person().number(), right_);
  EXPECT_THAT(Listed("protector").cases(), SizeIs(1));
}

TEST_F(WrongPerson, WasWithTheSortingUnitToo) {
  MoveTo(right_, Register("clerk", Named("orphan")));
  ASSERT_THAT(Listed("protector").cases(), SizeIs(1));
  EXPECT_THAT(Listed("protector").cases(0).agencies(), ElementsAre("TOWN"));
}

TEST_F(WrongPerson, LeavesWhatWasStatedToTheRightOne) {
  auto matter = Named("aid");
  matter.add_facts()->set_name("children");
  matter.mutable_facts(0)->set_number("2");
  const v1::Case sent = Register("clerk", matter);
  MoveTo(right_, sent);
  EXPECT_THAT(GetItem("west", sent.name()).citizen_case().facts(), SizeIs(1));
  EXPECT_EQ(Stored(sent).content().key_id(), Stored(sent).parties(0).pseudonym());
}

TEST_F(WrongPerson, IsNotFoundAgainByANewTelephone) {
  const v1::Case sent = Register("clerk", Named("aid"));
  MoveTo(right_, sent);
  SKRANKE_ASSERT_OK(Settle("protector", sent));
  auto request = OtherPerson(Get("clerk", sent.name()), right_);
  request.mutable_parties(0)->mutable_contact()->set_phone("22 22 22 22");
  SKRANKE_ASSERT_OK(Correct("clerk", request));
  EXPECT_THAT(Listed("protector").cases(), SizeIs(0));
}

TEST_F(WrongPerson, IsListedAPageAtATime) {
  for (int i = 0; i < 2; ++i) MoveTo(right_, Register("clerk", Named("aid")));
  v1::ListWrongPersonsRequest request;
  request.set_page_size(1);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto first,
                               Call<v1::ListWrongPersonsResponse>("protector", request));
  ASSERT_THAT(first.cases(), SizeIs(1));
  request.set_page_token(first.next_page_token());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto second,
                               Call<v1::ListWrongPersonsResponse>("protector", request));
  ASSERT_THAT(second.cases(), SizeIs(1));
  EXPECT_NE(second.cases(0).name(), first.cases(0).name());
  EXPECT_EQ(second.next_page_token(), "");
}

// Two cases that differ in nothing but who is right, or who was wrong.
class HiddenCorrection : public WrongPerson {
 protected:
  enum class Until { kRegistered, kAccepted, kStarted, kClosed };

  v1::Case At(Until until, const v1::RegisterCaseRequest& matter, absl::string_view unit) {
    clock().Advance(absl::Minutes(1));
    v1::Case c = Register("clerk", matter);
    if (until == Until::kRegistered || c.state() != v1::STATE_ROUTED) return c;
    c = Accept(unit, c);
    if (until == Until::kAccepted) return c;
    c = Start(unit, c);
    return until == Until::kStarted ? c : Close(unit, c);
  }

  // What the counter sees of the case: without whose it is and when it was.
  std::string SeenAs(absl::string_view caller, const v1::Case& c) {
    v1::Case seen = Blank(Get(caller, c.name()));
    seen.clear_receive_time();
    seen.clear_create_time();
    seen.clear_update_time();
    seen.clear_promise_time();
    for (auto& deadline : *seen.mutable_deadlines()) deadline.clear_meet_time();
    for (auto& handover : *seen.mutable_handovers()) {
      handover.clear_ready_time();
      handover.clear_deliver_time();
      handover.clear_accept_time();
      handover.clear_accept_by_time();
    }
    return seen.DebugString();
  }

  std::string Told(const v1::Case& c) {
    std::string told;
    const auto history = History("head", c);
    for (const auto& entry : history.entries()) {
      absl::StrAppend(&told, entry.event(), " ", entry.actor(), " ", entry.sentence(), " ",
                      v1::State_Name(entry.state()), "\n");
    }
    return told;
  }

  void ExpectSameAtCounter(const v1::Case& open, const v1::Case& hidden, absl::string_view where) {
    EXPECT_EQ(SeenAs("clerk", open), SeenAs("clerk", hidden)) << where;
    EXPECT_EQ(SeenAs("head", open), SeenAs("head", hidden)) << where;
    EXPECT_EQ(Told(open), Told(hidden)) << where;
    EXPECT_THAT(Get("supervisor", hidden.name()).DebugString(), Not(HasSubstr("SHIELD"))) << where;
    EXPECT_THAT(History("supervisor", hidden).DebugString(), Not(HasSubstr("SHIELD"))) << where;
    ExpectSame(open);
    ExpectSame(hidden);
  }
};

TEST_F(HiddenCorrection, ToAProtectedPersonShowsTheCounterWhatAnyCorrectionDoes) {
  for (const Until until :
       {Until::kRegistered, Until::kAccepted, Until::kStarted, Until::kClosed}) {
    const v1::Case open = At(until, Named("aid"), "west");
    const v1::Case hidden = At(until, Named("aid"), "west");
    MoveTo(right_, open);
    EXPECT_THAT(MoveTo(kProtectedPerson, hidden).DebugString(), Not(HasSubstr("SHIELD")));
    ExpectSameAtCounter(open, hidden, absl::StrCat("until ", static_cast<int>(until)));
    EXPECT_TRUE(IsAt("shield", hidden));
    EXPECT_FALSE(IsAt("west", hidden));
  }
}

TEST_F(HiddenCorrection, FromAProtectedPersonShowsTheCounterWhatAnyCorrectionDoes) {
  for (const Until until :
       {Until::kRegistered, Until::kAccepted, Until::kStarted, Until::kClosed}) {
    v1::RegisterCaseRequest of_protected = Named("aid");
    of_protected.mutable_parties(0)->mutable_person()->set_number(kProtectedPerson);
    const v1::Case open = At(until, Named("aid"), "west");
    const v1::Case hidden = At(until, of_protected, "shield");
    MoveTo(right_, open);
    MoveTo(right_, hidden);
    ExpectSameAtCounter(open, hidden, absl::StrCat("until ", static_cast<int>(until)));
    const bool closed = until == Until::kClosed;
    EXPECT_EQ(IsAt("west", hidden), !closed);
    if (closed) continue;
    // Nor is the unit that has it now told where it was before.
    EXPECT_THAT(GetItem("west", hidden.name()).DebugString(), Not(HasSubstr("SHIELD")));
    EXPECT_THAT(Get("auditor", hidden.name()).DebugString(), HasSubstr("SHIELD"));
  }
}

TEST_F(HiddenCorrection, OfWhatWasSentWithGapsShowsTheCounterWhatAnyCorrectionDoes) {
  v1::RegisterCaseRequest gaps = Named("form");
  gaps.set_accept_incomplete(true);
  const v1::Case open = At(Until::kStarted, gaps, "passport");
  const v1::Case hidden = At(Until::kStarted, gaps, "passport");
  MoveTo(right_, open);
  MoveTo(kProtectedPerson, hidden);
  ExpectSameAtCounter(open, hidden, "gaps");
}

TEST_F(HiddenCorrection, OfWhatTheSortingUnitSentOnShowsTheCounterWhatAnyCorrectionDoes) {
  const auto sorted = [&] {
    clock().Advance(absl::Minutes(1));
    const v1::Case c = Register("clerk", Named("orphan"));
    auto route = About<v1::RouteCaseRequest>(c);
    route.mutable_receiver()->set_agency("WELFARE");
    route.mutable_receiver()->set_unit("WEST");
    route.set_reason("It is aid.");
    SKRANKE_EXPECT_OK(Call<v1::RouteCaseResponse>("sorter", route));
    return Accept("west", Get("clerk", c.name()));
  };
  const v1::Case open = sorted();
  const v1::Case hidden = sorted();
  MoveTo(right_, open);
  MoveTo(kProtectedPerson, hidden);
  ExpectSameAtCounter(open, hidden, "sorted");
}

TEST_F(HiddenCorrection, OfTheTaskTooShowsTheCounterWhatAnyCorrectionDoes) {
  const v1::Case open = At(Until::kStarted, Named("aid"), "west");
  const v1::Case hidden = At(Until::kStarted, Named("aid"), "west");
  for (const auto& [c, person] :
       {std::pair(open, right_), std::pair(hidden, std::string(kProtectedPerson))}) {
    auto request = OtherPerson(Get("clerk", c.name()), person);
    request.set_task("trade");
    SKRANKE_ASSERT_OK(Correct("clerk", request));
  }
  ExpectSameAtCounter(open, hidden, "task and person");
}

TEST_F(HiddenCorrection, OfAHiddenCasesTaskTakesTheStepsOfAnyOther) {
  v1::RegisterCaseRequest of_protected = Named("aid");
  of_protected.mutable_parties(0)->mutable_person()->set_number(kProtectedPerson);
  const v1::Case open = At(Until::kStarted, Named("aid"), "west");
  const v1::Case hidden = At(Until::kStarted, of_protected, "shield");
  for (const char* task : {"acute", "trade", "orphan", "trade"}) {
    for (const v1::Case& c : {open, hidden}) {
      auto request = Correction(Get("clerk", c.name()));
      request.set_task(task);
      SKRANKE_ASSERT_OK(Correct("clerk", request));
    }
    ExpectSameAtCounter(open, hidden, task);
  }
}

TEST_F(HiddenCorrection, OfAnOrphanTakesTheSameSteps) {
  v1::RegisterCaseRequest secret = Named("orphan");
  secret.mutable_parties(0)->mutable_person()->set_number(kProtectedPerson);
  const v1::Case open = Register("clerk", Named("orphan"));
  const v1::Case hidden = Register("clerk", secret);
  for (const v1::Case& c : {open, hidden}) {
    SKRANKE_ASSERT_OK(Correct("clerk", WithChildren(c)));
  }
  ExpectSameAtCounter(open, hidden, "a fact");
  for (const v1::Case& c : {open, hidden}) {
    v1::SupplementCaseRequest request;
    request.set_name(c.name());
    request.set_note("It is urgent.");
    SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", request));
  }
  ExpectSameAtCounter(open, hidden, "a supplement");
  MoveTo(right_, open);
  MoveTo(right_, hidden);
  ExpectSameAtCounter(open, hidden, "a person");
  EXPECT_TRUE(IsAt("sorter", hidden));
}

TEST_F(HiddenCorrection, LetsAReopenedCaseOfAProtectedPersonReturnToItsUnit) {
  const v1::Case hidden = At(Until::kClosed, Named("aid"), "west");
  MoveTo(kProtectedPerson, hidden);
  auto reopen = About<v1::ReopenCaseRequest>(Get("clerk", hidden.name()));
  reopen.set_reason("There is more.");
  SKRANKE_ASSERT_OK(Call<v1::ReopenCaseResponse>("clerk", reopen));
  EXPECT_EQ(GetItem("shield", hidden.name()).citizen_case().state(), v1::STATE_ROUTED);
  EXPECT_FALSE(IsAt("west", hidden));
}

class OwnStaffCorrection : public CorrectionFixture {
 protected:
  OwnStaffCorrection() : CorrectionFixture(WithOwnStaff(TownPackage())) {}
};

TEST_F(OwnStaffCorrection, TakesTheCaseToTheUnitOfOwnStaffAndBack) {
  const v1::Case sent = Register("clerk", Matter("aid"));
  EXPECT_THAT(MoveTo(StaffPerson(), sent).DebugString(), Not(HasSubstr("OWN")));
  EXPECT_TRUE(IsAt("own", sent));
  EXPECT_FALSE(IsAt("west", sent));
  for (const char* caller : {"clerk", "head", "supervisor"}) {
    EXPECT_THAT(Get(caller, sent.name()).DebugString(), Not(HasSubstr("OWN"))) << caller;
    EXPECT_THAT(Get(caller, sent.name()).DebugString(), HasSubstr("WELFARE")) << caller;
  }
  MoveTo(SyntheticNumber(2), sent);
  EXPECT_TRUE(IsAt("west", sent));
  EXPECT_FALSE(IsAt("own", sent));
  ExpectSame(sent);
}

}  // namespace
}  // namespace skranke
