#include "libs/store/document_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kUpload[] = "00aa";
constexpr char kDocument[] = "abcd";
const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

class DocumentFilesTest : public ::testing::Test {
 protected:
  DocumentFilesTest() { Reopen(); }

  void Reopen() {
    options_.low_space_bytes = low_space_bytes_;
    files_ = *DocumentFiles::Open(dir_.Path("documents"), options_);
  }

  static DocumentHeader HeaderOf(const std::string& bytes) {
    return {.size = bytes.size(), .sha256 = Sha256(bytes)};
  }
  LooseDocument AsLoose(absl::Time time = kNow) const {
    return {.document = kDocument, .time = time, .office = "hall", .uploader = "clerk"};
  }
  absl::Status Put(const std::string& bytes, const std::string& upload = kUpload,
                   absl::Time time = kNow) {
    SKRANKE_RETURN_IF_ERROR(files_->Begin(upload, HeaderOf(bytes), time).status());
    SKRANKE_RETURN_IF_ERROR(files_->Append(upload, 0, bytes, time));
    return files_->Finish(upload, HeaderOf(bytes), AsLoose(time));
  }
  absl::StatusOr<std::string> Get(size_t at_once = 3) const {
    SKRANKE_ASSIGN_OR_RETURN(const auto reader, files_->Read(kDocument));
    std::string all;
    while (true) {
      SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, reader->Next(at_once));
      if (bytes.empty()) return all;
      all += bytes;
    }
  }
  std::string StoredPath() const { return dir_.Path("documents/stored/ab/abcd"); }
  std::string UploadPath() const { return dir_.Path(absl::StrCat("documents/uploads/", kUpload)); }
  std::vector<std::string> LooseNames() const {
    std::vector<std::string> names;
    const auto all = files_->Loose();
    EXPECT_THAT(all, IsOk());
    for (const LooseDocument& loose : *all) names.push_back(loose.document);
    return names;
  }

  const TempDir dir_;
  DocumentFilesOptions options_;
  uint64_t low_space_bytes_ = 0;
  std::unique_ptr<DocumentFiles> files_;
};

// A later build seals: this one says so instead of giving out sealed bytes.
TEST(DocumentHeader, IsRefusedWhereItsSchemeIsNotClear) {
  const DocumentHeader header{.size = 6, .sha256 = Sha256("letter")};
  const std::string bytes = WriteDocumentHeader(header);
  EXPECT_THAT(ReadDocumentHeader(bytes), IsOkAndHolds(header));
  for (size_t i = 8; i < 12; ++i) {
    std::string sealed = bytes;
    sealed[i] = 1;
    EXPECT_THAT(ReadDocumentHeader(sealed), HasReason("SEALED_DOCUMENT")) << i;
  }
}

TEST_F(DocumentFilesTest, KeepsWhatCameInPieces) {
  const std::string bytes = "a letter in three pieces";
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf(bytes), kNow));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 0, bytes.substr(0, 5), kNow));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 5, bytes.substr(5, 7), kNow));
  EXPECT_THAT(files_->Finish(kUpload, HeaderOf(bytes), AsLoose()), HasReason("UPLOAD_INCOMPLETE"));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 12, bytes.substr(12), kNow));
  SKRANKE_ASSERT_OK(files_->Finish(kUpload, HeaderOf(bytes), AsLoose()));
  EXPECT_THAT(Get(), IsOkAndHolds(bytes));
  EXPECT_EQ((*files_->Read(kDocument))->content_type(), "text/plain");
}

TEST_F(DocumentFilesTest, GoesOnWhereAnUploadEndsAndNowhereElse) {
  const std::string bytes = "0123456789";
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf(bytes), kNow));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 0, "0123", kNow));
  Reopen();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const UploadProgress progress, files_->Find(kUpload));
  EXPECT_EQ(progress.size, 4u);
  EXPECT_FALSE(progress.done);
  for (const uint64_t offset : {uint64_t{0}, uint64_t{3}, uint64_t{5}}) {
    EXPECT_THAT(files_->Append(kUpload, offset, "4", kNow), HasReason("OFFSET_MISMATCH")) << offset;
  }
  EXPECT_THAT(files_->Append(kUpload, 4, "4567890", kNow), HasField("chunk.data"));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 4, "456789", kNow));
  SKRANKE_ASSERT_OK(files_->Finish(kUpload, HeaderOf(bytes), AsLoose()));
  EXPECT_THAT(Get(), IsOkAndHolds(bytes));
}

