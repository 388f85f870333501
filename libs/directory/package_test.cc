#include "libs/directory/package.h"

#include <gmock/gmock.h>

#include "libs/base/limits.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Package, IsTheTablesBelowADirectoryAndNothingElse) {
  TempDir dir;
  dir.Write("office.csv", "key,value\n");
  dir.Write("README.md", "not a table");
  dir.Write(".hidden.csv", "x\n");
  dir.Write(".git/x.csv", "x\n");
  dir.Write("lists/2026-1/tasks.csv", "a\n");
  EXPECT_THAT(ReadPackage(dir.path()),
              IsOkAndHolds(ElementsAre(Pair("lists/2026-1/tasks.csv", "a\n"),
                                       Pair("office.csv", "key,value\n"))));
}

TEST(Package, IsNotFoundWhereThereIsNoDirectory) {
  TempDir dir;
  const auto files = ReadPackage(dir.Path("absent"));
  EXPECT_THAT(files, StatusIs(absl::StatusCode::kNotFound, HasSubstr("absent")));
  EXPECT_THAT(files, HasReason("PACKAGE_FILE"));
}

TEST(Package, MayHaveSoManyTablesAndNoMore) {
  TempDir dir;
  for (size_t i = 0; i < kPackageFilesMax; ++i) dir.Write(std::to_string(i) + ".csv", "x\n");
  EXPECT_THAT(ReadPackage(dir.path()), IsOk());
  dir.Write("one_more.csv", "x\n");
  EXPECT_THAT(ReadPackage(dir.path()), HasReason("PACKAGE_FILE"));
}

TEST(Package, NamesItsListsByTheirDirectories) {
  EXPECT_THAT(TaskListVersions({{"lists/1/list.csv", ""},
                                {"lists/1/tasks.csv", ""},
                                {"lists/1-b/tasks.csv", ""},
                                {"lists/stray.csv", ""},
                                {"office.csv", ""}}),
              ElementsAre("1", "1-b"));
  EXPECT_THAT(TaskListVersions({{"office.csv", ""}}), IsEmpty());
}

}  // namespace
}  // namespace skranke
