// A case that comes back: where it goes by itself, and when a person has to decide.
#include "absl/strings/str_replace.h"
#include "skranke/v1/correction.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::SizeIs;

// A town whose aid has a second best receiver, and a task under four eyes.
PackageFiles TownWithSecondBest() {
  PackageFiles files = TownPackage();
  files[TaskListPath("1", "tasks.csv")] =
      "task_code,title_en,title_local,owner_agency,structured,quick_minutes,discretion,"
      "personal_attendance_required,legal_basis,required_documents,accept_hours,four_eyes\n"
      "aid,Aid,Hjelp,WELFARE,no,,yes,no,Aid Act 1,,24,\n"
      "appeal,Appeal,Klage,WELFARE,no,,yes,no,Appeal Act 1,,24,yes\n";
  files[TaskListPath("1", "conditions.csv")] = "task_code,fact,test,legal_basis\n";
  files[TaskListPath("1", "requirements.csv")] = "task_code,kind,code,type,required,of_role\n";
  files[TaskListPath("1", "routing.csv")] =
      "task_code,place,protection,valid_from,valid_to,agency,unit\n"
      "*,*,protected,,,TOWN,SHIELD\n"
      "aid,centre,none,,,WELFARE,WEST\n"
      "aid,*,none,,,WELFARE,EAST\n"
      "appeal,*,none,,,WELFARE,WEST\n";
  return files;
}

class Reroute : public OfficeFixture {
 protected:
  Reroute() : OfficeFixture(TownWithSecondBest()) {}

  absl::StatusOr<v1::ReturnCaseResponse> Return(absl::string_view caller, const v1::Case& c,
                                                absl::string_view sentence = "Not ours.") {
    auto request = About<v1::ReturnCaseRequest>(c);
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence(std::string(sentence));
    return Call<v1::ReturnCaseResponse>(caller, request);
  }

  absl::StatusOr<v1::ForwardCaseResponse> Forward(absl::string_view caller, const v1::Case& c,
                                                  absl::string_view agency,
                                                  absl::string_view unit) {
    auto request = About<v1::ForwardCaseRequest>(c);
    request.mutable_receiver()->set_agency(std::string(agency));
    request.mutable_receiver()->set_unit(std::string(unit));
    request.set_reason("It is about a passport.");
    return Call<v1::ForwardCaseResponse>(caller, request);
  }

  v1::Case At(absl::string_view caller, const v1::Case& c) {
    return GetItem(caller, c.name()).citizen_case();
  }

  absl::StatusOr<v1::RouteCaseResponse> Route(absl::string_view caller, const v1::Case& c,
                                              absl::string_view agency, absl::string_view unit) {
    auto request = About<v1::RouteCaseRequest>(Get("auditor", c.name()));
    request.mutable_receiver()->set_agency(std::string(agency));
    request.mutable_receiver()->set_unit(std::string(unit));
    request.set_reason("It is theirs.");
    return Call<v1::RouteCaseResponse>(caller, request);
  }
};

TEST_F(Reroute, TakesTheNextBestRow) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto returned, Return("west", aid));
  EXPECT_EQ(returned.state(), v1::STATE_ROUTED);
  const v1::Case at_east = At("east", aid);
  EXPECT_EQ(at_east.handovers(1).decision().row(), "routing.csv:4");
  v1::ExplainCaseRequest explain;
  explain.set_name(aid.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto explained,
                               Call<v1::ExplainCaseResponse>("auditor", explain));
  EXPECT_TRUE(explained.re_derived_same());
}

TEST_F(Reroute, GoesToASupervisorTheThirdTime) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Return("west", aid));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, Return("east", At("east", aid)));
  EXPECT_EQ(again.state(), v1::STATE_TRIAGE);
  const v1::Case waiting = Get("supervisor", aid.name());
  EXPECT_TRUE(waiting.needs_supervisor());
  // One agency's two units are no dispute.
  EXPECT_FALSE(waiting.disputed());
  EXPECT_THAT(Route("sorter", aid, "POLICE", "PASS"), HasReason("NEEDS_SUPERVISOR"));
  EXPECT_THAT(Route("mediator", aid, "POLICE", "PASS"), HasReason("CASE_NOT_FOUND"));
  SKRANKE_ASSERT_OK(Route("supervisor", aid, "POLICE", "PASS"));
  EXPECT_FALSE(Get("supervisor", aid.name()).needs_supervisor());
}

