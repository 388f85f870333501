#include "tools/skranke/route_history.h"

#include <gmock/gmock.h>

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const RouteReceiver kEast = {"CITY", "EAST"};
const RouteReceiver kWest = {"CITY", "WEST"};

void AddTimes(int times, const std::string& task, const std::string& place,
              const RouteReceiver& receiver, RouteHistory& history) {
  for (int i = 0; i < times; ++i) history.Add(task, place, receiver);
}

TEST(RouteHistory, SuggestsNothingOfNothing) { EXPECT_THAT(RouteHistory().Suggest(1), IsEmpty()); }

TEST(RouteHistory, SuggestsTheMajorityAndThePlacesThatDiffer) {
  RouteHistory history;
  AddTimes(3, "aid", "quay", kWest, history);
  AddTimes(1, "aid", "quay", kEast, history);
  AddTimes(5, "aid", "hall", kEast, history);
  AddTimes(1, "aid", "", kEast, history);
  AddTimes(1, "pass", "hall", kWest, history);
  EXPECT_THAT(history.Suggest(4), ElementsAre(SuggestedRoute{"aid", "*", kEast, 7, 10},
                                              SuggestedRoute{"aid", "quay", kWest, 3, 4},
                                              SuggestedRoute{"pass", "*", kWest, 1, 1}));
}

TEST(RouteHistory, LeavesAPlaceOfTooFewCasesToItsTask) {
  RouteHistory history;
  AddTimes(3, "aid", "hall", kEast, history);
  AddTimes(2, "aid", "quay", kWest, history);
  EXPECT_EQ(history.Suggest(2).size(), 2u);
  EXPECT_EQ(history.Suggest(3).size(), 1u);
}

TEST(RouteHistory, BreaksTiesByName) {
  RouteHistory history;
  AddTimes(2, "aid", "hall", kWest, history);
  AddTimes(2, "aid", "hall", kEast, history);
  EXPECT_THAT(history.Suggest(1), ElementsAre(SuggestedRoute{"aid", "*", kEast, 2, 4}));
}

}  // namespace
}  // namespace skranke
