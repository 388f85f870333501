#include <algorithm>

#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Counter : public OfficeFixture {
 protected:
  absl::StatusOr<v1::RegisterCaseResponse> Ask(const v1::RegisterCaseRequest& request,
                                               absl::string_view caller = "clerk") {
    return Call<v1::RegisterCaseResponse>(caller, request);
  }
};

google::protobuf::Timestamp Stamp(absl::Time time) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(absl::ToUnixSeconds(time));
  return stamp;
}

TEST_F(Counter, FinishesAQuickMatterInOneCall) {
  v1::RegisterCaseRequest request = Matter("copy");
  request.mutable_finish()->set_outcome("ISSUED");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response, Ask(request));
  EXPECT_EQ(response.citizen_case().state(), v1::STATE_HANDLED_AT_COUNTER);
  EXPECT_EQ(response.citizen_case().outcome(), "ISSUED");
  EXPECT_EQ(response.citizen_case().classification().case_class(), v1::CASE_CLASS_QUICK);
  EXPECT_THAT(Get("clerk", response.citizen_case().name()).SerializeAsString(),
              response.citizen_case().SerializeAsString());
}

TEST_F(Counter, RegistersNothingWhereTheFinishIsRefused) {
  struct Row {
    const char* name;
    v1::RegisterCaseRequest request;
    const char* outcome;
    const char* reason;
  };
  const Row rows[] = {
      {"discretionary", Matter("trade"), "ISSUED", "NOT_QUICK"},
      {"incomplete", Matter("pass"), "ISSUED", "NOT_COMPLETE"},
      {"unlisted outcome", WholePassport(), "REFUSED", "OUTCOME_NOT_LISTED"},
  };
  for (const Row& row : rows) {
    v1::RegisterCaseRequest request = row.request;
    request.mutable_finish()->set_outcome(row.outcome);
    EXPECT_THAT(Ask(request), HasReason(row.reason)) << row.name;
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto all,
                               Call<v1::ListCasesResponse>("clerk", v1::ListCasesRequest()));
  EXPECT_THAT(all.cases(), IsEmpty());
}

TEST_F(Counter, SaysWhatIsMissingAndFinishesWhenItIsBrought) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto registered, Ask(Matter("pass")));
  EXPECT_EQ(registered.citizen_case().state(), v1::STATE_INCOMPLETE);
  EXPECT_THAT(registered.answer().missing(), SizeIs(3));
  EXPECT_EQ(registered.answer().authority(), "hall");
  EXPECT_THAT(registered.answer().outcomes(), IsEmpty());

  const v1::RegisterCaseRequest whole = WholePassport();
  v1::SupplementCaseRequest supplement;
  supplement.set_name(registered.citizen_case().name());
  *supplement.mutable_facts() = whole.facts();
  *supplement.mutable_documents() = whole.documents();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto partly,
                               Call<v1::SupplementCaseResponse>("clerk", supplement));
  EXPECT_EQ(partly.citizen_case().state(), v1::STATE_INCOMPLETE);
  ASSERT_THAT(partly.answer().missing(), SizeIs(1));
  EXPECT_EQ(partly.answer().missing(0).code(), "pass_fee");

  v1::SupplementCaseRequest rest;
  rest.set_name(registered.citizen_case().name());
  *rest.mutable_attestations() = whole.attestations();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto complete,
                               Call<v1::SupplementCaseResponse>("clerk", rest));
  EXPECT_EQ(complete.citizen_case().state(), v1::STATE_COMPLETE);
  EXPECT_FALSE(complete.citizen_case().has_incomplete_end_time());
  EXPECT_THAT(complete.answer().outcomes(), ElementsAre("ISSUED", "GUIDED"));

  auto finish = About<v1::FinishCaseRequest>(complete.citizen_case());
  finish.mutable_finish()->set_outcome("GUIDED");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto finished, Call<v1::FinishCaseResponse>("clerk", finish));
  EXPECT_EQ(finished.citizen_case().state(), v1::STATE_HANDLED_AT_COUNTER);
}

