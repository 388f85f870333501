#include "libs/store/rocksdb/rocksdb_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "libs/store/rocksdb/recovery_log.h"
#include "libs/store/store_conformance.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;

absl::StatusOr<std::unique_ptr<Store>> OpenWithDefaults(const std::string& place) {
  return OpenRocksDb(place);
}

// So little log that flushes happen in the background of tests.
absl::StatusOr<std::unique_ptr<Store>> OpenWithSmallLog(const std::string& place) {
  return OpenRocksDb(place, {.block_cache_bytes = size_t{1} << 20, .wal_bytes = size_t{128} << 10});
}

INSTANTIATE_TEST_SUITE_P(RocksDb, StoreConformance,
                         ::testing::Values(StoreKind{"Defaults", OpenWithDefaults},
                                           StoreKind{"SmallLog", OpenWithSmallLog}),
                         [](const auto& kind) { return kind.param.name; });

std::string Noise(size_t size, int seed) {
  std::mt19937 random(seed);
  std::string noise;
  while (noise.size() < size) noise.push_back(static_cast<char>(random()));
  return noise;
}

// `count` commits of one 1 kB row each, that no compression makes smaller; tagged 1 to count.
absl::Status CommitRows(Store& store, int count) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store.TakeOver());
  for (int i = 1; i <= count; ++i) {
    Batch batch;
    batch.Put(Table::kCase, absl::StrCat("key ", i), Noise(1000, i));
    batch.set_tag(i);
    SKRANKE_RETURN_IF_ERROR(store.Commit(batch, fence));
  }
  return absl::OkStatus();
}

int CountRows(const Store& store) {
  int rows = 0;
  EXPECT_THAT(store.Snapshot()->Scan({Table::kCase, "", ""},
                                     [&](absl::string_view, absl::string_view) { return ++rows; }),
              IsOk());
  return rows;
}

// Leaves `dir` as a crash does: `count` rows in the log, none in table files.
void MakeLog(const std::string& dir, int count) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir));
  SKRANKE_ASSERT_OK(CommitRows(*store, count));
}

void MakeTableFiles(const std::string& dir, int count) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir));
  SKRANKE_ASSERT_OK(CommitRows(*store, count));
  SKRANKE_ASSERT_OK(store->Flush());
}

fs::path LargestFile(const std::string& dir, const std::string& extension) {
  fs::path largest;
  for (const auto& entry : fs::directory_iterator(dir)) {
    if (entry.path().extension() != extension) continue;
    if (largest.empty() || fs::file_size(entry) > fs::file_size(largest)) largest = entry.path();
  }
  return largest;
}

void FlipBit(const fs::path& file, size_t offset) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(offset);
  const char byte = static_cast<char>(stream.get() ^ 0x10);
  stream.seekp(offset);
  stream.put(byte);
  ASSERT_TRUE(stream.good()) << file << " at " << offset;
}

std::map<std::string, std::string> Contents(const std::string& dir) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : fs::directory_iterator(dir)) {
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    contents[absl::StrCat(entry.path().filename().string(), " ",
                          fs::last_write_time(entry).time_since_epoch().count())] = bytes.str();
  }
  return contents;
}

TEST(RocksDbStore, HasItsDirectoryForItself) {
  const TempDir dir;
  SKRANKE_ASSERT_OK_AND_ASSIGN(auto store, OpenRocksDb(dir.Path("store")));
  EXPECT_THAT(OpenRocksDb(dir.Path("store")), StatusIs(absl::StatusCode::kUnavailable));
  store.reset();
  EXPECT_THAT(OpenRocksDb(dir.Path("store")), IsOk());
}

TEST(RocksDbStore, CreatesItsDirectoryWithParents) {
  const TempDir dir;
  EXPECT_THAT(OpenRocksDb(dir.Path("several/levels/down/")), IsOk());
  EXPECT_TRUE(fs::exists(dir.Path("several/levels/down/CURRENT")));
}

