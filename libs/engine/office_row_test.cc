#include "libs/engine/office_row.h"

#include <gtest/gtest.h>

#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

// What the counter is shown of a case whose owner is hidden, or not.
storage::v1::CaseState CaseOf(bool hidden) {
  storage::v1::CaseState citizen_case;
  citizen_case.set_state(v1::STATE_TRIAGE);
  citizen_case.set_task("aid");
  citizen_case.set_hidden_route(hidden);
  citizen_case.mutable_owner()->set_authority("TOWN");
  citizen_case.set_counter_authority("WELFARE");
  return citizen_case;
}

TEST(OfficeRow, TellsWhatTheCounterIsShown) {
  const OfficeRow open = ParseOfficeRow(OfficeRowValue(CaseOf(false)));
  EXPECT_EQ(open.state, v1::STATE_TRIAGE);
  EXPECT_EQ(open.authority, ShortHash("TOWN"));
  EXPECT_EQ(open.task, ShortHash("aid"));
  const OfficeRow hidden = ParseOfficeRow(OfficeRowValue(CaseOf(true)));
  EXPECT_EQ(hidden.state, v1::STATE_ROUTED);
  EXPECT_EQ(hidden.authority, ShortHash("WELFARE"));
}

TEST(OfficeRow, TellsNothingWhereTheValueIsOfAnotherIndex) {
  const std::string value = OfficeRowValue(CaseOf(false));
  for (const std::string& other : {std::string(), value + "x", value.substr(1)}) {
    EXPECT_EQ(ParseOfficeRow(other).state, 0) << other.size();
  }
}

// On disk. Source: FNV-1a's published test vectors.
TEST(OfficeRow, HashesAsItAlwaysDid) {
  EXPECT_EQ(ShortHash(""), 0x811c9dc5);
  EXPECT_EQ(ShortHash("a"), 0xe40c292c);
  EXPECT_EQ(ShortHash("foobar"), 0xbf9cf968);
}

}  // namespace
}  // namespace skranke
