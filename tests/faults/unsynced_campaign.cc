// unsynced_campaign: an office whose power fails at any operation of its disk, which then has no
// more than what was synced, or some of the rest, torn. Whatever was acknowledged has to be there,
// once, and every start has to succeed.
// Exit 0 nothing found, 1 found (the seed and the disk are left for you), 2 wrong use.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "tests/faults/harness.h"
#include "tests/faults/unsynced_office.h"

ABSL_FLAG(std::string, skranked, "", "Not used: the office is in this process.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "How many power cuts; 0: 600, with SKRANKE_LONG=1 50000.");
ABSL_FLAG(uint64_t, seed, 0, "What is sent and what is lost; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Let the disk lie about its syncs and see that it is found.");

namespace skranke {
namespace {

constexpr char kName[] = "unsynced_campaign";
// A fresh office from time to time: checking everything reads all of it.
constexpr int kCyclesOfOffice = 60;
// How often a disk may lie before it has to be found out.
constexpr int kLiesMax = 600;

struct Totals {
  uint64_t acknowledged = 0;
  uint64_t cuts = 0;
};

absl::StatusOr<std::shared_ptr<const PreparedOffice>> ReadOffice() {
  SKRANKE_ASSIGN_OR_RETURN(const PackageFiles files, ReadPackage(absl::GetFlag(FLAGS_office)));
  return PrepareOffice(files);
}

class Runner {
 public:
  Runner(std::shared_ptr<const PreparedOffice> office, std::string dir, uint64_t seed)
      : office_(std::move(office)), dir_(std::move(dir)), seed_(seed), chance_(seed) {}

  // One office through so many power cuts.
  absl::Status RunOffice(int cycles, LossyDisk::Lie lie) {
    const uint64_t seed = chance_.Next();
    UnsyncedOffice office(office_, absl::StrCat(dir_, "/head-", seed), seed, lie);
    absl::Status found;
    for (int i = 0; i < cycles && found.ok(); ++i) found = office.Cycle();
    if (found.ok()) found = office.CheckAll();
    totals_.acknowledged += office.acknowledged();
    totals_.cuts += office.cuts();
    if (!found.ok() && lie == LossyDisk::Lie::kNone) office.SaveTo(dir_);
    return found;
  }

  const Totals& totals() const { return totals_; }
  uint64_t seed() const { return seed_; }

 private:
  const std::shared_ptr<const PreparedOffice> office_;
  const std::string dir_;
  const uint64_t seed_;
  SeededEntropy chance_;
  Totals totals_;
};

absl::Status RunCampaign(Runner& runner) {
  const int count = CountOf(absl::GetFlag(FLAGS_count), 600, 50'000);
  for (int done = 0; done < count && !TimeIsUp(); done += kCyclesOfOffice) {
    SKRANKE_RETURN_IF_ERROR(
        runner.RunOffice(std::min(kCyclesOfOffice, count - done), LossyDisk::Lie::kNone));
    if (done % (100 * kCyclesOfOffice) == 0) {
      std::cout << "power " << runner.totals().cuts << ": " << runner.totals().acknowledged
                << " acknowledged" << std::endl;
    }
  }
  if (runner.totals().acknowledged < runner.totals().cuts) {
    return absl::InternalError("too little was acknowledged to prove anything");
  }
  ReportRounds(kName, runner.totals().cuts, runner.seed());
  std::cout << "unsynced: " << runner.totals().cuts << " power cuts, "
            << runner.totals().acknowledged << " acknowledged, 0 lost, 0 doubled" << std::endl;
  return absl::OkStatus();
}

absl::Status MustBite(Runner& runner, LossyDisk::Lie lie, absl::string_view name) {
  for (int done = 0; done < kLiesMax; done += kCyclesOfOffice) {
    const absl::Status found = runner.RunOffice(kCyclesOfOffice, lie);
    if (found.ok()) continue;
    std::cout << "teeth: " << name << " not synced: " << ReasonOf(found) << ": " << found.message()
              << std::endl;
    return absl::OkStatus();
  }
  return absl::InternalError(absl::StrCat("not found: ", name, " that are not synced"));
}

absl::Status RunTeeth(Runner& runner) {
  SKRANKE_RETURN_IF_ERROR(MustBite(runner, LossyDisk::Lie::kLogs, "logs"));
  SKRANKE_RETURN_IF_ERROR(MustBite(runner, LossyDisk::Lie::kTables, "tables"));
  SKRANKE_RETURN_IF_ERROR(MustBite(runner, LossyDisk::Lie::kManifests, "manifests"));
  SKRANKE_RETURN_IF_ERROR(MustBite(runner, LossyDisk::Lie::kDirectories, "directories"));
  ReportTeeth(kName, 4, 4);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("cuts the power of an office and looks for what was lost");
  absl::ParseCommandLine(argc, argv);
  return RunHarness(kName, absl::GetFlag(FLAGS_seed),
                    [&](const std::string& dir, uint64_t seed) -> absl::Status {
                      // At once: what ends this process by a signal has no other way to tell it.
                      std::cout << "seed " << seed << std::endl;
                      SKRANKE_ASSIGN_OR_RETURN(auto office, ReadOffice());
                      Runner runner(std::move(office), dir, seed);
                      return absl::GetFlag(FLAGS_teeth) ? RunTeeth(runner) : RunCampaign(runner);
                    });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
