// One visit, parts to several agencies: each goes its own way, and none knows the others.
#include <string>

#include "libs/casework/bundle_name.h"
#include "services/skranked/verify.h"
#include "tests/office/bundle_fixture.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(Bundles, SendsEachPartToItsOwnReceiver) {
  const v1::Bundle bundle = RegisterIt(Death());
  ASSERT_THAT(bundle.parts(), SizeIs(5));
  EXPECT_EQ(Part(bundle, "aid").state(), v1::STATE_ROUTED);
  EXPECT_EQ(Part(bundle, "aid").waits_for(), v1::PART_WAIT_ACCEPTANCE);
  EXPECT_EQ(Part(bundle, "aid").answer().authority(), "WELFARE");
  EXPECT_TRUE(Part(bundle, "aid").lead());
  EXPECT_EQ(Part(bundle, "copy").state(), v1::STATE_COMPLETE);
  EXPECT_EQ(Part(bundle, "copy").waits_for(), v1::PART_WAIT_COUNTER);
  EXPECT_EQ(Part(bundle, "pass").state(), v1::STATE_INCOMPLETE);
  EXPECT_EQ(Part(bundle, "pass").waits_for(), v1::PART_WAIT_PAPERS);
  EXPECT_EQ(Part(bundle, "trade").hold(), v1::PART_HOLD_NO_CONSENT);
  EXPECT_EQ(Part(bundle, "trade").waits_for(), v1::PART_WAIT_CONSENT);
  EXPECT_EQ(Part(bundle, "dated").hold(), v1::PART_HOLD_NOT_WANTED);
  EXPECT_EQ(Part(bundle, "dated").waits_for(), v1::PART_WAIT_UNSPECIFIED);
  EXPECT_EQ(bundle.status(), v1::BUNDLE_STATUS_WAITS_FOR_CITIZEN);
  EXPECT_EQ(CasesThereAre(), 3);
  for (const char* task : {"aid", "copy", "pass"}) {
    EXPECT_EQ(Get("clerk", Part(bundle, task).citizen_case()).bundle(), bundle.name()) << task;
  }
  EXPECT_EQ(LookAt(bundle).DebugString(), bundle.DebugString());
}

TEST_F(Bundles, TellsTheCitizenWhoHasWhatAndWhichPartWaitsForWhat) {
  const v1::Bundle bundle = RegisterIt(Death());
  EXPECT_EQ(bundle.answer().authority(), "WELFARE");
  EXPECT_EQ(bundle.answer().authority_title(), "The welfare agency");
  // Answered 30 days after receipt.
  EXPECT_THAT(
      bundle.answer().sentences(),
      ElementsAre(
          AllOf(HasSubstr("Hjelp: Sent to The welfare agency"), HasSubstr("answered by 2024-04-")),
          "Kopi: The counter can finish it.", "Pass: Still needed: age, id_document, pass_fee.",
          "Handel: Waits for the citizen's consent: to tell the trade register.",
          "Datert: Not sent: the citizen did not want it."));
  EXPECT_EQ(bundle.answer().promise_time().seconds(),
            Part(bundle, "aid").answer().promise_time().seconds());
}

