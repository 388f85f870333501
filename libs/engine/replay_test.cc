// Replaying the events gives the live state byte for byte, whatever people did.
#include "libs/engine/replay.h"

#include <map>
#include <string>
#include <utility>

#include "libs/store/rocksdb/rocksdb_store.h"
#include "tests/golden/random_history.h"

namespace skranke {
namespace {

class Replay : public RandomHistory {
 protected:
  Replay() : RandomHistory(0) {}

  // Every row of every table.
  std::map<std::pair<Table, std::string>, std::string> Dump(const Store& store) {
    std::map<std::pair<Table, std::string>, std::string> rows;
    for (const Table table : {Table::kCase, Table::kIndex, Table::kRequest, Table::kReady,
                              Table::kTimer, Table::kCounter, Table::kEvent, Table::kMeta}) {
      EXPECT_THAT(store.Snapshot()->Scan({table, "", ""},
                                         [&](absl::string_view key, absl::string_view value) {
                                           rows[{table, std::string(key)}] = std::string(value);
                                           return true;
                                         }),
                  IsOk());
    }
    return rows;
  }
};

TEST_F(Replay, ReplaysToTheSameViewsAfterLongHistories) {
  for (const uint32_t seed : {1u, 2u, 3u, 4u, 5u}) {
    Play(250, seed);
    SKRANKE_EXPECT_OK(VerifyViewsNow()) << "after seed " << seed;
  }
  // The history was one: every kind of command had an effect somewhere.
  EXPECT_EQ(done().size(), 16u) << ::testing::PrintToString(done());
}

TEST_F(Replay, RebuildsTheSameRowsByteForByte) {
  Play(300, 7);
  const auto live = Dump(store());
  Close();
  {
    const auto store = *OpenRocksDb(DataDir());
    SKRANKE_ASSERT_OK(RebuildViews(*store, *store->TakeOver(), key()));
    auto rebuilt = Dump(*store);
    EXPECT_EQ(rebuilt.size(), live.size());
    EXPECT_TRUE(rebuilt == live);
  }
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Replay, ForgetsTheSameRequestIdsInReplay) {
  Play(60, 8);
  clock().Advance(absl::Hours(31 * 24));
  Play(60, 9);
  SKRANKE_EXPECT_OK(VerifyViewsNow());
}

TEST_F(Replay, SeesEveryKindOfViewRowThatDiffers) {
  Play(200, 10);
  Register(Matter("form"));  // A timer for sure.
  const auto rows = Dump(store());
  for (const Table table : {Table::kCase, Table::kIndex, Table::kRequest, Table::kReady,
                            Table::kTimer, Table::kCounter}) {
    const auto first = rows.lower_bound({table, ""});
    ASSERT_TRUE(first != rows.end() && first->first.first == table) << TableName(table);
    const auto& [row, value] = *first;
    Tamper([&](const StoreSnapshot&, Batch& batch) { batch.Delete(table, row.second); });
    SKRANKE_ASSERT_OK(Open());
    EXPECT_THAT(VerifyViewsNow(), HasReason("VIEW_DIFFERS")) << TableName(table);
    Tamper([&](const StoreSnapshot&, Batch& batch) { batch.Put(table, row.second, value); });
    SKRANKE_ASSERT_OK(Open());
    SKRANKE_EXPECT_OK(VerifyViewsNow()) << TableName(table);
  }
}

}  // namespace
}  // namespace skranke
