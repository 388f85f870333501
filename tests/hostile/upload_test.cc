// Uploads that no honest caller would send: each is refused with a reason, and nothing is stored.
#include <filesystem>
#include <random>

#include "libs/base/limits.h"
#include "libs/base/sha256.h"
#include "libs/rpc/client/stream_writer.h"
#include "tests/hostile/hostile_fixture.h"
#include "tests/hostile/texts.h"

namespace skranke {
namespace {

constexpr char kUploadDocument[] = "/skranke.v1.DocumentService/UploadDocument";

class HostileUpload : public HostileFixture {
 protected:
  // Sends the messages one after another; the answer.
  absl::Status SendAll(const std::vector<std::string>& messages) {
    ByteStreamWriter writer(channel(), kUploadDocument, {.caller = "clerk"});
    for (const std::string& message : messages) {
      if (!writer.Write(message)) break;
    }
    return writer.Finish().status();
  }

  void ExpectRefused(const std::vector<std::string>& messages, absl::string_view what,
                     const std::string& field = "") {
    const absl::Status status = SendAll(messages);
    EXPECT_FALSE(status.ok()) << what;
    EXPECT_NE(ReasonOf(status), "") << what << " " << status;
    EXPECT_FALSE(absl::IsInternal(status) || absl::IsUnknown(status)) << what << " " << status;
    if (!field.empty()) {
      EXPECT_EQ(FieldOf(status), field) << what << " " << status;
    }
    EXPECT_TRUE(std::filesystem::is_empty(dir().Path("data.documents/stored"))) << what;
  }

  static v1::UploadDocumentRequest Header() {
    v1::UploadDocumentRequest message;
    message.mutable_header()->set_upload_id("upload");
    message.mutable_header()->set_size_bytes(8);
    message.mutable_header()->set_sha256(Sha256("a letter"));
    return message;
  }
  static v1::UploadDocumentRequest Chunk(int64_t offset, const std::string& data) {
    v1::UploadDocumentRequest message;
    message.mutable_chunk()->set_offset(offset);
    message.mutable_chunk()->set_data(data);
    return message;
  }
};

TEST_F(HostileUpload, IsRefusedInAnotherOrder) {
  const std::string header = Header().SerializeAsString();
  const std::string chunk = Chunk(0, "a letter").SerializeAsString();
  ExpectRefused({}, "nothing", "header");
  ExpectRefused({chunk}, "no header", "header");
  ExpectRefused({header, header}, "two headers", "header");
  ExpectRefused({header, ""}, "neither", "chunk");
  ExpectRefused({""}, "neither at first", "header");
  ExpectRefused({header}, "no chunk");
  ExpectRefused({header, chunk, chunk}, "the same chunk twice");
}

TEST_F(HostileUpload, IsRefusedWithNumbersThatCannotBe) {
  const std::string header = Header().SerializeAsString();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  for (const int64_t size :
       {int64_t{0}, int64_t{-1}, -kMost - 1, kMost, int64_t{kDocumentBytesMax} + 1}) {
    auto message = Header();
    message.mutable_header()->set_size_bytes(size);
    ExpectRefused({message.SerializeAsString()}, absl::StrCat(size), "header.size_bytes");
  }
  for (const size_t bytes : {0, 1, 31, 33, 64}) {
    auto message = Header();
    message.mutable_header()->set_sha256(std::string(bytes, 'x'));
    ExpectRefused({message.SerializeAsString()}, absl::StrCat(bytes), "header.sha256");
  }
  for (const int64_t offset : {int64_t{-1}, -kMost - 1}) {
    ExpectRefused({header, Chunk(offset, "a").SerializeAsString()}, absl::StrCat(offset),
                  "chunk.offset");
  }
  for (const int64_t offset : {int64_t{1}, int64_t{8}, kMost}) {
    ExpectRefused({header, Chunk(offset, "a").SerializeAsString()}, absl::StrCat(offset));
  }
  ExpectRefused({header, Chunk(0, "").SerializeAsString()}, "an empty chunk", "chunk.data");
  ExpectRefused({header, Chunk(0, "nine byte").SerializeAsString()}, "too many", "chunk.data");
}

TEST_F(HostileUpload, IsRefusedWithAChunkThatIsTooLong) {
  auto header = Header();
  header.mutable_header()->set_size_bytes(kDocumentBytesMax);
  const std::string longest(kDocumentChunkBytesMax, 'x');
  ExpectRefused({header.SerializeAsString(), Chunk(0, longest).SerializeAsString()}, "the longest");
  v1::GetUploadRequest progress;
  progress.set_upload_id("upload");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto kept, Call<v1::GetUploadResponse>("clerk", progress));
  EXPECT_EQ(kept.persisted_size_bytes(), static_cast<int64_t>(kDocumentChunkBytesMax));
  const auto at = static_cast<int64_t>(kDocumentChunkBytesMax);
  ExpectRefused({header.SerializeAsString(), Chunk(at, longest + "x").SerializeAsString()},
                "one byte more", "chunk.data");
  ExpectRefused(
      {header.SerializeAsString(), Chunk(at, std::string(4'000'000, 'x')).SerializeAsString()},
      "far too long");
}

TEST_F(HostileUpload, IsRefusedWithAnIdThatIsNone) {
  for (const HostileText& text : BrokenTexts()) {
    // The library of an honest caller would not write it.
    const std::string id(text.text);
    const std::string field = absl::StrCat("\n", std::string(1, static_cast<char>(id.size())), id);
    const std::string part =
        absl::StrCat("\n", std::string(1, static_cast<char>(field.size())), field);
    if (field.size() < 128) ExpectRefused({part}, text.kind, "header.upload_id");
  }
  for (const std::string& id :
       {std::string(), std::string(kRequestIdBytesMax + 1, 'x'), std::string("\u00E5")}) {
    auto message = Header();
    message.mutable_header()->set_upload_id(id);
    ExpectRefused({message.SerializeAsString()}, id, "header.upload_id");
  }
  // No name leads out of the directory of uploads.
  for (const char* id : {"../escaped", "../../escaped", "/etc/passwd", "..", ".", "a b", "%00"}) {
    auto message = Header();
    message.mutable_header()->set_upload_id(id);
    ExpectRefused({message.SerializeAsString()}, id);
  }
  // Where it would land: beside the uploads, and beside the documents.
  EXPECT_FALSE(std::filesystem::exists(dir().Path("data.documents/escaped")));
  EXPECT_FALSE(std::filesystem::exists(dir().Path("escaped")));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir().path())) {
    EXPECT_EQ(entry.path().string().find("passwd"), std::string::npos);
  }
}

TEST_F(HostileUpload, IsAnsweredWhateverChanged) {
  std::mt19937 random(20240304);
  for (int i = 0; i < 200; ++i) {
    std::vector<std::string> messages = {Header().SerializeAsString(),
                                         Chunk(0, "a letter").SerializeAsString()};
    std::string& changed = messages[random() % 2];
    changed[random() % changed.size()] = static_cast<char>(random());
    if (random() % 4 == 0) changed.resize(random() % changed.size());
    const absl::Status status = SendAll(messages);
    if (!status.ok()) {
      EXPECT_NE(ReasonOf(status), "") << i << " " << status;
    }
    EXPECT_FALSE(absl::IsInternal(status) || absl::IsUnknown(status)) << i << " " << status;
  }
}

}  // namespace
}  // namespace skranke
