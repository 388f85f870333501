#include "tools/skranke/time_text.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

struct LocalCase {
  const char* text;
  const char* instant;
};

TEST(ParseLocalTime, IsTheInstantInBoston) {
  absl::TimeZone boston;
  ASSERT_TRUE(absl::LoadTimeZone("America/New_York", &boston));
  const LocalCase cases[] = {
      {"2011-07-01 01:32:33", "2011-07-01T05:32:33Z"},
      {"2011-07-01T01:32:33", "2011-07-01T05:32:33Z"},
      {"2011-07-01 01:32", "2011-07-01T05:32:00Z"},
      {"2011-07-01", "2011-07-01T04:00:00Z"},
      // The clocks went back from 02:00 to 01:00 on 2011-11-06: that hour is the first of the two.
      {"2011-11-06 00:59:59", "2011-11-06T04:59:59Z"},
      {"2011-11-06 01:00:00", "2011-11-06T05:00:00Z"},
      {"2011-11-06 01:59:59", "2011-11-06T05:59:59Z"},
      {"2011-11-06 02:00:00", "2011-11-06T07:00:00Z"},
      // They went forward on 2011-03-13 at 02:00: that hour counts on as if they had not.
      {"2011-03-13 02:30:00", "2011-03-13T07:30:00Z"},
  };
  for (const LocalCase& one : cases) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const absl::Time time, ParseLocalTime(one.text, boston));
    EXPECT_EQ(InstantText(ToTimestamp(time)), one.instant) << one.text;
  }
}

TEST(ParseLocalTime, RefusesWhatIsNoTime) {
  for (const char* text : {"", "yesterday", "2011-02-30 10:00", "01.07.2011", "2011-07-01 25:00"}) {
    EXPECT_THAT(ParseLocalTime(text, absl::UTCTimeZone()), HasReason("USAGE")) << text;
  }
}

TEST(ParseInstant, NeedsAnOffset) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const absl::Time time, ParseInstant("2011-07-01T01:32:33-04:00"));
  EXPECT_EQ(InstantText(ToTimestamp(time)), "2011-07-01T05:32:33Z");
  EXPECT_THAT(ParseInstant("2011-07-01T01:32:33"), HasReason("USAGE"));
}

TEST(Timestamp, KeepsPartsOfASecondOnBothSidesOfTheEpoch) {
  for (const absl::Duration since : {absl::Milliseconds(1500), absl::Milliseconds(-1500)}) {
    const absl::Time time = absl::UnixEpoch() + since;
    EXPECT_EQ(InstantOf(ToTimestamp(time)), time);
    EXPECT_EQ(ToTimestamp(time).nanos(), 500'000'000);
  }
}

TEST(InstantText, IsEmptyForATimeThatIsNotSet) {
  EXPECT_EQ(InstantText({}), "");
  EXPECT_EQ(LocalText({}), "");
}

TEST(DurationText, IsTwoUnitsAtMost) {
  struct Row {
    int64_t seconds;
    const char* text;
  };
  for (const Row& row :
       {Row{0, "0 s"}, Row{59, "59 s"}, Row{60, "1 min"}, Row{3'599, "59 min 59 s"},
        Row{3'600, "1 h"}, Row{86'399, "23 h 59 min"}, Row{86'400, "1 d"}, Row{86'459, "1 d"},
        Row{90'000, "1 d 1 h"}, Row{93'599, "1 d 1 h"}}) {
    EXPECT_EQ(DurationText(row.seconds), row.text) << row.seconds;
  }
}

}  // namespace
}  // namespace skranke
