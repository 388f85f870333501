#include "libs/engine/case_list.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "libs/engine/keys.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Kind = IndexRange::Kind;

// Index rows in a real store, written as the engine writes them.
class Rows {
 public:
  Rows() : key_(*InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k'))) {
    store_ = *OpenRocksDb(dir_.path());
    fence_ = *store_->TakeOver();
  }

  void Put(std::string prefix, int64_t receive_us, uint64_t number) {
    AppendInstant(receive_us, prefix);
    AppendNumber(number, prefix);
    batch_.Put(Table::kIndex, prefix, "");
  }

  std::unique_ptr<Snapshot> Read() {
    EXPECT_THAT(store_->Commit(batch_, fence_), IsOk());
    return std::make_unique<Snapshot>(1, absl::UnixEpoch(), std::make_shared<Installation>(),
                                      store_->Snapshot(), &key_);
  }

 private:
  const TempDir dir_;
  const InstallationKey key_;
  std::unique_ptr<Store> store_;
  uint64_t fence_ = 0;
  Batch batch_;
};

std::vector<uint64_t> Numbers(const Snapshot& snapshot, const std::vector<IndexRange>& ranges,
                              const absl::optional<IndexEntry>& after = absl::nullopt,
                              size_t most = 10'000) {
  std::vector<uint64_t> numbers;
  EXPECT_THAT(MergeRanges(snapshot, ranges, after,
                          [&](const IndexEntry& entry) {
                            numbers.push_back(entry.number);
                            return numbers.size() < most;
                          }),
              IsOk());
  return numbers;
}

TEST(CaseList, MergesUnitsAndOfficesByReceiptThenNumber) {
  Rows rows;
  rows.Put(UnitStatePrefix("NAV", "YTELSE", 4), 10, 7);
  rows.Put(UnitStatePrefix("NAV", "YTELSE", 4), 30, 1);
  rows.Put(UnitStatePrefix("SKATT", "A", 4), 10, 6);
  rows.Put(UnitStatePrefix("SKATT", "A", 5), 5, 99);
  rows.Put(WaitingStatePrefix("NORD", 2), 20, 5);
  rows.Put(WaitingStatePrefix("NORD", 1), 1, 98);
  const auto snapshot = rows.Read();
  EXPECT_THAT(Numbers(*snapshot, {{Kind::kUnit, "NAV", "YTELSE", 4},
                                  {Kind::kUnit, "SKATT", "A", 4},
                                  {Kind::kWaiting, "NORD", "", 2}}),
              ElementsAre(6, 7, 5, 1));
}

TEST(CaseList, ReceiptsBefore1970ComeFirst) {
  Rows rows;
  rows.Put(UnitStatePrefix("NAV", "A", 4), 0, 2);
  rows.Put(UnitStatePrefix("NAV", "B", 4), -1, 1);
  const auto snapshot = rows.Read();
  EXPECT_THAT(Numbers(*snapshot, {{Kind::kUnit, "NAV", "A", 4}, {Kind::kUnit, "NAV", "B", 4}}),
              ElementsAre(1, 2));
}

TEST(CaseList, VisitsACaseOfSeveralRangesOnce) {
  Rows rows;
  rows.Put(UnitStatePrefix("NAV", "A", 4), 10, 3);
  rows.Put(OfficePrefix("NORD"), 10, 3);
  rows.Put(OfficePrefix("NORD"), 11, 4);
  const auto snapshot = rows.Read();
  EXPECT_THAT(Numbers(*snapshot, {{Kind::kUnit, "NAV", "A", 4}, {Kind::kOffice, "NORD"}}),
              ElementsAre(3, 4));
}

TEST(CaseList, NoRangesHaveNoCases) {
  Rows rows;
  rows.Put(OfficePrefix("NORD"), 10, 3);
  const auto snapshot = rows.Read();
  EXPECT_THAT(Numbers(*snapshot, {}), IsEmpty());
  EXPECT_THAT(Numbers(*snapshot, {{Kind::kOffice, "SYD"}}), IsEmpty());
}

// Uneven ranges, longer and shorter than any chunk, and pages that end everywhere in them.
TEST(CaseList, PagesOfAnySizeGiveEveryCaseOnce) {
  Rows rows;
  const std::vector<int> lengths = {0, 1, 7, 8, 9, 25, 1'100};
  std::vector<IndexRange> ranges;
  size_t total = 0;
  for (size_t unit = 0; unit < lengths.size(); ++unit) {
    const std::string code(1, static_cast<char>('A' + unit));
    ranges.push_back({Kind::kUnit, "NAV", code, 4});
    for (int i = 0; i < lengths[unit]; ++i) {
      rows.Put(UnitStatePrefix("NAV", code, 4), i % 50, ++total);
    }
  }
  const auto snapshot = rows.Read();
  const std::vector<uint64_t> whole = Numbers(*snapshot, ranges);
  ASSERT_EQ(whole.size(), total);
  for (const size_t page_size : {size_t{1}, size_t{7}, size_t{8}, size_t{500}, total, total + 1}) {
    std::vector<uint64_t> paged;
    absl::optional<IndexEntry> after;
    bool more = true;
    while (more) {
      size_t left = page_size;
      EXPECT_THAT(MergeRanges(*snapshot, ranges, after,
                              [&](const IndexEntry& entry) {
                                paged.push_back(entry.number);
                                after = entry;
                                return --left > 0;
                              }),
                  IsOk());
      more = left == 0;
    }
    EXPECT_EQ(paged, whole) << "pages of " << page_size;
  }
}

}  // namespace
}  // namespace skranke
