#include "services/agency/file_drop_intake.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/message_zip.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/forwarding/file_drop_receipt.h"

namespace skranke {
namespace {

constexpr char kFirst[] = "7K3MQ2XD9BT.NAV.1";

v1::ReceiveRequest Handover(int sequence = 1) {
  v1::ReceiveRequest message;
  message.set_message_id(absl::StrCat("7K3MQ2XD9BT.NAV.", sequence));
  message.set_installation("small");
  message.set_agency("NAV");
  message.set_citizen_case("cases/7K3MQ2XD9BT");
  message.set_sequence(static_cast<uint64_t>(sequence));
  message.set_previous_sequence(static_cast<uint64_t>(sequence) - 1);
  message.mutable_handover()->mutable_citizen_case()->set_name("cases/7K3MQ2XD9BT");
  message.mutable_handover()->set_handover_id(absl::StrCat("7K3MQ2XD9BT-", sequence));
  return message;
}

class FileDropIntakeTest : public ::testing::Test {
 protected:
  FileDropIntakeTest() {
    std::filesystem::create_directories(drop_.Path("OUT"));
    std::filesystem::create_directories(drop_.Path("RECEIPTS"));
  }
  std::string Lay(const v1::ReceiveRequest& message, std::vector<ZipEntry> documents = {}) {
    std::string zip = PackMessage({.message = message, .documents = std::move(documents)}).value();
    drop_.Write(absl::StrCat("OUT/", message.message_id(), ".zip"), zip);
    return zip;
  }
  absl::Status Look(const std::string& behave = "accept") {
    Reception reception("NAV", ParseBehaviour(behave).value(), inbox_.get(), &clock_, [] {});
    return FileDropIntake(drop_.path(), &reception, inbox_.get(), shelf_.get()).Step();
  }
  std::string File(const std::string& name) { return absl::StrCat(kFirst, name); }
  absl::StatusOr<std::string> Receipt(const std::string& name) {
    return ReadFile(drop_.Path(absl::StrCat("RECEIPTS/", kFirst, name)));
  }

  FakeClock clock_{absl::FromUnixSeconds(1'790'000'000)};
  TempDir drop_;
  TempDir store_;
  std::unique_ptr<Inbox> inbox_ = Inbox::Open(OpenRocksDb(store_.path()).value(), "NAV").value();
  TempDir documents_;
  std::unique_ptr<DocumentShelf> shelf_ =
      DocumentShelf::Open(documents_.Path("shelf"), &clock_).value();
};

TEST_F(FileDropIntakeTest, StoresAndReceiptsAndAcceptsAsTheOfficeReadsIt) {
  const std::string zip = Lay(Handover());
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(1u));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto transport,
                               ParseTransportReceipt(File(".json"), Receipt(".json").value()));
  EXPECT_EQ(transport.message_id, kFirst);
  EXPECT_EQ(transport.sha256, Sha256(zip));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto business,
      ParseBusinessReceipt(File(".accept.json"), Receipt(".accept.json").value()));
  EXPECT_EQ(absl::get<v1::AcceptCaseRequest>(business.request).agency_case_number(),
            "NAV-2026-000001");
}

TEST_F(FileDropIntakeTest, KeepsTheDocumentsThatCameAlong) {
  Lay(Handover(), {{"001-payslip.txt", "a payslip"}, {"002-document.txt", "a letter"}});
  SKRANKE_ASSERT_OK(Look());
  SKRANKE_EXPECT_OK(Receipt(".json"));
  EXPECT_THAT(shelf_->Read(Sha256("a payslip")), IsOkAndHolds("a payslip"));
  EXPECT_THAT(shelf_->Read(Sha256("a letter")), IsOkAndHolds("a letter"));
}

TEST_F(FileDropIntakeTest, ReceiptsNothingWhoseDocumentsItCannotKeep) {
  shelf_ = DocumentShelf::Open("", &clock_).value();
  Lay(Handover(), {{"001-payslip.txt", "a payslip"}});
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(Receipt(".json"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(0u));
}

TEST_F(FileDropIntakeTest, KeepsNoDocumentsOfAnotherAgency) {
  v1::ReceiveRequest others = Handover();
  others.set_agency("OTHER");
  Lay(others, {{"001-payslip.txt", "a payslip"}});
  SKRANKE_ASSERT_OK(Look());
  EXPECT_FALSE(shelf_->Has(Sha256("a payslip")));
}

TEST_F(FileDropIntakeTest, ReturnsAsTheOfficeReadsIt) {
  Lay(Handover());
  SKRANKE_ASSERT_OK(Look("return:WRONG_PLACE"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto business,
      ParseBusinessReceipt(File(".return.json"), Receipt(".return.json").value()));
  EXPECT_EQ(absl::get<v1::ReturnCaseRequest>(business.request).code(), v1::RETURN_CODE_WRONG_PLACE);
  EXPECT_THAT(Receipt(".accept.json"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(FileDropIntakeTest, AnswersOnceWhateverIsLaidAgain) {
  Lay(Handover());
  SKRANKE_ASSERT_OK(Look());
  for (const char* file : {".json", ".accept.json"}) {
    std::filesystem::remove(drop_.Path(absl::StrCat("RECEIPTS/", kFirst, file)));
  }
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(1u));
  SKRANKE_EXPECT_OK(Receipt(".json"));
  EXPECT_THAT(Receipt(".accept.json"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(FileDropIntakeTest, ReceiptsNothingThatItCannotTake) {
  v1::ReceiveRequest others = Handover();
  others.set_agency("OTHER");
  Lay(others);
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(Receipt(".json"), StatusIs(absl::StatusCode::kNotFound));
  const std::string zip = Lay(Handover());
  drop_.Write(absl::StrCat("OUT/", kFirst, ".zip"), zip.substr(1));
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(Receipt(".json"), StatusIs(absl::StatusCode::kNotFound));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto refusal,
                               ParseRefusal(File(".refuse.json"), Receipt(".refuse.json").value()));
  EXPECT_EQ(refusal.sha256, Sha256(zip.substr(1)));
  drop_.Write("OUT/7K3MQ2XD9BT.NAV.9.zip", zip);
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(0u));
}

TEST_F(FileDropIntakeTest, OnlyReceiptsWhereItAnswersByOtherMeans) {
  Lay(Handover());
  Reception reception("NAV", Behaviour{}, inbox_.get(), &clock_, [] {});
  SKRANKE_ASSERT_OK(
      FileDropIntake(drop_.path(), &reception, inbox_.get(), shelf_.get(), /*answers=*/false)
          .Step());
  SKRANKE_EXPECT_OK(Receipt(".json"));
  EXPECT_THAT(Receipt(".accept.json"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(FileDropIntakeTest, WaitsForTheMessageBefore) {
  Lay(Handover(2));
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(0u));
  Lay(Handover(1));
  SKRANKE_ASSERT_OK(Look());
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(2u));
}

TEST_F(FileDropIntakeTest, DoesNothingWhenItHangsAndSaysWhereNoFolderIs) {
  Lay(Handover());
  SKRANKE_ASSERT_OK(Look("hang"));
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(0u));
  std::filesystem::remove_all(drop_.Path("RECEIPTS"));
  EXPECT_THAT(Look(), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace skranke