TEST_F(Counter, CountsTheConditionOnBothSidesOfItsLimit) {
  struct Row {
    const char* age;
    v1::CaseClass want;
    v1::State state;
  };
  for (const Row& row : {Row{"17", v1::CASE_CLASS_DISCRETIONARY, v1::STATE_ROUTED},
                         Row{"18", v1::CASE_CLASS_QUICK, v1::STATE_COMPLETE}}) {
    v1::RegisterCaseRequest request = WholePassport();
    request.mutable_facts(0)->set_number(row.age);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response, Ask(request));
    EXPECT_EQ(response.citizen_case().classification().case_class(), row.want) << row.age;
    EXPECT_EQ(response.citizen_case().state(), row.state) << row.age;
  }
}

TEST_F(Counter, SendsAnIncompleteMatterOnWithItsGapsWhenTheEndDateHasPassed) {
  const v1::Case form = Register("clerk", Matter("form"));
  ASSERT_EQ(form.state(), v1::STATE_INCOMPLETE);
  const absl::Time end = absl::FromUnixSeconds(form.incomplete_end_time().seconds());
  EXPECT_EQ(end, Local("2024-03-11 23:59:59"));

  Pass(end - clock().Now() - absl::Seconds(1));
  EXPECT_EQ(Get("clerk", form.name()).state(), v1::STATE_INCOMPLETE);
  Pass(absl::Seconds(1));
  ASSERT_TRUE(Eventually([&] { return Get("clerk", form.name()).state() == v1::STATE_ROUTED; }));
  const v1::Case routed = GetItem("passport", form.name()).citizen_case();
  EXPECT_THAT(routed.missing(), SizeIs(1));
  EXPECT_EQ(routed.handovers(0).decision().cause(), v1::RoutingDecision::CAUSE_END_DATE);
}

TEST_F(Counter, SendsAnIncompleteMatterOnAtOnceWhereTheCitizenDemandsIt) {
  v1::RegisterCaseRequest request = Matter("form");
  request.set_accept_incomplete(true);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response, Ask(request));
  EXPECT_EQ(response.citizen_case().state(), v1::STATE_ROUTED);
  EXPECT_THAT(response.citizen_case().missing(), SizeIs(1));
  EXPECT_EQ(response.answer().authority(), "POLICE");
}

TEST_F(Counter, TellsWhoHasADiscretionaryMatterWhyAndByWhen) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response, Ask(Matter("aid")));
  EXPECT_EQ(response.citizen_case().state(), v1::STATE_ROUTED);
  EXPECT_EQ(response.answer().authority(), "WELFARE");
  EXPECT_EQ(response.answer().authority_title(), "The welfare agency");
  EXPECT_THAT(response.answer().reason(), HasSubstr("Aid Act 1"));
  EXPECT_EQ(absl::FromUnixSeconds(response.answer().promise_time().seconds()),
            Local("2024-04-03 23:59:59"));
  EXPECT_EQ(response.citizen_case().responsibility().unit(), "");
}

TEST_F(Counter, RoutesByPlaceDayAndOnlyUnit) {
  struct Row {
    const char* name;
    const char* task;
    const char* place;
    const char* worker;
  };
  for (const Row& row :
       {Row{"the place's own row", "aid", "east", "east"},
        Row{"any other place", "aid", "", "west"}, Row{"the only unit", "trade", "", "passport"},
        Row{"before the day", "dated", "", "desk"}}) {
    v1::RegisterCaseRequest request = Matter(row.task);
    request.set_place(row.place);
    EXPECT_EQ(GetItem(row.worker, Register("clerk", request).name()).citizen_case().state(),
              v1::STATE_ROUTED)
        << row.name;
  }
  Pass(Local("2024-03-31 23:59:59") - clock().Now());
  GetItem("desk", Register("clerk", Matter("dated")).name());
  Pass(absl::Seconds(1));
  GetItem("west", Register("clerk", Matter("dated")).name());
}

