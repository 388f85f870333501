// A town with life events, and what is done with them: for tests alone.
#ifndef SKRANKE_TESTS_OFFICE_BUNDLE_FIXTURE_H_
#define SKRANKE_TESTS_OFFICE_BUNDLE_FIXTURE_H_

#include <string>

#include "libs/base/sha256.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/client/stream_writer.h"
#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/document.pb.h"
#include "tests/office/correction_fixture.h"

namespace skranke {

// A widow's life event: aid leads; copy is done at the counter; pass needs papers; trade asks for a
// consent that its task requires; dated only where it is wanted.
inline PackageFiles BundleTown() {
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

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_BUNDLE_FIXTURE_H_
