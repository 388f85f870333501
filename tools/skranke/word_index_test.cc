#include "tools/skranke/word_index.h"

#include <gmock/gmock.h>

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

WordIndex Index() {
  WordIndex index;
  index.Add("nursery", "Søke barnehageplass");
  index.Add("nursery", "dagmamma");
  index.Add("school", "SØKE skoleplass");
  index.Add("pass", "Pass");
  return index;
}

TEST(WordIndex, FindsByTheBeginningOfAWord) {
  EXPECT_THAT(Index().Find("barnehage"), ElementsAre(FoundTask{"nursery", 1}));
  EXPECT_THAT(Index().Find("plass"), IsEmpty());
  EXPECT_THAT(Index().Find("passport"), IsEmpty());
}

TEST(WordIndex, PutsWhatMoreWordsFindFirst) {
  EXPECT_THAT(Index().Find("søke skoleplass"),
              ElementsAre(FoundTask{"school", 2}, FoundTask{"nursery", 1}));
}

TEST(WordIndex, DoesNotMindCase) {
  EXPECT_THAT(Index().Find("DAGMAMMA"), ElementsAre(FoundTask{"nursery", 1}));
  EXPECT_THAT(Index().Find("søKE").size(), 2u);
  EXPECT_THAT(Index().Find("SØke").size(), 2u);
}

TEST(WordIndex, FindsNothingForNoWord) {
  EXPECT_THAT(Index().Find(""), IsEmpty());
  EXPECT_THAT(Index().Find(" - "), IsEmpty());
  EXPECT_THAT(Index().Find("\xFF"), IsEmpty());
}

}  // namespace
}  // namespace skranke