TEST_F(DocumentFilesTest, RefusesOtherBytesUnderTheSameUpload) {
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("one"), kNow));
  EXPECT_THAT(files_->Begin(kUpload, HeaderOf("two"), kNow), HasReason("UPLOAD_ID_REUSED"));
  EXPECT_THAT(files_->Begin(kUpload, HeaderOf("four"), kNow), HasReason("UPLOAD_ID_REUSED"));
}

TEST_F(DocumentFilesTest, ForgetsAnUploadWithAnotherHash) {
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("right"), kNow));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 0, "wrong", kNow));
  EXPECT_THAT(files_->Finish(kUpload, HeaderOf("right"), AsLoose()), HasReason("HASH_MISMATCH"));
  EXPECT_THAT(files_->Find(kUpload), HasReason("UPLOAD_NOT_FOUND"));
  EXPECT_THAT(LooseNames(), IsEmpty());
  SKRANKE_EXPECT_OK(Put("right"));
}

// One stream began it, a second one's wrong bytes ended it, a third began it anew with other bytes:
// the first must not keep those as its own.
TEST_F(DocumentFilesTest, KeepsNothingUnderTheHeaderOfAnotherStream) {
  SKRANKE_ASSERT_OK(Put("good", "0001"));
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("good"), kNow));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 0, "evil", kNow));
  EXPECT_THAT(files_->Finish(kUpload, HeaderOf("good"), AsLoose()), HasReason("HASH_MISMATCH"));
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("evil"), kNow));
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 0, "evil", kNow));
  EXPECT_THAT(files_->Finish(kUpload, HeaderOf("good"), AsLoose()), HasReason("UPLOAD_ID_REUSED"));
  EXPECT_THAT(Get(), IsOkAndHolds("good"));
}

// Of several that begin the same upload at once none empties what another has appended.
TEST_F(DocumentFilesTest, IsBegunByOneAtATime) {
  for (int round = 0; round < 100; ++round) {
    const std::string upload = absl::StrCat("r", round);
    std::atomic<int> appended = 0;
    std::vector<std::thread> streams;
    for (int i = 0; i < 3; ++i) {
      streams.emplace_back([&] {
        EXPECT_THAT(files_->Begin(upload, HeaderOf("letter"), kNow), IsOk());
        // One of them is first; the others hear where to go on.
        appended += files_->Append(upload, 0, "letter", kNow).ok();
      });
    }
    for (std::thread& stream : streams) stream.join();
    EXPECT_EQ(appended, 1) << round;
    SKRANKE_ASSERT_OK_AND_ASSIGN(const UploadProgress progress, files_->Find(upload));
    EXPECT_EQ(progress.size, 6u) << round;
  }
}

TEST_F(DocumentFilesTest, AnswersAnUploadThatEndedAgain) {
  SKRANKE_ASSERT_OK(Put("once"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const UploadProgress again,
                               files_->Begin(kUpload, HeaderOf("once"), kNow));
  EXPECT_TRUE(again.done);
  EXPECT_EQ(again.size, 4u);
  EXPECT_THAT(files_->Begin(kUpload, HeaderOf("else"), kNow), HasReason("UPLOAD_ID_REUSED"));
  EXPECT_FALSE(std::filesystem::exists(UploadPath()));
}

TEST_F(DocumentFilesTest, FindsAByteTooMany) {
  SKRANKE_ASSERT_OK(Put("whole"));
  std::ofstream(StoredPath(), std::ios::binary | std::ios::app) << "!";
  EXPECT_THAT(files_->Read(kDocument), HasReason("DOCUMENT_DAMAGED"));
}

TEST_F(DocumentFilesTest, PassesOverAMarkerThatIsNone) {
  SKRANKE_ASSERT_OK(Put("once"));
  std::ofstream(dir_.Path("documents/loose/0123"), std::ios::binary) << "hall";
  EXPECT_THAT(LooseNames(), ElementsAre(kDocument));
}

TEST_F(DocumentFilesTest, KeepsTheSameBytesOnce) {
  SKRANKE_ASSERT_OK(Put("same", "0001"));
  SKRANKE_ASSERT_OK(Put("same", "0002"));
  int files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(dir_.Path("documents/stored"))) {
    files += entry.is_regular_file();
  }
  EXPECT_EQ(files, 1);
  EXPECT_THAT(Get(), IsOkAndHolds("same"));
}

