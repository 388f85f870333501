#include "libs/rpc/client/message_zip.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/sha256.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

v1::ReceiveRequest Message() {
  v1::ReceiveRequest message;
  message.set_message_id("7K3MQ2XD9BT.NAV.1");
  message.set_citizen_case("cases/7K3MQ2XD9BT");
  message.set_sequence(1);
  v1::Case& c = *message.mutable_handover()->mutable_citizen_case();
  c.set_note("blåbær \u0001 \" 例");
  c.add_documents()->set_sha256(std::string("\0\xFF", 2));
  c.mutable_receive_time()->set_seconds(1'709'542'800);
  return message;
}

MessageZip Content() {
  return {.message = Message(),
          .documents = {{.name = "001-a.pdf", .bytes = "%PDF"}, {.name = "002-b", .bytes = ""}}};
}

std::vector<ZipEntry> Files() {
  return ReadZip(PackMessage(Content()).value(), 10, 1'000'000).value();
}

std::string Line(const ZipEntry& file) {
  return ToHex(Sha256(file.bytes)) + "  " + file.name + "\n";
}

// With a SHA256SUMS that fits the files.
absl::Status Unpacked(std::vector<ZipEntry> files) {
  files.push_back({.name = "SHA256SUMS"});
  for (size_t i = 0; i + 1 < files.size(); ++i) files.back().bytes += Line(files[i]);
  return UnpackMessage(WriteZip(files).value()).status();
}

auto IsBad(const char* fault) {
  return StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(fault));
}

TEST(MessageZip, GivesBackWhatWasPacked) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string zip, PackMessage(Content()));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const MessageZip content, UnpackMessage(zip));
  EXPECT_EQ(content.message.SerializeAsString(), Message().SerializeAsString());
  EXPECT_EQ(content.documents, Content().documents);
}

TEST(MessageZip, IsTheSameInWhateverOrderTheDocumentsCome) {
  MessageZip turned = Content();
  std::reverse(turned.documents.begin(), turned.documents.end());
  EXPECT_EQ(PackMessage(turned).value(), PackMessage(Content()).value());
}

TEST(MessageZip, HasSumsAsSha256sumWritesThem) {
  const auto files = Files();
  EXPECT_EQ(files[3].name, "SHA256SUMS");
  EXPECT_EQ(files[3].bytes, Line(files[0]) + Line(files[1]) + Line(files[2]));
  EXPECT_THAT(files[3].bytes, HasSubstr("  documents/001-a.pdf\n"));
}

TEST(MessageZip, NamesTheFileWhoseHashDiffers) {
  for (size_t i = 0; i < 3; ++i) {
    auto files = Files();
    files[i].bytes += " ";
    EXPECT_THAT(UnpackMessage(WriteZip(files).value()),
                IsBad((files[i].name + ": is not as SHA256SUMS says").c_str()));
  }
}

TEST(MessageZip, MissesEveryFileThatIsNotThere) {
  for (const size_t i : {0, 3}) {
    auto files = Files();
    const std::string name = files[i].name;
    files.erase(files.begin() + static_cast<int>(i));
    EXPECT_THAT(UnpackMessage(WriteZip(files).value()), IsBad((name + ": is missing").c_str()));
  }
  auto files = Files();
  files.erase(files.begin() + 1);
  EXPECT_THAT(UnpackMessage(WriteZip(files).value()),
              IsBad("documents/002-b: is not the file that SHA256SUMS names there"));
  files = Files();
  files.erase(files.begin() + 2);
  EXPECT_THAT(UnpackMessage(WriteZip(files).value()), IsBad("SHA256SUMS: names a file"));
  EXPECT_THAT(UnpackMessage(WriteZip({}).value()), IsBad("case.json: is missing"));
}

TEST(MessageZip, ReadsSumsThatBreakOff) {
  for (const size_t bytes : {0, 1, 64, 75}) {
    auto files = Files();
    files[3].bytes.resize(bytes);
    EXPECT_THAT(UnpackMessage(WriteZip(files).value()), IsBad("case.json: is not")) << bytes;
  }
}

TEST(MessageZip, TakesNothingExtra) {
  const ZipEntry json = Files()[0];
  SKRANKE_EXPECT_OK(Unpacked({json}));
  SKRANKE_EXPECT_OK(Unpacked({json, {"documents/a", "x"}}));
  EXPECT_THAT(Unpacked({json, {"notes.txt", "x"}}), IsBad("notes.txt: does not belong there"));
  EXPECT_THAT(Unpacked({json, {"documents/a/b", "x"}}), IsBad("does not belong there"));
  EXPECT_THAT(Unpacked({json, {"documents/A", "x"}}), IsBad("does not belong there"));
  EXPECT_THAT(Unpacked({json, {"documents/b", "x"}, {"documents/a", "x"}}),
              IsBad("documents/a: is out of order"));
  auto files = Files();
  files.push_back({"zzz", ""});
  EXPECT_THAT(UnpackMessage(WriteZip(files).value()), IsBad("SHA256SUMS: is missing"));
}

TEST(MessageZip, TakesNoOtherJsonAndNeverRepeatsIt) {
  for (const char* json : {"", "[]", "{", R"({"messageId": {"secret": 1}})"}) {
    const absl::Status status = Unpacked({{"case.json", json}});
    EXPECT_THAT(status, IsBad("case.json: is no skranke.v1.ReceiveRequest")) << json;
    EXPECT_THAT(status.message(), ::testing::Not(HasSubstr("secret")));
  }
}

TEST(MessageZip, PassesOverFieldsOfALaterRelease) {
  SKRANKE_EXPECT_OK(Unpacked({{"case.json", R"({"messageId": "a.b.1", "fromTheFuture": 1})"}}));
}

TEST(MessageZip, PacksNoNameThatLeadsElsewhere) {
  for (const char* name : {"", "../a", "a/b", "A", ".a", "a b"}) {
    EXPECT_THAT(PackMessage({.documents = {{name, "x"}}}), HasReason("BAD_MESSAGE_ZIP")) << name;
  }
  EXPECT_THAT(PackMessage({.documents = {{"a", "1"}, {"a", "2"}}}), HasReason("BAD_MESSAGE_ZIP"));
}

TEST(MessageZip, PacksADocumentUpToItsLimit) {
  std::string bytes(kDocumentBytesMax, 'x');
  SKRANKE_EXPECT_OK(PackMessage({.documents = {{"a", bytes}}}));
  bytes.push_back('x');
  EXPECT_THAT(PackMessage({.documents = {{"a", bytes}}}), HasReason("MESSAGE_TOO_LARGE"));
}

}  // namespace
}  // namespace skranke
