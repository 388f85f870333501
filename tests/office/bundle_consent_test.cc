// A part that needs the citizen's consent: held without it, sent with it, taken back without it.
#include <string>

#include "libs/base/sha256.h"
#include "services/skranked/verify.h"
#include "tests/office/bundle_fixture.h"

namespace skranke {
namespace {

using ::testing::SizeIs;

// By then what cleans has had its turn: services/forwarding/step_thread.cc.
constexpr absl::Duration kKeeperSleepMax = absl::Milliseconds(1500);

TEST_F(Bundles, SendsAHeldPartWhenTheConsentIsGivenWithTheCitizensClockAsItWas) {
  const v1::Bundle bundle = RegisterIt(Death());
  Pass(absl::Hours(24 * 9));  // A clerk may not backdate so far.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto given, Consent(bundle, v1::CONSENT_DECISION_GIVEN));
  const v1::BundlePart& trade = Part(given, "trade");
  EXPECT_EQ(trade.state(), v1::STATE_ROUTED);
  EXPECT_EQ(trade.hold(), v1::PART_HOLD_UNSPECIFIED);
  EXPECT_EQ(trade.consent().decision(), v1::CONSENT_DECISION_GIVEN);
  EXPECT_EQ(trade.consent().scope(), "to tell the trade register");
  EXPECT_EQ(trade.consent().state_time().seconds(), absl::ToUnixSeconds(clock().Now()));
  EXPECT_NE(given.etag(), bundle.etag());
  const v1::Case sent = GetItem("passport", trade.citizen_case()).citizen_case();
  EXPECT_EQ(sent.receive_time().seconds(), bundle.receive_time().seconds());
  EXPECT_EQ(sent.bundle(), bundle.name());
  EXPECT_THAT(Consent(given, v1::CONSENT_DECISION_GIVEN), HasReason("CONSENT_UNCHANGED"));
  EXPECT_THAT(Consent(given, v1::CONSENT_DECISION_REFUSED), HasReason("CONSENT_GIVEN"));
  EXPECT_THAT(Consent(bundle, v1::CONSENT_DECISION_WITHDRAWN), HasReason("ETAG_MISMATCH"));
}

TEST_F(Bundles, KeepsTheDocumentsOfAHeldPartUntilTheConsentIsGiven) {
  const std::string licence = "the licence";
  SKRANKE_ASSERT_OK(Upload(licence));
  EXPECT_EQ(OrphanDocuments(), 1);
  v1::RegisterBundleRequest request = Death();
  request.add_documents()->set_code("licence");
  request.mutable_documents(0)->set_sha256(Sha256(licence));
  const v1::Bundle bundle = RegisterIt(request);
  EXPECT_EQ(OrphanDocuments(), 0);
  Pass(absl::Hours(24 * 31));
  Pass(absl::Minutes(10));
  absl::SleepFor(kKeeperSleepMax);
  Stop();
  SKRANKE_ASSERT_OK(VerifyDataDirectory(options_.data_dir, ""));
  SKRANKE_ASSERT_OK(Open());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto given, Consent(bundle, v1::CONSENT_DECISION_GIVEN));
  EXPECT_THAT(Download("passport", Part(given, "trade").citizen_case(), licence),
              IsOkAndHolds(licence));
  // The case has it now, and the life event no more.
  Stop();
  SKRANKE_ASSERT_OK(VerifyDataDirectory(options_.data_dir, ""));
}

TEST_F(Bundles, TakesAPartBackWithTheConsentUntilSomebodyHasDecided) {
  v1::RegisterBundleRequest request = Death();
  Say("trade", v1::CONSENT_DECISION_GIVEN, request);
  const v1::Bundle bundle = RegisterIt(request);
  const std::string first = Part(bundle, "trade").citizen_case();
  Start("passport", Accept("passport", Get("clerk", first)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto without, Consent(bundle, v1::CONSENT_DECISION_WITHDRAWN));
  EXPECT_EQ(Part(without, "trade").hold(), v1::PART_HOLD_CONSENT_WITHDRAWN);
  EXPECT_EQ(Part(without, "trade").consent().decision(), v1::CONSENT_DECISION_WITHDRAWN);
  EXPECT_EQ(Part(without, "trade").waits_for(), v1::PART_WAIT_UNSPECIFIED);
  EXPECT_EQ(Get("clerk", first).state(), v1::STATE_WITHDRAWN);
  // The other parts go on.
  EXPECT_EQ(Part(without, "aid").state(), v1::STATE_ROUTED);
  EXPECT_THAT(Consent(without, v1::CONSENT_DECISION_WITHDRAWN), HasReason("CONSENT_UNCHANGED"));

  // Given again, it is sent again, as another case.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto with, Consent(without, v1::CONSENT_DECISION_GIVEN));
  const std::string second = Part(with, "trade").citizen_case();
  EXPECT_NE(second, first);
  auto decide =
      About<v1::DecideCaseRequest>(Start("passport", Accept("passport", Get("clerk", second))));
  decide.set_outcome("GRANTED");
  SKRANKE_ASSERT_OK(Call<v1::DecideCaseResponse>("passport", decide));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto late, Consent(with, v1::CONSENT_DECISION_WITHDRAWN));
  EXPECT_EQ(Part(late, "trade").hold(), v1::PART_HOLD_UNSPECIFIED);
  EXPECT_EQ(Part(late, "trade").consent().decision(), v1::CONSENT_DECISION_WITHDRAWN);
  EXPECT_EQ(Get("clerk", second).state(), v1::STATE_DECIDED);
}

// In `consents` it is said to which part, and when: an attestation beside it says nothing more.
TEST_F(Bundles, TakeAConsentToAPartOnlyAsItWasSaidToThatPart) {
  v1::RegisterBundleRequest request = Death();
  Say("trade", v1::CONSENT_DECISION_GIVEN, request);
  v1::Attestation* paper = request.add_attestations();
  paper->set_kind(v1::REQUIREMENT_KIND_CONSENT);
  paper->set_code("trade_consent");
  paper->set_reference("A slip of paper");
  const v1::Bundle bundle = RegisterIt(request);
  const v1::Case trade = GetItem("passport", Part(bundle, "trade").citizen_case()).citizen_case();
  ASSERT_THAT(trade.attestations(), SizeIs(1));
  EXPECT_EQ(trade.attestations(0).reference(), bundle.name());
}

TEST_F(Bundles, SendsAPartAnewWhoseCaseWasWithdrawnByItself) {
  v1::RegisterBundleRequest request = Death();
  Say("trade", v1::CONSENT_DECISION_GIVEN, request);
  const v1::Bundle bundle = RegisterIt(request);
  const auto withdraw = [&](const v1::Bundle& from) {
    auto one = About<v1::WithdrawCaseRequest>(Get("clerk", Part(from, "trade").citizen_case()));
    one.set_reason("She does without.");
    SKRANKE_EXPECT_OK(Call<v1::WithdrawCaseResponse>("clerk", one));
  };
  withdraw(bundle);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto back, Consent(bundle, v1::CONSENT_DECISION_WITHDRAWN));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto second, Consent(back, v1::CONSENT_DECISION_GIVEN));
  EXPECT_EQ(Part(second, "trade").state(), v1::STATE_ROUTED);
  EXPECT_NE(Part(second, "trade").citizen_case(), Part(bundle, "trade").citizen_case());
  // The consent stands, and she wants it again.
  withdraw(second);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto third, Consent(second, v1::CONSENT_DECISION_GIVEN));
  EXPECT_EQ(Part(third, "trade").state(), v1::STATE_ROUTED);
  EXPECT_NE(Part(third, "trade").citizen_case(), Part(second, "trade").citizen_case());
}