// Whatever is lost of a file's end, nobody is given its rest as the whole.
TEST_F(DocumentFilesTest, FindsWhatThePowerTook) {
  SKRANKE_ASSERT_OK(Put("a whole letter"));
  const auto whole = std::filesystem::file_size(StoredPath());
  for (uintmax_t size = 0; size < whole; ++size) {
    SKRANKE_ASSERT_OK(Put("a whole letter", absl::StrCat("0", size)));
    std::filesystem::resize_file(StoredPath(), size);
    EXPECT_TRUE(absl::IsDataLoss(Get().status())) << size;
  }
}

TEST_F(DocumentFilesTest, FindsAnyChangedByte) {
  SKRANKE_ASSERT_OK(Put("a whole letter"));
  const std::string whole = *ReadFile(StoredPath());
  for (size_t i = 0; i < whole.size(); ++i) {
    // The key and nonce of scheme 0 say nothing.
    if (i >= 12 && i < 16) continue;
    if (i >= 56 && i < kDocumentHeaderBytes) continue;
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    SKRANKE_ASSERT_OK(WriteFileDurably(StoredPath(), changed));
    EXPECT_FALSE(Get().ok()) << i;
  }
}

TEST_F(DocumentFilesTest, BeginsAnewWhereNoHeaderIsLeft) {
  for (const size_t left : {size_t{0}, size_t{1}, kDocumentHeaderBytes - 1}) {
    SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("letter"), kNow));
    std::filesystem::resize_file(UploadPath(), left);
    EXPECT_THAT(files_->Find(kUpload), HasReason("UPLOAD_NOT_FOUND")) << left;
    SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("letter"), kNow));
    std::filesystem::remove(UploadPath());
  }
  // Bytes that a power loss took and gave back as zeros.
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("letter"), kNow));
  std::filesystem::resize_file(UploadPath(), kDocumentHeaderBytes + 6);
  EXPECT_THAT(files_->Finish(kUpload, HeaderOf("letter"), AsLoose()), HasReason("HASH_MISMATCH"));
}

TEST_F(DocumentFilesTest, KeepsInTheOrderThatAPowerLossNeeds) {
  std::vector<std::string> steps;
  options_.before_step = [&](absl::string_view step) {
    steps.emplace_back(step);
    return absl::OkStatus();
  };
  Reopen();
  SKRANKE_ASSERT_OK(Put("letter"));
  EXPECT_THAT(steps, ElementsAre("mark", "sync the bytes", "rename", "sync the name", "remember"));
}

TEST_F(DocumentFilesTest, IsWholeOrGoesOnWhereverItIsKilled) {
  for (int kill_at = 0; kill_at < 5; ++kill_at) {
    const std::string upload = absl::StrCat("0", kill_at);
    std::filesystem::remove_all(dir_.Path("documents"));
    int step = 0;
    options_.before_step = [&](absl::string_view) {
      return step++ == kill_at ? absl::AbortedError("killed") : absl::OkStatus();
    };
    Reopen();
    EXPECT_TRUE(absl::IsAborted(Put("letter", upload))) << kill_at;
    options_.before_step = nullptr;
    Reopen();
    // Before its new name it is an upload, afterwards a document, and never both.
    const bool stored = kill_at >= 3;
    EXPECT_EQ(Get().ok(), stored) << kill_at;
    EXPECT_EQ(files_->Find(upload).ok(), !stored) << kill_at;
    if (!stored) {
      SKRANKE_EXPECT_OK(files_->Finish(upload, HeaderOf("letter"), AsLoose())) << kill_at;
    }
    EXPECT_THAT(Get(), IsOkAndHolds("letter"));
    EXPECT_THAT(LooseNames(), ElementsAre(kDocument)) << kill_at;
  }
}