TEST_F(Bundles, CarriesInEachPartOnlyWhatItsTaskAsksFor) {
  const v1::Bundle bundle = RegisterIt(WholeDeath());
  const v1::Case aid = GetItem("west", Part(bundle, "aid").citizen_case()).citizen_case();
  ASSERT_THAT(aid.facts(), SizeIs(1));
  EXPECT_EQ(aid.facts(0).name(), "income");
  ASSERT_THAT(aid.documents(), SizeIs(1));
  EXPECT_EQ(aid.documents(0).code(), "bank_statement");
  EXPECT_THAT(aid.attestations(), IsEmpty());
  const v1::Case pass = Get("clerk", Part(bundle, "pass").citizen_case());
  EXPECT_EQ(pass.state(), v1::STATE_COMPLETE);
  ASSERT_THAT(pass.facts(), SizeIs(1));
  EXPECT_EQ(pass.facts(0).name(), "age");
  ASSERT_THAT(pass.documents(), SizeIs(1));
  EXPECT_EQ(pass.documents(0).code(), "id_document");
  ASSERT_THAT(pass.attestations(), SizeIs(1));
  EXPECT_EQ(pass.attestations(0).code(), "pass_fee");
  const v1::Case trade = GetItem("passport", Part(bundle, "trade").citizen_case()).citizen_case();
  EXPECT_THAT(trade.facts(), IsEmpty());
  EXPECT_THAT(trade.documents(), IsEmpty());
  // The consent goes with the part that it was given for.
  ASSERT_THAT(trade.attestations(), SizeIs(1));
  EXPECT_EQ(trade.attestations(0).code(), "trade_consent");
  EXPECT_EQ(trade.attestations(0).reference(), bundle.name());
  const v1::Case dated = GetItem("desk", Part(bundle, "dated").citizen_case()).citizen_case();
  EXPECT_THAT(dated.facts(), IsEmpty());
}

TEST_F(Bundles, RefusesWhatNoPartAsksForAndStoresNothing) {
  v1::RegisterBundleRequest fact = Death();
  fact.add_facts()->set_name("shoe_size");
  fact.mutable_facts(0)->set_number("43");
  EXPECT_THAT(Call<v1::RegisterBundleResponse>("clerk", fact), HasField("facts[0].name"));
  v1::RegisterBundleRequest document = Death();
  document.add_documents()->set_code("diary");
  EXPECT_THAT(Call<v1::RegisterBundleResponse>("clerk", document), HasField("documents[0].code"));
  v1::RegisterBundleRequest fee = Death();
  fee.add_attestations()->set_kind(v1::REQUIREMENT_KIND_FEE);
  fee.mutable_attestations(0)->set_code("id_document");  // Asked for, but not as a fee.
  EXPECT_THAT(Call<v1::RegisterBundleResponse>("clerk", fee), HasField("attestations[0].code"));
  EXPECT_EQ(CasesThereAre(), 0);
}

TEST_F(Bundles, RefusesChoicesThatTheTemplateDoesNotGive) {
  const auto refused = [&](const v1::RegisterBundleRequest& request) {
    return Call<v1::RegisterBundleResponse>("clerk", request);
  };
  v1::RegisterBundleRequest request = Death();
  request.set_template_("wedding");
  EXPECT_THAT(refused(request), HasField("template"));
  request = Death();
  Say("aid", v1::CONSENT_DECISION_GIVEN, request);
  EXPECT_THAT(refused(request), HasField("consents[0].task"));
  request = Death();
  Say("form", v1::CONSENT_DECISION_GIVEN, request);
  EXPECT_THAT(refused(request), HasField("consents[0].task"));
  request = Death();
  Say("trade", v1::CONSENT_DECISION_GIVEN, request);
  Say("trade", v1::CONSENT_DECISION_REFUSED, request);
  EXPECT_THAT(refused(request), HasField("consents[1].task"));
  request = Death();
  Say("trade", v1::CONSENT_DECISION_WITHDRAWN, request);
  EXPECT_THAT(refused(request), HasField("consents[0].decision"));
  request = Death();
  request.add_wanted("copy");
  EXPECT_THAT(refused(request), HasField("wanted[0]"));
  request = Death();
  request.add_wanted("dated");
  request.add_wanted("dated");
  EXPECT_THAT(refused(request), HasField("wanted[1]"));
  request = Death();
  request.clear_parties();
  EXPECT_THAT(refused(request), HasField("parties"));
  EXPECT_EQ(CasesThereAre(), 0);
}

TEST_F(Bundles, GivesARepeatedCallTheSameParts) {
  v1::RegisterBundleRequest request = WholeDeath();
  request.set_request_id("again");
  const v1::Bundle first = RegisterIt(request);
  EXPECT_EQ(RegisterIt(request).DebugString(), first.DebugString());
  EXPECT_EQ(CasesThereAre(), 5);
}

