#include "libs/base/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FolderTest : public ::testing::Test {
 protected:
  void Link(const char* name, const std::string& to) {
    ASSERT_EQ(symlink(to.c_str(), dir_.Path(name).c_str()), 0);
  }
  std::string Content(const std::string& name) { return folder_.Read(name, 1000).value(); }

  TempDir dir_;
  Folder folder_ = Folder::Open(dir_.path()).value();
};

TEST_F(FolderTest, GivesBackWhatWasWrittenAndLeavesNothingBeside) {
  SKRANKE_EXPECT_OK(folder_.Write("a", "one"));
  SKRANKE_EXPECT_OK(folder_.Write("a", "two"));
  EXPECT_THAT(folder_.Read("a", 3), IsOkAndHolds("two"));
  EXPECT_THAT(folder_.Read("a", 2), StatusIs(absl::StatusCode::kOutOfRange));
  const std::filesystem::directory_iterator files(dir_.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(FolderTest, ListsRegularFilesInOrder) {
  for (const char* name : {"b", "a", ".hidden", "c"}) dir_.Write(name, "x");
  SKRANKE_ASSERT_OK(folder_.Make("sub"));
  Link("link", "a");
  ASSERT_EQ(mkfifo(dir_.Path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(folder_.Names(10), IsOkAndHolds(ElementsAre("a", "b", "c")));
  EXPECT_THAT(folder_.Names(2), IsOkAndHolds(ElementsAre("a", "b")));
}

TEST_F(FolderTest, ReadsNoLinkAndWaitsForNoPipe) {
  dir_.Write("secret", "x");
  Link("link", "secret");
  ASSERT_EQ(mkfifo(dir_.Path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(folder_.Read("link", 10), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(folder_.Read("pipe", 10), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(folder_.Read("none", 10), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_FALSE(folder_.Has("link"));
  EXPECT_TRUE(folder_.Has("secret"));
}

// An agency could lay links where we are about to write.
TEST_F(FolderTest, WritesThroughNoLink) {
  dir_.Write("ours", "untouched");
  Link("a", "ours");
  Link(".a.new", "ours");
  SKRANKE_EXPECT_OK(folder_.Write("a", "new"));
  EXPECT_EQ(Content("ours"), "untouched");
  EXPECT_EQ(Content("a"), "new");
}

TEST_F(FolderTest, EntersNoFolderThatIsALink) {
  const TempDir other;
  Link("sub", other.path());
  EXPECT_THAT(folder_.Sub("sub"), ::testing::Not(IsOk()));
  EXPECT_THAT(folder_.Make("sub"), ::testing::Not(IsOk()));
  EXPECT_THAT(Folder::Open(dir_.Path("sub")), IsOk());
}

TEST_F(FolderTest, MovesOverWhatIsThereAndRemovesWhatIsNot) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Folder done, folder_.Make("done"));
  SKRANKE_ASSERT_OK(done.Write("a", "old"));
  SKRANKE_ASSERT_OK(folder_.Write("a", "new"));
  SKRANKE_EXPECT_OK(folder_.Move("a", done));
  EXPECT_THAT(done.Read("a", 10), IsOkAndHolds("new"));
  EXPECT_THAT(folder_.Names(10), IsOkAndHolds(IsEmpty()));
  SKRANKE_EXPECT_OK(done.Remove("a"));
  SKRANKE_EXPECT_OK(done.Remove("a"));
  EXPECT_FALSE(done.Has("a"));
}

TEST_F(FolderTest, SaysThatThereIsNone) {
  EXPECT_THAT(Folder::Open(dir_.Path("none")), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(folder_.Sub("none"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace skranke
