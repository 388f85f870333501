#include "services/forwarding/file_drop_receipts.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/limits.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FileDropReceiptsTest : public ::testing::Test {
 protected:
  FileDropReceiptsTest() {
    std::filesystem::create_directories(dir_.Path("OUT"));
    std::filesystem::create_directories(dir_.Path("RECEIPTS"));
  }
  std::string Path(const std::string& file) { return dir_.Path("RECEIPTS/" + file); }
  void Accept(int sequence, absl::string_view more = "") {
    const std::string id = absl::StrCat("7K3MQ2XD9BT.NAV.", sequence);
    dir_.Write(absl::StrCat("RECEIPTS/", id, ".accept.json"),
               absl::StrCat(R"({"message_id": ")", id, "\"", more, "}"));
  }
  FileDropReceipts receipts() {
    return FileDropReceipts::Open(absl::StrCat("dir:", dir_.path())).value();
  }
  std::vector<BusinessReceipt> New(size_t most = 10) { return receipts().FindNew(most).value(); }
  std::vector<std::string> NewIds(size_t most = 10) {
    std::vector<std::string> ids;
    for (const BusinessReceipt& receipt : New(most)) ids.push_back(receipt.message_id);
    return ids;
  }

  TempDir dir_;
  const std::string first_ = "7K3MQ2XD9BT.NAV.1.accept.json";
};

TEST_F(FileDropReceiptsTest, ListsAReceiptUntilItIsSettled) {
  Accept(1);
  EXPECT_THAT(NewIds(), ElementsAre("7K3MQ2XD9BT.NAV.1"));
  const auto found = New();
  SKRANKE_EXPECT_OK(receipts().Settle(found[0]));
  EXPECT_THAT(NewIds(), IsEmpty());
  EXPECT_TRUE(std::filesystem::exists(Path("done/" + first_)));
  SKRANKE_EXPECT_OK(receipts().Settle(found[0]));
}

TEST_F(FileDropReceiptsTest, ListsAtMostAsManyAsAsked) {
  for (int i = 1; i <= 3; ++i) Accept(i);
  EXPECT_THAT(NewIds(2), ElementsAre("7K3MQ2XD9BT.NAV.1", "7K3MQ2XD9BT.NAV.2"));
  EXPECT_EQ(NewIds(3).size(), 3);
}

TEST_F(FileDropReceiptsTest, SaysBesideAFaultyFileWhatIsWrongUntilItIsCorrected) {
  Accept(1, R"(, "agency_case_number": 7)");
  Accept(2);
  EXPECT_THAT(NewIds(1), ElementsAre("7K3MQ2XD9BT.NAV.2"));
  EXPECT_THAT(ReadFile(Path(first_ + ".error")),
              IsOkAndHolds(HasSubstr("\nagency_case_number: must be a text")));
  Accept(1, R"(, "agency_case_number": "7")");
  const auto found = New();
  ASSERT_EQ(found.size(), 2);
  SKRANKE_EXPECT_OK(receipts().Settle(found[0]));
  EXPECT_FALSE(std::filesystem::exists(Path(first_ + ".error")));
}

TEST_F(FileDropReceiptsTest, ListsNoRefusedReceiptAgainUntilItChanges) {
  Accept(1);
  SKRANKE_EXPECT_OK(receipts().Refuse(New()[0], absl::FailedPreconditionError("it was recalled")));
  EXPECT_THAT(NewIds(), IsEmpty());
  EXPECT_THAT(ReadFile(Path(first_ + ".error")), IsOkAndHolds(HasSubstr("\nit was recalled")));
  Accept(1, R"(, "agency_case_number": "7")");
  EXPECT_EQ(NewIds().size(), 1);
}

// What came while the office worked on the one before must not go aside with it.
TEST_F(FileDropReceiptsTest, KeepsAReceiptThatChangedMeanwhile) {
  Accept(1);
  const auto found = New();
  Accept(1, R"(, "agency_case_number": "7")");
  SKRANKE_EXPECT_OK(receipts().Settle(found[0]));
  EXPECT_EQ(NewIds().size(), 1);
}

TEST_F(FileDropReceiptsTest, LeavesTransportReceiptsToTheLink) {
  dir_.Write("RECEIPTS/7K3MQ2XD9BT.NAV.1.json", "{}");
  EXPECT_THAT(NewIds(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(Path("7K3MQ2XD9BT.NAV.1.json.error")));
}

TEST_F(FileDropReceiptsTest, ComplainsOfStrangeFilesAndLargeOnes) {
  dir_.Write("RECEIPTS/notes.txt", "hello");
  dir_.Write("RECEIPTS/" + first_, std::string(kReceiptBytesMax + 1, ' '));
  EXPECT_THAT(NewIds(), IsEmpty());
  EXPECT_TRUE(std::filesystem::exists(Path("notes.txt.error")));
  EXPECT_TRUE(std::filesystem::exists(Path(first_ + ".error")));
  EXPECT_THAT(NewIds(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(Path("notes.txt.error.error")));
}

TEST(FileDropReceipts, AreOfAFolderThatIsThere) {
  EXPECT_THAT(FileDropReceipts::Open("host:1"), HasField("endpoint"));
  EXPECT_THAT(FileDropReceipts::Open("dir:/nowhere/at/all"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace skranke
