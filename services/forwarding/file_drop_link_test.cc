#include "services/forwarding/file_drop_link.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/files.h"
#include "libs/base/hex.h"
#include "libs/base/mutex.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/message_zip.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

// Far longer than any of this takes.
constexpr absl::Duration kPatience = absl::Seconds(30);

v1::ReceiveRequest Message(int sequence = 1) {
  v1::ReceiveRequest message;
  message.set_message_id(absl::StrCat("7K3MQ2XD9BT.NAV.", sequence));
  message.set_sequence(static_cast<uint64_t>(sequence));
  message.mutable_handover()->mutable_citizen_case()->set_note("blåbær");
  return message;
}

// What a link answered, by message.
class Answers {
 public:
  AgencyLink::Done For(const v1::ReceiveRequest& message) {
    return [this, id = message.message_id()](absl::StatusOr<CallReply> reply) {
      MutexLock lock(&mutex_);
      answers_.emplace(id, std::move(reply));
      changed_.SignalAll();
    };
  }
  absl::StatusOr<CallReply> WaitFor(const v1::ReceiveRequest& message) {
    MutexLock lock(&mutex_);
    const absl::Time end = absl::Now() + kPatience;
    while (answers_.count(message.message_id()) == 0 && absl::Now() < end) {
      changed_.WaitFor(&mutex_, absl::Seconds(1));
    }
    const auto found = answers_.find(message.message_id());
    if (found == answers_.end()) return absl::DeadlineExceededError("no answer");
    return found->second;
  }
  size_t count() {
    MutexLock lock(&mutex_);
    return answers_.size();
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  std::multimap<std::string, absl::StatusOr<CallReply>> answers_;
};

class FileDropLinkTest : public ::testing::Test {
 protected:
  FileDropLinkTest() {
    std::filesystem::create_directories(dir_.Path("OUT"));
    std::filesystem::create_directories(dir_.Path("RECEIPTS"));
  }

  void Dial(absl::Duration hold = absl::Hours(1)) { Dial(FileDropOptions{.hold = hold}); }
  void Dial(FileDropOptions options) {
    options.look_every = absl::Milliseconds(1);
    link_ = DialFileDrop(absl::StrCat("dir:", dir_.path()), std::move(options));
  }
  void Start(const v1::ReceiveRequest& message) {
    link_->Start("/any", message.SerializeAsString(), {.timeout = absl::Milliseconds(1)},
                 answers_.For(message));
  }
  std::string ZipPath(const v1::ReceiveRequest& message) {
    return dir_.Path(absl::StrCat("OUT/", message.message_id(), ".zip"));
  }
  // As an agency sees it once it is there.
  std::string Zip(const v1::ReceiveRequest& message) {
    EXPECT_TRUE(Comes(ZipPath(message)));
    return ReadFile(ZipPath(message)).value();
  }
  static bool Comes(const std::string& path) {
    const absl::Time end = absl::Now() + kPatience;
    while (!std::filesystem::exists(path) && absl::Now() < end)
      absl::SleepFor(absl::Milliseconds(1));
    return std::filesystem::exists(path);
  }
  void Receipt(const v1::ReceiveRequest& message, absl::string_view zip) {
    dir_.Write(absl::StrCat("RECEIPTS/", message.message_id(), ".json"),
               absl::StrCat(R"({"message_id": ")", message.message_id(), R"(", "sha256": ")",
                            ToHex(Sha256(zip)), "\"}"));
  }
  bool IsAcknowledged(const v1::ReceiveRequest& message) {
    const auto reply = answers_.WaitFor(message);
    if (!reply.ok()) return false;
    v1::ReceiveResponse response;
    return response.ParseFromString(reply->bytes) && response.message_id() == message.message_id();
  }
  size_t FilesOut() {
    const std::filesystem::directory_iterator files(dir_.Path("OUT"));
    return static_cast<size_t>(std::distance(begin(files), end(files)));
  }

  TempDir dir_;
  Answers answers_;
  std::unique_ptr<AgencyLink> link_;
};

