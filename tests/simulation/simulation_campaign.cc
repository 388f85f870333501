// simulation_campaign: whole days of an office in virtual time, each from its seed; the history of
// each is checked. Exit 0 nothing found, 1 found (the seed and the command that replays it are
// printed), 2 wrong use.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "skranke/storage/v1/event.pb.h"
#include "tests/faults/finding.h"
#include "tests/faults/harness.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/office.h"
#include "tests/simulation/world.h"

ABSL_FLAG(uint64_t, seed, 1, "The first run's seed; the next has the next.");
ABSL_FLAG(int, count, 0, "How many runs; 0: 60, with SKRANKE_LONG=1 1000000.");
ABSL_FLAG(int, commands, 0, "Requests a run that change something; 0: 200, busy 400.");
ABSL_FLAG(bool, busy, false, "Busy worlds, counted by their hand-overs and not by runs.");
ABSL_FLAG(int, hand_overs, 0, "With --busy: how many; 0: 2000, with SKRANKE_LONG=1 1000000.");
ABSL_FLAG(bool, trace, false, "Print what happens.");
ABSL_FLAG(bool, teeth, false, "Put bugs into the office and see that each is found.");
ABSL_FLAG(bool, twice, false, "Run each seed twice and see that both histories are the same.");
ABSL_FLAG(int, bug, 0, "Put that bug of bite.h into every run.");

namespace skranke {
namespace {

constexpr char kName[] = "simulation";
constexpr char kBusyName[] = "handovers";
constexpr int kCommands = 200;
// More make a run slower than they make hand-overs: what was taken away stays in the store's
// memory.
constexpr int kBusyCommands = 400;
// Set by SIGINT and SIGTERM: the run under way is the last.
volatile std::sig_atomic_t stopping = 0;
// Runs of which one compares all views with the log.
constexpr int kVerifyEvery = 10;
// Runs within which a bug has to be found.
constexpr int kRunsToBite = 100;
// After so many of 200 commands everything has happened, by far.
constexpr uint64_t kRunsForAllKinds = 60;
constexpr absl::Duration kProgressEvery = absl::Seconds(30);

int CommandsOfRun() {
  const int asked = absl::GetFlag(FLAGS_commands);
  if (asked > 0) return asked;
  return absl::GetFlag(FLAGS_busy) ? kBusyCommands : kCommands;
}

std::string HarnessName() { return absl::GetFlag(FLAGS_busy) ? kBusyName : kName; }

// What a run has of its own.
struct Simulation {
  std::string dir;
  uint64_t runs = 0;
  uint64_t commands = 0;
  uint64_t records = 0;
  uint64_t crashes = 0;
  uint64_t answers = 0;
  std::map<std::string, uint64_t> kinds;
  std::map<std::string, uint64_t> deeds;
  uint64_t instants = 0;
  absl::Duration lasted;
  // Over the digests of all runs.
  std::string digest;

  std::string Installed() const { return absl::StrCat(dir, "/installed"); }