TEST_F(Bundles, LetsASlowOrReturnedPartHoldUpNoOther) {
  const v1::Bundle bundle = RegisterIt(WholeDeath());
  // Aid is slow: nobody looks at it. Trade is returned, and its agency has no other unit.
  auto give_back = About<v1::ReturnCaseRequest>(
      GetItem("passport", Part(bundle, "trade").citizen_case()).citizen_case());
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Not ours.");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("passport", give_back));
  const std::string dated = Part(bundle, "dated").citizen_case();
  Close("desk", Start("desk", Accept("desk", GetItem("desk", dated).citizen_case())));
  auto finish = About<v1::FinishCaseRequest>(Get("clerk", Part(bundle, "copy").citizen_case()));
  finish.mutable_finish()->set_outcome("ISSUED");
  SKRANKE_ASSERT_OK(Call<v1::FinishCaseResponse>("clerk", finish));

  const v1::Bundle now = LookAt(bundle);
  EXPECT_EQ(Part(now, "aid").state(), v1::STATE_ROUTED);
  EXPECT_EQ(Part(now, "trade").waits_for(), v1::PART_WAIT_SORTING);
  EXPECT_EQ(Part(now, "dated").state(), v1::STATE_CLOSED);
  EXPECT_EQ(Part(now, "dated").waits_for(), v1::PART_WAIT_UNSPECIFIED);
  EXPECT_EQ(Part(now, "copy").state(), v1::STATE_HANDLED_AT_COUNTER);
  EXPECT_EQ(now.status(), v1::BUNDLE_STATUS_UNDER_WAY);
  // What happens to parts does not void the etag of the whole.
  EXPECT_EQ(now.etag(), bundle.etag());
}

TEST_F(Bundles, IsClosedOnlyWhenEveryPartIs) {
  v1::RegisterBundleRequest request = Death();
  request.set_template_("careful");
  Say("trade", v1::CONSENT_DECISION_GIVEN, request);
  const v1::Bundle bundle = RegisterIt(request);
  const std::string trade = Part(bundle, "trade").citizen_case();
  EXPECT_EQ(bundle.status(), v1::BUNDLE_STATUS_UNDER_WAY);
  const v1::Case started = Start("passport", Accept("passport", Get("clerk", trade)));
  EXPECT_EQ(LookAt(bundle).status(), v1::BUNDLE_STATUS_UNDER_WAY);
  EXPECT_EQ(Part(LookAt(bundle), "trade").waits_for(), v1::PART_WAIT_DECISION);
  auto ask = About<v1::RequestInformationRequest>(started);
  ask.set_question("Which trade?");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto asked,
                               Call<v1::RequestInformationResponse>("passport", ask));
  EXPECT_EQ(LookAt(bundle).status(), v1::BUNDLE_STATUS_WAITS_FOR_CITIZEN);
  v1::SupplementCaseRequest supplement;
  supplement.set_name(trade);
  supplement.set_note("Fish.");
  SKRANKE_ASSERT_OK(Call<v1::SupplementCaseResponse>("clerk", supplement));
  Close("passport", asked.citizen_case());
  EXPECT_EQ(LookAt(bundle).status(), v1::BUNDLE_STATUS_CLOSED);
}

TEST_F(Bundles, ShowsNoReceiverTheOtherParts) {
  const v1::Bundle bundle = RegisterIt(WholeDeath());
  // POLICE/PASS has trade, TOWN/DESK has dated; neither leads.
  for (const char* caller : {"passport", "passport_head", "POLICE", "desk", "east", "sorter"}) {
    EXPECT_THAT(Look(caller, bundle.name()), HasReason("BUNDLE_NOT_FOUND")) << caller;
    v1::GetWorkItemRequest other;
    other.set_name(Part(bundle, "aid").citizen_case());
    EXPECT_THAT(Call<v1::GetWorkItemResponse>(caller, other), HasReason("CASE_NOT_FOUND"))
        << caller;
  }
  EXPECT_THAT(Look("branch_clerk", bundle.name()), HasReason("BUNDLE_NOT_FOUND"));
  EXPECT_THAT(Look("branch_supervisor", bundle.name()), HasReason("BUNDLE_NOT_FOUND"));
  // The answer for one that is not there is the same to the letter.
  const std::string absent = FormatBundleName(12345);
  EXPECT_THAT(Look("passport", absent).status().ToString(),
              Look("passport", bundle.name()).status().ToString());
}

