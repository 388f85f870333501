#include "services/forwarding/message_documents.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/message_zip.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

void Add(const std::string& code, const std::string& bytes, v1::Case* c) {
  v1::Document* document = c->add_documents();
  document->set_code(code);
  document->set_title("A secret");
  if (!bytes.empty()) document->set_sha256(Sha256(bytes));
}

v1::Case SomeCase() {
  v1::Case c;
  c.set_name("cases/7K3MQ2XD9BT");
  c.add_handovers()->set_handover_id("7K3MQ2XD9BT-1");
  c.add_handovers()->set_handover_id("7K3MQ2XD9BT-2");
  return c;
}

v1::ReceiveRequest Handover(const v1::Case& c) {
  v1::ReceiveRequest message;
  *message.mutable_handover()->mutable_citizen_case() = c;
  return message;
}

// Knows the bytes that it was given.
ReadDocument Having(std::vector<std::string> all) {
  return [all = std::move(all)](const std::string& sha256) -> absl::StatusOr<std::string> {
    for (const std::string& bytes : all) {
      if (Sha256(bytes) == sha256) return bytes;
    }
    return absl::NotFoundError("none");
  };
}

std::vector<std::string> NamesOf(const std::vector<ZipEntry>& files) {
  std::vector<std::string> names;
  for (const ZipEntry& file : files) names.push_back(file.name);
  return names;
}

TEST(MessageDocuments, AreNamedAfterPlaceCodeAndKind) {
  v1::Case c = SomeCase();
  Add("payslip", "%PDF-1.7\n", &c);
  Add("on_paper", "", &c);
  Add("", "a letter", &c);
  Add("Ærlig/Form 17.b", "\x89PNG\r\n\x1A\n", &c);
  Add("...", std::string("\0\1\2", 3), &c);
  const auto files = ReadDocumentsOf(
      Handover(c),
      Having({"%PDF-1.7\n", "a letter", "\x89PNG\r\n\x1A\n", std::string("\0\1\2", 3)}));
  SKRANKE_ASSERT_OK(files);
  EXPECT_THAT(NamesOf(*files), ElementsAre("001-payslip.pdf", "003-document.txt",
                                           "004-rligform17b.png", "005-document.bin"));
  EXPECT_EQ((*files)[1].bytes, "a letter");
  // Every name is one that a message may have.
  const auto zip = PackMessage({.message = Handover(c), .documents = *files});
  SKRANKE_ASSERT_OK(zip);
  EXPECT_EQ(UnpackMessage(*zip)->documents, *files);
}

TEST(MessageDocuments, StopAtTheFirstThatIsNotHereAndSayWhich) {
  v1::Case c = SomeCase();
  Add("payslip", "here", &c);
  Add("diagnosis", "away", &c);
  const auto files = ReadDocumentsOf(Handover(c), Having({"here"}));
  EXPECT_THAT(files, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(files, HasReason("DOCUMENT_ELSEWHERE"));
  EXPECT_THAT(std::string(files.status().message()), HasSubstr("document 2 of the case"));
  for (const char* told : {"secret", "diagnosis"}) {
    EXPECT_THAT(std::string(files.status().message()), Not(HasSubstr(told)));
  }
}

TEST(MessageDocuments, StopAtOneThatIsDamaged) {
  v1::Case c = SomeCase();
  Add("payslip", "torn", &c);
  const auto files = ReadDocumentsOf(Handover(c), [](const std::string&) {
    return ReasonError(absl::StatusCode::kDataLoss, "DOCUMENT_DAMAGED", "other bytes");
  });
  EXPECT_THAT(files, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(files, HasReason("DOCUMENT_DAMAGED"));
}

TEST(MessageDocuments, AreNotReadOnWhereTheyFitNoZip) {
  v1::Case c = SomeCase();
  for (const char* bytes : {"one", "two", "three"}) Add("big", bytes, &c);
  int reads = 0;
  const auto files = ReadDocumentsOf(Handover(c), [&](const std::string&) {
    ++reads;
    return std::string(kMessageZipBytesMax / 2 + 1, 'x');
  });
  EXPECT_THAT(files, HasReason("MESSAGE_TOO_LARGE"));
  EXPECT_EQ(reads, 2);
}

TEST(MessageDocuments, TravelWithEveryMessageThatBringsTheCase) {
  v1::Case c = SomeCase();
  Add("payslip", "here", &c);
  v1::ReceiveRequest supplement, correction, reopening, recall;
  *supplement.mutable_supplement()->mutable_citizen_case() = c;
  *correction.mutable_correction()->mutable_citizen_case() = c;
  *reopening.mutable_reopening()->mutable_citizen_case() = c;
  recall.mutable_recall()->set_handover_id("7K3MQ2XD9BT-1");
  for (const auto& message : {Handover(c), supplement, correction, reopening}) {
    const auto files = ReadDocumentsOf(message, Having({"here"}));
    SKRANKE_ASSERT_OK(files);
    EXPECT_EQ(files->size(), 1u) << message.ShortDebugString();
    EXPECT_THAT(DocumentsCarriedBy(message).sha256s, ElementsAre(Sha256("here")));
  }
  EXPECT_THAT(ReadDocumentsOf(recall, Having({})), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(DocumentsCarriedBy(recall).sha256s, IsEmpty());
}

TEST(MessageDocuments, AreCarriedOnceEachByTheLatestHandover) {
  v1::Case c = SomeCase();
  Add("payslip", "here", &c);
  Add("payslip_again", "here", &c);
  Add("on_paper", "", &c);
  const CarriedDocuments carried = DocumentsCarriedBy(Handover(c));
  EXPECT_EQ(carried.name, c.name());
  EXPECT_EQ(carried.handover_id, "7K3MQ2XD9BT-2");
  EXPECT_THAT(carried.sha256s, ElementsAre(Sha256("here")));
  c.clear_handovers();
  EXPECT_THAT(DocumentsCarriedBy(Handover(c)).sha256s, IsEmpty());
}

}  // namespace
}  // namespace skranke