TEST_F(FileDropLinkTest, DeliversByTheReceiptAndNotByTheZip) {
  Dial();
  Start(Message());
  const std::string zip = Zip(Message());
  EXPECT_EQ(UnpackMessage(zip)->message.SerializeAsString(), Message().SerializeAsString());
  // Another that cannot be read is answered after the thread has looked for receipts.
  link_->Start("/any", "\xFF", {}, answers_.For(Message(2)));
  EXPECT_THAT(answers_.WaitFor(Message(2)), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(answers_.count(), 1);
  Receipt(Message(), zip);
  EXPECT_TRUE(IsAcknowledged(Message()));
  EXPECT_EQ(FilesOut(), 0);
  EXPECT_TRUE(std::filesystem::exists(dir_.Path("RECEIPTS/done/7K3MQ2XD9BT.NAV.1.json")));
  EXPECT_FALSE(std::filesystem::exists(dir_.Path("RECEIPTS/7K3MQ2XD9BT.NAV.1.json")));
}

TEST_F(FileDropLinkTest, HasManyMessagesInTheFolderAtOnce) {
  constexpr int kMessages = 20;
  Dial();
  for (int i = 1; i <= kMessages; ++i) Start(Message(i));
  for (int i = 1; i <= kMessages; ++i) EXPECT_TRUE(Comes(ZipPath(Message(i))));
  EXPECT_EQ(answers_.count(), 0);
  for (int i = kMessages; i >= 1; --i) {
    Receipt(Message(i), Zip(Message(i)));
    EXPECT_TRUE(IsAcknowledged(Message(i)));
  }
  EXPECT_EQ(FilesOut(), 0);
}

TEST_F(FileDropLinkTest, TakesNoReceiptOfAnotherZipAndSaysSo) {
  Dial();
  Start(Message());
  const std::string zip = Zip(Message());
  Receipt(Message(), "another");
  const std::string error = dir_.Path("RECEIPTS/7K3MQ2XD9BT.NAV.1.json.error");
  ASSERT_TRUE(Comes(error));
  EXPECT_THAT(ReadFile(error), IsOkAndHolds(HasSubstr("is not the hash of the ZIP")));
  EXPECT_EQ(answers_.count(), 0);
  EXPECT_TRUE(std::filesystem::exists(ZipPath(Message())));
  Receipt(Message(), zip);
  EXPECT_TRUE(IsAcknowledged(Message()));
  EXPECT_FALSE(std::filesystem::exists(error));
}

TEST_F(FileDropLinkTest, DoublesNothingWhenAMessageComesAgain) {
  Dial();
  Start(Message());
  const std::string zip = Zip(Message());
  struct stat before, after;
  ASSERT_EQ(stat(ZipPath(Message()).c_str(), &before), 0);
  link_.reset();
  EXPECT_THAT(answers_.WaitFor(Message()), HasReason("HUNG_UP"));
  Answers again;
  Dial();
  link_->Start("/any", Message().SerializeAsString(), {}, again.For(Message()));
  link_->Start("/any", "\xFF", {}, again.For(Message(2)));
  EXPECT_THAT(again.WaitFor(Message(2)), StatusIs(absl::StatusCode::kInvalidArgument));
  ASSERT_EQ(stat(ZipPath(Message()).c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_EQ(FilesOut(), 2);  // It and its hashes.
  Receipt(Message(), zip);
  SKRANKE_EXPECT_OK(again.WaitFor(Message()));
}

// The office builds a message anew from the case as it then is.
TEST_F(FileDropLinkTest, TakesTheReceiptOfAnEarlierContent) {
  Dial();
  Start(Message());
  const std::string zip = Zip(Message());
  link_.reset();
  Receipt(Message(), zip);
  v1::ReceiveRequest changed = Message();
  changed.mutable_handover()->mutable_citizen_case()->set_note("more");
  Answers again;
  Dial();
  link_->Start("/any", changed.SerializeAsString(), {}, again.For(changed));
  SKRANKE_EXPECT_OK(again.WaitFor(changed));
  EXPECT_EQ(FilesOut(), 0);
}

// Nothing is written under a disk that is not mounted.
TEST_F(FileDropLinkTest, FindsAFolderThatIsNotThereAway) {
  std::filesystem::remove_all(dir_.Path("OUT"));
  Dial();
  Start(Message());
  const auto answer = answers_.WaitFor(Message());
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(answer, HasReason("FILE_DROP_AWAY"));
  EXPECT_FALSE(std::filesystem::exists(dir_.Path("OUT")));
}

TEST_F(FileDropLinkTest, WaitsOnWhileTheFolderIsAway) {
  Dial();
  Start(Message());
  const std::string zip = Zip(Message());
  std::filesystem::rename(dir_.Path("OUT"), dir_.Path("AWAY"));
  // By the second the thread has looked for receipts.
  for (int i : {2, 3}) {
    Start(Message(i));
    EXPECT_THAT(answers_.WaitFor(Message(i)), HasReason("FILE_DROP_AWAY"));
  }
  std::filesystem::rename(dir_.Path("AWAY"), dir_.Path("OUT"));
  Receipt(Message(), zip);
  EXPECT_TRUE(IsAcknowledged(Message()));
}

TEST_F(FileDropLinkTest, CountsAnAgencyThatReceiptsNothingAsAway) {
  Dial(absl::ZeroDuration());
  Start(Message());
  const auto answer = answers_.WaitFor(Message());
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(answer, HasReason("NOT_RECEIPTED"));
  EXPECT_TRUE(std::filesystem::exists(ZipPath(Message())));
}

TEST_F(FileDropLinkTest, TakesNoReceiptThatWasThereBeforeTheMessage) {
  const std::string zip = PackMessage({.message = Message()}).value();
  Receipt(Message(), zip);
  Dial();
  Start(Message());
  // Looked at, and found to be nobody's.
  EXPECT_TRUE(Comes(dir_.Path("RECEIPTS/done/7K3MQ2XD9BT.NAV.1.json")));
  EXPECT_EQ(Zip(Message()), zip);
  EXPECT_EQ(answers_.count(), 0);
  Receipt(Message(), zip);
  EXPECT_TRUE(IsAcknowledged(Message()));
}

// As after a restart of the office, which sends one message again before the other.
TEST_F(FileDropLinkTest, LeavesTheReceiptOfAMessageThatIsNotUnderWay) {
  Dial();
  Start(Message(3));
  const std::string zip = Zip(Message(3));
  link_.reset();
  Receipt(Message(3), zip);
  Answers again;
  Dial();
  const auto start = [&](const v1::ReceiveRequest& message) {
    link_->Start("/any", message.SerializeAsString(), {}, again.For(message));
  };
  // Looked at after the other, by the order of their names.
  start(Message(4));
  Receipt(Message(4), Zip(Message(4)));
  SKRANKE_EXPECT_OK(again.WaitFor(Message(4)));
  EXPECT_EQ(again.count(), 1);
  EXPECT_TRUE(std::filesystem::exists(dir_.Path("RECEIPTS/7K3MQ2XD9BT.NAV.3.json")));
  EXPECT_FALSE(std::filesystem::exists(dir_.Path("RECEIPTS/7K3MQ2XD9BT.NAV.3.json.error")));
  start(Message(3));
  SKRANKE_EXPECT_OK(again.WaitFor(Message(3)));
}

TEST_F(FileDropLinkTest, IsToldThatAZipIsNotTaken) {
  Dial();
  Start(Message());
  const std::string zip = Zip(Message());
  const std::string name = absl::StrCat("RECEIPTS/", Message().message_id(), ".refuse.json");
  const auto refusal = [](absl::string_view of) {
    return absl::StrCat(R"({"sha256": ")", ToHex(Sha256(of)), R"(", "reason": "torn"})");
  };
  dir_.Write(name, refusal("another"));
  EXPECT_TRUE(Comes(dir_.Path(absl::StrCat(name, ".error"))));
  EXPECT_EQ(answers_.count(), 0);
  dir_.Write(name, refusal(zip));
  EXPECT_THAT(answers_.WaitFor(Message()), HasReason("FILE_DROP_REFUSED"));
  EXPECT_FALSE(std::filesystem::exists(ZipPath(Message())));
}

TEST_F(FileDropLinkTest, TakesBackWhatNobodyFetchedWhenItIsGivenUp) {
  Dial();
  Start(Message());
  Zip(Message());
  link_->GiveUp();
  EXPECT_THAT(answers_.WaitFor(Message()), HasReason("HUNG_UP"));
  EXPECT_FALSE(std::filesystem::exists(ZipPath(Message())));
}

v1::ReceiveRequest MessageWith(const std::vector<std::string>& documents) {
  v1::ReceiveRequest message = Message();
  v1::Case& c = *message.mutable_handover()->mutable_citizen_case();
  c.set_name("cases/7K3MQ2XD9BT");
  c.add_handovers()->set_handover_id("7K3MQ2XD9BT-1");
  for (const std::string& bytes : documents) c.add_documents()->set_sha256(Sha256(bytes));
  return message;
}

// Who is asked for documents, and told of those that were taken.
struct Cabinet {
  FileDropOptions Options() {
    return {.read_document = [this](const std::string& sha256) -> absl::StatusOr<std::string> {
              for (const std::string& bytes : there) {
                if (Sha256(bytes) == sha256) return bytes;
              }
              return absl::NotFoundError("none");
            },
            .documents_taken =
                [this](const CarriedDocuments& carried) {
                  MutexLock lock(&mutex);
                  taken.insert(taken.end(), carried.sha256s.begin(), carried.sha256s.end());
                }};
  }
  std::vector<std::string> Taken() {
    MutexLock lock(&mutex);
    return taken;
  }

  std::vector<std::string> there;
  Mutex mutex;
  std::vector<std::string> taken;
};

TEST_F(FileDropLinkTest, BringsTheCasesDocumentsAndTellsOnceTheyAreTaken) {
  Cabinet cabinet;
  cabinet.there = {"a letter", "a form"};
  Dial(cabinet.Options());
  const v1::ReceiveRequest message = MessageWith({"a letter", "a form"});
  Start(message);
  const std::string zip = Zip(message);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto unpacked, UnpackMessage(zip));
  ASSERT_EQ(unpacked.documents.size(), 2u);
  EXPECT_EQ(unpacked.documents[0].bytes, "a letter");
  EXPECT_EQ(unpacked.documents[1].bytes, "a form");
  EXPECT_THAT(cabinet.Taken(), ::testing::IsEmpty());
  Receipt(message, zip);
  EXPECT_TRUE(IsAcknowledged(message));
  EXPECT_THAT(cabinet.Taken(), ::testing::ElementsAre(Sha256("a letter"), Sha256("a form")));
}

TEST_F(FileDropLinkTest, LaysNothingWithoutAllDocuments) {
  Cabinet cabinet;
  cabinet.there = {"a letter"};
  Dial(cabinet.Options());
  Start(MessageWith({"a letter", "a form"}));
  EXPECT_THAT(answers_.WaitFor(Message()), HasReason("DOCUMENT_ELSEWHERE"));
  EXPECT_EQ(FilesOut(), 0);
  // Who has no documents at all does not send without them.
  link_.reset();
  Answers again;
  Dial();
  link_->Start("/any", MessageWith({"a letter"}).SerializeAsString(), {}, again.For(Message()));
  EXPECT_THAT(again.WaitFor(Message()), HasReason("DOCUMENT_ELSEWHERE"));
  EXPECT_EQ(FilesOut(), 0);
}

// The document that came between the two was in no ZIP that the agency has fetched.
TEST_F(FileDropLinkTest, TakesAnEarlierZipForNoReceiptOfItsDocuments) {
  Cabinet cabinet;
  cabinet.there = {"a letter", "a form"};
  Dial(cabinet.Options());
  Start(MessageWith({"a letter"}));
  const std::string zip = Zip(Message());
  link_.reset();
  Receipt(Message(), zip);
  Answers again;
  Dial(cabinet.Options());
  link_->Start("/any", MessageWith({"a letter", "a form"}).SerializeAsString(), {},
               again.For(Message()));
  SKRANKE_EXPECT_OK(again.WaitFor(Message()));
  EXPECT_THAT(cabinet.Taken(), ::testing::IsEmpty());
}

TEST_F(FileDropLinkTest, EndsEveryCallBeforeItGoes) {
  Dial();
  for (int i = 1; i <= 5; ++i) Start(Message(i));
  link_.reset();
  EXPECT_EQ(answers_.count(), 5);
  EXPECT_THAT(answers_.WaitFor(Message(5)), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(FileDropLinkTest, EndsBothCallsOfOneMessage) {
  Dial();
  Start(Message());
  Start(Message());
  EXPECT_THAT(answers_.WaitFor(Message()), HasReason("UNDER_WAY"));
  link_.reset();
  EXPECT_EQ(answers_.count(), 2);
}

TEST(FileDrop, IsAnEndpointOfItsOwn) {
  EXPECT_TRUE(IsFileDrop("dir:/srv/agency"));
  EXPECT_FALSE(IsFileDrop("agency.example:443"));
  EXPECT_EQ(FileDropPath("dir:/srv/agency"), "/srv/agency");
}

}  // namespace
}  // namespace skranke