TEST(RocksDbStore, FindsAFlippedBitInTheMiddleOfTheLog) {
  const TempDir dir;
  MakeLog(dir.path(), 100);
  const fs::path log = LargestFile(dir.path(), ".log");
  FlipBit(log, fs::file_size(log) / 2);
  const auto refused =
      AllOf(StatusIs(absl::StatusCode::kDataLoss, HasSubstr(log.string())), HasReason("DATA_LOSS"));
  EXPECT_THAT(OpenForVerify(dir.path()), refused);
  EXPECT_THAT(OpenRocksDb(dir.path()), refused);
}

// It looks as a power cut leaves it; the engine's head file tells whether it was acknowledged.
TEST(RocksDbStore, CutsOffADamagedLastCommitAndKeepsItAside) {
  const TempDir dir;
  MakeLog(dir.path(), 100);
  const fs::path log = LargestFile(dir.path(), ".log");
  FlipBit(log, fs::file_size(log) - 1);
  EXPECT_THAT(OpenForVerify(dir.path()),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr(log.string())));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir.path()));
  EXPECT_EQ(CountRows(*store), 99);
  EXPECT_TRUE(fs::exists(dir.Path("TORN-LOG")));
}

TEST(RocksDbStore, OpensALogThatACrashCutShort) {
  const TempDir dir;
  MakeLog(dir.path(), 100);
  const fs::path log = LargestFile(dir.path(), ".log");
  fs::resize_file(log, fs::file_size(log) - 1);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir.path()));
  EXPECT_EQ(CountRows(*store), 99);
  EXPECT_EQ(store->FlushedTag(), 99u);
}

// Data blocks, then filter, index, properties and footer: none may go unchecked.
TEST(RocksDbStore, FindsAFlippedBitAnywhereInATableFile) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  const fs::path table = LargestFile(dir.path(), ".sst");
  const size_t size = fs::file_size(table);
  for (size_t offset = 5; offset < size; offset += offset < size - 3000 ? 4099 : 97) {
    FlipBit(table, offset);
    const auto store = OpenForVerify(dir.path());
    const absl::Status found = store.ok() ? (*store)->Verify() : store.status();
    EXPECT_THAT(found, StatusIs(absl::StatusCode::kDataLoss, HasSubstr(table.filename().string())))
        << "offset " << offset << " of " << size;
    FlipBit(table, offset);
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenForVerify(dir.path()));
  SKRANKE_EXPECT_OK(store->Verify());
}

// What RocksDB holds in its cache was read when the file was whole, and must not hide the damage.
TEST(RocksDbStore, FindsAFlippedBitWhileOpen) {
  const TempDir dir;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir.path()));
  SKRANKE_ASSERT_OK(CommitRows(*store, 100));
  SKRANKE_ASSERT_OK(store->Flush());
  EXPECT_EQ(CountRows(*store), 100);
  const fs::path table = LargestFile(dir.path(), ".sst");
  FlipBit(table, fs::file_size(table) / 2);
  EXPECT_EQ(CountRows(*store), 100) << "not cached: the test shows nothing";
  EXPECT_THAT(store->Verify(),
              AllOf(StatusIs(absl::StatusCode::kDataLoss, HasSubstr(table.filename().string())),
                    HasReason("DATA_LOSS")));
}

TEST(RocksDbStore, NeverReadsADamagedBlockAsData) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  const fs::path table = LargestFile(dir.path(), ".sst");
  FlipBit(table, fs::file_size(table) / 2);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir.path()));
  EXPECT_THAT(store->Snapshot()->Scan({Table::kCase, "", ""},
                                      [](absl::string_view, absl::string_view) { return true; }),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr(table.filename().string())));
}

TEST(RocksDbStore, MissesADeletedTableFile) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  const fs::path table = LargestFile(dir.path(), ".sst");
  fs::remove(table);
  EXPECT_THAT(OpenRocksDb(dir.path()),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr(table.filename().string())));
}

