#include "services/supervision/stock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::StatusOr<v1::GetStockResponse> Ask(Town& town, absl::string_view caller,
                                         const std::string& agency = "",
                                         const std::string& unit = "") {
  v1::GetStockRequest request;
  request.set_agency(agency);
  request.set_unit(unit);
  return town.Call<v1::GetStockResponse>(caller, "GetStock", request);
}

// "CITY/DESK ROUTED 2", a row a line.
std::vector<std::string> Lines(const absl::StatusOr<v1::GetStockResponse>& stock) {
  std::vector<std::string> lines;
  EXPECT_THAT(stock, IsOk());
  for (const auto& row : stock->rows()) {
    lines.push_back(absl::StrCat(row.authority(), "/", row.unit(), " ", v1::State_Name(row.state()),
                                 " ", row.count()));
  }
  return lines;
}

TEST(Stock, CountsOpenCasesByUnitAndState) {
  Town town;
  town.Register("clerk", "trade");
  town.Register("clerk", "trade");
  town.Register("clerk", "orphan");
  const std::string form = town.Register("clerk", "form").name();
  town.Register("ferry", "aid");
  EXPECT_THAT(Lines(Ask(town, "inspector")),
              ElementsAre("CITY/DESK STATE_ROUTED 1", "CITY/SORT STATE_TRIAGE 1",
                          "STATE/DESK STATE_ROUTED 2", "hall/ STATE_COMPLETE 1"));
  EXPECT_THAT(Lines(Ask(town, "inspector", "CITY")),
              ElementsAre("CITY/DESK STATE_ROUTED 1", "CITY/SORT STATE_TRIAGE 1"));
  EXPECT_THAT(Lines(Ask(town, "inspector", "CITY", "SORT")),
              ElementsAre("CITY/SORT STATE_TRIAGE 1"));
  EXPECT_THAT(Ask(town, "inspector", "", "SORT"), HasField("agency"));
  v1::FinishCaseRequest finish;
  finish.set_name(form);
  finish.set_etag(town.EtagOf(form));
  finish.mutable_finish()->set_outcome("TAKEN");
  ASSERT_THAT(town.Do<v1::FinishCaseResponse>("clerk", finish, &JudgeFinishCase), IsOk());
  EXPECT_THAT(Lines(Ask(town, "inspector")),
              ElementsAre("CITY/DESK STATE_ROUTED 1", "CITY/SORT STATE_TRIAGE 1",
                          "STATE/DESK STATE_ROUTED 2"));
}

TEST(Stock, OfAnOfficesOwnPeopleIsTheOffices) {
  Town town;
  town.Register("clerk", "trade");
  town.Register("ferry", "trade");
  town.Register("ferry", "form");
  EXPECT_THAT(Lines(Ask(town, "supervisor")), ElementsAre("STATE/DESK STATE_ROUTED 1"));
  EXPECT_THAT(Lines(Ask(town, "ferry_supervisor")),
              ElementsAre("STATE/DESK STATE_ROUTED 1", "bridge/ STATE_COMPLETE 1"));
}

TEST(Stock, OfProtectedUnitsShowsToAuditorsAlone) {
  Town town;
  town.Register("clerk", "trade", kProtectedPerson);
  EXPECT_THAT(Lines(Ask(town, "inspector")), IsEmpty());
  EXPECT_THAT(Lines(Ask(town, "supervisor")), IsEmpty());
  EXPECT_THAT(Lines(Ask(town, "auditor")), ElementsAre("CITY/SHIELD STATE_ROUTED 1"));
}

TEST(Stock, AgesFromReceiptByTheEdgesOfItsGroups) {
  const struct {
    absl::Duration age;
    int group;
  } kAges[] = {
      {absl::ZeroDuration(), 0}, {absl::Hours(24) - absl::Microseconds(1), 0},
      {absl::Hours(24), 1},      {absl::Hours(7 * 24) - absl::Microseconds(1), 1},
      {absl::Hours(7 * 24), 2},  {absl::Hours(30 * 24) - absl::Microseconds(1), 2},
      {absl::Hours(30 * 24), 3}, {absl::Hours(90 * 24) - absl::Microseconds(1), 3},
      {absl::Hours(90 * 24), 4},
  };
  for (const auto& age : kAges) {
    Town town;
    const v1::Case old = town.Register("clerk", "trade");
    town.clock().Advance(age.age);
    town.Register("clerk", "form");  // The writer's time moves with a commit.
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stock, Ask(town, "inspector", "STATE"));
    ASSERT_EQ(stock.rows_size(), 1);
    std::vector<int64_t> want(5, 0);
    want[age.group] = 1;
    EXPECT_THAT(stock.rows(0).by_age(), ::testing::ElementsAreArray(want)) << age.age;
    EXPECT_EQ(stock.rows(0).oldest_receive_time().seconds(), old.receive_time().seconds());
  }
}

}  // namespace
}  // namespace skranke