TEST_F(Counter, AsksTheSortingUnitWhereTheListHasNoAnswer) {
  struct Row {
    const char* name;
    const char* task;
    const char* in_reason;
  };
  for (const Row& row : {Row{"unknown task", "witchcraft", "no such task"},
                         Row{"no owner", "orphan", "no agency owns"},
                         Row{"a fact that nobody asks for", "newcomer", "residence"}}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response, Ask(Matter(row.task)));
    EXPECT_EQ(response.citizen_case().state(), v1::STATE_TRIAGE) << row.name;
    EXPECT_EQ(response.answer().authority(), "TOWN") << row.name;
    EXPECT_THAT(response.answer().reason(), HasSubstr(row.in_reason)) << row.name;
  }
}

TEST_F(Counter, LeavesTriageWhenTheMissingFactIsBrought) {
  const v1::Case newcomer = Register("clerk", Matter("newcomer"));
  v1::SupplementCaseRequest supplement;
  supplement.set_name(newcomer.name());
  supplement.add_facts()->set_name("residence");
  supplement.mutable_facts(0)->set_text("NORDIC");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto complete,
                               Call<v1::SupplementCaseResponse>("clerk", supplement));
  EXPECT_EQ(complete.citizen_case().state(), v1::STATE_COMPLETE);
  EXPECT_EQ(complete.answer().authority(), "hall");
}

TEST_F(Counter, LetsTheSortingUnitAndTheSupervisorRoute) {
  for (const char* caller : {"sorter", "supervisor", "inspector"}) {
    const v1::Case orphan = Register("clerk", Matter("orphan"));
    auto route = About<v1::RouteCaseRequest>(orphan);
    route.mutable_receiver()->set_agency("WELFARE");
    route.mutable_receiver()->set_unit("EAST");
    route.set_reason("It is about housing.");
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto routed, Call<v1::RouteCaseResponse>(caller, route));
    EXPECT_EQ(routed.citizen_case().state(), v1::STATE_ROUTED) << caller;
    const v1::Case at_unit = GetItem("east", orphan.name()).citizen_case();
    EXPECT_EQ(at_unit.handovers(0).decision().cause(), v1::RoutingDecision::CAUSE_PERSON);
    EXPECT_THAT(at_unit.handovers(0).decision().reason(), HasSubstr("It is about housing."));
  }
}

TEST_F(Counter, LetsASupervisorMoveACaseThatAUnitHas) {
  const v1::Case aid = Accept("west", Register("clerk", Matter("aid")));
  auto route = About<v1::RouteCaseRequest>(aid);
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("EAST");
  route.set_reason("She moved.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  const v1::Case moved = GetItem("east", aid.name()).citizen_case();
  ASSERT_THAT(moved.handovers(), SizeIs(2));
  EXPECT_EQ(moved.handovers(0).outcome(), v1::Handover::OUTCOME_RECALLED);
  v1::GetWorkItemRequest gone;
  gone.set_name(aid.name());
  EXPECT_THAT(Call<v1::GetWorkItemResponse>("west", gone), HasReason("CASE_NOT_FOUND"));
}

TEST_F(Counter, SendsAQuickMatterToItsOwnerWithAReason) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto pass, Ask(WholePassport()));
  ASSERT_EQ(pass.citizen_case().state(), v1::STATE_COMPLETE);
  auto send = About<v1::SendToOwnerRequest>(pass.citizen_case());
  EXPECT_THAT(Call<v1::SendToOwnerResponse>("clerk", send), HasField("reason"));
  send.set_reason("The identity is in doubt.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto sent, Call<v1::SendToOwnerResponse>("clerk", send));
  EXPECT_EQ(sent.citizen_case().state(), v1::STATE_ROUTED);
  EXPECT_EQ(sent.answer().authority(), "POLICE");

  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto figures, Call<v1::GetStatisticsResponse>("inspector", v1::GetStatisticsRequest()));
  ASSERT_THAT(figures.sent_to_owner(), SizeIs(1));
  EXPECT_EQ(figures.sent_to_owner(0).count(), 1);
}

