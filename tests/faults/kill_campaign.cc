// kill_campaign: kills skranked under load, again and again; looks for what was lost or doubled.
// Exit 0 nothing found, 1 found (the seed and the data are left for you), 2 wrong use.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/vault/entropy.h"
#include "tests/faults/campaign.h"
#include "tests/faults/harness.h"
#include "tests/faults/teeth.h"

ABSL_FLAG(std::string, skranked, "build/bin/skranked", "The binary that is killed.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "How often it is killed; 0: 150, with SKRANKE_LONG=1 10000.");
ABSL_FLAG(uint64_t, seed, 0, "What the clients do and when it is killed; 0: another each time.");
ABSL_FLAG(int, desks, 8, "Clients at the same time, 1 to 32.");
ABSL_FLAG(bool, teeth, false, "Damage data on purpose and see that every damage is found.");

namespace skranke {
namespace {

constexpr char kName[] = "kill_campaign";
// How often --verify runs and a line is printed.
constexpr int kStage = 50;
// A fresh office from time to time: --verify reads all of it, and its time should not grow.
constexpr int kCyclesOfOffice = 100;
// Rounds of each damage.
constexpr int kBites = 2;
// Persons are numbered by desk.
constexpr int kDesksMax = 32;

struct Totals {
  uint64_t acknowledged = 0;
  uint64_t cases = 0;
  uint64_t retried = 0;
};

CampaignOptions OptionsIn(const std::string& dir, uint64_t seed) {
  std::filesystem::create_directories(dir);
  return {.skranked = absl::GetFlag(FLAGS_skranked),
          .office = absl::GetFlag(FLAGS_office),
          .dir = dir,
          .seed = seed,
          .desks = absl::GetFlag(FLAGS_desks)};
}

Totals Sum(const Totals& before, const Campaign& campaign) {
  return {.acknowledged = before.acknowledged + campaign.acknowledged(),
          .cases = before.cases + campaign.cases(),
          .retried = before.retried + campaign.retried()};
}

void PrintStage(int cycle, const Totals& so_far) {
  std::cout << "cycle " << cycle << ": " << so_far.acknowledged << " acknowledged, " << so_far.cases
            << " cases counted, " << so_far.retried << " retried, verified" << std::endl;
}

// Cycles `first` + 1 to `last` in one office.
absl::StatusOr<Totals> RunOffice(int first, int last, const Totals& before,
                                 CampaignOptions options) {
  Campaign campaign(std::move(options));
  for (int cycle = first + 1; cycle <= last; ++cycle) {
    SKRANKE_RETURN_IF_ERROR(campaign.Cycle());
    if (cycle % kStage != 0 && cycle != last) continue;
    if (cycle == last) SKRANKE_RETURN_IF_ERROR(campaign.CheckAtRest());
    SKRANKE_RETURN_IF_ERROR(campaign.Verify());
    PrintStage(cycle, Sum(before, campaign));
  }
  return Sum(before, campaign);
}

absl::Status RunCampaign(const std::string& dir, uint64_t seed) {
  SeededEntropy chance(seed);
  const int cycles = CountOf(absl::GetFlag(FLAGS_count), 150, 10'000);
  Totals totals;
  int done = 0;
  while (done < cycles && !TimeIsUp()) {
    const int last = std::min(cycles, done + kCyclesOfOffice);
    const std::string office = absl::StrCat(dir, "/", done);
    SKRANKE_ASSIGN_OR_RETURN(totals,
                             RunOffice(done, last, totals, OptionsIn(office, chance.Next())));
    std::filesystem::remove_all(office);
    done = last;
  }
  if (totals.acknowledged < static_cast<uint64_t>(done)) {
    return absl::InternalError("too little was acknowledged to prove anything");
  }
  ReportRounds(kName, static_cast<uint64_t>(done), seed);
  return absl::OkStatus();
}

absl::Status RunTeeth(const std::string& dir, uint64_t seed) {
  SeededEntropy chance(seed);
  for (int i = 0; i < kBites * kDamages; ++i) {
    const std::string office = absl::StrCat(dir, "/", i);
    SKRANKE_RETURN_IF_ERROR(
        FindsDamage(static_cast<Damage>(i % kDamages), OptionsIn(office, chance.Next())));
  }
  ReportTeeth(kName, kBites * kDamages, kBites * kDamages);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("kills skranked under load and looks for what was lost or doubled");
  absl::ParseCommandLine(argc, argv);
  if (absl::GetFlag(FLAGS_desks) < 1 || absl::GetFlag(FLAGS_desks) > kDesksMax) {
    std::cerr << "kill_campaign: --desks must be 1 to " << kDesksMax << std::endl;
    return 2;
  }
  return RunHarness(kName, absl::GetFlag(FLAGS_seed), [](const std::string& dir, uint64_t seed) {
    return absl::GetFlag(FLAGS_teeth) ? RunTeeth(dir, seed) : RunCampaign(dir, seed);
  });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
