// Limits of the citizen's clock in Sweden, Denmark and Finland. It begins on Monday 2024-03-04.
#include "skranke/v1/gap.pb.h"
#include "tests/office/clock_verbs.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::SizeIs;

constexpr v1::DeadlineKind kAnswer = v1::DEADLINE_KIND_ANSWER;
constexpr v1::DeadlineKind kDemanded = v1::DEADLINE_KIND_DEMANDED_DECISION;
constexpr v1::DeadlineKind kTransfer = v1::DEADLINE_KIND_TRANSFER;

PackageFiles TownIn(absl::string_view country) {
  PackageFiles files = TownPackage();
  std::string& office = files["office.csv"];
  office.replace(office.find("country,NO"), 10, absl::StrCat("country,", country));
  return files;
}

// Norwegian, wherever the office is.
v1::RegisterCaseRequest MatterOf(absl::string_view task, absl::string_view person = kOpenPerson) {
  v1::RegisterCaseRequest request = Matter(task, person);
  request.mutable_parties(0)->mutable_person()->set_country("NO");
  return request;
}

class SwedishClock : public ClockFixture {
 protected:
  explicit SwedishClock(absl::string_view country = "SE") : ClockFixture(TownIn(country)) {}

  absl::StatusOr<v1::DemandDecisionResponse> Demand(absl::string_view caller, const v1::Case& c) {
    return Call<v1::DemandDecisionResponse>(caller, About<v1::DemandDecisionRequest>(c));
  }
};

class DanishClock : public SwedishClock {
 protected:
  DanishClock() : SwedishClock("DK") {}
};

class FinnishClock : public ClockFixture {
 protected:
  FinnishClock() : ClockFixture(TownIn("FI")) {}

  void Return(absl::string_view caller, const char* agency, const char* unit, const v1::Case& c) {
    auto request = About<v1::ReturnCaseRequest>(c);
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence("Not ours.");
    request.mutable_proposed_owner()->set_agency(agency);
    request.mutable_proposed_owner()->set_unit(unit);
    SKRANKE_EXPECT_OK(Call<v1::ReturnCaseResponse>(caller, request));
  }

  // Limits that are over, as the next sweep finds them.
  std::vector<v1::Gap> LimitsOver(absl::Duration time) {
    Pass(time);
    v1::ListGapsRequest request;
    request.set_kind(v1::GAP_KIND_DEADLINE_PASSED);
    v1::ListGapsResponse listed;
    EXPECT_TRUE(Eventually([&] {
      listed = Call<v1::ListGapsResponse>("auditor", request).value();
      return listed.sweep_time().seconds() == absl::ToUnixSeconds(clock().Now());
    }));
    return {listed.gaps().begin(), listed.gaps().end()};
  }

  bool IsTransferred(const v1::Case& c) {
    return LimitOf(kTransfer, Get("supervisor", c.name())).has_meet_time();
  }
};