TEST_F(Counter, EndsACaseThatIsWithdrawnOrWasAMistake) {
  const v1::Case withdrawn = Register("clerk", Matter("aid"));
  auto withdraw = About<v1::WithdrawCaseRequest>(withdrawn);
  EXPECT_THAT(Call<v1::WithdrawCaseResponse>("clerk", withdraw), HasField("reason"));
  withdraw.set_reason("No longer needed.");
  SKRANKE_ASSERT_OK(Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  EXPECT_EQ(Get("clerk", withdrawn.name()).state(), v1::STATE_WITHDRAWN);
  v1::TakeNextRequest take;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto nothing, Call<v1::TakeNextResponse>("west", take));
  EXPECT_FALSE(nothing.has_work_item());

  const v1::Case mistake = Register("clerk", Matter("pass"));
  auto misregister = About<v1::MisregisterCaseRequest>(mistake);
  misregister.set_reason("The wrong person.");
  SKRANKE_ASSERT_OK(Call<v1::MisregisterCaseResponse>("clerk", misregister));
  EXPECT_EQ(Get("clerk", mistake.name()).state(), v1::STATE_MISREGISTERED);
  auto again = About<v1::WithdrawCaseRequest>(Get("clerk", mistake.name()));
  again.set_reason("Twice.");
  EXPECT_THAT(Call<v1::WithdrawCaseResponse>("clerk", again), HasReason("WRONG_STATE"));
}

TEST_F(Counter, ReopensToWhoClosedItAndElseToTheSortingUnit) {
  const v1::Case closed = Close("east", Start("east", Accept("east", [&] {
                                                v1::RegisterCaseRequest request = Matter("aid");
                                                request.set_place("east");
                                                return Register("clerk", request);
                                              }())));
  auto reopen = About<v1::ReopenCaseRequest>(Get("clerk", closed.name()));
  reopen.set_reason("New papers.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto back, Call<v1::ReopenCaseResponse>("clerk", reopen));
  EXPECT_EQ(back.citizen_case().state(), v1::STATE_ROUTED);
  EXPECT_EQ(back.citizen_case().outcome(), "");
  EXPECT_EQ(GetItem("east", closed.name()).citizen_case().handovers(1).decision().cause(),
            v1::RoutingDecision::CAUSE_REOPENED);

  v1::RegisterCaseRequest quick = Matter("copy");
  quick.mutable_finish()->set_outcome("ISSUED");
  auto reopen_quick = About<v1::ReopenCaseRequest>(Register("clerk", quick));
  reopen_quick.set_reason("A page was missing.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto triaged,
                               Call<v1::ReopenCaseResponse>("clerk", reopen_quick));
  EXPECT_EQ(triaged.citizen_case().state(), v1::STATE_TRIAGE);
}

TEST_F(Counter, BackdatesAWeekAndNoMoreWithoutASupervisor) {
  struct Row {
    const char* caller;
    const char* received;
    const char* reason;
    bool backdated;
  };
  // Today is 2024-03-04.
  for (const Row& row : {Row{"clerk", "2024-02-26 00:00", "", false},
                         Row{"clerk", "2024-02-25 23:59:59", "BACKDATING_NEEDS_SUPERVISOR", false},
                         Row{"head", "2024-02-25 12:00", "BACKDATING_NEEDS_SUPERVISOR", false},
                         Row{"supervisor", "2024-02-25 23:59:59", "", true},
                         Row{"importer", "2024-01-02 12:00", "", true}}) {
    v1::RegisterCaseRequest request = Matter("aid");
    request.set_service_point("counter");
    *request.mutable_receive_time() = Stamp(Local(row.received));
    const auto response = Ask(request, row.caller);
    EXPECT_EQ(ReasonOf(response.status()), row.reason) << row.caller << " " << row.received;
    if (!response.ok()) continue;
    EXPECT_EQ(response->citizen_case().receive_time().seconds(), request.receive_time().seconds());
    v1::ListCasesRequest list;
    list.set_backdated(true);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed,
                                 Call<v1::ListCasesResponse>("supervisor", list));
    const bool found =
        std::any_of(listed.cases().begin(), listed.cases().end(),
                    [&](const v1::Case& c) { return c.name() == response->citizen_case().name(); });
    EXPECT_EQ(found, row.backdated) << row.caller << " " << row.received;
  }
}

