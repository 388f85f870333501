#include "libs/base/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

TEST(ReadFile, ReadsUpToTheLimitAndNotAByteMore) {
  const TempDir dir;
  const std::string path = dir.Write("a", std::string("a\0b", 3));
  EXPECT_THAT(ReadFile(path, 3), IsOkAndHolds(std::string("a\0b", 3)));
  EXPECT_THAT(ReadFile(path, 2), StatusIs(absl::StatusCode::kOutOfRange, HasSubstr(path)));
}

TEST(ReadFile, NamesWhatIsNotThereOrNoFile) {
  const TempDir dir;
  EXPECT_THAT(ReadFile(dir.Path("none")), StatusIs(absl::StatusCode::kNotFound, HasSubstr("none")));
  EXPECT_THAT(ReadFile(dir.path()), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ReadFile, DoesNotWaitForAPipe) {
  const TempDir dir;
  ASSERT_EQ(mkfifo(dir.Path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(ReadFile(dir.Path("pipe")), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(WriteFileDurably, ReplacesTheWholeFileAndLeavesNothingBeside) {
  const TempDir dir;
  const std::string path = dir.Write("head", "a longer content than the next");
  SKRANKE_ASSERT_OK(WriteFileDurably(path, "short"));
  EXPECT_THAT(ReadFile(path), IsOkAndHolds("short"));
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST(WriteFileDurably, NamesTheFileItCannotCreate) {
  const TempDir dir;
  EXPECT_THAT(WriteFileDurably(dir.Path("no/such/file"), "x"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("no/such/file")));
}

}  // namespace
}  // namespace skranke
