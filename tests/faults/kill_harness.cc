// Kills skranked with SIGKILL under load, again and again, and compares what is stored with what
// was answered: no answered change lost, no effect doubled, views as the events say.
//
//   kill_harness --program=build/bin/skranked [--cycles=300] [--seed=1] [--clerks=4]
//
// Exit 0 if everything held; 1 names what did not, and keeps the directory.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/testing/temp_dir.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/faults/clerk.h"
#include "tests/faults/skranked_process.h"
#include "tests/office/matters.h"
#include "tests/office/town_package.h"

ABSL_FLAG(std::string, program, "", "The skranked to kill.");
ABSL_FLAG(int, cycles, 300, "How often it is killed; ten times as often with SKRANKE_LONG.");
ABSL_FLAG(uint64_t, seed, 1, "Of what the clerks do and when the server dies.");
ABSL_FLAG(int, clerks, 4, "How many work at the same time.");
ABSL_FLAG(int, verify_every, 60, "Cycles between two readings of everything that is stored.");

namespace skranke {
namespace {

// The server lives for up to this long under load; a third of the time much shorter.
constexpr int kLifeMsMax = 350;
// One start in this many is killed before it is ready.
constexpr int kKilledStarting = 10;

class Harness {
 public:
  Harness() : random_(absl::GetFlag(FLAGS_seed)) {
    for (const auto& [path, bytes] : TownPackage()) {
      dir_->Write(absl::StrCat("package/", path), bytes);
    }
    for (int i = 0; i < absl::GetFlag(FLAGS_clerks); ++i) {
      clerks_.push_back(std::make_unique<Clerk>(i, absl::GetFlag(FLAGS_seed)));
    }
  }

  absl::Status Run(int cycles) {
    for (int cycle = 1; cycle <= cycles; ++cycle) {
      SKRANKE_RETURN_IF_ERROR(RunCycle());
      const bool last = cycle == cycles;
      if (last || cycle % absl::GetFlag(FLAGS_verify_every) == 0) {
        SKRANKE_RETURN_IF_ERROR(Verify());
        std::printf("%d cycles: %s\n", cycle, Summary().c_str());
        std::fflush(stdout);
      }
    }
    return absl::OkStatus();
  }

  // Leaves the directory for who looks for the cause.
  std::string Keep() { return dir_.release()->path(); }

 private:
  std::unique_ptr<SkrankedProcess> Start() const {
    return std::make_unique<SkrankedProcess>(
        absl::GetFlag(FLAGS_program),
        std::vector<std::string>{"--dev", "--listen=127.0.0.1:0",
                                 absl::StrCat("--data_dir=", dir_->Path("data")),
                                 absl::StrCat("--office=", dir_->Path("package"))},
        dir_->Path("log"));
  }

  absl::Duration Life() {
    const uint64_t longest = random_() % 3 == 0 ? kLifeMsMax / 10 : kLifeMsMax;
    return absl::Milliseconds(random_() % longest);
  }

  absl::Status RunCycle() {
    if (random_() % kKilledStarting == 0) {
      const auto unready = Start();
      absl::SleepFor(Life());
      ++killed_starting_;
    }
    const auto server = Start();
    SKRANKE_ASSIGN_OR_RETURN(const std::string address, server->WaitUntilReady());
    for (const auto& clerk : clerks_) {
      SKRANKE_RETURN_IF_ERROR(clerk->CheckAnswers(MakeChannel(address, {.retry = false})));
    }
    SKRANKE_RETURN_IF_ERROR(CheckFigures(address));
    return WorkUntilKilled(*server, address);
  }

  absl::Status WorkUntilKilled(SkrankedProcess& server, const std::string& address) {
    std::vector<absl::Status> ends(clerks_.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < clerks_.size(); ++i) {
      threads.emplace_back(
          [&, i] { ends[i] = clerks_[i]->WorkUntilCut(MakeChannel(address, {.retry = false})); });
    }
    absl::SleepFor(Life());
    server.Kill();
    for (std::thread& thread : threads) thread.join();
    server.Wait();
    for (const absl::Status& end : ends) SKRANKE_RETURN_IF_ERROR(end);
    return absl::OkStatus();
  }

  // Nothing is under way: the office's figures must be exactly the clerks'.
  absl::Status CheckFigures(const std::string& address) const {
    SKRANKE_ASSIGN_OR_RETURN(
        const auto figures,
        Call<v1::GetStatisticsResponse>(*MakeChannel(address),
                                        MethodTaking(*v1::GetStatisticsRequest::descriptor()),
                                        v1::GetStatisticsRequest(), {.caller = "inspector"}));
    std::map<std::string, int64_t> wanted;
    int64_t contacts = 0;
    for (const auto& clerk : clerks_) {
      contacts += clerk->contacts();
      for (const auto& [state, count] : clerk->cases()) wanted[v1::State_Name(state)] += count;
    }
    int64_t cases = 0;
    for (const auto& row : figures.by_state()) {
      cases += row.count();
      const int64_t want = wanted[absl::StrCat("STATE_", row.key())];
      if (row.count() != want) return Differ(row.key(), row.count(), want);
      wanted.erase(absl::StrCat("STATE_", row.key()));
    }
    for (const auto& [state, count] : wanted) {
      if (count != 0) return Differ(state, 0, count);
    }
    int64_t recorded = 0;
    for (const auto& row : figures.contacts()) recorded += row.count();
    if (recorded != contacts) return Differ("contacts", recorded, contacts);
    if (figures.case_count() != cases) return Differ("cases", figures.case_count(), cases);
    return absl::OkStatus();
  }

  static absl::Status Differ(const std::string& what, int64_t stored, int64_t answered) {
    return absl::DataLossError(
        absl::StrCat(what, ": ", stored, " are stored, ", answered, " were answered"));
  }

  absl::Status Verify() const {
    SkrankedProcess verify(absl::GetFlag(FLAGS_program),
                           {"--verify", absl::StrCat("--data_dir=", dir_->Path("data"))},
                           dir_->Path("log"));
    const int code = verify.Wait();
    if (code == 0) return absl::OkStatus();
    return absl::DataLossError(absl::StrCat("skranked --verify ended with ", code));
  }

  std::string Summary() const {
    Clerk::Counts sum;
    for (const auto& clerk : clerks_) {
      sum.answered += clerk->counts().answered;
      sum.retried_done += clerk->counts().retried_done;
      sum.retried_new += clerk->counts().retried_new;
    }
    return absl::StrCat(sum.answered, " answered; of ", sum.retried_done + sum.retried_new,
                        " cut off ", sum.retried_done, " were stored; ", killed_starting_,
                        " killed while starting; 0 lost, 0 doubled, views as the events say");
  }

  std::unique_ptr<TempDir> dir_ = std::make_unique<TempDir>();
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<Clerk>> clerks_;
  int killed_starting_ = 0;
};

int Main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const bool is_long = std::getenv("SKRANKE_LONG") != nullptr;
  Harness harness;
  const absl::Status held = harness.Run(absl::GetFlag(FLAGS_cycles) * (is_long ? 10 : 1));
  if (held.ok()) return 0;
  std::fprintf(stderr, "kill_harness: %s\nseed %llu, directory %s\n", held.ToString().c_str(),
               static_cast<unsigned long long>(absl::GetFlag(FLAGS_seed)), harness.Keep().c_str());
  return 1;
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
