#include "libs/store/rocksdb/lossy_disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;

// So many power cuts that each thing that may happen does.
constexpr uint64_t kCuts = 200;

// "synced", in the file and in its directory, then " and more", which is neither.
LossyDisk::File HalfSynced(LossyDisk& disk) {
  const LossyDisk::File file = *disk.Create("/file", /*keep_bytes=*/false);
  EXPECT_THAT(disk.Append(*file, "synced"), IsOk());
  EXPECT_THAT(disk.Sync(*file), IsOk());
  EXPECT_THAT(disk.SyncDirectory("/"), IsOk());
  EXPECT_THAT(disk.Append(*file, " and more"), IsOk());
  return file;
}

TEST(LossyDisk, KeepsWhatWasSyncedAndMayLoseTheRest) {
  std::set<std::string> seen;
  for (uint64_t seed = 0; seed < kCuts; ++seed) {
    LossyDisk disk;
    const LossyDisk::File file = HalfSynced(disk);
    disk.Restart(seed);
    EXPECT_EQ(file->bytes.substr(0, 6), "synced");
    seen.insert(file->bytes);
  }
  EXPECT_EQ(seen.count("synced"), 1);
  EXPECT_EQ(seen.count("synced and"), 1);
  EXPECT_EQ(seen.count("synced and more"), 1);
  EXPECT_GT(seen.size(), size_t{12}) << "no rubbish was among it";
}

TEST(LossyDisk, MayLoseAFileWhoseDirectoryWasNotSynced) {
  int kept = 0;
  for (uint64_t seed = 0; seed < kCuts; ++seed) {
    LossyDisk disk;
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto file, disk.Create("/file", false));
    SKRANKE_ASSERT_OK(disk.Sync(*file));
    disk.Restart(seed);
    if (disk.Open("/file").ok()) ++kept;
  }
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, static_cast<int>(kCuts));
}

TEST(LossyDisk, NeverHalfRenames) {
  std::set<std::vector<std::string>> seen;
  for (uint64_t seed = 0; seed < kCuts; ++seed) {
    LossyDisk disk;
    HalfSynced(disk);
    SKRANKE_ASSERT_OK(disk.Rename("/file", "/renamed"));
    disk.Restart(seed);
    seen.insert(*disk.Children("/"));
  }
  EXPECT_THAT(seen, ElementsAre(ElementsAre("file"), ElementsAre("renamed")));
}

TEST(LossyDisk, MayBringBackADeletedFile) {
  std::set<size_t> seen;
  for (uint64_t seed = 0; seed < kCuts; ++seed) {
    LossyDisk disk;
    HalfSynced(disk);
    SKRANKE_ASSERT_OK(disk.Delete("/file"));
    disk.Restart(seed);
    seen.insert(disk.Children("/")->size());
  }
  EXPECT_THAT(seen, ElementsAre(0, 1));
}

TEST(LossyDisk, LosesADirectoryWithWhatIsInIt) {
  for (uint64_t seed = 0; seed < kCuts; ++seed) {
    LossyDisk disk;
    SKRANKE_ASSERT_OK(disk.CreateDirectory("/office"));
    SKRANKE_ASSERT_OK(disk.Create("/office/file", false));
    SKRANKE_ASSERT_OK(disk.SyncDirectory("/office"));
    disk.Restart(seed);
    EXPECT_EQ(disk.Open("/office").ok(), disk.Open("/office/file").ok());
  }
}

TEST(LossyDisk, FailsFromTheCutOnUntilItIsStartedAgain) {
  LossyDisk disk;
  const LossyDisk::File file = HalfSynced(disk);
  disk.CutAfter(2);
  SKRANKE_EXPECT_OK(disk.Append(*file, "."));
  EXPECT_FALSE(disk.is_cut());
  EXPECT_TRUE(absl::IsUnavailable(disk.Sync(*file)));
  EXPECT_TRUE(disk.is_cut());
  EXPECT_TRUE(absl::IsUnavailable(disk.Append(*file, ".")));
  char byte = 0;
  EXPECT_EQ(disk.Read(*file, 0, 1, &byte), size_t{1});
  disk.Restart(/*seed=*/1);
  SKRANKE_EXPECT_OK(disk.Append(*file, "."));
}

TEST(LossyDisk, LiesAboutTheSyncsItIsToldTo) {
  int lost = 0;
  for (uint64_t seed = 0; seed < kCuts; ++seed) {
    LossyDisk disk(LossyDisk::Lie::kDirectories);
    HalfSynced(disk);
    disk.Restart(seed);
    if (!disk.Open("/file").ok()) ++lost;
  }
  EXPECT_GT(lost, 0);
}

TEST(LossyDisk, CarriesAStoreThroughPowerCuts) {
  LossyDisk disk;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(auto store,
                                 OpenRocksDb("/office/data", {.environment = disk.Environment()}));
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const auto rows, store->Snapshot()->MultiGet({{Table::kCase, std::to_string(seed)}}));
    EXPECT_EQ(rows[0].value_or("none"), seed == 0 ? "none" : "committed");
    Batch batch;
    batch.Put(Table::kCase, std::to_string(seed + 1), "committed");
    SKRANKE_ASSERT_OK(store->Commit(batch, *store->TakeOver()));
    disk.CutAfter(1);
    store.reset();
    disk.Restart(seed);
  }
}

}  // namespace
}  // namespace skranke
