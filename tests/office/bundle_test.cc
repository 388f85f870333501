// One visit, parts to several agencies: each goes its own way, and none knows the others.
#include <string>
#include <vector>

#include "libs/base/sha256.h"
#include "libs/casework/bundle_name.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/client/stream_writer.h"
#include "services/skranked/verify.h"
#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/document.pb.h"
#include "tests/office/correction_fixture.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// A widow's life event: aid leads; copy is done at the counter; pass needs papers; trade asks for a
// consent that its task requires; dated only where it is wanted.
PackageFiles BundleTown() {
  PackageFiles files = TownPackage();
  files[TaskListPath("1", "requirements.csv")] +=
      "aid,fact,income,number,no,\n"
      "aid,document,bank_statement,,no,\n"
      "trade,consent,trade_consent,,yes,applicant\n"
      "trade,document,licence,,no,\n";
  files[TaskListPath("1", "bundles.csv")] =
      "bundle,title_en,title_local,task_code,lead,consent,consent_scope,optional\n"
      "death,A death,Dødsfall,aid,yes,,,\n"
      "death,,,copy,no,,,\n"
      "death,,,pass,no,,,\n"
      "death,,,trade,no,trade_consent,to tell the trade register,\n"
      "death,,,dated,no,,,yes\n"
      "careful,With care,Varsom,trade,yes,trade_consent,to tell the trade register,\n";
  return files;
}

class Bundles : public CorrectionFixture {
 protected:
  Bundles() : CorrectionFixture(BundleTown()) {}

  static v1::RegisterBundleRequest Death(absl::string_view person = kOpenPerson) {
    v1::RegisterBundleRequest request;
    request.set_template_("death");
    request.set_channel(v1::CHANNEL_COUNTER);
    *request.mutable_parties() = Matter("aid", person).parties();
    return request;
  }

  // Everything that some part asks for.
  static v1::RegisterBundleRequest WholeDeath(absl::string_view person = kOpenPerson) {
    v1::RegisterBundleRequest request = Death(person);
    const v1::RegisterCaseRequest pass = WholePassport();
    *request.mutable_facts() = pass.facts();
    *request.mutable_documents() = pass.documents();
    *request.mutable_attestations() = pass.attestations();
    v1::Fact* income = request.add_facts();
    income->set_name("income");
    income->set_number("1000");
    request.add_documents()->set_code("bank_statement");
    Say("trade", v1::CONSENT_DECISION_GIVEN, request);
    request.add_wanted("dated");
    return request;
  }

  static void Say(const std::string& task, v1::ConsentDecision decision,
                  v1::RegisterBundleRequest& request) {
    v1::StatedConsent* said = request.add_consents();
    said->set_task(task);
    said->set_decision(decision);
  }

  v1::Bundle RegisterIt(const v1::RegisterBundleRequest& request) {
    const auto response = Call<v1::RegisterBundleResponse>("clerk", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->bundle() : v1::Bundle();
  }

  absl::StatusOr<v1::GetBundleResponse> Look(absl::string_view caller, absl::string_view name) {
    v1::GetBundleRequest request;
    request.set_name(std::string(name));
    return Call<v1::GetBundleResponse>(caller, request);
  }

  v1::Bundle LookAt(const v1::Bundle& bundle, absl::string_view caller = "clerk") {
    const auto response = Look(caller, bundle.name());
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? response->bundle() : v1::Bundle();
  }

  absl::StatusOr<v1::Bundle> Consent(const v1::Bundle& bundle, v1::ConsentDecision decision,
                                     const std::string& task = "trade") {
    v1::SetConsentRequest request;
    request.set_name(bundle.name());
    request.set_etag(bundle.etag());
    request.set_task(task);
    request.set_decision(decision);
    const auto response = Call<v1::SetConsentResponse>("clerk", request);
    if (!response.ok()) return response.status();
    return response->bundle();
  }

  static const v1::BundlePart& Part(const v1::Bundle& bundle, absl::string_view task) {
    for (const auto& part : bundle.parts()) {
      if (part.task() == task) return part;
    }
    return v1::BundlePart::default_instance();
  }

  absl::Status Upload(const std::string& bytes) {
    StreamSender<v1::UploadDocumentRequest, v1::UploadDocumentResponse> sender(
        channel(), "/skranke.v1.DocumentService/UploadDocument", {.caller = "clerk"});
    v1::UploadDocumentRequest header;
    header.mutable_header()->set_upload_id("upload");
    header.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
    header.mutable_header()->set_sha256(Sha256(bytes));
    v1::UploadDocumentRequest chunk;
    chunk.mutable_chunk()->set_data(bytes);
    if (sender.Write(header)) sender.Write(chunk);
    return sender.Finish().status();
  }

  absl::StatusOr<std::string> Download(absl::string_view caller, const std::string& name,
                                       const std::string& bytes) {
    v1::DownloadDocumentRequest request;
    request.set_name(name);
    request.set_sha256(Sha256(bytes));
    StreamReader<v1::DownloadDocumentResponse> reader(
        channel(), "/skranke.v1.DocumentService/DownloadDocument", request,
        {.caller = std::string(caller)});
    std::string all;
    while (true) {
      SKRANKE_ASSIGN_OR_RETURN(const auto message, reader.Next());
      if (!message) return all;
      all += message->chunk().data();
    }
  }

  int OrphanDocuments() {
    const auto response =
        Call<v1::ListOrphanDocumentsResponse>("inspector", v1::ListOrphanDocumentsRequest());
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->orphans_size() : -1;
  }

  int CasesThereAre() {
    v1::ListCasesRequest list;
    const auto response = Call<v1::ListCasesResponse>("auditor", list);
    EXPECT_THAT(response, IsOk());
    return response->cases_size();
  }
};

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

// By then what cleans has had its turn: services/forwarding/step_thread.cc.
constexpr absl::Duration kKeeperSleepMax = absl::Milliseconds(1500);

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