  absl::Status Prepare() const {
    std::filesystem::create_directories(Installed());
    // The office's own log is of use only where something is found.
    const int log = open(absl::StrCat(dir, "/log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (log < 0 || dup2(log, STDERR_FILENO) < 0) return absl::UnavailableError("no log file");
    return SimulatedOffice::Install(Installed(), SimulatedMorning());
  }

  RunReport Run(uint64_t seed, Bite bite, bool trace) {
    if (ftruncate(STDERR_FILENO, 0) != 0) return {.verdict = absl::UnavailableError("log")};
    const RunReport report = RunWorld({.installed = Installed(),
                                       .dir = absl::StrCat(dir, "/office"),
                                       .seed = seed,
                                       .commands = CommandsOfRun(),
                                       .busy = absl::GetFlag(FLAGS_busy),
                                       .bite = bite,
                                       .trace = trace,
                                       .verify_views = runs % kVerifyEvery == 0});
    ++runs;
    commands += static_cast<uint64_t>(report.commands);
    records += report.records;
    crashes += report.crashes;
    answers += report.answers;
    digest = ToHex(Sha256(absl::StrCat(digest, report.digest))).substr(0, report.digest.size());
    for (const auto& [kind, count] : report.kinds) kinds[kind] += count;
    for (const auto& [deed, count] : report.deeds) deeds[deed] += count;
    instants += report.instants;
    lasted += report.lasted;
    return report;
  }
};

uint64_t KindsOf(const Simulation& all, const std::string& kind) {
  const auto found = all.kinds.find(kind);
  return found == all.kinds.end() ? 0 : found->second;
}

uint64_t HandoversOf(const Simulation& all) { return KindsOf(all, "case_routed"); }

void PrintSums(const Simulation& all, absl::Duration took) {
  const double seconds = absl::ToDoubleSeconds(took);
  std::cout << HarnessName() << ": " << all.runs << " runs, "
            << static_cast<int64_t>(absl::ToDoubleHours(all.lasted) / 24) << " virtual days, "
            << all.commands << " commands, " << all.answers << " answers, " << all.records
            << " records, " << all.crashes << " crashes of the office, histories " << all.digest
            << "; " << static_cast<int64_t>(static_cast<double>(all.commands) / seconds)
            << " commands a second\n"
            << HarnessName() << ": " << HandoversOf(all) << " hand-overs, "
            << KindsOf(all, "case_delivered") << " deliveries, " << KindsOf(all, "case_accepted")
            << " acceptances, " << KindsOf(all, "case_returned") << " returns, "
            << KindsOf(all, "handover_recalled") << " recalls, " << all.instants
            << " commits looked at";
  for (const auto& [deed, count] : all.deeds) std::cout << ", " << count << " " << deed;
  std::cout << "; " << static_cast<int64_t>(static_cast<double>(HandoversOf(all)) / seconds)
            << " hand-overs a second" << std::endl;
}

// Of people whom no run has, and of what no hand-over rests on: tests/faults (clock_confirmed),
// tests/rulebook, tests/office and the tests of casework and of the desks.
constexpr const char* kElsewhere[] = {
    "clock_confirmed",    "case_corrected",  "wrong_person_settled",  "case_linked",
    "service_line_moved", "appointment_set", "appointment_cancelled", "plan_set",
    "incident_tagged",    "bundle_saved",    "document_fetched",      "decision_demanded"};

bool IsBroughtAboutElsewhere(absl::string_view kind) {
  return absl::StartsWith(kind, "rulebook_") ||
         std::find(std::begin(kElsewhere), std::end(kElsewhere), kind) != std::end(kElsewhere);
}

// A kind of event that no run brings about is one that nothing here tests.
absl::Status CheckKinds(const Simulation& all) {
  const auto* kind = storage::v1::Event::descriptor()->FindOneofByName("kind");
  std::cout << "events:";
  absl::Status missing;
  for (int i = 0; i < kind->field_count(); ++i) {
    const std::string& name = kind->field(i)->name();
    const auto found = all.kinds.find(name);
    std::cout << " " << name << " " << (found == all.kinds.end() ? 0 : found->second);
    if (found == all.kinds.end() && !IsBroughtAboutElsewhere(name)) {
      missing.Update(absl::InternalError(absl::StrCat("no run brought about ", name)));
    }
  }
  std::cout << std::endl;
  return all.runs < kRunsForAllKinds ? absl::OkStatus() : missing;
}

absl::Status RunOne(Simulation& simulation, uint64_t seed) {
  const auto bite = static_cast<Bite>(absl::GetFlag(FLAGS_bug));
  const RunReport report = simulation.Run(seed, bite, absl::GetFlag(FLAGS_trace));
  if (!report.verdict.ok()) {
    std::cout << "seed " << seed << ": " << report.verdict.message()
              << "\nreplay: simulation_campaign --seed=" << seed
              << " --count=1 --commands=" << CommandsOfRun()
              << (absl::GetFlag(FLAGS_busy) ? " --busy --hand_overs=1" : "") << " --trace"
              << std::endl;
    return report.verdict;
  }
  if (!absl::GetFlag(FLAGS_twice)) return absl::OkStatus();
  const RunReport again = simulation.Run(seed, bite, /*trace=*/false);
  if (again.digest == report.digest) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("seed ", seed, " gave two histories, ", report.digest, " and ", again.digest));
}

// Runs, or with --busy as many as make so many hand-overs.
struct Amount {
  int runs = 0;
  int hand_overs = 0;

