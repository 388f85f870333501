// Documents that are kept: verified with the store, a gap without a case, and gone in the end.
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "libs/base/files.h"
#include "libs/base/sha256.h"
#include "services/skranked/verify.h"
#include "tests/office/document_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// By then what cleans has had its turn: services/forwarding/step_thread.cc.
constexpr absl::Duration kKeeperSleepMax = absl::Milliseconds(1500);

TEST_F(DocumentTest, IsVerifiedWithTheStore) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan", "another"));
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  const std::string elsewhere = Register("clerk", With(Matter("aid"), "far away")).name();
  Stop();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string told, VerifyDataDirectory(options_.data_dir, ""));
  EXPECT_THAT(told, HasSubstr("2 documents, 1 of them without a case"));
  // It may never have been here: named, and no fault.
  EXPECT_THAT(told, HasSubstr("1 documents of cases are not here"));
  EXPECT_THAT(told, HasSubstr(absl::StrCat(elsewhere, ": stored/")));
  EXPECT_THAT(told, Not(HasSubstr(name)));
}

TEST_F(DocumentTest, IsFoundDamagedByVerifying) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  Register("clerk", With(Matter("aid"), "a letter"));
  Stop();
  const std::string file = StoredFiles().at(0);
  const std::string bytes = ReadFile(file).value();
  const std::string path = file.substr(file.find("stored/"));
  for (size_t at : {size_t{0}, bytes.size() - 1}) {
    std::string damaged = bytes;
    damaged[at] ^= 1;
    std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
    const auto told = VerifyDataDirectory(options_.data_dir, "");
    EXPECT_THAT(told, HasReason("DOCUMENT_DAMAGED")) << at;
    EXPECT_THAT(std::string(told.status().message()), HasSubstr(path)) << at;
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  SKRANKE_EXPECT_OK(VerifyDataDirectory(options_.data_dir, ""));
  // Whole, and under the name of another.
  const std::string wrong = file.substr(0, file.size() - 1) + (file.back() == '0' ? '1' : '0');
  std::filesystem::rename(file, wrong);
  EXPECT_THAT(VerifyDataDirectory(options_.data_dir, ""), HasReason("DOCUMENT_DAMAGED"));
}

TEST_F(DocumentTest, IsFoundLostByVerifyingWhereSomebodyHasFetchedIt) {
  SKRANKE_ASSERT_OK(Upload("clerk", "a letter"));
  const std::string name = Register("clerk", With(Matter("aid"), "a letter")).name();
  SKRANKE_ASSERT_OK(Download("west", name, "a letter"));
  ASSERT_TRUE(Eventually([&] { return Look("clerk", name, "a letter")->receipts_size() == 1; }));
  Stop();
  SKRANKE_EXPECT_OK(VerifyDataDirectory(options_.data_dir, ""));
  std::filesystem::remove(StoredFiles().at(0));
  const auto told = VerifyDataDirectory(options_.data_dir, "");
  EXPECT_THAT(told, HasReason("DOCUMENT_LOST"));
  EXPECT_THAT(std::string(told.status().message()), HasSubstr(name));
}

TEST_F(DocumentTest, WithoutACaseIsAGapAfterAWorkingDay) {
  // A Monday, ten o'clock.
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  SKRANKE_ASSERT_OK(Upload("clerk", "a case's", "another"));
  Register("clerk", With(Matter("aid"), "a case's"));
  const auto orphans = Orphans("supervisor");
  ASSERT_EQ(orphans.orphans_size(), 1);
  const v1::OrphanDocument& orphan = orphans.orphans(0);
  EXPECT_EQ(orphan.document().sha256(), Sha256("an orphan"));
  EXPECT_EQ(orphan.office(), "hall");
  EXPECT_EQ(orphan.uploaded_by(), "clerk");
  EXPECT_EQ(orphan.gap_time().seconds(), absl::ToUnixSeconds(Local("2024-03-05 10:00")));
  EXPECT_EQ(Orphans("branch_supervisor").orphans_size(), 0);
  EXPECT_EQ(Orphans("inspector").orphans_size(), 1);
  Pass(absl::Hours(24) - absl::Seconds(1));
  EXPECT_EQ(Orphans("supervisor", /*gaps=*/true).orphans_size(), 0);
  Pass(absl::Seconds(1));
  EXPECT_EQ(Orphans("supervisor", /*gaps=*/true).orphans_size(), 1);
  Register("clerk", With(Matter("aid"), "an orphan"));
  EXPECT_EQ(Orphans("supervisor").orphans_size(), 0);
}

