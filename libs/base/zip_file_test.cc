#include "libs/base/zip_file.h"

#include <gtest/gtest.h>
#include <zip.h>

#include "libs/base/hex.h"
#include "libs/base/sha256.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<ZipEntry>& Files() {
  static const auto& files = *new std::vector<ZipEntry>{
      {.name = "case.json", .bytes = "{}"},
      {.name = "documents/001-a.pdf", .bytes = std::string("\0\1\xFF", 3)},
      {.name = "empty", .bytes = ""}};
  return files;
}

std::string Written(const std::vector<ZipEntry>& files) { return WriteZip(files).value(); }

auto Read(absl::string_view bytes) { return ReadZip(bytes, 10, 100'000); }

// A ZIP as a stranger may make one: `change` gets the archive with one file, "a".
template <typename Change>
std::string Strange(const std::string& content, Change change) {
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  zip_t* zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  zip_file_add(zip, "a", zip_source_buffer(zip, content.data(), content.size(), 0), 0);
  zip_set_file_compression(zip, 0, ZIP_CM_STORE, 0);
  change(zip);
  EXPECT_EQ(zip_close(zip), 0) << zip_strerror(zip);
  zip_stat_t stat;
  zip_source_stat(source, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(source);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string Replaced(std::string bytes, const std::string& from, const std::string& to) {
  for (size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + 1)) {
    bytes.replace(at, from.size(), to);
  }
  return bytes;
}

TEST(ZipFile, GivesBackWhatWasWritten) {
  EXPECT_THAT(Read(Written(Files())), IsOkAndHolds(Files()));
  EXPECT_THAT(Read(Written({})), IsOkAndHolds(std::vector<ZipEntry>()));
}

// Receipts name this hash: another release must not write other bytes.
TEST(ZipFile, WritesTheSameBytesInEveryRelease) {
  EXPECT_EQ(ToHex(Sha256(Written(Files()))),
            "9eecca2cf34dacee1077e61a14426b662ecd254adc6d907d4588bd454360fc27");
}

TEST(ZipFile, WritesTheSameBytesInEveryZone) {
  const std::string here = Written(Files());
  setenv("TZ", "Pacific/Auckland", 1);
  tzset();
  EXPECT_EQ(Written(Files()), here);
  unsetenv("TZ");
  tzset();
}

TEST(ZipFile, TakesNamesThatLeadNowhereElse) {
  for (const char* name : {"a", "A.b-c_d", "documents/001-a.pdf", "1/2/3"}) {
    EXPECT_TRUE(IsZipName(name)) << name;
  }
  for (const char* name : {"", "/a", "a/", "a//b", "../a", "a/../b", ".", "a/.b", "a.", "a./b",
                           "C:a", "a\\b", "a b", "\xC3\xB8", "-a", "a\n"}) {
    EXPECT_FALSE(IsZipName(name)) << name;
  }
  EXPECT_TRUE(IsZipName(std::string(kZipNameBytesMax, 'a')));
  EXPECT_FALSE(IsZipName(std::string(kZipNameBytesMax + 1, 'a')));
}

TEST(ZipFile, WritesNoNameTwiceAndNoneThatLeadsElsewhere) {
  EXPECT_THAT(WriteZip({{"a", "1"}, {"a", "2"}}), HasReason("BAD_ZIP"));
  EXPECT_THAT(WriteZip({{"../a", "1"}}), HasReason("BAD_ZIP"));
}

TEST(ZipFile, ReadsUpToItsLimits) {
  const std::string bytes = Written(Files());
  SKRANKE_EXPECT_OK(ReadZip(bytes, 3, bytes.size()));
  EXPECT_THAT(ReadZip(bytes, 2, bytes.size()), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(ReadZip(bytes, 3, bytes.size() - 1), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(ZipFile, RefusesWhatIsNoZipOrHidesSomething) {
  const std::string bytes = Written(Files());
  EXPECT_THAT(Read(""), HasReason("BAD_ZIP"));
  EXPECT_THAT(Read("PK"), HasReason("BAD_ZIP"));
  EXPECT_THAT(Read(bytes.substr(0, bytes.size() - 1)), HasReason("BAD_ZIP"));
  EXPECT_THAT(Read("before" + bytes), HasReason("BAD_ZIP"));
  EXPECT_THAT(Read(bytes + "after"), HasReason("BAD_ZIP"));
  EXPECT_THAT(Read(Strange("x", [](zip_t* zip) { zip_set_archive_comment(zip, "hi", 2); })),
              HasReason("BAD_ZIP"));
}

TEST(ZipFile, NamesTheFileThatChanged) {
  EXPECT_THAT(Read(Replaced(Written(Files()), "{}", "[]")),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("case.json: is not whole")));
}

struct StrangeZip {
  const char* fault;
  void (*change)(zip_t*);
};

class ZipFileFromStrangers : public ::testing::TestWithParam<StrangeZip> {};

TEST_P(ZipFileFromStrangers, IsRefusedByItsFault) {
  const std::string bytes = Strange(std::string(1000, 'x'), GetParam().change);
  EXPECT_THAT(Read(bytes),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(GetParam().fault)));
}

void SetMode(zip_t* zip, mode_t mode) {
  zip_file_set_external_attributes(zip, 0, 0, ZIP_OPSYS_UNIX, mode << 16);
}

INSTANTIATE_TEST_SUITE_P(
    EachFault, ZipFileFromStrangers,
    ::testing::Values(
        StrangeZip{"a: is compressed",
                   [](zip_t* zip) { zip_set_file_compression(zip, 0, ZIP_CM_DEFLATE, 9); }},
        StrangeZip{"a: is encrypted",
                   [](zip_t* zip) { zip_file_set_encryption(zip, 0, ZIP_EM_AES_256, "x"); }},
        StrangeZip{"a: is no regular file", [](zip_t* zip) { SetMode(zip, 0120777); }},
        StrangeZip{"a: is no regular file", [](zip_t* zip) { SetMode(zip, 0040755); }},
        StrangeZip{"file 1: has a name",
                   [](zip_t* zip) { zip_file_rename(zip, 0, "../../etc/passwd", 0); }},
        StrangeZip{"file 1: has a name", [](zip_t* zip) { zip_file_rename(zip, 0, "/a", 0); }},
        StrangeZip{"file 2: has a name",
                   [](zip_t* zip) {
                     SetMode(zip, 0100644);
                     zip_dir_add(zip, "d", 0);
                   }},
        StrangeZip{"something beside its files",
                   [](zip_t* zip) {
                     SetMode(zip, 0100644);
                     zip_file_set_comment(zip, 0, "hi", 2, 0);
                   }},
        StrangeZip{"something beside its files", [](zip_t* zip) {
                     SetMode(zip, 0100644);
                     zip_file_extra_field_set(zip, 0, 0x7777, 0,
                                              reinterpret_cast<const zip_uint8_t*>("x"), 1,
                                              ZIP_FL_CENTRAL);
                   }}));

// The same archive is taken once nothing strange is done to it.
TEST(ZipFile, TakesAStrangersZipThatIsLikeOurs) {
  EXPECT_THAT(Read(Strange("x", [](zip_t* zip) { SetMode(zip, 0100600); })),
              IsOkAndHolds(ElementsAre(ZipEntry{.name = "a", .bytes = "x"})));
}

TEST(ZipFile, RefusesAFileThatIsThereTwice) {
  const std::string bytes = Written({{"one", "1"}, {"two", "2"}});
  EXPECT_THAT(Read(Replaced(bytes, "two", "one")), Not(IsOk()));
}

}  // namespace
}  // namespace skranke
