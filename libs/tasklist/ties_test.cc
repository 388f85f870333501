#include "libs/tasklist/ties.h"

#include <gmock/gmock.h>

#include <string>

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

struct Row {
  std::string key;
  int first;
  int last;
};

// The places of each row that ties, and of the one it ties with.
std::vector<std::pair<int, int>> Ties(const std::vector<Row>& rows) {
  const absl::CivilDay zero(2026, 1, 1);
  std::vector<DatedRow<Row>> dated;
  for (const Row& row : rows) dated.push_back({&row, {zero + row.first, zero + row.last}});
  std::vector<std::pair<int, int>> places;
  for (const auto& tie : FindTies(dated, [](const Row& row) { return row.key; })) {
    places.emplace_back(tie.row.row - rows.data(), tie.other.row - rows.data());
  }
  return places;
}

TEST(Ties, AreNoneWithoutASecondRow) {
  EXPECT_THAT(Ties({}), IsEmpty());
  EXPECT_THAT(Ties({{"a", 1, 9}}), IsEmpty());
}

TEST(Ties, NeedTheSameKeyAndTheSameDay) {
  EXPECT_THAT(Ties({{"a", 1, 5}, {"a", 6, 9}}), IsEmpty());
  EXPECT_THAT(Ties({{"a", 1, 5}, {"b", 5, 9}}), IsEmpty());
  EXPECT_THAT(Ties({{"a", 1, 5}, {"a", 5, 9}}), ElementsAre(Pair(1, 0)));
}

TEST(Ties, AreTheRowsThatBeginLater) {
  EXPECT_THAT(Ties({{"a", 5, 9}, {"a", 1, 5}}), ElementsAre(Pair(0, 1)));
  EXPECT_THAT(Ties({{"a", 1, 5}, {"a", 1, 5}}), ElementsAre(Pair(1, 0)));
}

TEST(Ties, LookPastAShortRowToALongOneBeforeIt) {
  EXPECT_THAT(Ties({{"a", 1, 9}, {"a", 2, 3}, {"a", 5, 6}}), ElementsAre(Pair(1, 0), Pair(2, 0)));
}

TEST(Ties, AreAllFoundInTheOrderOfTheRows) {
  EXPECT_THAT(Ties({{"b", 4, 9}, {"a", 1, 5}, {"b", 1, 4}, {"a", 5, 9}, {"a", 9, 12}}),
              ElementsAre(Pair(0, 2), Pair(3, 1), Pair(4, 3)));
}

}  // namespace
}  // namespace skranke
