#include "libs/tasklist/spelling.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

TEST(EditDistance, CountsChangesSwapsAndStopsAtItsLimit) {
  struct {
    std::string a, b;
    size_t distance;
  } const rows[] = {
      {"bank", "bank", 0}, {"bank", "BANK", 0},  {"bank", "bankk", 1},  {"bank", "bnak", 1},
      {"bank", "tank", 1}, {"bank", "tanke", 2}, {"bank", "planke", 3}, {"", "abcd", 3},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(EditDistance(row.a, row.b, 2), row.distance) << row.a << " " << row.b;
  }
}

TEST(Spelling, NamesTheOnlyNearName) {
  const Spelling names({"SOSIAL", "HELSE", "NAV", "District 1", "District 2", "ab"});
  EXPECT_EQ(names.Nearest("SOSAIL"), "SOSIAL");
  EXPECT_EQ(names.Nearest("SOSSIALL"), "SOSIAL");
  EXPECT_EQ(names.Nearest("HELE"), "HELSE");
  EXPECT_EQ(names.Nearest("NAVV"), "NAV");
  EXPECT_EQ(names.Nearest("NAVVV"), "");
  EXPECT_EQ(names.Nearest("a"), "");
  EXPECT_EQ(names.Nearest("District 3"), "");
  EXPECT_EQ(names.Nearest("Distict 2"), "District 2");
  EXPECT_EQ(Spelling({"kart", "kort"}).Nearest("kert"), "");
  EXPECT_EQ(names.Hint("NAVV"), "; did you mean NAV?");
  EXPECT_EQ(names.Hint("POLITI"), "");
}

}  // namespace
}  // namespace skranke
