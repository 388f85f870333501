#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "libs/testing/fake_clock.h"
#include "libs/testing/shared_data.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

TEST(FakeClock, MovesBothClocksOnlyWhenTimePasses) {
  FakeClock clock(absl::FromUnixSeconds(100));
  clock.Advance(absl::Seconds(5));
  clock.SetNow(absl::FromUnixSeconds(50));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(50));
  EXPECT_EQ(clock.Monotonic(), absl::Seconds(5));
}

TEST(TempDir, IsGoneWithItsFiles) {
  std::string path;
  {
    TempDir dir;
    path = dir.path();
    EXPECT_TRUE(std::filesystem::exists(dir.Write("lists/2027/tasks.csv", "task\n")));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(SharedData, IsWhereTheEnvironmentSays) {
  TempDir dir;
  const char* before = std::getenv("SKRANKE_SHARED");
  const std::string kept = before == nullptr ? "" : before;
  setenv("SKRANKE_SHARED", dir.path().c_str(), 1);
  EXPECT_FALSE(HasSharedData());
  const std::string written = dir.Write("data/a.csv", "a\n");
  EXPECT_TRUE(HasSharedData());
  EXPECT_EQ(SharedData("data/a.csv"), written);
  setenv("SKRANKE_SHARED", kept.c_str(), 1);
}

TEST(SourceFile, IsFoundFromWhereTestsRun) {
  EXPECT_TRUE(std::filesystem::exists(SourceFile("libs/testing/fixtures_test.cc")));
}

}  // namespace
}  // namespace skranke