TEST_F(Bundles, ShowsTheLeadWherePartsStandAndNothingOfThem) {
  v1::RegisterBundleRequest request = Death();
  Say("trade", v1::CONSENT_DECISION_GIVEN, request);
  const v1::Bundle bundle = LookAt(RegisterIt(request), "west");
  EXPECT_EQ(Part(bundle, "aid").citizen_case().empty(), false);
  const v1::BundlePart& pass = Part(bundle, "pass");
  EXPECT_EQ(pass.state(), v1::STATE_INCOMPLETE);
  EXPECT_EQ(pass.citizen_case(), "");
  EXPECT_THAT(pass.answer().missing(), IsEmpty());
  EXPECT_EQ(pass.answer().reason(), "");
  EXPECT_EQ(Part(bundle, "trade").answer().authority(), "POLICE");
  EXPECT_EQ(Part(bundle, "trade").citizen_case(), "");
  EXPECT_THAT(bundle.DebugString(), Not(HasSubstr("id_document")));
  // Nobody may change it but the counter.
  v1::SetConsentRequest consent;
  consent.set_name(bundle.name());
  consent.set_etag(bundle.etag());
  consent.set_task("trade");
  consent.set_decision(v1::CONSENT_DECISION_WITHDRAWN);
  EXPECT_THAT(Call<v1::SetConsentResponse>("west", consent), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(Call<v1::SetConsentResponse>("branch_clerk", consent), HasReason("BUNDLE_NOT_FOUND"));
}

TEST_F(Bundles, TellsTheLeadNothingOfWhatTheCitizenSaidToOtherParts) {
  const auto expect_silence = [&](const v1::Bundle& bundle, const char* when) {
    const v1::Bundle shown = LookAt(bundle, "west");
    const std::string text = shown.DebugString();
    for (const char* said : {"refused", "REFUSED", "withdrew", "WITHDRAWN", "trade_consent",
                             "PART_HOLD", "Waits for the citizen"}) {
      EXPECT_THAT(text, Not(HasSubstr(said))) << when;
    }
    EXPECT_EQ(Part(shown, "dated").task(), "") << when;
    EXPECT_EQ(shown.answer().sentences_size(), shown.parts_size()) << when;
  };
  expect_silence(RegisterIt(Death()), "not said");
  v1::RegisterBundleRequest request = Death();
  Say("trade", v1::CONSENT_DECISION_REFUSED, request);
  const v1::Bundle refused = RegisterIt(request);
  expect_silence(refused, "refused");
  EXPECT_EQ(Part(LookAt(refused, "west"), "trade").task(), "");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto given, Consent(refused, v1::CONSENT_DECISION_GIVEN));
  expect_silence(given, "given");
  EXPECT_EQ(Part(LookAt(given, "west"), "trade").state(), v1::STATE_ROUTED);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto back, Consent(given, v1::CONSENT_DECISION_WITHDRAWN));
  expect_silence(back, "withdrawn");
}

TEST_F(Bundles, KeepThatTheirReceiptWasBackdated) {
  v1::RegisterBundleRequest request = Death();
  const absl::Time received = clock().Now() - absl::Hours(24 * 21);
  request.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(received));
  EXPECT_THAT(Call<v1::RegisterBundleResponse>("clerk", request),
              HasReason("BACKDATING_NEEDS_SUPERVISOR"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto registered,
                               Call<v1::RegisterBundleResponse>("supervisor", request));
  v1::ListCasesRequest backdated;
  backdated.set_backdated(true);
  const auto listed = [&] {
    return Call<v1::ListCasesResponse>("supervisor", backdated)->cases_size();
  };
  EXPECT_EQ(listed(), 3);
  // A part that is sent today has the same receipt.
  SKRANKE_ASSERT_OK(Consent(registered.bundle(), v1::CONSENT_DECISION_GIVEN));
  EXPECT_EQ(listed(), 4);
}

