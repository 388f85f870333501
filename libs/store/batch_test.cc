#include "libs/store/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Changes(const Batch& batch) {
  std::vector<std::string> changes;
  batch.ForEach([&](const Batch::Change& change) {
    const std::string row =
        absl::StrCat(TableName(change.table), "/", absl::CHexEscape(change.key));
    changes.push_back(change.value ? absl::StrCat(row, "=", absl::CHexEscape(*change.value))
                                   : absl::StrCat(row, " goes"));
  });
  return changes;
}

TEST(Batch, GivesItsChangesBackInOrder) {
  Batch batch;
  batch.Put(Table::kCase, "c1", "open");
  batch.Delete(Table::kReady, "r1");
  batch.Put(Table::kCase, "c1", "closed");
  EXPECT_THAT(Changes(batch), ElementsAre("case/c1=open", "ready/r1 goes", "case/c1=closed"));
}

TEST(Batch, TellsAnEmptyValueFromADelete) {
  Batch batch;
  batch.Put(Table::kIndex, "i", "");
  batch.Delete(Table::kIndex, "i");
  batch.Put(Table::kIndex, "", "");
  EXPECT_THAT(Changes(batch), ElementsAre("index/i=", "index/i goes", "index/="));
}

TEST(Batch, TakesAnyBytes) {
  Batch batch;
  batch.Put(Table::kEvent, absl::string_view("\0\xff", 2), absl::string_view("a\0b", 3));
  EXPECT_THAT(Changes(batch), ElementsAre("event/\\x00\\xff=a\\x00\\x62"));
}

TEST(Batch, CountsRowsAndBytes) {
  Batch batch;
  EXPECT_TRUE(batch.empty());
  batch.Put(Table::kCase, "key", "value");
  batch.Delete(Table::kCase, "other");
  EXPECT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch.bytes(), 13u);
}

TEST(Batch, IsAsNewWhenCleared) {
  Batch batch;
  batch.set_tag(7);
  batch.Put(Table::kCase, "key", "value");
  batch.Clear();
  EXPECT_TRUE(batch.empty());
  EXPECT_EQ(batch.bytes(), 0u);
  EXPECT_EQ(batch.tag(), 0u);
  EXPECT_THAT(Changes(batch), IsEmpty());
}

}  // namespace
}  // namespace skranke