TEST_F(DocumentTest, WithoutACaseIsListedOnceAPage) {
  for (const char* bytes : {"one", "two", "three"}) {
    SKRANKE_ASSERT_OK(Upload("clerk", bytes, bytes));
  }
  std::set<std::string> listed;
  v1::ListOrphanDocumentsRequest request;
  request.set_page_size(1);
  for (int page = 0; page < 3; ++page) {
    const auto response = Call<v1::ListOrphanDocumentsResponse>("supervisor", request);
    SKRANKE_ASSERT_OK(response);
    ASSERT_EQ(response->orphans_size(), 1);
    listed.insert(response->orphans(0).document().sha256());
    EXPECT_EQ(response->next_page_token().empty(), page == 2);
    request.set_page_token(response->next_page_token());
  }
  EXPECT_EQ(listed.size(), 3u);
}

// As a kill leaves it between the marker and the bytes.
TEST_F(DocumentTest, IsNotListedBeforeItIsStored) {
  std::ofstream(dir().Path("data.documents/loose/" + std::string(64, 'a'))) << "hall\nclerk\n";
  EXPECT_EQ(Orphans("supervisor").orphans_size(), 0);
}

TEST_F(DocumentTest, WaitsOutAWeekendBeforeItIsAGap) {
  Pass(Local("2024-03-09 12:00") - clock().Now());  // A Saturday.
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  EXPECT_EQ(Orphans("supervisor").orphans(0).gap_time().seconds(),
            absl::ToUnixSeconds(Local("2024-03-12 00:00")));
}

TEST_F(DocumentTest, WithoutACaseIsRemovedInTheEndAndWithOneItIsKept) {
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  SKRANKE_ASSERT_OK(Upload("clerk", "a case's", "another"));
  const std::string name = Register("clerk", With(Matter("aid"), "a case's")).name();
  Pass(absl::Hours(29 * 24));
  absl::SleepFor(kKeeperSleepMax);
  EXPECT_EQ(StoredFiles().size(), 2u);
  Pass(absl::Hours(24));
  Pass(absl::Minutes(10));
  // First it is offered to no case, then it goes.
  ASSERT_TRUE(Eventually([&] { return Orphans("supervisor").orphans_size() == 0; }));
  EXPECT_EQ(StoredFiles().size(), 2u);
  Pass(absl::Minutes(10));
  ASSERT_TRUE(Eventually([&] { return StoredFiles().size() == 1; }));
  EXPECT_THAT(Download("clerk", name, "a case's"), IsOkAndHolds("a case's"));
}

TEST_F(DocumentTest, IsNotRemovedWhileTheClockIsInDoubt) {
  SKRANKE_ASSERT_OK(Upload("clerk", "an orphan"));
  absl::SleepFor(kKeeperSleepMax);
  // Noticed before the next cleaning is due.
  clock().SetNow(clock().Now() + absl::Minutes(5));
  ASSERT_TRUE(Eventually([&] {
    return ReasonOf(Call<v1::RegisterCaseResponse>("clerk", Matter("copy")).status()) ==
           "CLOCK_JUMPED";
  }));
  clock().SetNow(clock().Now() + absl::Hours(31 * 24));
  absl::SleepFor(kKeeperSleepMax);
  EXPECT_EQ(StoredFiles().size(), 1u);
}

TEST_F(DocumentTest, IsForgottenWhereItsUploadFallsSilent) {
  const auto sender = Send("clerk");
  ASSERT_TRUE(sender->Write(Header("upload", "a letter")));
  EXPECT_THAT(sender->Finish(), HasReason("UPLOAD_INCOMPLETE"));
  Pass(absl::Hours(23));
  SKRANKE_EXPECT_OK(Progress("clerk"));
  Pass(absl::Hours(1) + absl::Minutes(10));
  EXPECT_TRUE(
      Eventually([&] { return ReasonOf(Progress("clerk").status()) == "UPLOAD_NOT_FOUND"; }));
}

}  // namespace
}  // namespace skranke
