#include "libs/store/rocksdb/torn_end.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

constexpr size_t kPage = 4096;
// Longer than a block of the log, so that the entry has fragments.
constexpr size_t kLong = 40'000;

std::string ReadFile(const fs::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

absl::Status Commit(Store& store, const std::string& key, size_t size) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store.TakeOver());
  Batch batch;
  batch.Put(Table::kCase, key, std::string(size, 'x'));
  return store.Commit(batch, fence);
}

// A store as a killed process leaves it: "first" and "last" are in its log alone.
class TornLog : public ::testing::Test {
 protected:
  TornLog() {
    const auto store = *OpenRocksDb(dir_.Path("living"));
    EXPECT_THAT(Commit(*store, "first", 100), IsOk());
    before_last_ = ReadFile(LogIn("living")).size();
    EXPECT_THAT(Commit(*store, "last", kLong), IsOk());
    fs::copy(dir_.Path("living"), dir_.Path("data"));
    bytes_ = ReadFile(LogIn("data"));
  }

  fs::path LogIn(const std::string& name) const {
    for (const auto& entry : fs::directory_iterator(dir_.Path(name))) {
      if (entry.path().extension() == ".log") return entry.path();
    }
    return {};
  }
  void Write(const std::string& bytes) const {
    std::ofstream(LogIn("data"), std::ios::binary | std::ios::trunc) << bytes;
  }
  // "first", "last", as far as they are there.
  absl::StatusOr<std::string> Stored() const {
    SKRANKE_ASSIGN_OR_RETURN(const auto store, OpenRocksDb(dir_.Path("data")));
    SKRANKE_ASSIGN_OR_RETURN(
        const auto rows,
        store->Snapshot()->MultiGet({{Table::kCase, "first"}, {Table::kCase, "last"}}));
    return absl::StrCat(rows[0] ? "first" : "", rows[1] ? " last" : "");
  }

  const TempDir dir_;
  std::string bytes_;
  size_t before_last_ = 0;
};

TEST_F(TornLog, IsWholeWithoutAHole) {
  EXPECT_FALSE(FindTornEnd(bytes_).has_value());
  EXPECT_THAT(Stored(), IsOkAndHolds("first last"));
}

TEST_F(TornLog, LosesTheLastEntryWhereverItHasAHole) {
  for (size_t page = before_last_ / kPage + 1; (page + 1) * kPage <= bytes_.size(); ++page) {
    std::string torn = bytes_;
    torn.replace(page * kPage, kPage, kPage, '\0');
    ASSERT_TRUE(FindTornEnd(torn).has_value()) << page;
    Write(torn);
    EXPECT_THAT(Stored(), IsOkAndHolds("first")) << page;
    fs::remove_all(dir_.Path("data"));
    fs::copy(dir_.Path("living"), dir_.Path("data"));
  }
}

TEST_F(TornLog, IsDamagedWhereAWholeEntryFollows) {
  std::string damaged = bytes_;
  damaged[before_last_ / 2] ^= 1;
  EXPECT_FALSE(FindTornEnd(damaged).has_value());
  Write(damaged);
  EXPECT_THAT(Stored().status().message(), HasSubstr(LogIn("data").filename().string()));
  EXPECT_EQ(ReadFile(LogIn("data")), damaged) << "a damaged file is left as it is";
}

TEST_F(TornLog, IsCutWhereverItIsKnownNotToBeSynced) {
  std::string damaged = bytes_;
  damaged[before_last_ / 2] ^= 1;
  const auto from = FindTornEnd(damaged, /*unsynced_from=*/1);
  ASSERT_TRUE(from.has_value());
  EXPECT_LT(*from, before_last_);
  EXPECT_FALSE(FindTornEnd(damaged, before_last_).has_value());
}

}  // namespace
}  // namespace skranke