TEST_F(Counter, CountsTheCitizensClockFromTheLettersStamp) {
  v1::RegisterCaseRequest request = Matter("aid");
  *request.mutable_receive_time() = Stamp(Local("2024-03-01 12:00"));
  EXPECT_EQ(absl::FromUnixSeconds(Register("clerk", request).promise_time().seconds()),
            Local("2024-03-31 23:59:59"));
}

TEST_F(Counter, RefusesAReceiptThatHasNotCome) {
  v1::RegisterCaseRequest request = Matter("aid");
  *request.mutable_receive_time() = Stamp(clock().Now() + absl::Seconds(60));
  SKRANKE_EXPECT_OK(Ask(request));
  *request.mutable_receive_time() = Stamp(clock().Now() + absl::Seconds(61));
  EXPECT_THAT(Ask(request), HasField("receive_time"));
}

TEST_F(Counter, LetsOnlyTheImporterSayWhenItHappened) {
  v1::RegisterCaseRequest request = Matter("aid");
  request.set_service_point("counter");
  *request.mutable_occur_time() = Stamp(clock().Now());
  SKRANKE_EXPECT_OK(Ask(request, "importer"));
  EXPECT_THAT(Ask(request, "supervisor"), HasReason("OCCUR_TIME_NOT_ALLOWED"));
  *request.mutable_occur_time() = Stamp(clock().Now() + absl::Seconds(1));
  EXPECT_THAT(Ask(request, "importer"), HasField("occur_time"));
}

TEST_F(Counter, ShowsOpenCasesOfTheSamePersonAndTask) {
  const v1::Case first = Register("clerk", Matter("aid"));
  Register("clerk", Matter("trade"));
  Register("clerk", Matter("aid", SyntheticNumber(1)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto second, Ask(Matter("aid")));
  ASSERT_THAT(second.open_cases(), SizeIs(1));
  EXPECT_EQ(second.open_cases(0).name(), first.name());

  v1::FindOpenCasesRequest find;
  *find.mutable_party() = Matter("aid").parties(0);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto all, Call<v1::FindOpenCasesResponse>("clerk", find));
  EXPECT_THAT(all.open_cases(), SizeIs(3));
  find.set_task("trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto trades, Call<v1::FindOpenCasesResponse>("clerk", find));
  EXPECT_THAT(trades.open_cases(), SizeIs(1));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto elsewhere,
                               Call<v1::FindOpenCasesResponse>("branch_clerk", find));
  EXPECT_THAT(elsewhere.open_cases(), IsEmpty());
}

TEST_F(Counter, KnowsTestPersonsOfFourCountriesAndNobodyElse) {
  struct Row {
    const char* name;
    const char* country;
    const char* number;
    const char* reason;
  };
  for (const Row& row : {
           Row{"Norwegian synthetic", "NO", kOpenPerson, ""},
           Row{"the office's own country", "", kOpenPerson, ""},
           Row{"Swedish listed", "SE", kSwedishPerson, ""},
           Row{"Danish listed", "DK", kDanishPerson, ""},
           Row{"Finnish 900 to 999", "FI", "010190-900P", ""},
           Row{"Norwegian not synthetic", "NO", "13097248022", "PERSON_NOT_SYNTHETIC"},
           Row{"Swedish not listed", "SE", "191401682396", "PERSON_NOT_SYNTHETIC"},
           Row{"control digit wrong", "NO", "09819540401", "INVALID_FIELD"},
           Row{"unknown country", "IS", kOpenPerson, "INVALID_FIELD"},
       }) {
    v1::RegisterCaseRequest request = Matter("aid", row.number);
    request.mutable_parties(0)->mutable_person()->set_country(row.country);
    const auto response = Ask(request);
    EXPECT_EQ(ReasonOf(response.status()), row.reason) << row.name;
    EXPECT_THAT(std::string(response.status().message()),
                ::testing::Not(HasSubstr(std::string(row.number).substr(0, 6))))
        << row.name;
  }
}