TEST_F(SwedishClock, LetsTheCitizenDemandADecisionAfterSixMonths) {
  const v1::Case aid = InWork("west", MatterOf("aid"));
  ASSERT_THAT(aid.deadlines(), SizeIs(2));
  EXPECT_EQ(LocalTime(aid.deadlines(0).due_time()), "2024-04-03 23:59:59");
  EXPECT_EQ(LocalTime(aid.deadlines(1).due_time()), "2024-09-04 23:59:59");
  EXPECT_EQ(aid.deadlines(1).source(), "förvaltningslagen (2017:900) § 12");
  PassUntil("2024-09-04 23:59:59");
  EXPECT_THAT(Demand("clerk", aid), HasReason("DEMAND_TOO_EARLY"));
  PassUntil("2024-09-05 00:00:00");
  EXPECT_THAT(Demand("branch_clerk", aid), HasReason("CASE_NOT_FOUND"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto demanded, Demand("clerk", aid));
  EXPECT_EQ(DueOf(kDemanded, demanded.citizen_case()), "2024-10-03 23:59:59");
  EXPECT_THAT(Demand("west", demanded.citizen_case()), HasReason("DECISION_DEMANDED"));

  const v1::Case closed = Close("west", demanded.citizen_case());
  EXPECT_TRUE(LimitOf(kDemanded, closed).has_meet_time());
}

TEST_F(SwedishClock, StopsTheOfficesPromiseAndNotTheLawsLimit) {
  const v1::Case waited = WaitFor(absl::Hours(24), InWork("west", MatterOf("aid")));
  EXPECT_EQ(LocalTime(waited.deadlines(0).due_time()), "2024-04-04 23:59:59");
  EXPECT_EQ(LocalTime(waited.deadlines(1).due_time()), "2024-09-04 23:59:59");
}

TEST_F(DanishClock, RunsFromTheApplicationWhateverIsAwaited) {
  const v1::Case waited = WaitFor(absl::Hours(24), InWork("west", MatterOf("aid")));
  ASSERT_THAT(waited.deadlines(), SizeIs(2));
  EXPECT_EQ(DueOf(kAnswer, waited), "2024-04-03 23:59:59");
  EXPECT_EQ(LocalTime(waited.promise_time()), "2024-04-03 23:59:59");
  EXPECT_EQ(DueOf(v1::DEADLINE_KIND_PROVISIONAL_ANSWER, waited), "2024-04-03 23:59:59");
  EXPECT_EQ(waited.deadlines(1).source(), "retssikkerhedsloven § 3");
  Pass(absl::Hours(365 * 24));
  EXPECT_THAT(Demand("west", waited), HasReason("NO_SUCH_RIGHT"));
}

TEST_F(FinnishClock, IsMetByTheReceiptNotByTheSending) {
  const v1::Case aid = Register("clerk", MatterOf("aid"));
  EXPECT_EQ(DueOf(kTransfer, aid), "2024-03-05 23:59:59");
  EXPECT_EQ(LimitOf(kTransfer, aid).source(), "hallintolaki 21 §");
  EXPECT_FALSE(IsTransferred(aid));
  Pass(absl::Hours(1));
  SKRANKE_ASSERT_OK(Call<v1::TakeNextResponse>("west", v1::TakeNextRequest()));
  EXPECT_EQ(LimitOf(kTransfer, Get("clerk", aid.name())).meet_time().seconds(),
            absl::ToUnixSeconds(clock().Now()));
}

TEST_F(FinnishClock, IsNotMetByAnAuthorityThatIsNotCompetent) {
  const v1::Case trade = Accept("passport", Register("clerk", MatterOf("trade")));
  ASSERT_TRUE(IsTransferred(trade));
  Return("passport", "WELFARE", "WEST", trade);
  EXPECT_FALSE(IsTransferred(trade));
  Pass(absl::Hours(48));
  Accept("west", Get("supervisor", trade.name()));
  EXPECT_EQ(LimitOf(kTransfer, Get("clerk", trade.name())).meet_time().seconds(),
            absl::ToUnixSeconds(clock().Now()));
}

TEST_F(FinnishClock, IsMetByTheAuthorityWhicheverOfItsUnitsHasTheCase) {
  const v1::Case aid = Accept("west", Register("clerk", MatterOf("aid")));
  Return("west", "WELFARE", "EAST", aid);
  EXPECT_TRUE(IsTransferred(aid));
}

// What the office itself finishes has no other authority to go to, until it is sent there.
TEST_F(FinnishClock, BindsNoQuickCaseBeforeItIsSentOn) {
  v1::RegisterCaseRequest without = WholePassport();
  without.mutable_parties(0)->mutable_person()->set_country("NO");
  without.clear_documents();
  const v1::Case pass = Register("clerk", without);
  ASSERT_EQ(pass.state(), v1::STATE_INCOMPLETE);
  ASSERT_EQ(pass.classification().case_class(), v1::CASE_CLASS_QUICK);
  EXPECT_THAT(LimitsOver(absl::Hours(72)), SizeIs(0));
  EXPECT_EQ(DueOf(kTransfer, Get("supervisor", pass.name())), "");
  auto send = About<v1::SendToOwnerRequest>(Get("clerk", pass.name()));
  send.set_reason("The paper will not come.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto sent, Call<v1::SendToOwnerResponse>("clerk", send));
  EXPECT_EQ(DueOf(kTransfer, sent.citizen_case()), "2024-03-05 23:59:59");
  EXPECT_FALSE(IsTransferred(pass));
  EXPECT_THAT(LimitsOver(absl::Minutes(10)), SizeIs(1));
  Accept("passport", GetItem("passport", pass.name()).citizen_case());
  EXPECT_TRUE(IsTransferred(pass));
  EXPECT_THAT(LimitsOver(absl::Minutes(10)), SizeIs(0));
}

// Orphan goes to the sorting unit; a protected person's goes on from there unseen.
TEST_F(FinnishClock, TellsTheCounterNothingOfTheProtected) {
  for (const v1::RegisterCaseRequest& matter : EveryKindOfMatter()) {
    clock().Advance(absl::Minutes(1));
    const auto seen = [&](const char* person) {
      v1::RegisterCaseRequest request = matter;
      request.mutable_parties(0)->mutable_person()->set_country("NO");
      request.mutable_parties(0)->mutable_person()->set_number(person);
      return Shown(Register("clerk", request));
    };
    EXPECT_EQ(seen(kOpenPerson), seen(kProtectedPerson)) << matter.ShortDebugString();
  }
}

}  // namespace
}  // namespace skranke
