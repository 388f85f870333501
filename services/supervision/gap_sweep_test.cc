// What a sweep finds beside cases.
#include "services/supervision/gap_sweep.h"

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

GapReport SweepOf(Town& town, const GapSources& sources) {
  GapSweep sweep(sources, std::make_shared<const GapReport>(), town.clock().Now());
  while (*sweep.Look(*town.snapshot(), town.clock().Now(), 10)) {
  }
  return std::move(sweep).Finish();
}

// What was looked at first may have become a gap before the sweep ended.
TEST(GapSweep, SaysWhenItBegan) {
  Town town;
  town.Register("clerk", "aid", kOpenPerson);
  town.Register("clerk", "aid", kOpenPerson);
  const GapSources sources;
  const absl::Time begun = town.clock().Now();
  GapSweep sweep(sources, std::make_shared<const GapReport>(), begun);
  ASSERT_TRUE(*sweep.Look(*town.snapshot(), begun, 1));
  town.clock().Advance(absl::Minutes(1));
  while (*sweep.Look(*town.snapshot(), town.clock().Now(), 1)) {
  }
  EXPECT_EQ(std::move(sweep).Finish().sweep_time, begun);
}

// A small office is looked at as it is at one instant.
TEST(GapSweep, TakesOneStepWhereThereAreFewCases) {
  Town town;
  town.Register("clerk", "aid", kOpenPerson);
  const GapSources sources;
  GapSweep sweep(sources, std::make_shared<const GapReport>(), town.clock().Now());
  EXPECT_FALSE(*sweep.Look(*town.snapshot(), town.clock().Now(), 10));
}

// Nobody can delete a document: what no case has goes by itself.
TEST(GapSweep, SaysWhatIsToBeDoneWithADocumentWithoutACase) {
  Town town;
  const absl::Time since = town.clock().Now();
  const GapSources sources{.documents = [&](absl::Time) {
    return std::vector<StrayDocument>{{.reference = "one", .office = "hall", .since = since}};
  }};
  const GapReport report = SweepOf(town, sources);
  ASSERT_THAT(report.entries, SizeIs(1));
  EXPECT_EQ(report.entries[0].kind, v1::GAP_KIND_DOCUMENT_WITHOUT_CASE);
  EXPECT_THAT(report.entries[0].next_step, HasSubstr("by itself after 30 days"));
  EXPECT_THAT(report.entries[0].next_step, Not(HasSubstr("delete")));
}

// More are one fault, and the oldest of them tell of it.
TEST(GapSweep, KeepsTheOldestGapsAndSaysThatThereWereMore) {
  Town town;
  const absl::Time since = town.clock().Now();
  size_t count = kGapsKept;
  const GapSources sources{.documents = [&](absl::Time) {
    std::vector<StrayDocument> strays(count);
    for (size_t i = 0; i < count; ++i) {
      strays[i] = {.reference = "one", .office = "hall", .since = since + absl::Seconds(i)};
    }
    return strays;
  }};
  EXPECT_FALSE(SweepOf(town, sources).incomplete);
  ++count;
  const GapReport report = SweepOf(town, sources);
  EXPECT_TRUE(report.incomplete);
  ASSERT_EQ(report.entries.size(), kGapsKept);
  EXPECT_EQ(report.entries.back().since, since + absl::Seconds(kGapsKept - 1));
}

}  // namespace
}  // namespace skranke
