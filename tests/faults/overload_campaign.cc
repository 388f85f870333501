// overload_campaign: finds how many registrations an office takes a second, then sends ten times as
// many clerks, then ten times as many registrations a second, whatever it answers. Finishing and
// accepting must always pass, a good part of the peak must go on being served, memory must stay,
// and nothing acknowledged may be lost. By turns with skranked as it is and with a queue so short
// that it is sure to be full.
//
// Exit 0 nothing found, 1 found (the seed and the data are left for you).
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/engine/command_queue.h"
#include "libs/rpc/client/channel.h"
#include "libs/vault/entropy.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/bench/cpu_time.h"
#include "tests/faults/doomed_server.h"
#include "tests/faults/finding.h"
#include "tests/faults/harness.h"
#include "tests/faults/overload_crowd.h"
#include "tests/faults/overload_pool.h"
#include "tests/faults/overload_server.h"
#include "tests/faults/process_watch.h"
#include "tests/faults/steady_stream.h"
#include "tests/faults/teeth.h"

ABSL_FLAG(std::string, skranked, "build/bin/skranked", "The binary that is overrun.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "Rounds; 0: 2, with SKRANKE_LONG=1 10.");
ABSL_FLAG(int, seconds, 0, "Of each overload; 0: 2, with SKRANKE_LONG=1 20.");
ABSL_FLAG(uint64_t, seed, 0, "Which persons come; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Break what is promised and see that it is found.");
ABSL_FLAG(std::string, serve_dir, "", "Its own server: serve that data directory...");
ABSL_FLAG(int, serve_most, 0, "...with a queue of so many...");
ABSL_FLAG(int, serve_most_growing, 0, "...and so many registrations in it.");

namespace skranke {
namespace {

constexpr char kName[] = "overload_campaign";
// As many as one fsync serves well (docs/benchmarks.md), and what is sent then.
constexpr int kInFlight = 64;
constexpr int kFactor = 10;
constexpr absl::Duration kPeakLength = absl::Seconds(1);
// A queue that is sure to be full, and one without room for what does not grow.
constexpr CommandQueue::Limits kShortQueue = {.most = 96, .most_growing = 64};
constexpr CommandQueue::Limits kNoReserve = {.most = 64, .most_growing = 64};
// Of the peak, what must go on being served here, where crowd, office and other programs share one
// machine. What it really is, is printed.
constexpr double kGoodputMin = 0.25;
// Memory and threads on top of what the office has after the peak.
constexpr uint64_t kGrowthMaxMib = 200;
constexpr uint64_t kMoreThreadsMax = 8;
// Cases that wait to be finished or accepted meanwhile.
constexpr int kPrepared = 300;
constexpr uint64_t kSteadyDesk = 34;
constexpr size_t kPeakPool = 40'000;
// Of those acknowledged, every so many-th is asked for again.
constexpr size_t kReplayStep = 47;

struct Plan {
  int seconds = 1;
  // Nothing: skranked as it is.
  std::optional<CommandQueue::Limits> queue;
  // Promises broken on purpose.
  bool mostly_stopped = false;
  bool batches_lost = false;
};

absl::Status Finding(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

// The office gets the first core for itself, so that the crowd cannot eat its share; without a
// second one they share it.
void StayOn(bool office) {
  const int cores = UsableCores();
  if (!office && cores < 2) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int i = office ? 0 : 1; i < (office ? 1 : CPU_SETSIZE); ++i) CPU_SET(i, &set);
  sched_setaffinity(0, sizeof(set), &set);
}

class Round {
 public:
  Round(std::string dir, uint64_t seed, Plan plan)
      : dir_(std::move(dir)), plan_(plan), next_person_(seed % 1'000'000) {}

  absl::Status Run() {
    std::filesystem::create_directories(dir_);
    SKRANKE_RETURN_IF_ERROR(Start(plan_.queue));
    SKRANKE_RETURN_IF_ERROR(Prepare());
    SKRANKE_RETURN_IF_ERROR(FindPeak());
    before_ = FiguresOf(server_->pid());
    // As many clerks, each asking again as soon as he is answered.
    SKRANKE_RETURN_IF_ERROR(Overrun("clerks", {.in_flight = kFactor * kInFlight}));
    SKRANKE_RETURN_IF_ERROR(Overrun("flood", {.per_second = kFactor * peak_}));
    if (plan_.queue && refused_ == 0) return Finding(kServerFailed, "nobody was refused");
    return CheckAll();
  }

 private:
  absl::Status Start(const std::optional<CommandQueue::Limits>& queue) {
    std::vector<std::string> flags = {absl::StrCat("--office=", absl::GetFlag(FLAGS_office))};
    if (queue) {
      flags.insert(flags.end(), {absl::StrCat("--serve_dir=", data_dir()),
                                 absl::StrCat("--serve_most=", queue->most),
                                 absl::StrCat("--serve_most_growing=", queue->most_growing)});
    } else {
      flags.insert(flags.end(),
                   {absl::StrCat("--data_dir=", data_dir()), "--listen=127.0.0.1:0", "--dev"});
      if (plan_.batches_lost) flags.push_back("--accept_head");
    }
    StayOn(/*office=*/true);
    SKRANKE_ASSIGN_OR_RETURN(
        server_, DoomedServer::Spawn(queue ? "/proc/self/exe" : absl::GetFlag(FLAGS_skranked),
                                     flags, absl::StrCat(dir_, "/skranked.log")));
    StayOn(/*office=*/false);
    SKRANKE_ASSIGN_OR_RETURN(address_, server_->AwaitReady());
    return absl::OkStatus();
  }

  absl::Status Prepare() {
    const auto channel = MakeChannel(address_, {.retry = false});
    return steady_.Prepare(*channel, kPrepared);
  }

  // Persons of one pool come in no other.
  RequestPool& NewPool(size_t size) {
    pools_.push_back(std::make_unique<RequestPool>(next_person_, size));
    next_person_ += size;
    return *pools_.back();
  }

  absl::Status FindPeak() {
    SKRANKE_ASSIGN_OR_RETURN(const CrowdFigures figures, RunCrowd({.address = address_,
                                                                   .pool = &NewPool(kPeakPool),
                                                                   .length = kPeakLength,
                                                                   .in_flight = kInFlight}));
    peak_ = figures.per_second(figures.accepted);
    Print("peak", figures);
    return peak_ > 0 ? absl::OkStatus() : Finding(kServerFailed, "nobody is served");
  }

  // Finishing and accepting go on beside the crowd.
  absl::Status StepsUntil(const std::atomic<bool>& over, std::vector<double>& steps_ms) {
    const auto channel = MakeChannel(address_, {.retry = false});
    while (!over) {
      const absl::Time start = absl::Now();
      const absl::Status step = steady_.Step(*channel);
      // All are done: that says the stream itself, without a reason.
      if (absl::IsFailedPrecondition(step) && ReasonOf(step).empty()) return absl::OkStatus();
      if (!step.ok()) {
        return Finding(kRefusedWrongly,
                       absl::StrCat("finishing or accepting got ", step.ToString()));
      }
      steps_ms.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    }
    return absl::OkStatus();
  }

  absl::Status Overrun(const char* name, Crowd crowd) {
    crowd.address = address_;
    crowd.length = absl::Seconds(plan_.seconds);
    // Room for an office that gets faster.
    const double enough = 3 * peak_ * absl::ToDoubleSeconds(crowd.length);
    crowd.pool = &NewPool(static_cast<size_t>(enough) + 2 * kCrowdMax);
    ProcessWatch watch(server_->pid());
    std::atomic<bool> over = false;
    absl::Status steps;
    std::vector<double> steps_ms;
    std::thread steady([&] { steps = StepsUntil(over, steps_ms); });
    std::thread stops([&] { StopMostly(over); });
    const auto figures = RunCrowd(crowd);
    over = true;
    steady.join();
    stops.join();
    SKRANKE_RETURN_IF_ERROR(steps);
    SKRANKE_RETURN_IF_ERROR(figures.status());
    Print(name, *figures);
    return Judge(*figures, std::move(steps_ms), watch.Most());
  }

  // The broken promise: it serves one twentieth of the time.
  void StopMostly(const std::atomic<bool>& over) {
    while (plan_.mostly_stopped && !over) {
      kill(server_->pid(), SIGSTOP);
      absl::SleepFor(absl::Milliseconds(190));
      kill(server_->pid(), SIGCONT);
      absl::SleepFor(absl::Milliseconds(10));
    }
  }

  void Print(const char* name, const CrowdFigures& figures) {
    const double accepted = figures.per_second(figures.accepted);
    std::cout << absl::StrFormat(
                     "%-6s offered %.0f /s = %.1f x peak; accepted %.0f /s = %.0f %% of peak, p50 "
                     "%.1f p99 %.1f ms; refused %.0f /s, p99 %.1f ms",
                     name, figures.per_second(figures.offered),
                     figures.per_second(figures.offered) / peak_, accepted, 100 * accepted / peak_,
                     PercentileOf(figures.accepted_ms, 50), PercentileOf(figures.accepted_ms, 99),
                     figures.per_second(figures.refused), PercentileOf(figures.refused_ms, 99))
              << std::endl;
  }

  absl::Status Judge(const CrowdFigures& figures, std::vector<double> steps_ms,
                     const ProcessFigures& most) {
    std::sort(steps_ms.begin(), steps_ms.end());
    std::cout << absl::StrFormat(
                     "       finished or accepted %d, none refused, p99 %.1f ms; memory %d MiB "
                     "before, %d at most; threads %d, %d at most",
                     steps_ms.size(), PercentileOf(steps_ms, 99), before_.rss_mib, most.rss_mib,
                     before_.threads, most.threads)
              << std::endl;
    refused_ += figures.refused;
    if (figures.per_second(figures.accepted) < kGoodputMin * peak_) {
      return Finding(kServerFailed, "under overload too few are served");
    }
    if (most.rss_mib > before_.rss_mib + kGrowthMaxMib ||
        most.threads > before_.threads + kMoreThreadsMax) {
      return Finding(kServerFailed, "memory or threads grow with the overload");
    }
    return absl::OkStatus();
  }

  absl::Status CheckAll() {
    SKRANKE_RETURN_IF_ERROR(Check());
    server_->Kill();
    if (plan_.batches_lost) SKRANKE_RETURN_IF_ERROR(CutLogAndDropHead(data_dir()));
    SKRANKE_RETURN_IF_ERROR(Start(std::nullopt));
    SKRANKE_RETURN_IF_ERROR(Check());
    server_->Kill();
    SKRANKE_ASSIGN_OR_RETURN(
        auto verify, DoomedServer::Spawn(absl::GetFlag(FLAGS_skranked),
                                         {"--verify", absl::StrCat("--data_dir=", data_dir())},
                                         absl::StrCat(dir_, "/verify.log")));
    if (verify->AwaitEnd() == 0) return absl::OkStatus();
    return Finding(kServerFailed, absl::StrCat("--verify: ", verify->EndOfLog()));
  }

  absl::Status Check() {
    const auto channel = MakeChannel(address_, {.retry = false});
    SKRANKE_RETURN_IF_ERROR(steady_.CheckReplays(*channel));
    size_t made = steady_.registered().size();
    for (const auto& pool : pools_) {
      SKRANKE_RETURN_IF_ERROR(pool->Settle(*channel));
      SKRANKE_RETURN_IF_ERROR(pool->CheckReplays(*channel, kReplayStep));
      made += pool->acknowledged();
    }
    SKRANKE_ASSIGN_OR_RETURN(
        const auto statistics,
        Call<v1::GetStatisticsResponse>(*channel, "/skranke.v1.SupervisionService/GetStatistics",
                                        v1::GetStatisticsRequest(), {.caller = "supervisor"}));
    const auto stored = static_cast<size_t>(statistics.case_count());
    if (stored == made) return absl::OkStatus();
    return Finding(stored > made ? kDoubled : kLost,
                   absl::StrCat(made, " cases were registered, the statistics count ", stored));
  }

  std::string data_dir() const { return absl::StrCat(dir_, "/data"); }

  const std::string dir_;
  const Plan plan_;
  uint64_t next_person_;
  std::unique_ptr<DoomedServer> server_;
  std::string address_;
  SteadyStream steady_{kSteadyDesk};
  std::vector<std::unique_ptr<RequestPool>> pools_;
  double peak_ = 0;
  uint64_t refused_ = 0;
  ProcessFigures before_;
};

absl::Status RunCampaign(const std::string& dir, uint64_t seed) {
  SeededEntropy chance(seed);
  const int count = CountOf(absl::GetFlag(FLAGS_count), 2, 10);
  int done = 0;
  for (; done < count && !TimeIsUp(); ++done) {
    const std::string office = absl::StrCat(dir, "/", done);
    Plan plan{.seconds = CountOf(absl::GetFlag(FLAGS_seconds), 2, 20)};
    if (done % 2 == 1) plan.queue = kShortQueue;
    std::cout << (plan.queue ? "a short queue" : "skranked as it is") << std::endl;
    SKRANKE_RETURN_IF_ERROR(Round(office, chance.Next(), plan).Run());
    std::filesystem::remove_all(office);
  }
  ReportRounds(kName, static_cast<uint64_t>(done), seed);
  return absl::OkStatus();
}

absl::Status MustBite(const std::string& dir, uint64_t seed, const Plan& broken,
                      const char* reason) {
  return MustFind(Round(dir, seed, broken).Run(), reason);
}

absl::Status RunTeeth(const std::string& dir, uint64_t seed) {
  SKRANKE_RETURN_IF_ERROR(
      MustBite(absl::StrCat(dir, "/reserve"), seed, {.queue = kNoReserve}, kRefusedWrongly));
  SKRANKE_RETURN_IF_ERROR(
      MustBite(absl::StrCat(dir, "/stopped"), seed, {.mostly_stopped = true}, kServerFailed));
  SKRANKE_RETURN_IF_ERROR(
      MustBite(absl::StrCat(dir, "/lost"), seed, {.batches_lost = true}, kLost));
  ReportTeeth(kName, 3, 3);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("offers an office ten times what it can take");
  absl::ParseCommandLine(argc, argv);
  if (const std::string dir = absl::GetFlag(FLAGS_serve_dir); !dir.empty()) {
    const CommandQueue::Limits queue = {
        .most = static_cast<size_t>(absl::GetFlag(FLAGS_serve_most)),
        .most_growing = static_cast<size_t>(absl::GetFlag(FLAGS_serve_most_growing))};
    return ServeWithQueue(queue, dir, absl::GetFlag(FLAGS_office));
  }
  return RunHarness(kName, absl::GetFlag(FLAGS_seed), [](const std::string& dir, uint64_t seed) {
    return absl::GetFlag(FLAGS_teeth) ? RunTeeth(dir, seed) : RunCampaign(dir, seed);
  });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