TEST(RocksDbStore, NeverStartsAnEmptyStoreOverAnotherOnesFiles) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  fs::remove(dir.Path("CURRENT"));
  const auto missing = StatusIs(absl::StatusCode::kDataLoss, HasSubstr("CURRENT"));
  EXPECT_THAT(OpenRocksDb(dir.path()), missing);
  EXPECT_THAT(OpenForVerify(dir.path()), missing);
}

TEST(RocksDbStore, NamesACurrentThatNamesNoManifest) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  std::ifstream in(dir.Path("CURRENT"));
  const std::string good((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto named = StatusIs(absl::StatusCode::kDataLoss, HasSubstr("CURRENT"));
  for (const std::string& bad : {good.substr(8) + good.substr(0, 8), std::string("MANIFEST-\n"),
                                 std::string("MANIFEST-00000x\n"), "x" + good}) {
    dir.Write("CURRENT", bad);
    EXPECT_THAT(OpenRocksDb(dir.path()), named) << bad;
    EXPECT_THAT(OpenForVerify(dir.path()), named) << bad;
  }
  dir.Write("CURRENT", good);
  EXPECT_THAT(OpenRocksDb(dir.path()), IsOk());
}

TEST(RocksDbStore, NamesADamagedManifest) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  for (const auto& entry : fs::directory_iterator(dir.path())) {
    const std::string name = entry.path().filename().string();
    if (name.find("MANIFEST") == 0) FlipBit(entry.path(), fs::file_size(entry) / 2);
  }
  EXPECT_THAT(OpenRocksDb(dir.path()),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("MANIFEST")));
}

fs::path ManifestIn(const std::string& dir) {
  std::ifstream current(fs::path(dir) / "CURRENT");
  std::string name;
  std::getline(current, name);
  return fs::path(dir) / name;
}

// RocksDB takes a manifest that ends between two entries for a whole one, and drops the tables that
// the others name.
TEST(RocksDbStore, MissesTheEndOfAManifest) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  const fs::path manifest = ManifestIn(dir.path());
  for (size_t length = fs::file_size(manifest) - 1; length > 0;
       length -= std::min<size_t>(7, length)) {
    fs::resize_file(manifest, length);
    EXPECT_THAT(OpenForVerify(dir.path()),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr(manifest.filename().string())))
        << "cut to " << length;
  }
}

TEST(RocksDbStore, OpensWhatAnOlderBuildLeftWithoutANote) {
  const TempDir dir;
  MakeTableFiles(dir.path(), 100);
  ASSERT_TRUE(fs::remove(dir.Path("MANIFEST-NOTE")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenForVerify(dir.path()));
  EXPECT_EQ(CountRows(*store), 100);
}

TEST(RocksDbStore, ChangesNothingWhenOpenForReading) {
  const TempDir dir;
  MakeLog(dir.path(), 100);
  const auto before = Contents(dir.path());
  {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenForVerify(dir.path()));
    EXPECT_EQ(CountRows(*store), 100);
    SKRANKE_EXPECT_OK(store->Verify());
    EXPECT_THAT(store->TakeOver(), HasReason("READ_ONLY"));
    EXPECT_THAT(store->Commit(Batch(), 1), HasReason("READ_ONLY"));
    EXPECT_THAT(store->Flush(), HasReason("READ_ONLY"));
    EXPECT_EQ(store->FlushedTag(), 0u);
  }
  EXPECT_TRUE(Contents(dir.path()) == before);
}

TEST(RocksDbStore, IsNotCreatedForReading) {
  const TempDir dir;
  EXPECT_THAT(OpenForVerify(dir.Path("absent")), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(OpenForVerify(dir.path()), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_TRUE(fs::is_empty(dir.path()));
}

TEST(RocksDbStore, MovesCommitsOutOfAFullLogByItself) {
  const TempDir dir;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store,
                               OpenRocksDb(dir.path(), {.wal_bytes = size_t{512} << 10}));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const uint64_t fence, store->TakeOver());
  Batch batch;
  for (uint64_t tag = 1; store->FlushedTag() < 1000 && tag < 100'000; ++tag) {
    batch.Clear();
    batch.Put(Table::kEvent, absl::StrCat(tag), Noise(1000, 1));
    batch.set_tag(tag);
    SKRANKE_ASSERT_OK(store->Commit(batch, fence));
    ASSERT_LE(store->FlushedTag(), tag);
  }
  EXPECT_GE(store->FlushedTag(), 1000u);
}

