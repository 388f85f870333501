// Documents beside a real engine: what is kept of them, and who has fetched them.
#include "libs/engine/documents.h"

#include <memory>
#include <string>

#include "libs/base/sha256.h"
#include "libs/casework/case_name.h"
#include "libs/casework/document_verbs.h"
#include "libs/engine/engine_fixture.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {
namespace {

constexpr char kLetter[] = "a letter";

class DocumentsTest : public EngineFixture {
 protected:
  DocumentsTest() {
    DocumentsOptions options;
    options.files.low_space_bytes = 0;
    documents_ = *Documents::Open(dir().Path("documents"), options, key_);
  }

  absl::Status Bring() {
    const Caller clerk{.name = "clerk", .role = kClerk, .office = "hall"};
    const DocumentHeader header{.size = sizeof(kLetter) - 1, .sha256 = Sha256(kLetter)};
    const absl::Time now = clock().Now();
    SKRANKE_RETURN_IF_ERROR(documents_->Begin(clerk, "upload", header, now).status());
    SKRANKE_RETURN_IF_ERROR(documents_->Append(clerk, "upload", 0, kLetter, now));
    return documents_->Finish(clerk, "upload", header, now);
  }

  v1::Case RegisterWithLetter() {
    v1::RegisterCaseRequest request = Matter("aid");
    request.add_documents()->set_title("A letter");
    request.mutable_documents(0)->set_sha256(Sha256(kLetter));
    return Register(request);
  }

  absl::Status Return(absl::string_view proposed_unit) {
    v1::ReturnCaseRequest request;
    request.set_name(name_);
    request.set_etag(etag_);
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence("Not ours.");
    if (!proposed_unit.empty()) {
      request.mutable_proposed_owner()->set_agency("WELFARE");
      request.mutable_proposed_owner()->set_unit(std::string(proposed_unit));
    }
    return Do<v1::ReturnCaseResponse>("west", request).status();
  }

  // A case with WELFARE/WEST.
  void HandOver() {
    const v1::Case routed = RegisterWithLetter();
    name_ = routed.name();
    etag_ = routed.etag();
    ASSERT_EQ(Stored()->handovers_size(), 1);
  }

  std::shared_ptr<const storage::v1::CaseState> Stored() {
    return *engine().snapshot()->FindCase(*ParseCaseName(name_, "name"));
  }

  // The receipt of the hand-over that comes now.
  absl::Status Fetched(uint32_t handover) {
    const uint64_t number = *ParseCaseName(name_, "name");
    const std::string document = engine().snapshot()->DocumentKey(Sha256(kLetter));
    return AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
      return JudgeDocumentFetched(view, caller, number, handover, document, now);
    });
  }

  std::unique_ptr<Documents> documents_;
  std::string name_;
  std::string etag_;
};

// The keeper's look at the cases is older than the case.
TEST_F(DocumentsTest, KeepsWhatACaseGotWhileItWasRemoved) {
  SKRANKE_ASSERT_OK(Bring());
  const auto before = engine().snapshot();
  RegisterWithLetter();
  const absl::Time now = clock().Now() + absl::Hours(31 * 24);
  SKRANKE_ASSERT_OK(documents_->Clean(*before, now));
  EXPECT_THAT(documents_->ReadWhole(Sha256(kLetter)), IsOkAndHolds(kLetter));
  for (int i = 0; i < 2; ++i) {
    SKRANKE_ASSERT_OK(documents_->Clean(*engine().snapshot(), now));
    EXPECT_THAT(documents_->ReadWhole(Sha256(kLetter)), IsOkAndHolds(kLetter)) << i;
  }
}

TEST_F(DocumentsTest, OffersNothingThatItRemoves) {
  SKRANKE_ASSERT_OK(Bring());
  const auto orphans = [&] {
    const auto all = [](const LooseDocument&) { return true; };
    return documents_->Orphans(*engine().snapshot(), all, 10)->size();
  };
  EXPECT_EQ(orphans(), 1u);
  const absl::Time now = clock().Now() + absl::Hours(31 * 24);
  SKRANKE_ASSERT_OK(documents_->Clean(*engine().snapshot(), now));
  EXPECT_EQ(orphans(), 0u);
  EXPECT_THAT(documents_->ReadWhole(Sha256(kLetter)), IsOk());
  SKRANKE_ASSERT_OK(documents_->Clean(*engine().snapshot(), now));
  EXPECT_TRUE(absl::IsNotFound(documents_->ReadWhole(Sha256(kLetter)).status()));
}

TEST_F(DocumentsTest, HasItsReceiversReceiptOnce) {
  HandOver();
  for (int i = 0; i < 2; ++i) SKRANKE_ASSERT_OK(Fetched(1));
  ASSERT_EQ(Stored()->document_receipts_size(), 1);
  EXPECT_EQ(Stored()->document_receipts(0).handover(), 1u);
}

// Between the last byte and its receipt the case may go on.
TEST_F(DocumentsTest, HasNoReceiptOfAHandoverThatIsOver) {
  HandOver();
  SKRANKE_ASSERT_OK(Return("EAST"));
  ASSERT_EQ(Stored()->handovers_size(), 2);
  SKRANKE_ASSERT_OK(Fetched(1));
  EXPECT_EQ(Stored()->document_receipts_size(), 0);
  SKRANKE_ASSERT_OK(Fetched(2));
  EXPECT_EQ(Stored()->document_receipts_size(), 1);
}

TEST_F(DocumentsTest, HasNoReceiptOfTheSortingUnit) {
  HandOver();
  SKRANKE_ASSERT_OK(Return(""));
  ASSERT_EQ(Stored()->owner().unit(), "SORT");
  SKRANKE_ASSERT_OK(Fetched(1));
  EXPECT_EQ(Stored()->document_receipts_size(), 0);
}

}  // namespace
}  // namespace skranke