TEST_F(Reroute, StaysWithTheSupervisorWhateverTheCitizenAdds) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Return("west", aid));
  SKRANKE_ASSERT_OK(Return("east", At("east", aid)));
  v1::SupplementCaseRequest more;
  more.set_name(aid.name());
  more.set_note("The citizen came by.");
  more.set_accept_incomplete(true);
  SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", more));
  const v1::Case waiting = Get("supervisor", aid.name());
  EXPECT_EQ(waiting.state(), v1::STATE_TRIAGE);
  EXPECT_TRUE(waiting.needs_supervisor());
  EXPECT_THAT(Route("sorter", aid, "POLICE", "PASS"), HasReason("NEEDS_SUPERVISOR"));
}

TEST_F(Reroute, BringsADisputeToTheMediatorWithBothReasons) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Forward("west", aid, "POLICE", "PASS"));
  SKRANKE_ASSERT_OK(Return("passport", At("passport", aid), "It is aid."));
  SKRANKE_ASSERT_OK(Route("supervisor", aid, "WELFARE", "EAST"));
  SKRANKE_ASSERT_OK(Return("east", At("east", aid), "It is a passport."));

  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto disputes, Call<v1::ListDisputesResponse>("mediator", v1::ListDisputesRequest()));
  ASSERT_THAT(disputes.cases(), SizeIs(1));
  std::vector<std::string> reasons;
  for (const auto& handover : disputes.cases(0).handovers()) {
    reasons.push_back(handover.return_sentence());
  }
  EXPECT_THAT(reasons, Contains("It is aid."));
  EXPECT_THAT(reasons, Contains("It is a passport."));
  EXPECT_THAT(Route("sorter", aid, "POLICE", "PASS"), HasReason("NEEDS_SUPERVISOR"));
  SKRANKE_ASSERT_OK(Route("mediator", aid, "POLICE", "PASS"));
  EXPECT_EQ(At("passport", aid).state(), v1::STATE_ROUTED);
  // With that the dispute is over for the mediator: no agency loses its case to one.
  EXPECT_THAT(Route("mediator", aid, "WELFARE", "WEST"), HasReason("CASE_NOT_FOUND"));
  Accept("passport", At("passport", aid));
  EXPECT_THAT(Route("mediator", aid, "WELFARE", "WEST"), HasReason("CASE_NOT_FOUND"));
}

TEST_F(Reroute, ForwardsFromAgencyToAgencyAndKeepsTheChain) {
  const v1::Case aid = Start("west", Accept("west", Register("clerk", Matter("aid"))));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto forwarded, Forward("west", aid, "POLICE", "PASS"));
  EXPECT_EQ(forwarded.state(), v1::STATE_ROUTED);
  const v1::Case there = At("passport", aid);
  ASSERT_THAT(there.handovers(), SizeIs(2));
  EXPECT_EQ(there.handovers(0).outcome(), v1::Handover::OUTCOME_FORWARDED);
  EXPECT_EQ(there.handovers(1).decision().cause(), v1::RoutingDecision::CAUSE_FORWARD);
  EXPECT_EQ(there.return_count(), 0u);
  EXPECT_THAT(Forward("passport", there, "WELFARE", "WEST"), HasReason("UNIT_HAD_IT"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto third, Forward("passport", there, "WELFARE", "EAST"));
  EXPECT_EQ(third.state(), v1::STATE_TRIAGE);
}

TEST_F(Reroute, TellsTheRuleOwnerWhichRowMisroutes) {
  for (int i = 0; i < 2; ++i) {
    SKRANKE_ASSERT_OK(Return("west", Register("clerk", Matter("aid", SyntheticNumber(i)))));
  }
  SKRANKE_ASSERT_OK(Return("shield", Register("clerk", Matter("aid", kProtectedPerson))));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed, Call<v1::ListMisroutingsResponse>(
                                                      "rule_owner", v1::ListMisroutingsRequest()));
  ASSERT_THAT(listed.misroutings(), SizeIs(1));
  EXPECT_EQ(listed.misroutings(0).row(), "routing.csv:3");
  EXPECT_EQ(listed.misroutings(0).list_version(), "1");
  EXPECT_EQ(listed.misroutings(0).office(), "hall");
  EXPECT_EQ(listed.misroutings(0).count(), 2);
  EXPECT_EQ(listed.misroutings(0).by_code(0).key(), "NOT_OURS");
  const auto rows = [this](absl::string_view caller, const std::string& version) {
    v1::ListMisroutingsRequest request;
    request.set_list_version(version);
    const auto response = Call<v1::ListMisroutingsResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? response->misroutings_size() : -1;
  };
  EXPECT_EQ(rows("rule_owner", "1"), 1);
  EXPECT_EQ(rows("rule_owner", "2"), 0);
  EXPECT_EQ(rows("supervisor", ""), 1);
  EXPECT_EQ(rows("branch_supervisor", ""), 0);
}