TEST_F(DocumentFilesTest, TakesNothingWhereTheDiskFillsUp) {
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("letter"), kNow));
  SKRANKE_ASSERT_OK(Put("stored", "0001"));
  low_space_bytes_ = std::numeric_limits<uint64_t>::max();
  Reopen();
  EXPECT_THAT(files_->Begin("0002", HeaderOf("other"), kNow), HasReason("DISK_LOW"));
  EXPECT_THAT(files_->Append(kUpload, 0, "letter", kNow), HasReason("DISK_LOW"));
  EXPECT_THAT(Get(), IsOkAndHolds("stored"));
}

TEST_F(DocumentFilesTest, RemovesWhatIsLooseForTooLong) {
  SKRANKE_ASSERT_OK(Put("letter"));
  const LooseDocument loose = files_->Loose()->at(0);
  EXPECT_EQ(loose.office, "hall");
  EXPECT_EQ(loose.uploader, "clerk");
  EXPECT_EQ(loose.time, kNow);
  SKRANKE_ASSERT_OK(files_->Retire(kDocument, kNow));
  SKRANKE_ASSERT_OK(files_->RemoveRetired(kDocument));
  EXPECT_THAT(Get(), IsOkAndHolds("letter"));
  SKRANKE_ASSERT_OK(files_->Retire(kDocument, kNow + absl::Nanoseconds(1)));
  EXPECT_THAT(Get(), IsOkAndHolds("letter"));
  Reopen();
  EXPECT_TRUE(files_->Loose()->at(0).retired);
  EXPECT_EQ(files_->Loose()->at(0).time, kNow);
  SKRANKE_ASSERT_OK(files_->RemoveRetired(kDocument));
  EXPECT_TRUE(absl::IsNotFound(Get().status()));
  EXPECT_THAT(LooseNames(), IsEmpty());
}

TEST_F(DocumentFilesTest, RemovesNothingThatACaseHolds) {
  SKRANKE_ASSERT_OK(Put("letter"));
  SKRANKE_ASSERT_OK(files_->Retire(kDocument, kNow + absl::Hours(1)));
  SKRANKE_ASSERT_OK(files_->Settle(kDocument));
  SKRANKE_ASSERT_OK(files_->RemoveRetired(kDocument));
  EXPECT_THAT(Get(), IsOkAndHolds("letter"));
}

TEST_F(DocumentFilesTest, RemovesNothingThatIsBroughtAgain) {
  SKRANKE_ASSERT_OK(Put("letter"));
  SKRANKE_ASSERT_OK(files_->Retire(kDocument, kNow + absl::Hours(1)));
  SKRANKE_ASSERT_OK(Put("letter", "0002", kNow + absl::Hours(2)));
  EXPECT_FALSE(files_->Loose()->at(0).retired);
  SKRANKE_ASSERT_OK(files_->RemoveRetired(kDocument));
  EXPECT_THAT(Get(), IsOkAndHolds("letter"));
}

TEST_F(DocumentFilesTest, RemovesUploadsThatFellSilent) {
  SKRANKE_ASSERT_OK(files_->Begin(kUpload, HeaderOf("letter"), kNow));
  SKRANKE_ASSERT_OK(Put("stored", "0001"));
  SKRANKE_ASSERT_OK(files_->RemoveUploads(kNow));
  SKRANKE_EXPECT_OK(files_->Find(kUpload));
  // A sign of life counts.
  SKRANKE_ASSERT_OK(files_->Append(kUpload, 0, "let", kNow + absl::Hours(1)));
  SKRANKE_ASSERT_OK(files_->RemoveUploads(kNow + absl::Hours(1)));
  SKRANKE_EXPECT_OK(files_->Find(kUpload));
  EXPECT_THAT(files_->Find("0001"), HasReason("UPLOAD_NOT_FOUND"));
  SKRANKE_ASSERT_OK(files_->RemoveUploads(kNow + absl::Hours(2)));
  EXPECT_THAT(files_->Find(kUpload), HasReason("UPLOAD_NOT_FOUND"));
}

}  // namespace
}  // namespace skranke