// What two life events have in common where only the persons differ.
std::string Shown(v1::Bundle bundle) {
  bundle.clear_name();
  for (auto& part : *bundle.mutable_parts()) part.clear_citizen_case();
  return bundle.DebugString();
}

TEST_F(Bundles, ShowsAProtectedPersonsLikeAnybodyElses) {
  const v1::Bundle open = RegisterIt(WholeDeath());
  const v1::Bundle hidden = RegisterIt(WholeDeath(kProtectedPerson));
  const auto expect_same = [&](const char* where) {
    for (const char* caller : {"clerk", "head", "supervisor", "auditor"}) {
      const v1::Bundle shown = LookAt(hidden, caller);
      EXPECT_EQ(Shown(LookAt(open, caller)), Shown(shown)) << where << " " << caller;
      EXPECT_THAT(shown.DebugString(), Not(HasSubstr("SHIELD"))) << where << " " << caller;
    }
  };
  EXPECT_EQ(Shown(open), Shown(hidden));
  expect_same("registered");
  // Every part that is sent goes by the protected rule.
  for (const char* task : {"aid", "trade", "dated"}) {
    const std::string name = Part(hidden, task).citizen_case();
    EXPECT_EQ(GetItem("shield", name).citizen_case().responsibility().unit(), "SHIELD") << task;
  }
  EXPECT_THAT(Look("west", hidden.name()), HasReason("BUNDLE_NOT_FOUND"));
  const auto work = [&](const v1::Bundle& bundle, const char* caller) {
    const std::string aid = Part(bundle, "aid").citizen_case();
    Close(caller, Start(caller, Accept(caller, GetItem(caller, aid).citizen_case())));
  };
  work(open, "west");
  work(hidden, "shield");
  expect_same("aid closed");
  clock().Advance(absl::Minutes(1));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open_end, Consent(open, v1::CONSENT_DECISION_WITHDRAWN));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden_end,
                               Consent(hidden, v1::CONSENT_DECISION_WITHDRAWN));
  EXPECT_EQ(Shown(open_end), Shown(hidden_end));
  expect_same("consent withdrawn");
}

TEST_F(Bundles, ListsTheTemplatesOfTheListInForce) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed, Call<v1::ListBundleTemplatesResponse>(
                                                      "clerk", v1::ListBundleTemplatesRequest()));
  ASSERT_THAT(listed.templates(), SizeIs(2));
  const v1::BundleTemplate& death = listed.templates(0);
  EXPECT_EQ(death.template_(), "death");
  EXPECT_EQ(death.title(), "Dødsfall");
  ASSERT_THAT(death.parts(), SizeIs(5));
  EXPECT_TRUE(death.parts(0).lead());
  EXPECT_EQ(death.parts(3).consent(), "trade_consent");
  EXPECT_TRUE(death.parts(4).optional());
}

TEST_F(Bundles, AreRebuiltFromTheEventsByteForByte) {
  const v1::Bundle bundle = RegisterIt(WholeDeath());
  SKRANKE_ASSERT_OK(Consent(bundle, v1::CONSENT_DECISION_WITHDRAWN));
  RegisterIt(Death(kProtectedPerson));
  const std::string before = LookAt(bundle).DebugString();
  Stop();
  SKRANKE_ASSERT_OK(VerifyDataDirectory(options_.data_dir, ""));
  options_.rebuild_views = true;
  SKRANKE_ASSERT_OK(Open());
  EXPECT_EQ(LookAt(bundle).DebugString(), before);
}

}  // namespace
}  // namespace skranke