// Whoever had it works at the other unit now: only a colleague is given it.
TEST_F(Reroute, IsNotTakenUnderFourEyesByWhoHadIt) {
  const v1::Case appeal = Close("west", Accept("west", Register("clerk", Matter("appeal"))));
  auto reopen = About<v1::ReopenCaseRequest>(Get("clerk", appeal.name()));
  reopen.set_reason("The citizen contests it.");
  SKRANKE_ASSERT_OK(Call<v1::ReopenCaseResponse>("clerk", reopen));
  SKRANKE_ASSERT_OK(Route("supervisor", appeal, "WELFARE", "EAST"));
  PackageFiles files = TownWithSecondBest();
  absl::StrReplaceAll({{"west,CASEWORKER,,WELFARE,WEST", "west,CASEWORKER,,WELFARE,EAST"}},
                      &files["staff.csv"]);
  v1::ApplyOfficeRequest apply;
  for (const auto& [path, bytes] : files) {
    v1::PackageFile* file = apply.add_files();
    file->set_path(path);
    file->set_content(bytes);
  }
  SKRANKE_ASSERT_OK(Call<v1::ApplyOfficeResponse>("operator", apply));
  const auto take = [this](absl::string_view caller) {
    const auto response = Call<v1::TakeNextResponse>(caller, v1::TakeNextRequest());
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? response->work_item().citizen_case().name() : "";
  };
  EXPECT_EQ(take("west"), "");
  EXPECT_EQ(take("east"), appeal.name());
}

TEST_F(Reroute, KeepsAnAppealFromWhoDecidedIt) {
  const v1::Case appeal = Close("west", Accept("west", Register("clerk", Matter("appeal"))));
  auto reopen = About<v1::ReopenCaseRequest>(Get("clerk", appeal.name()));
  reopen.set_reason("The citizen contests it.");
  SKRANKE_ASSERT_OK(Call<v1::ReopenCaseResponse>("clerk", reopen));
  // The only row names the unit that had it: a person decides, and may not send it back there.
  EXPECT_EQ(Get("clerk", appeal.name()).state(), v1::STATE_TRIAGE);
  EXPECT_THAT(Route("supervisor", appeal, "WELFARE", "WEST"), HasReason("FOUR_EYES"));
  SKRANKE_ASSERT_OK(Route("supervisor", appeal, "WELFARE", "EAST"));
}

// The importer is one and the same at every unit; an agency's system is nobody in particular.
TEST_F(Reroute, FourEyesAreOfPeopleNotOfAnAgencysSystem) {
  for (const char* caller : {"WELFARE", "importer"}) {
    const v1::Case appeal = Close(caller, Accept(caller, Register("clerk", Matter("appeal"))));
    auto reopen = About<v1::ReopenCaseRequest>(Get("clerk", appeal.name()));
    reopen.set_reason("The citizen contests it.");
    SKRANKE_ASSERT_OK(Call<v1::ReopenCaseResponse>("clerk", reopen));
    SKRANKE_ASSERT_OK(Route("supervisor", appeal, "WELFARE", "EAST"));
    const auto accept = About<v1::AcceptCaseRequest>(GetItem(caller, appeal.name()).citizen_case());
    const auto accepted = Call<v1::AcceptCaseResponse>(caller, accept);
    if (std::string(caller) == "WELFARE") {
      SKRANKE_EXPECT_OK(accepted);
    } else {
      EXPECT_THAT(accepted, HasReason("FOUR_EYES"));
    }
  }
}

TEST_F(Reroute, FourEyesLetInWhoHadTheWrongPersonsCase) {
  const v1::Case appeal = Accept("WELFARE", Register("clerk", Matter("appeal")));
  auto correct = About<v1::CorrectCaseRequest>(appeal);
  *correct.mutable_parties() = Matter("appeal", SyntheticNumber(7)).parties();
  correct.set_reason("Typed wrongly.");
  Pass(absl::Minutes(1));
  SKRANKE_ASSERT_OK(Call<v1::CorrectCaseResponse>("clerk", correct));
  Accept("WELFARE", Get("clerk", appeal.name()));
}

}  // namespace
}  // namespace skranke