  bool IsReached(const Simulation& all) const {
    return absl::GetFlag(FLAGS_busy) ? HandoversOf(all) >= static_cast<uint64_t>(hand_overs)
                                     : all.runs >= static_cast<uint64_t>(runs);
  }
};

absl::Status RunAll(Simulation& simulation, uint64_t seed, const Amount& amount) {
  const absl::Time begin = absl::Now();
  absl::Time progress = begin + kProgressEvery;
  std::signal(SIGINT, [](int) { stopping = 1; });
  std::signal(SIGTERM, [](int) { stopping = 1; });
  for (uint64_t i = 0; !amount.IsReached(simulation) && stopping == 0 && !TimeIsUp(); ++i) {
    SKRANKE_RETURN_IF_ERROR(RunOne(simulation, seed + i));
    if (absl::Now() < progress) continue;
    progress = absl::Now() + kProgressEvery;
    PrintSums(simulation, absl::Now() - begin);
  }
  PrintSums(simulation, absl::Now() - begin);
  SKRANKE_RETURN_IF_ERROR(CheckKinds(simulation));
  const bool busy = absl::GetFlag(FLAGS_busy);
  ReportRounds(HarnessName(), busy ? HandoversOf(simulation) : simulation.runs, seed);
  return absl::OkStatus();
}

// The bug, found within a few runs; the same runs without it are what `simulation` does.
absl::Status FindsBug(Simulation& simulation, Bite bite, uint64_t seed) {
  for (int i = 0; i < kRunsToBite; ++i) {
    const RunReport report = simulation.Run(seed + static_cast<uint64_t>(i), bite, false);
    const absl::string_view must = FoundAs(bite);
    if (report.verdict.ok() || (!must.empty() && ReasonOf(report.verdict) != must)) continue;
    std::cout << Name(bite) << ": run " << i + 1 << ": " << ReasonOf(report.verdict) << ": "
              << report.verdict.message() << std::endl;
    return absl::OkStatus();
  }
  return absl::InternalError(absl::StrCat(Name(bite), ": not found in ", kRunsToBite, " runs"));
}

absl::Status RunTeeth(Simulation& simulation, uint64_t seed) {
  int caught = 0;
  for (const Bite bite : kBites) {
    // In busy worlds those of what the hand-overs are promised.
    if (absl::GetFlag(FLAGS_busy) && *FoundAs(bite) == '\0') continue;
    SKRANKE_RETURN_IF_ERROR(FindsBug(simulation, bite, seed));
    ++caught;
  }
  ReportTeeth(HarnessName(), caught, caught);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("simulates days of an office, each from its seed");
  absl::ParseCommandLine(argc, argv);
  // Memory is the fastest disk there is; what a disk may do wrong is put in by hand.
  if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", /*overwrite=*/0);
  return RunHarness(
      HarnessName(), absl::GetFlag(FLAGS_seed),
      [](const std::string& dir, uint64_t seed) -> absl::Status {
        Simulation simulation{.dir = dir};
        SKRANKE_RETURN_IF_ERROR(simulation.Prepare());
        if (absl::GetFlag(FLAGS_teeth)) return RunTeeth(simulation, seed);
        return RunAll(simulation, seed,
                      {.runs = CountOf(absl::GetFlag(FLAGS_count), 60, 1'000'000),
                       .hand_overs = CountOf(absl::GetFlag(FLAGS_hand_overs), 2000, 1'000'000)});
      });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
