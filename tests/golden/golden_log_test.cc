// What any release has written, this one reads, and gives the same views.
#include "tests/golden/golden_log.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/files.h"
#include "libs/engine/record_batch.h"
#include "tests/golden/follower.h"
#include "tests/golden/handover_history.h"
#include "tests/golden/law_history.h"

namespace skranke {
namespace {

// Long enough for every kind of command, short enough for a file of the repository.
constexpr uint32_t kSeed = 1;
constexpr int kSteps = 1800;
// Kinds of the rulebook's events.
constexpr size_t kLawKinds = 9;

constexpr char kWhatToDo[] =
    "\nThis build writes other events than the golden log of its engine version.\n"
    "If judging was not to change: something changed it, mend that.\n"
    "If it was: raise kEngineVersion (libs/engine/record_batch.h), run this test once with\n"
    "SKRANKE_GOLDEN_WRITE=1, and commit the new files beside the old ones, which stay for ever.\n";
constexpr char kViewsDiffer[] =
    "\nThe views that this build makes of a kept log are others than before.\n"
    "If they were not to change: something changed apply.cc or rows.cc, mend that.\n"
    "If they were: raise kViewVersion (libs/engine/rows.h) and add this line to the .digests.\n"
    "Never change a line that is there: ";

// Known to every build that reads the logs; no installation has it.
InstallationKey GoldenKey() {
  return *InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k'));
}

struct Golden {
  std::vector<std::string> records;
  std::vector<std::string> digests;
};

Golden ReadGolden(const std::string& history, uint32_t engine_version) {
  const auto log = ReadFile(GoldenLogPath(history, engine_version));
  const auto digests = ReadFile(GoldenDigestPath(history, engine_version));
  EXPECT_THAT(log, IsOk()) << kWhatToDo;
  EXPECT_THAT(digests, IsOk()) << kWhatToDo;
  if (!log.ok() || !digests.ok()) return {};
  return {.records = *UnframedRecords(*log), .digests = absl::StrSplit(*digests, '\n')};
}

// Every event that there is but those of the law, and what only an operator or a watch brings
// about.
std::set<std::string> EveryKind() {
  std::set<std::string> kinds;
  const auto& oneof = *storage::v1::Event::descriptor()->oneof_decl(0);
  for (int i = 0; i < oneof.field_count(); ++i) {
    const std::string& name = oneof.field(i)->name();
    if (!absl::StartsWith(name, "rulebook_") && name != "clock_confirmed" &&
        name != "decision_demanded")
      kinds.insert(name);
  }
  return kinds;
}

std::vector<std::string> EngineRecords() {
  HandoverHistory history(kSeed);
  for (int step = 0; step < kSteps; ++step) history.Step();
  auto records = *RecordsAfter(*history.stored().Snapshot(), 0);
  EXPECT_THAT(EventKinds(records), ::testing::ContainerEq(EveryKind()))
      << ::testing::PrintToString(history.done());
  return records;
}

std::vector<std::string> LawRecords() {
  LawHistory history;
  history.Play();
  auto records = *RecordsAfter(*history.stored().Snapshot(), 0);
  std::set<std::string> of_the_law;
  for (const std::string& kind : EventKinds(records)) {
    if (absl::StartsWith(kind, "rulebook_")) of_the_law.insert(kind);
  }
  EXPECT_EQ(of_the_law.size(), kLawKinds) << ::testing::PrintToString(of_the_law);
  return records;
}

bool Has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// Once for each engine version, by hand: kWhatToDo.
void WriteIfAsked(const std::string& history, const std::vector<std::string>& records) {
  const char* asked = std::getenv("SKRANKE_GOLDEN_WRITE");
  if (asked == nullptr || std::string(asked) != "1") return;
  const auto digests = LoadAndDigest(records, GoldenKey());
  ASSERT_THAT(digests, IsOk());
  ASSERT_THAT(WriteFileDurably(GoldenLogPath(history, kEngineVersion), FramedRecords(records)),
              IsOk());
  ASSERT_THAT(WriteFileDurably(GoldenDigestPath(history, kEngineVersion),
                               absl::StrJoin(*digests, "\n") + "\n"),
              IsOk());
}

void ExpectAsKept(const std::string& history, const std::vector<std::string>& records) {
  WriteIfAsked(history, records);
  const Golden golden = ReadGolden(history, kEngineVersion);
  ASSERT_EQ(records.size(), golden.records.size()) << kWhatToDo;
  for (size_t i = 0; i < records.size(); ++i) {
    ASSERT_TRUE(records[i] == golden.records[i]) << "record " << i + 1 << kWhatToDo;
  }
}

TEST(GoldenLog, IsWhatThisEngineVersionWrites) {
  ExpectAsKept("engine", EngineRecords());
  ExpectAsKept("law", LawRecords());
}

TEST(GoldenLog, OfEveryEngineVersionGivesItsChainAndViews) {
  for (const char* history : {"engine", "law"}) {
    for (uint32_t version = 1; version <= kEngineVersion; ++version) {
      const Golden golden = ReadGolden(history, version);
      const auto digests = LoadAndDigest(golden.records, GoldenKey());
      ASSERT_THAT(digests, IsOk()) << history << " of engine version " << version;
      EXPECT_TRUE(Has(golden.digests, digests->front())) << "the log itself was changed";
      EXPECT_TRUE(Has(golden.digests, digests->back())) << kViewsDiffer << digests->back();
    }
  }
}

TEST(GoldenLog, ShowsAChangedByteAndARecordThatIsMissing) {
  Golden golden = ReadGolden("engine", kEngineVersion);
  std::vector<std::string> changed = golden.records;
  changed.back().back() ^= 1;
  const auto other = LoadAndDigest(changed, GoldenKey());
  EXPECT_FALSE(other.ok() && Has(golden.digests, other->front()));

  golden.records.pop_back();
  const auto fewer = LoadAndDigest(golden.records, GoldenKey());
  ASSERT_THAT(fewer, IsOk());
  EXPECT_FALSE(Has(golden.digests, fewer->front()));
  EXPECT_FALSE(Has(golden.digests, fewer->back()));

  golden.records.erase(golden.records.begin() + 1);
  EXPECT_THAT(LoadAndDigest(golden.records, GoldenKey()), HasReason("LOG_HOLE"));
}

TEST(GoldenLog, IsRefusedWhenItsFileIsCutOff) {
  const std::string framed = FramedRecords({"one", "two"});
  EXPECT_THAT(UnframedRecords(framed), IsOk());
  EXPECT_THAT(UnframedRecords(framed.substr(0, framed.size() - 1)),
              StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace skranke
