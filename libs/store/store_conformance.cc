#include "libs/store/store_conformance.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"

namespace skranke {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::KilledBySignal;

void StoreConformance::SetUp() { Reopen(); }

void StoreConformance::Reopen() {
  store_.reset();
  SKRANKE_ASSERT_OK_AND_ASSIGN(store_, GetParam().open(dir_.Path("store")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(fence_, store_->TakeOver());
}

absl::Status StoreConformance::Put(Table table, const std::string& key, const std::string& value) {
  Batch batch;
  batch.Put(table, key, value);
  return store_->Commit(batch, fence_);
}

std::vector<std::string> StoreConformance::Get(const StoreSnapshot& snapshot,
                                               const std::vector<Row>& rows) {
  const auto values = snapshot.MultiGet(rows);
  EXPECT_THAT(values, IsOk());
  std::vector<std::string> found;
  if (!values.ok()) return found;
  for (const auto& value : *values) found.push_back(value.value_or("(none)"));
  return found;
}

std::string StoreConformance::Get(Table table, const std::string& key) {
  return Get(*store_->Snapshot(), {{table, key}}).at(0);
}

std::vector<std::string> StoreConformance::Keys(const Range& range) {
  std::vector<std::string> keys;
  EXPECT_THAT(store_->Snapshot()->Scan(range,
                                       [&](absl::string_view key, absl::string_view) {
                                         keys.emplace_back(key);
                                         return true;
                                       }),
              IsOk());
  return keys;
}

namespace {

std::string Binary(std::initializer_list<int> bytes) {
  std::string key;
  for (const int byte : bytes) key.push_back(static_cast<char>(byte));
  return key;
}

// Reading back.

TEST_P(StoreConformance, ReadsRowsInTheOrderAsked) {
  Batch batch;
  batch.Put(Table::kCase, "a", "1");
  batch.Put(Table::kEvent, "a", "2");
  batch.Put(Table::kCase, "b", "3");
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  EXPECT_THAT(Get(*store_->Snapshot(), {{Table::kCase, "b"},
                                        {Table::kCase, "absent"},
                                        {Table::kEvent, "a"},
                                        {Table::kCase, "a"},
                                        {Table::kCase, "b"}}),
              ElementsAre("3", "(none)", "2", "1", "3"));
}

TEST_P(StoreConformance, ReadsNoRowsWhenAskedForNone) {
  EXPECT_THAT(Get(*store_->Snapshot(), {}), IsEmpty());
}

TEST_P(StoreConformance, KeepsTablesApart) {
  Batch batch;
  for (size_t i = 0; i < kTableCount; ++i) {
    batch.Put(static_cast<Table>(i), "key", kTableNames[i]);
  }
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  Reopen();
  for (size_t i = 0; i < kTableCount; ++i) {
    EXPECT_EQ(Get(static_cast<Table>(i), "key"), kTableNames[i]);
  }
}

TEST_P(StoreConformance, TellsAnEmptyValueFromNoRow) {
  SKRANKE_ASSERT_OK(Put(Table::kIndex, "empty", ""));
  EXPECT_EQ(Get(Table::kIndex, "empty"), "");
  EXPECT_EQ(Get(Table::kIndex, "absent"), "(none)");
  EXPECT_THAT(Keys({Table::kIndex, "", ""}), ElementsAre("empty"));
}

TEST_P(StoreConformance, KeepsBinaryKeysAndValues) {
  const std::string every_byte = [] {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
    return bytes;
  }();
  SKRANKE_ASSERT_OK(Put(Table::kCase, every_byte, every_byte));
  SKRANKE_ASSERT_OK(Put(Table::kCase, every_byte + '\0', "longer by a zero"));
  Reopen();
  EXPECT_EQ(Get(Table::kCase, every_byte), every_byte);
  EXPECT_EQ(Get(Table::kCase, every_byte + '\0'), "longer by a zero");
}

TEST_P(StoreConformance, TakesTheEmptyKey) {
  SKRANKE_ASSERT_OK(Put(Table::kMeta, "", "nameless"));
  SKRANKE_ASSERT_OK(Put(Table::kMeta, "a", "named"));
  EXPECT_EQ(Get(Table::kMeta, ""), "nameless");
  EXPECT_THAT(Keys({Table::kMeta, "", ""}), ElementsAre("", "a"));
  EXPECT_THAT(Keys({Table::kMeta, "", "", /*backwards=*/true}), ElementsAre("a", ""));
}

// Ranges.

TEST_P(StoreConformance, ScansInTheOrderOfUnsignedBytes) {
  const std::vector<std::string> sorted = {Binary({0}),   Binary({0, 0}),   Binary({0, 255}),
                                           Binary({1}),   Binary({127}),    Binary({128}),
                                           Binary({255}), Binary({255, 0}), Binary({255, 255})};
  Batch batch;
  for (size_t i = 0; i < sorted.size(); ++i) {
    batch.Put(Table::kIndex, sorted[i * 5 % sorted.size()], "");
  }
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  EXPECT_THAT(Keys({Table::kIndex, "", ""}), ElementsAreArray(sorted));
  EXPECT_THAT(Keys({Table::kIndex, "", "", /*backwards=*/true}),
              ElementsAreArray(sorted.rbegin(), sorted.rend()));
}

struct RangeCase {
  const char* name;
  const char* begin;
  const char* end;
  std::vector<std::string> want;
};

TEST_P(StoreConformance, ScansFromBeginUpToEnd) {
  for (const char* key : {"b", "d", "f"}) SKRANKE_ASSERT_OK(Put(Table::kReady, key, ""));
  SKRANKE_ASSERT_OK(Put(Table::kCase, "c", "in another table"));
  SKRANKE_ASSERT_OK(Put(Table::kTimer, "c", "in another table"));
  const std::vector<RangeCase> cases = {
      {"whole table", "", "", {"b", "d", "f"}},
      {"begin is inclusive", "d", "", {"d", "f"}},
      {"begin just after a key", "d0", "", {"f"}},
      {"end is exclusive", "", "d", {"b"}},
      {"end just after a key", "", "d0", {"b", "d"}},
      {"between keys", "c", "e", {"d"}},
      {"one key", "d", "d0", {"d"}},
      {"no key between", "c", "d", {}},
      {"after the last key", "g", "", {}},
      {"before the first key", "", "b", {}},
      {"begin is end", "d", "d", {}},
      {"begin after end", "f", "b", {}},
  };
  for (const RangeCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(Keys({Table::kReady, c.begin, c.end}), ElementsAreArray(c.want));
    EXPECT_THAT(Keys({Table::kReady, c.begin, c.end, /*backwards=*/true}),
                ElementsAreArray(c.want.rbegin(), c.want.rend()));
  }
}

std::string InGroup(absl::string_view group, char last) {
  return absl::StrCat(group, std::string(kGroupTailBytes - 1, 'k'), std::string(1, last));
}

// Filters must not hide a row, wherever it lies: in memory, in a file, or in both.
TEST_P(StoreConformance, FindsGroupsAndTheirAbsence) {
  for (const char* group : {"pa", "pb", "u\x01"}) {
    SKRANKE_ASSERT_OK(Put(Table::kIndex, InGroup(group, '1'), ""));
  }
  SKRANKE_ASSERT_OK(store_->Flush());
  SKRANKE_ASSERT_OK(Put(Table::kIndex, InGroup("pb", '2'), ""));
  SKRANKE_ASSERT_OK(Put(Table::kIndex, InGroup("pc", '2'), ""));
  SKRANKE_ASSERT_OK(Put(Table::kIndex, "short", ""));
  Batch batch;
  batch.Delete(Table::kIndex, InGroup("pa", '1'));
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  const std::vector<std::pair<std::string, int>> groups = {
      {"p", 0}, {"pa", 0}, {"pb", 2}, {"pc", 1}, {"pd", 0}, {"u\x01", 1}, {"u", 0}, {"z", 0}};
  for (const bool flushed : {false, true}) {
    if (flushed) {
      SKRANKE_ASSERT_OK(store_->Flush());
    }
    for (const auto& [group, rows] : groups) {
      SCOPED_TRACE(group);
      const Range range{Table::kIndex, group, group + "l", /*backwards=*/false, /*is_group=*/true};
      EXPECT_EQ(Keys(range).size(), static_cast<size_t>(rows));
    }
  }
  EXPECT_EQ(Keys({Table::kIndex, "p", "q"}).size(), 3u);
}

TEST_P(StoreConformance, ScansUntilTheVisitorHasEnough) {
  for (const char* key : {"a", "b", "c", "d"}) SKRANKE_ASSERT_OK(Put(Table::kReady, key, key));
  for (const bool backwards : {false, true}) {
    std::vector<std::string> seen;
    SKRANKE_EXPECT_OK(store_->Snapshot()->Scan({Table::kReady, "", "", backwards},
                                               [&](absl::string_view key, absl::string_view value) {
                                                 seen.push_back(absl::StrCat(key, "=", value));
                                                 return seen.size() < 2;
                                               }));
    EXPECT_THAT(seen, backwards ? ElementsAre("d=d", "c=c") : ElementsAre("a=a", "b=b"));
  }
}

// Commits.

TEST_P(StoreConformance, LetsTheLastChangeToARowWin) {
  SKRANKE_ASSERT_OK(Put(Table::kCase, "was", "there"));
  Batch batch;
  batch.Put(Table::kCase, "put twice", "first");
  batch.Put(Table::kCase, "put twice", "second");
  batch.Put(Table::kCase, "put and deleted", "x");
  batch.Delete(Table::kCase, "put and deleted");
  batch.Delete(Table::kCase, "was");
  batch.Put(Table::kCase, "was", "put again");
  batch.Delete(Table::kCase, "never there");
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  EXPECT_THAT(Keys({Table::kCase, "", ""}), ElementsAre("put twice", "was"));
  EXPECT_EQ(Get(Table::kCase, "put twice"), "second");
  EXPECT_EQ(Get(Table::kCase, "was"), "put again");
}

TEST_P(StoreConformance, ForgetsADeletedRow) {
  SKRANKE_ASSERT_OK(Put(Table::kReady, "row", "x"));
  SKRANKE_ASSERT_OK(store_->Flush());
  Batch batch;
  batch.Delete(Table::kReady, "row");
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  Reopen();
  EXPECT_EQ(Get(Table::kReady, "row"), "(none)");
  EXPECT_THAT(Keys({Table::kReady, "", ""}), IsEmpty());
}

TEST_P(StoreConformance, CommitsAnEmptyBatch) {
  SKRANKE_EXPECT_OK(store_->Commit(Batch(), fence_));
}

TEST_P(StoreConformance, CommitsALargeBatch) {
  constexpr int kRows = 20'000;
  Batch batch;
  for (int i = 0; i < kRows; ++i) {
    batch.Put(Table::kEvent, absl::StrCat("key ", i), std::string(1'000, 'a' + i % 26));
  }
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  SKRANKE_ASSERT_OK(Put(Table::kCase, "large", std::string(size_t{4} << 20, 'x')));
  Reopen();
  EXPECT_EQ(Keys({Table::kEvent, "", ""}).size(), size_t{kRows});
  EXPECT_EQ(Get(Table::kEvent, "key 19999"), std::string(1'000, 'a' + 19'999 % 26));
  EXPECT_EQ(Get(Table::kCase, "large"), std::string(size_t{4} << 20, 'x'));
}

TEST_P(StoreConformance, ShowsASnapshotNothingOfLaterCommits) {
  SKRANKE_ASSERT_OK(Put(Table::kCase, "kept", "old"));
  SKRANKE_ASSERT_OK(Put(Table::kCase, "deleted", "old"));
  const auto before = store_->Snapshot();
  Batch batch;
  batch.Put(Table::kCase, "kept", "new");
  batch.Delete(Table::kCase, "deleted");
  batch.Put(Table::kCase, "added", "new");
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  SKRANKE_ASSERT_OK(store_->Flush());

  const std::vector<Row> rows = {
      {Table::kCase, "kept"}, {Table::kCase, "deleted"}, {Table::kCase, "added"}};
  EXPECT_THAT(Get(*before, rows), ElementsAre("old", "old", "(none)"));
  EXPECT_THAT(Get(*store_->Snapshot(), rows), ElementsAre("new", "(none)", "new"));
  std::vector<std::string> keys;
  SKRANKE_EXPECT_OK(
      before->Scan({Table::kCase, "", ""}, [&](absl::string_view key, absl::string_view) {
        keys.emplace_back(key);
        return true;
      }));
  EXPECT_THAT(keys, ElementsAre("deleted", "kept"));
}

// Every batch writes one number into all tables; a reader must never see two different ones.
TEST_P(StoreConformance, ShowsReadersWholeBatchesOnly) {
  constexpr int kBatches = 300;
  std::vector<Row> rows;
  for (size_t i = 0; i < kTableCount; ++i) rows.push_back({static_cast<Table>(i), "number"});
  std::thread writer([&] {
    for (int number = 1; number <= kBatches; ++number) {
      Batch batch;
      for (const Row& row : rows) batch.Put(row.table, row.key, absl::StrCat(number));
      ASSERT_THAT(store_->Commit(batch, fence_), IsOk());
    }
  });
  std::string last;
  while (last != absl::StrCat(kBatches) && !HasFailure()) {
    const std::vector<std::string> seen = Get(*store_->Snapshot(), rows);
    EXPECT_THAT(seen, ::testing::Each(seen.at(0)));
    last = seen.at(0);
  }
  writer.join();
}

TEST_P(StoreConformance, KeepsCommitsWhenReopened) {
  SKRANKE_ASSERT_OK(Put(Table::kCase, "flushed", "1"));
  SKRANKE_ASSERT_OK(store_->Flush());
  SKRANKE_ASSERT_OK(Put(Table::kCase, "in the log", "2"));
  Reopen();
  EXPECT_EQ(Get(Table::kCase, "flushed"), "1");
  EXPECT_EQ(Get(Table::kCase, "in the log"), "2");
  Reopen();
  EXPECT_EQ(Get(Table::kCase, "in the log"), "2");
}

// The fence.

TEST_P(StoreConformance, RefusesAnOlderWriter) {
  const uint64_t older = fence_;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const uint64_t newer, store_->TakeOver());
  EXPECT_GT(newer, older);
  Batch batch;
  batch.Put(Table::kCase, "key", "from the older writer");
  EXPECT_THAT(store_->Commit(batch, older),
              AllOf(StatusIs(absl::StatusCode::kAborted), HasReason("FENCED")));
  EXPECT_EQ(Get(Table::kCase, "key"), "(none)");
  SKRANKE_EXPECT_OK(store_->Commit(batch, newer));
}

TEST_P(StoreConformance, RefusesAFenceItNeverGave) {
  Batch batch;
  batch.Put(Table::kCase, "key", "x");
  for (const uint64_t fence : {uint64_t{0}, fence_ + 1, std::numeric_limits<uint64_t>::max()}) {
    EXPECT_THAT(store_->Commit(batch, fence), HasReason("FENCED")) << fence;
  }
  EXPECT_EQ(Get(Table::kCase, "key"), "(none)");
}

TEST_P(StoreConformance, LetsNobodyWriteBeforeTheFirstTakeOver) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Store> fresh,
                               GetParam().open(dir_.Path("fresh")));
  EXPECT_THAT(fresh->Commit(Batch(), 0), HasReason("FENCED"));
}

TEST_P(StoreConformance, RemembersTheFenceWhenReopened) {
  const uint64_t older = fence_;
  Reopen();
  EXPECT_GT(fence_, older);
  EXPECT_THAT(store_->Commit(Batch(), older), HasReason("FENCED"));
}

// Tags.

TEST_P(StoreConformance, SaysWhichTagsHaveLeftTheLog) {
  EXPECT_EQ(store_->FlushedTag(), 0u);
  Batch batch;
  uint64_t flushed = 0;
  for (uint64_t tag = 10; tag <= 50; tag += 10) {
    batch.set_tag(tag);
    SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
    EXPECT_THAT(store_->FlushedTag(), AllOf(Ge(flushed), ::testing::Le(tag)));
    if (tag == 30) {
      SKRANKE_ASSERT_OK(store_->Flush());
      EXPECT_EQ(store_->FlushedTag(), 30u);
    }
    flushed = store_->FlushedTag();
  }
  SKRANKE_ASSERT_OK(store_->Flush());
  EXPECT_EQ(store_->FlushedTag(), 50u);
}

TEST_P(StoreConformance, NeverTakesAFlushedTagBack) {
  Batch batch;
  batch.set_tag(7);
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  SKRANKE_ASSERT_OK(store_->Flush());
  SKRANKE_ASSERT_OK(Put(Table::kCase, "without", "a tag"));
  EXPECT_EQ(store_->FlushedTag(), 7u);
  Reopen();
  EXPECT_EQ(store_->FlushedTag(), 7u);
}

TEST_P(StoreConformance, RefusesATagThatFalls) {
  Batch batch;
  batch.set_tag(7);
  SKRANKE_ASSERT_OK(store_->Commit(batch, fence_));
  SKRANKE_EXPECT_OK(store_->Commit(batch, fence_));
  Reopen();
  batch.set_tag(6);
  batch.Put(Table::kCase, "key", "x");
  EXPECT_THAT(store_->Commit(batch, fence_), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Get(Table::kCase, "key"), "(none)");
}

// Upkeep.

TEST_P(StoreConformance, FindsAWholeStoreWhole) {
  for (int i = 0; i < 100; ++i) SKRANKE_ASSERT_OK(Put(Table::kCase, absl::StrCat(i), "x"));
  SKRANKE_EXPECT_OK(store_->Verify());
  SKRANKE_ASSERT_OK(Put(Table::kCase, "after", "verifying"));
  Reopen();
  SKRANKE_EXPECT_OK(store_->Verify());
  EXPECT_EQ(Get(Table::kCase, "after"), "verifying");
}

TEST_P(StoreConformance, KnowsItsFreeSpaceAndSizes) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const uint64_t free, store_->FreeBytes());
  EXPECT_GT(free, 0u);
  EXPECT_THAT(store_->Describe(), ::testing::HasSubstr("case_file_bytes "));
}

// A crash. The child is this program started anew for this test alone; it finds the place in the
// environment, commits in a loop, and is killed while committing.

constexpr char kCrashPlace[] = "SKRANKE_STORE_CRASH_PLACE";
constexpr int kRowsABatch = 20;

std::string CrashPlace(const TempDir& dir) {
  const char* given = std::getenv(kCrashPlace);
  if (given != nullptr) return given;
  setenv(kCrashPlace, dir.path().c_str(), 1);
  return dir.path();
}

// One byte a durable commit, so that the file's length is the number of them.
class Acknowledgements {
 public:
  explicit Acknowledgements(const std::string& place)
      : file_(open((place + "/acknowledged").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)) {}
  ~Acknowledgements() { close(file_); }
  void Add() {
    if (write(file_, "+", 1) != 1) std::abort();
  }
  size_t Count() const {
    struct stat state;
    return fstat(file_, &state) == 0 ? state.st_size : 0;
  }

