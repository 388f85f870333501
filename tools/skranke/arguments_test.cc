#include "tools/skranke/arguments.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<Flag> kKnown = {{"state", "STATE"},
                                  {"fact", "NAME=VALUE", "facts", true},
                                  {"returned", ""},
                                  {"dry-run", ""},
                                  {"limit", "N"}};

TEST(Arguments, ReadsBothSpellingsOfAFlagAndWordsBetweenThem) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const Arguments arguments,
      Arguments::Parse({"--state=CLOSED", "X1", "--limit", "5", "--returned", "X2"}, kKnown));
  EXPECT_THAT(arguments.words(), ElementsAre("X1", "X2"));
  EXPECT_EQ(arguments.Get("state"), "CLOSED");
  EXPECT_THAT(arguments.GetNumber("limit", 50, 0), IsOkAndHolds(5));
  EXPECT_TRUE(arguments.Has("returned"));
  EXPECT_FALSE(arguments.Has("dry-run"));
}

TEST(Arguments, KeepsEveryValueOfARepeatedFlagInOrder) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments arguments,
                               Arguments::Parse({"--fact=a=1", "--fact", "b=--2"}, kKnown));
  ASSERT_EQ(arguments.flags().size(), 2u);
  EXPECT_EQ(arguments.flags()[0].value, "a=1");
  EXPECT_EQ(arguments.flags()[1].value, "b=--2");
}

TEST(Arguments, TakesUnderscoresForHyphens) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments arguments, Arguments::Parse({"--dry_run"}, kKnown));
  EXPECT_TRUE(arguments.Has("dry-run"));
}

TEST(Arguments, TakesAllAfterTwoDashesAsWords) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments arguments,
                               Arguments::Parse({"--", "--state", "x"}, kKnown));
  EXPECT_THAT(arguments.words(), ElementsAre("--state", "x"));
}

TEST(Arguments, SwitchesOffWhatIsFalse) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments arguments,
                               Arguments::Parse({"--returned=false"}, kKnown));
  EXPECT_FALSE(arguments.Has("returned"));
}

struct Refusal {
  std::vector<std::string> tokens;
  std::string sentence;
};

TEST(Arguments, RefusesWhatItDoesNotUnderstand) {
  const Refusal refusals[] = {
      {{"--stat=CLOSED"}, "unknown flag --stat, did you mean --state?"},
      {{"--zzzzzzzzzzzzzz"}, "unknown flag --zzzzzzzzzzzzzz"},
      {{"--state=A", "--state=B"}, "--state is given twice"},
      {{"--state"}, "--state needs a value"},
      {{"--returned=yes"}, "--returned is a switch: true or false"},
  };
  for (const Refusal& refusal : refusals) {
    const absl::Status status = Arguments::Parse(refusal.tokens, kKnown).status();
    EXPECT_TRUE(IsUsageError(status)) << refusal.tokens[0];
    EXPECT_EQ(status.message(), refusal.sentence);
  }
}

TEST(Arguments, RefusesNumbersThatAreNoneOrTooSmall) {
  for (const char* limit : {"--limit=x", "--limit=-1", "--limit=1.5", "--limit="}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments arguments, Arguments::Parse({limit}, kKnown));
    EXPECT_THAT(arguments.GetNumber("limit", 50, 0), HasReason("USAGE")) << limit;
  }
  EXPECT_THAT(Arguments().GetNumber("limit", 50, 0), IsOkAndHolds(50));
}

TEST(Arguments, LeadingFlagsEndAtTheFirstWord) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const Arguments::Leading leading,
      Arguments::ParseLeading({"--state", "CLOSED", "case", "--unheard-of"}, kKnown));
  EXPECT_EQ(leading.used, 2u);
  EXPECT_EQ(leading.arguments.Get("state"), "CLOSED");
}

TEST(Arguments, AppendRefusesAFlagOfBoth) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(Arguments first, Arguments::Parse({"--state=A"}, kKnown));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments second, Arguments::Parse({"--state=B"}, kKnown));
  EXPECT_THAT(first.Append(second),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("given twice")));
}

TEST(NearestWord, FindsAMistypedWordButNoStranger) {
  const std::vector<std::string> known = {"case list", "case show", "stats"};
  EXPECT_EQ(NearestWord("case lst", known), "case list");
  EXPECT_EQ(NearestWord("stast", known), "stats");
  EXPECT_EQ(NearestWord("zebra", known), "");
}

}  // namespace
}  // namespace skranke
