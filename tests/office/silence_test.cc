// An agency that says nothing: who is told, when, and what the counter can do.
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::SizeIs;

PackageFiles TownWithDuty() {
  PackageFiles files = TownPackage();
  files["agencies.csv"] =
      "agency,title,principal,endpoint,max_in_flight,accept_hours,acute_accept_minutes,duty_phone\n"
      "TOWN,The town,Town,,,,,\n"
      "POLICE,The police,State,,,8,,\n"
      "WELFARE,The welfare agency,State,,,,10,+47 22 00 00 01\n";
  files["staff.csv"] += "west_head,UNIT_HEAD,,WELFARE,WEST,,nb,\n";
  return files;
}

class Silence : public OfficeFixture {
 protected:
  Silence() : OfficeFixture(TownWithDuty()) {}

  v1::Handover::Escalation EscalationOf(const v1::Case& c) {
    const v1::Case now = Get("supervisor", c.name());
    return now.handovers(now.handovers_size() - 1).escalation();
  }

  bool Escalates(const v1::Case& c, v1::Handover::Escalation to) {
    return Eventually([&] { return EscalationOf(c) == to; });
  }

  int Unaccepted(v1::Handover::Escalation escalation, absl::string_view caller = "supervisor") {
    v1::ListUnacceptedRequest request;
    request.set_escalation(escalation);
    const auto listed = Call<v1::ListUnacceptedResponse>(caller, request);
    EXPECT_THAT(listed, IsOk());
    return listed.ok() ? listed->cases_size() : -1;
  }
};

TEST_F(Silence, IsToldToMoreAndMorePeople) {
  const v1::Case earlier = Register("clerk", Matter("acute"));
  Pass(absl::Seconds(1));
  const v1::Case acute = Register("clerk", Matter("acute"));
  ASSERT_EQ(acute.handovers(0).accept_by_time().seconds(),
            absl::ToUnixSeconds(clock().Now() + absl::Minutes(10)));
  Pass(absl::Minutes(10) - absl::Seconds(1));
  // The timers have looked at this second: the other case is due in it.
  ASSERT_TRUE(Escalates(earlier, v1::Handover::ESCALATION_REMINDED));
  Accept("west", earlier);
  EXPECT_EQ(EscalationOf(acute), v1::Handover::ESCALATION_UNSPECIFIED);
  Pass(absl::Seconds(1));
  EXPECT_TRUE(Escalates(acute, v1::Handover::ESCALATION_REMINDED));
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_REMINDED), 1);
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_UNIT_HEAD), 0);
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_UNIT_HEAD, "west_head"), 0);
  Pass(absl::Minutes(10));
  EXPECT_TRUE(Escalates(acute, v1::Handover::ESCALATION_UNIT_HEAD));
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_UNIT_HEAD, "west_head"), 1);
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_UNIT_HEAD, "passport_head"), 0);
  Pass(absl::Minutes(10));
  EXPECT_TRUE(Escalates(acute, v1::Handover::ESCALATION_SUPERVISOR));
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_SUPERVISOR), 1);
}

TEST_F(Silence, EndsWithAcceptance) {
  const v1::Case acute = Register("clerk", Matter("acute"));
  Pass(absl::Minutes(10));
  ASSERT_TRUE(Escalates(acute, v1::Handover::ESCALATION_REMINDED));
  Accept("west", acute);
  const v1::Case later = Register("clerk", Matter("acute"));
  Pass(absl::Hours(5));
  // The timers have looked at these hours: the other case was due in them.
  ASSERT_TRUE(Escalates(later, v1::Handover::ESCALATION_REMINDED));
  Accept("west", later);
  EXPECT_EQ(EscalationOf(acute), v1::Handover::ESCALATION_REMINDED);
  EXPECT_EQ(Unaccepted(v1::Handover::ESCALATION_UNSPECIFIED), 0);
}

TEST_F(Silence, DoesNotVoidTheEtagOfWhoReadsTheCase) {
  const v1::Case acute = Register("clerk", Matter("acute"));
  Pass(absl::Minutes(10));
  ASSERT_TRUE(Escalates(acute, v1::Handover::ESCALATION_REMINDED));
  EXPECT_EQ(Accept("west", acute).state(), v1::STATE_ACCEPTED);
}

TEST_F(Silence, LeavesTheCounterTheDutyNumberOfAnAcuteCaseOnly) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto acute,
                               Call<v1::RegisterCaseResponse>("clerk", Matter("acute")));
  EXPECT_EQ(acute.answer().duty_phone(), "+47 22 00 00 01");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto aid,
                               Call<v1::RegisterCaseResponse>("clerk", Matter("aid")));
  EXPECT_EQ(aid.answer().duty_phone(), "");
}

// What the counter sees of a protected person's case has the limit of the agency that it is told
// of.
TEST_F(Silence, TellsNothingOfTheProtected) {
  const v1::Case open = Register("clerk", Matter("acute"));
  const v1::Case hidden = Register("clerk", Matter("acute", kProtectedPerson));
  ASSERT_THAT(hidden.handovers(), SizeIs(1));
  EXPECT_EQ(hidden.handovers(0).accept_by_time().seconds(),
            open.handovers(0).accept_by_time().seconds());
}

TEST_F(Silence, HasTheAgencysLimitWhereTheTaskSaysNothing) {
  const v1::Case form = Register("clerk", [] {
    auto request = Matter("form");
    request.set_accept_incomplete(true);
    return request;
  }());
  EXPECT_TRUE(form.handovers(0).has_accept_by_time());
}

}  // namespace
}  // namespace skranke
