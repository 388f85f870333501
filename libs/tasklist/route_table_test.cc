#include "libs/tasklist/route_table.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using storage::v1::RoutingRow;
using Rows = google::protobuf::RepeatedPtrField<RoutingRow>;

constexpr absl::CivilDay kDay(2026, 3, 1);

// "protection own_staff task action place line", "*" for any, with the line number in the file.
RoutingRow RowOf(absl::string_view cells, uint32_t line) {
  const std::vector<std::string> cell = absl::StrSplit(cells, ' ');
  const auto or_empty = [](const std::string& text) { return text == "*" ? "" : text; };
  RoutingRow row;
  row.set_line(line);
  row.set_protection(cell[0]);
  row.set_own_staff(or_empty(cell[1]));
  row.set_task(cell[2]);
  row.set_action(or_empty(cell[3]));
  row.set_place(cell[4]);
  row.set_service_line(or_empty(cell[5]));
  return row;
}

Rows RowsOf(const std::vector<std::string>& cells) {
  Rows rows;
  for (size_t i = 0; i < cells.size(); ++i) *rows.Add() = RowOf(cells[i], i + 2);
  return rows;
}

// The line that decides; 0 for none.
uint32_t LineFor(const Rows& rows, const RouteKeys& keys) {
  const auto table = RouteTable::Make(rows);
  EXPECT_THAT(table.status(), IsOk());
  const RoutingRow* const row = table.ok() ? table->Find(keys) : nullptr;
  return row == nullptr ? 0 : row->line();
}

const RouteKeys kAsked = {.task = "aid",
                          .action = "COMPLAINT",
                          .place = "east",
                          .service_line = "WORK",
                          .is_own_staff = true,
                          .day = kDay};
constexpr const char* kExact[] = {"none", "yes", "aid", "COMPLAINT", "east", "WORK"};

// All 64 combinations of exact cells: the one that is exact in the weightier cells decides, and the
// order in the file does not.
TEST(RouteTable, PrefersTheRowThatIsExactInTheWeightierCell) {
  std::vector<std::string> rows;
  for (int exact = 0; exact < 64; ++exact) {
    std::vector<std::string> cells;
    for (int cell = 0; cell < 6; ++cell) {
      cells.push_back((exact >> (5 - cell) & 1) != 0 ? kExact[cell] : "*");
    }
    rows.push_back(absl::StrJoin(cells, " "));
    EXPECT_EQ(LineFor(RowsOf(rows), kAsked), rows.size() + 1) << rows.back();
    const std::vector<std::string> reversed(rows.rbegin(), rows.rend());
    EXPECT_EQ(LineFor(RowsOf(reversed), kAsked), 2u) << rows.back();
  }
}

struct MatchCase {
  const char* row;
  const char* no_match;  // The same row with one cell that does not fit.
};

TEST(RouteTable, MatchesACellOrLeavesTheRow) {
  for (const MatchCase& one :
       {MatchCase{"none * * * * *", "protected * * * * *"},
        MatchCase{"* yes * * * *", "* no * * * *"}, MatchCase{"* * aid * * *", "* * pass * * *"},
        MatchCase{"* * * COMPLAINT * *", "* * * RENEWAL * *"},
        MatchCase{"* * * * east *", "* * * * west *"},
        MatchCase{"* * * * * WORK", "* * * * * FAMILY"}}) {
    EXPECT_EQ(LineFor(RowsOf({one.row}), kAsked), 2u) << one.row;
    EXPECT_EQ(LineFor(RowsOf({one.no_match}), kAsked), 0u) << one.no_match;
    EXPECT_EQ(LineFor(RowsOf({one.no_match, "* * * * * *"}), kAsked), 3u) << one.no_match;
  }
}

TEST(RouteTable, NeverMatchesAnActionOrLineThatWasNotSaid) {
  RouteKeys silent = kAsked;
  silent.action = "";
  silent.service_line = "";
  EXPECT_EQ(LineFor(RowsOf({"* * * COMPLAINT * *", "* * * * * WORK"}), silent), 0u);
  EXPECT_EQ(LineFor(RowsOf({"* * * COMPLAINT * *", "* * * * * *"}), silent), 3u);
}

TEST(RouteTable, TellsOwnStaffFromOthers) {
  const Rows rows = RowsOf({"* yes * * * *", "* no * * * *"});
  RouteKeys other = kAsked;
  other.is_own_staff = false;
  EXPECT_EQ(LineFor(rows, kAsked), 2u);
  EXPECT_EQ(LineFor(rows, other), 3u);
}

// East has become a part of newtown.
TEST(RouteTable, PutsASuccessorBetweenThePlaceAndAny) {
  RouteKeys moved = kAsked;
  moved.successor_place = "newtown";
  EXPECT_EQ(LineFor(RowsOf({"* * * * newtown *"}), kAsked), 0u);
  EXPECT_EQ(LineFor(RowsOf({"* * * * newtown *", "* * * * * *"}), moved), 2u);
  EXPECT_EQ(LineFor(RowsOf({"* * * * newtown *", "* * * * east *"}), moved), 3u);
  // The place is weightier than the line, the action weightier than the place.
  EXPECT_EQ(LineFor(RowsOf({"* * * * newtown WORK", "* * * * east *"}), moved), 3u);
  EXPECT_EQ(LineFor(RowsOf({"* * * * newtown *", "* * * * * WORK"}), moved), 2u);
  EXPECT_EQ(LineFor(RowsOf({"* * * * east *", "* * * COMPLAINT newtown *"}), moved), 3u);
}

TEST(RouteTable, RefusesRowsThatTie) {
  const Rows tied = RowsOf({"* yes aid * * WORK", "* yes aid * * FAMILY", "* yes aid * * WORK"});
  EXPECT_THAT(RouteTable::Make(tied).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       ::testing::HasSubstr("routing.csv row 4: ties")));
}

TEST(RouteTable, TakesRowsOfTheSameKeysOnOtherDays) {
  Rows rows = RowsOf({"* * aid * * *", "* * aid * * *", "* * * * * *"});
  rows[0].set_valid_to("2026-02-28");
  rows[1].set_valid_from("2026-03-01");
  rows[1].set_valid_to("2026-03-01");
  RouteKeys keys = kAsked;
  EXPECT_EQ(LineFor(rows, keys), 3u);
  keys.day = kDay - 1;
  EXPECT_EQ(LineFor(rows, keys), 2u);
  keys.day = kDay + 1;
  EXPECT_EQ(LineFor(rows, keys), 4u);
}

}  // namespace
}  // namespace skranke