TEST_F(Counter, TakesPartiesOfEveryKind) {
  v1::RegisterCaseRequest request = Matter("aid");
  const auto add = [&](v1::PartyRole role) {
    request.add_parties()->set_role(role);
    return request.mutable_parties(request.parties_size() - 1);
  };
  v1::Organisation* organisation = add(v1::PARTY_ROLE_REPRESENTATIVE)->mutable_organisation();
  organisation->set_country("NO");
  organisation->set_number("923609016");
  v1::ForeignDocument* document = add(v1::PARTY_ROLE_SUBJECT)->mutable_foreign_document();
  document->set_country("UA");
  document->set_number("FB123456");
  add(v1::PARTY_ROLE_OTHER_GUARDIAN)->mutable_unknown()->set_description("his mother");
  add(v1::PARTY_ROLE_SUBJECT)->mutable_anonymous();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response, Ask(request));
  EXPECT_THAT(response.citizen_case().parties(), SizeIs(5));
  EXPECT_EQ(response.citizen_case().parties(2).foreign_document().number(), "FB123456");

  request.clear_parties();
  EXPECT_THAT(Ask(request), HasField("parties"));
  add(v1::PARTY_ROLE_SUBJECT)->mutable_anonymous();
  EXPECT_THAT(Ask(request), HasField("parties"));
}

TEST_F(Counter, DryRunSaysWhatRegisteringWouldSay) {
  for (const char* task : {"copy", "pass", "newcomer", "aid", "trade", "orphan", "witchcraft"}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto registered, Ask(Matter(task)));
    v1::ClassifyCaseRequest dry;
    dry.set_task(task);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto told, Call<v1::ClassifyCaseResponse>("clerk", dry));
    EXPECT_EQ(told.classification().case_class(),
              registered.citizen_case().classification().case_class())
        << task;
    v1::CounterAnswer promised = registered.answer();
    EXPECT_EQ(told.answer().authority(), promised.authority()) << task;
    EXPECT_EQ(told.answer().promise_time().seconds(), promised.promise_time().seconds()) << task;
    EXPECT_EQ(told.answer().missing_size(), promised.missing_size()) << task;
    EXPECT_THAT(told.answer().outcomes_size(), promised.outcomes_size()) << task;
  }
}

TEST_F(Counter, DryRunKnowsWhatDayItIsInAQuietOffice) {
  v1::ClassifyCaseRequest dry;
  dry.set_task("copy");
  SKRANKE_ASSERT_OK(Call<v1::ClassifyCaseResponse>("clerk", dry));
  clock().Advance(absl::Hours(24));
  EXPECT_TRUE(Eventually([&] {
    const auto told = Call<v1::ClassifyCaseResponse>("clerk", dry);
    return told.ok() && absl::FromUnixSeconds(told->answer().promise_time().seconds()) ==
                            Local("2024-03-06 23:59:59");
  }));
}

TEST_F(Counter, RecordsContactsWithAndWithoutACase) {
  v1::RecordContactRequest contact;
  contact.set_channel(v1::CHANNEL_PHONE);
  contact.set_outcome(v1::CONTACT_OUTCOME_WALKED_OUT);
  SKRANKE_EXPECT_OK(Call<v1::RecordContactResponse>("clerk", contact));
  contact.set_citizen_case(Register("clerk", Matter("aid")).name());
  SKRANKE_EXPECT_OK(Call<v1::RecordContactResponse>("clerk", contact));
  EXPECT_THAT(Call<v1::RecordContactResponse>("branch_clerk", contact),
              HasReason("CASE_NOT_FOUND"));
  contact.clear_outcome();
  EXPECT_THAT(Call<v1::RecordContactResponse>("clerk", contact), HasField("outcome"));
}

}  // namespace
}  // namespace skranke
