#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AgencyDesk : public OfficeFixture {
 protected:
  absl::StatusOr<v1::ReturnCaseResponse> Return(absl::string_view caller, const v1::Case& c,
                                                absl::string_view agency = "",
                                                absl::string_view unit = "") {
    auto request = About<v1::ReturnCaseRequest>(c);
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence("It belongs elsewhere.");
    request.mutable_proposed_owner()->set_agency(std::string(agency));
    request.mutable_proposed_owner()->set_unit(std::string(unit));
    return Call<v1::ReturnCaseResponse>(caller, request);
  }

  absl::Status Route(absl::string_view caller, const std::string& name, absl::string_view agency,
                     absl::string_view unit) {
    auto request = About<v1::RouteCaseRequest>(Get("auditor", name));
    request.mutable_receiver()->set_agency(std::string(agency));
    request.mutable_receiver()->set_unit(std::string(unit));
    request.set_reason("It is theirs.");
    return Call<v1::RouteCaseResponse>(caller, request).status();
  }
};

TEST_F(AgencyDesk, TakesACaseFromAcceptanceToItsEnd) {
  v1::Case aid = Accept("west", Register("clerk", Matter("aid")));
  EXPECT_EQ(aid.state(), v1::STATE_ACCEPTED);
  EXPECT_EQ(aid.responsibility().person(), "west");
  EXPECT_EQ(aid.handovers(0).outcome(), v1::Handover::OUTCOME_ACCEPTED);
  EXPECT_TRUE(aid.handovers(0).has_deliver_time());
  aid = Start("west", aid);

  auto ask = About<v1::RequestInformationRequest>(aid);
  ask.set_question("Which bank?");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto asked, Call<v1::RequestInformationResponse>("west", ask));
  EXPECT_EQ(asked.citizen_case().state(), v1::STATE_AWAITING_INFO);
  EXPECT_EQ(Get("clerk", aid.name()).information_request(), "Which bank?");

  v1::SupplementCaseRequest supplement;
  supplement.set_name(aid.name());
  supplement.set_note("The savings bank.");
  SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", supplement));

  EXPECT_EQ(Get("clerk", aid.name()).state(), v1::STATE_IN_PROGRESS);

  // The supplement did not void the caseworker's etag.
  auto decide = About<v1::DecideCaseRequest>(asked.citizen_case());
  decide.set_outcome("GRANTED");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto decided, Call<v1::DecideCaseResponse>("west", decide));
  EXPECT_EQ(decided.citizen_case().state(), v1::STATE_DECIDED);
  aid = Close("west", decided.citizen_case(), "");
  EXPECT_EQ(aid.state(), v1::STATE_CLOSED);
  EXPECT_EQ(aid.outcome(), "GRANTED");
}

TEST_F(AgencyDesk, KeepsItsOwnCaseNumberAndStatusBesideTheState) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  auto accept = About<v1::AcceptCaseRequest>(aid);
  accept.set_agency_case_number("2024/117");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto accepted,
                               Call<v1::AcceptCaseResponse>("WELFARE", accept));
  v1::ListCasesRequest find;
  find.set_agency("WELFARE");
  find.set_agency_case_number("2024/117");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto found, Call<v1::ListCasesResponse>("clerk", find));
  ASSERT_THAT(found.cases(), SizeIs(1));
  EXPECT_EQ(found.cases(0).name(), aid.name());

  auto status = About<v1::SetLocalStatusRequest>(accepted.citizen_case());
  status.set_local_status("waits for the board");
  SKRANKE_ASSERT_OK(Call<v1::SetLocalStatusResponse>("WELFARE", status));
  EXPECT_EQ(Get("clerk", aid.name()).local_status(), "waits for the board");
  EXPECT_EQ(Get("clerk", aid.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(AgencyDesk, ClosesReferredOutsideOnlyWithToWhom) {
  const v1::Case aid = Accept("west", Register("clerk", Matter("aid")));
  auto close = About<v1::CloseCaseRequest>(aid);
  close.set_outcome("REFERRED_EXTERNAL");
  EXPECT_THAT(Call<v1::CloseCaseResponse>("west", close), HasField("referred_to"));
  close.set_referred_to("The Red Cross");
  SKRANKE_EXPECT_OK(Call<v1::CloseCaseResponse>("west", close));

  auto other = About<v1::CloseCaseRequest>(Accept("west", Register("clerk", Matter("aid"))));
  other.set_outcome("GRANTED");
  other.set_referred_to("The Red Cross");
  EXPECT_THAT(Call<v1::CloseCaseResponse>("west", other), HasField("referred_to"));
}

TEST_F(AgencyDesk, ReturnsToTheOwnerItProposes) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  const int64_t promised = aid.promise_time().seconds();
  Pass(absl::Hours(30));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto returned, Return("west", aid, "WELFARE", "EAST"));
  EXPECT_EQ(returned.state(), v1::STATE_ROUTED);
  const v1::Case at_east = GetItem("east", aid.name()).citizen_case();
  ASSERT_THAT(at_east.handovers(), SizeIs(2));
  EXPECT_EQ(at_east.handovers(0).outcome(), v1::Handover::OUTCOME_RETURNED);
  EXPECT_EQ(at_east.handovers(0).return_sentence(), "It belongs elsewhere.");
  EXPECT_EQ(at_east.handovers(1).decision().cause(), v1::RoutingDecision::CAUSE_RETURN);
  EXPECT_EQ(at_east.return_count(), 1u);
  // The citizen's clock goes on, the agency's starts again.
  EXPECT_EQ(at_east.promise_time().seconds(), promised);
  EXPECT_EQ(absl::FromUnixSeconds(at_east.handovers(1).accept_by_time().seconds()),
            clock().Now() + absl::Hours(24));
}