TEST_F(Bundles, SendsNothingThatTheCitizenRefused) {
  v1::RegisterBundleRequest request = Death();
  Say("trade", v1::CONSENT_DECISION_REFUSED, request);
  const v1::Bundle bundle = RegisterIt(request);
  EXPECT_EQ(Part(bundle, "trade").hold(), v1::PART_HOLD_CONSENT_REFUSED);
  EXPECT_EQ(Part(bundle, "trade").citizen_case(), "");
  EXPECT_EQ(CasesThereAre(), 3);
  EXPECT_THAT(Consent(bundle, v1::CONSENT_DECISION_REFUSED), HasReason("CONSENT_UNCHANGED"));
  EXPECT_THAT(Consent(bundle, v1::CONSENT_DECISION_WITHDRAWN), HasReason("CONSENT_NOT_GIVEN"));
  EXPECT_THAT(Consent(bundle, v1::CONSENT_DECISION_GIVEN, "aid"), HasField("task"));
  EXPECT_THAT(Consent(bundle, v1::CONSENT_DECISION_GIVEN, "form"), HasField("task"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto given, Consent(bundle, v1::CONSENT_DECISION_GIVEN));
  EXPECT_EQ(Part(given, "trade").state(), v1::STATE_ROUTED);
}

TEST_F(Bundles, IsAnsweredForByTheOfficeWhileTheLeadIsHeld) {
  v1::RegisterBundleRequest request = Death();
  request.set_template_("careful");
  const v1::Bundle held = RegisterIt(request);
  EXPECT_EQ(held.answer().authority(), "hall");
  EXPECT_THAT(Look("passport", held.name()), HasReason("BUNDLE_NOT_FOUND"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto given, Consent(held, v1::CONSENT_DECISION_GIVEN));
  EXPECT_EQ(given.answer().authority(), "POLICE");
  SKRANKE_EXPECT_OK(Look("passport", held.name()));
  SKRANKE_ASSERT_OK(Consent(given, v1::CONSENT_DECISION_WITHDRAWN));
  EXPECT_THAT(Look("passport", held.name()), HasReason("BUNDLE_NOT_FOUND"));
}

TEST_F(Bundles, SendsNothingForWhoTurnedOutToBeTheWrongPerson) {
  const v1::Bundle bundle = RegisterIt(Death());
  const std::string right = SyntheticNumber(7);
  for (const char* task : {"aid", "copy", "pass"}) {
    MoveTo(right, Get("clerk", Part(bundle, task).citizen_case()));
  }
  EXPECT_EQ(OpenCasesOf(right), 3);
  EXPECT_THAT(Consent(bundle, v1::CONSENT_DECISION_GIVEN), HasReason("BUNDLE_WRONG_PERSON"));
  EXPECT_EQ(OpenCasesOf(kOpenPerson), 0);
  EXPECT_EQ(CasesThereAre(), 3);
  // What the citizen refuses needs nobody's name.
  SKRANKE_EXPECT_OK(Consent(bundle, v1::CONSENT_DECISION_REFUSED).status());
}

}  // namespace
}  // namespace skranke