TEST(RocksDbStore, KeepsItsOwnLogSmall) {
  const TempDir dir;
  MakeLog(dir.path(), 100);
  for (int i = 0; i < 10; ++i) SKRANKE_ASSERT_OK(OpenRocksDb(dir.path()));
  uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(dir.path())) {
    if (entry.path().filename().string().find("LOG") == 0) bytes += fs::file_size(entry);
  }
  EXPECT_LT(bytes, uintmax_t{64} << 10);
}

// No file may grow beyond `bytes` while this lives: the kernel fails such a write as it does on a
// full disk, part of the bytes written.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : ignored_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit = {std::min(bytes, before_.rlim_max), before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, ignored_);
  }

 private:
  void (*const ignored_)(int);
  rlimit before_;
};

// RocksDB's own logger would end the process at the second line that the disk refuses.
TEST(RecoveryLog, DropsLinesThatTheDiskRefuses) {
  const TempDir dir;
  RecoveryLog log(dir.Path("LOG"));
  rocksdb::Warn(&log, "%s", "kept");
  const auto kept = fs::file_size(dir.Path("LOG"));
  {
    const FileSizeLimit limit(1);
    for (int i = 0; i < 3; ++i) rocksdb::Warn(&log, "%s", "refused");
  }
  EXPECT_EQ(fs::file_size(dir.Path("LOG")), kept);
  rocksdb::Warn(&log, "%s", "kept again");
  EXPECT_GT(fs::file_size(dir.Path("LOG")), kept);
}

struct FailingDisk {
  const char* name;
  absl::Status (*fail)(Store& store, uint64_t fence);
};

absl::Status FailInCommit(Store& store, uint64_t fence) {
  Batch batch;
  batch.Put(Table::kCase, "too large", Noise(1 << 20, 0));
  const FileSizeLimit limit(512 << 10);
  return store.Commit(batch, fence);
}

absl::Status FailInFlush(Store& store, uint64_t) {
  const FileSizeLimit limit(64 << 10);
  return store.Flush();
}

class RocksDbStoreOnFailingDisk : public ::testing::TestWithParam<FailingDisk> {};

TEST_P(RocksDbStoreOnFailingDisk, RefusesToWriteForGoodAndReadsOn) {
  const TempDir dir;
  {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir.path()));
    SKRANKE_ASSERT_OK(CommitRows(*store, 200));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const uint64_t fence, store->TakeOver());
    const absl::Status first = GetParam().fail(*store, fence);
    EXPECT_THAT(first,
                AllOf(StatusIs(absl::StatusCode::kUnavailable), HasReason("STORE_IO_ERROR")));

    // There is room again, but what the disk did to the failed write is unknown.
    EXPECT_EQ(store->Commit(Batch(), fence), first);
    EXPECT_EQ(store->Commit(Batch(), fence + 1), first);
    EXPECT_EQ(store->TakeOver().status(), first);
    EXPECT_EQ(store->Flush(), first);
    EXPECT_EQ(CountRows(*store), 200);
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksDb(dir.path()));
  EXPECT_EQ(CountRows(*store), 200);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const uint64_t fence, store->TakeOver());
  SKRANKE_EXPECT_OK(store->Commit(Batch(), fence));
  SKRANKE_EXPECT_OK(store->Verify());
}

INSTANTIATE_TEST_SUITE_P(RocksDb, RocksDbStoreOnFailingDisk,
                         ::testing::Values(FailingDisk{"InCommit", FailInCommit},
                                           FailingDisk{"InFlush", FailInFlush}),
                         [](const auto& disk) { return disk.param.name; });

}  // namespace
}  // namespace skranke