TEST_F(AgencyDesk, NeverGetsACaseBackThatItHasReturned) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Return("west", aid, "WELFARE", "EAST"));
  // The proposal had it before, and so had the list's receiver.
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto again,
      Return("east", GetItem("east", aid.name()).citizen_case(), "WELFARE", "WEST"));
  EXPECT_EQ(again.state(), v1::STATE_TRIAGE);
  EXPECT_EQ(Get("clerk", aid.name()).return_count(), 2u);
  // A supervisor may send it there all the same.
  SKRANKE_ASSERT_OK(Route("supervisor", aid.name(), "WELFARE", "WEST"));
  EXPECT_EQ(GetItem("west", aid.name()).citizen_case().state(), v1::STATE_ROUTED);
}

TEST_F(AgencyDesk, GetsACaseBackFromTheSortingUnitOnlyByASupervisor) {
  const std::string trade = Register("clerk", Matter("trade")).name();
  SKRANKE_ASSERT_OK(Return("passport", Get("clerk", trade)));
  ASSERT_EQ(Get("clerk", trade).state(), v1::STATE_TRIAGE);
  ASSERT_FALSE(Get("clerk", trade).needs_supervisor());
  EXPECT_THAT(Route("sorter", trade, "POLICE", "PASS"), HasReason("NEEDS_SUPERVISOR"));
  // Its only unit is the same one.
  EXPECT_THAT(Route("sorter", trade, "POLICE", ""), HasReason("NEEDS_SUPERVISOR"));
  SKRANKE_EXPECT_OK(Route("supervisor", trade, "POLICE", "PASS"));
}

TEST_F(AgencyDesk, GivesAReasonThatCanBeRead) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  // Blanks that are not ASCII: no-break, ideographic, of no width.
  for (const char* blank : {"\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B \xEF\xBB\xBF"}) {
    auto give_back = About<v1::ReturnCaseRequest>(aid);
    give_back.set_code(v1::RETURN_CODE_NOT_OURS);
    give_back.set_sentence(blank);
    EXPECT_THAT(Call<v1::ReturnCaseResponse>("west", give_back), HasField("sentence"));
    auto pass_on = About<v1::ForwardCaseRequest>(aid);
    pass_on.mutable_receiver()->set_agency("POLICE");
    pass_on.set_reason(blank);
    EXPECT_THAT(Call<v1::ForwardCaseResponse>("west", pass_on), HasField("reason"));
  }
}

TEST_F(AgencyDesk, ReturnsWithoutAProposalToTriageWhereTheListKnowsNobodyElse) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto returned,
                               Return("passport", Register("clerk", Matter("trade"))));
  EXPECT_EQ(returned.state(), v1::STATE_TRIAGE);
}

TEST_F(AgencyDesk, RefusesAProposalThatIsNoUnit) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  EXPECT_THAT(Return("west", aid, "WELFARE", "NORTH"), ::testing::Not(IsOk()));
  EXPECT_EQ(GetItem("west", aid.name()).citizen_case().state(), v1::STATE_ROUTED);
}

TEST_F(AgencyDesk, ReturnsAfterAcceptanceToo) {
  const v1::Case aid = Start("west", Accept("west", Register("clerk", Matter("aid"))));
  SKRANKE_ASSERT_OK(Return("west", aid, "WELFARE", "EAST"));
  EXPECT_EQ(GetItem("east", aid.name()).citizen_case().responsibility().person(), "");
}

TEST_F(AgencyDesk, TellsTheCounterTheAgencyAndNeverTheUnit) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Return("west", aid, "WELFARE", "EAST"));
  const v1::Case seen = Get("clerk", aid.name());
  EXPECT_THAT(seen.DebugString(), ::testing::Not(HasSubstr("EAST")));
  EXPECT_THAT(seen.DebugString(), ::testing::Not(HasSubstr("WEST")));
  EXPECT_THAT(Get("supervisor", aid.name()).DebugString(), HasSubstr("EAST"));
}

TEST_F(AgencyDesk, RefusesVerbsOutOfTheirOrder) {
  const v1::Case routed = Register("clerk", Matter("aid"));
  EXPECT_THAT(Call<v1::StartCaseResponse>("west", About<v1::StartCaseRequest>(routed)),
              HasReason("WRONG_STATE"));
  const v1::Case accepted = Accept("west", routed);
  EXPECT_THAT(Call<v1::AcceptCaseResponse>("west", About<v1::AcceptCaseRequest>(accepted)),
              HasReason("WRONG_STATE"));
  auto decide = About<v1::DecideCaseRequest>(accepted);
  decide.set_outcome("GRANTED");
  EXPECT_THAT(Call<v1::DecideCaseResponse>("west", decide), HasReason("WRONG_STATE"));
}

TEST_F(AgencyDesk, LetsTheImporterActForTheUnitAndKeepsBothNames) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  Pass(absl::Minutes(2));
  auto accept = About<v1::AcceptCaseRequest>(aid);
  accept.mutable_occur_time()->set_seconds(absl::ToUnixSeconds(clock().Now()) - 60);
  SKRANKE_ASSERT_OK(Call<v1::AcceptCaseResponse>("importer", accept));
  v1::GetCaseHistoryRequest history;
  history.set_name(aid.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto told,
                               Call<v1::GetCaseHistoryResponse>("auditor", history));
  const v1::HistoryEntry& last = told.entries(told.entries_size() - 1);
  EXPECT_EQ(last.actor(), "importer");
  EXPECT_EQ(last.acting_for(), "WELFARE/WEST");
  EXPECT_EQ(last.occur_time().seconds(), accept.occur_time().seconds());
}

}  // namespace
}  // namespace skranke
