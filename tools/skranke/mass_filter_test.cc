// Every filter of a mass command is held against every case, on both sides of its limit.
#include "tools/skranke/mass_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tools/skranke/request_field.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

v1::Case Flooded() {
  v1::Case c;
  c.set_state(v1::STATE_DELIVERED);
  c.mutable_responsibility()->set_authority("WELFARE");
  c.mutable_responsibility()->set_unit("WEST");
  c.set_office("hall");
  c.set_task("aid");
  *c.mutable_receive_time() = ToTimestamp(*ParseInstant("2026-03-02T10:00:00Z"));
  return c;
}

// By flag: a value that takes the case, and one that does not.
struct Values {
  const char* taken;
  const char* passed_over;
};
const std::map<std::string, Values>& Table() {
  static const auto& table = *new std::map<std::string, Values>{
      {"state", {"DELIVERED", "ROUTED"}},
      {"agency", {"WELFARE", "POLICE"}},
      {"unit", {"WEST", "EAST"}},
      {"office", {"hall", "branch"}},
      {"task", {"aid", "trade"}},
      {"received-after", {"2026-03-02T10:00:00Z", "2026-03-02T10:00:01Z"}},
      {"received-before", {"2026-03-02T10:00:01Z", "2026-03-02T10:00:00Z"}},
  };
  return table;
}

bool IsMeantBy(const std::string& field, const char* value) {
  v1::ListCasesRequest filter;
  EXPECT_TRUE(SetField(filter, field, value, nullptr).ok()) << field;
  return IsMeant(Flooded(), filter);
}

TEST(MassFilter, HoldsEachOfItsFlagsAgainstTheCase) {
  for (const Flag& flag : MassFilterFlags()) {
    if (flag.name == "incident") continue;  // Only its own list knows it.
    const auto row = Table().find(flag.name);
    ASSERT_NE(row, Table().end()) << flag.name;
    EXPECT_TRUE(IsMeantBy(flag.field, row->second.taken)) << flag.name;
    EXPECT_FALSE(IsMeantBy(flag.field, row->second.passed_over)) << flag.name;
  }
}

TEST(MassFilter, TakesOnlyWhatAllOfThemTake) {
  v1::ListCasesRequest filter;
  EXPECT_TRUE(IsMeant(Flooded(), filter));
  filter.set_task("aid");
  filter.set_office("hall");
  EXPECT_TRUE(IsMeant(Flooded(), filter));
  filter.set_unit("EAST");
  EXPECT_FALSE(IsMeant(Flooded(), filter));
}

}  // namespace
}  // namespace skranke