 private:
  const int file_;
};

Batch CrashBatch(size_t number) {
  Batch batch;
  for (int row = 0; row < kRowsABatch; ++row) {
    batch.Put(static_cast<Table>(row % kTableCount), absl::StrCat(number, "/", row),
              std::string(500, 'x'));
  }
  batch.set_tag(number + 1);
  return batch;
}

[[noreturn]] void CommitUntilKilled(const StoreKind& kind, const std::string& place) {
  auto store = kind.open(place + "/crashing");
  if (!store.ok()) std::exit(1);
  const auto fence = (*store)->TakeOver();
  Acknowledgements acknowledgements(place);
  std::thread([&] {
    while (acknowledgements.Count() < 50) std::this_thread::yield();
    raise(SIGKILL);
  }).detach();
  for (size_t number = 0; fence.ok(); ++number) {
    if (!(*store)->Commit(CrashBatch(number), *fence).ok()) break;
    acknowledgements.Add();
  }
  std::exit(1);
}

// How many batches are stored; adds a failure where one is there in part, or after a missing one.
size_t CountWholeBatches(const Store& store) {
  size_t whole = 0;
  for (size_t number = 0, missing = 0; missing < 5; ++number) {
    std::vector<Row> rows;
    CrashBatch(number).ForEach([&](const Batch::Change& change) {
      rows.push_back({change.table, std::string(change.key)});
    });
    const auto values = store.Snapshot()->MultiGet(rows);
    EXPECT_THAT(values, IsOk());
    if (!values.ok()) return whole;
    int present = 0;
    for (const auto& value : *values) present += value.has_value();
    EXPECT_TRUE(present == 0 || present == kRowsABatch) << "batch " << number << ": " << present;
    EXPECT_TRUE(present == 0 || missing == 0) << "batch " << number << " follows a missing one";
    present > 0 ? ++whole : ++missing;
  }
  return whole;
}

TEST_P(StoreConformance, LosesNoAcknowledgedBatchInACrash) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const std::string place = CrashPlace(dir_);
  const auto child = [&] {
    store_.reset();
    std::filesystem::remove_all(dir_.path());  // The child's own; its destructor never runs.
    CommitUntilKilled(GetParam(), place);
  };
  EXPECT_EXIT(child(), KilledBySignal(SIGKILL), "");
  unsetenv(kCrashPlace);

  store_.reset();
  SKRANKE_ASSERT_OK_AND_ASSIGN(store_, GetParam().open(place + "/crashing"));
  const size_t acknowledged = Acknowledgements(place).Count();
  const size_t stored = CountWholeBatches(*store_);
  EXPECT_THAT(stored, Ge(acknowledged));
  // The commit that the kill came into may be durable without anybody having been told.
  EXPECT_THAT(stored, ::testing::Le(acknowledged + 1));
  SKRANKE_EXPECT_OK(store_->Verify());
  SKRANKE_EXPECT_OK(store_->TakeOver());
}

}  // namespace
}  // namespace skranke
