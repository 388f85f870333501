// syscall_campaign: skranked under load while one system call on its files fails: the first, the
// second, ... It goes on, or it ends and says why; a start without the fault then has everything
// that was acknowledged, once. Exit 0 nothing found, 1 found (the seed and the data are left for
// you), 2 wrong use, 77 strace may not trace here.
#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/vault/entropy.h"
#include "tests/faults/campaign.h"
#include "tests/faults/finding.h"
#include "tests/faults/harness.h"
#include "tests/faults/syscall_trap.h"
#include "tests/faults/teeth.h"

ABSL_FLAG(std::string, skranked, "build/bin/skranked", "The binary whose calls fail.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "How many faults; 0: 8, with SKRANKE_LONG=1 1000.");
ABSL_FLAG(uint64_t, seed, 0, "Which faults, and what the clients do; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Break what is promised and see that it is found.");

namespace skranke {
namespace {

constexpr char kName[] = "syscall_campaign";
constexpr int kSkipped = 77;
// The first faults of an office meet its creation.
constexpr int kFaultsOfOffice = 12;
// How long the server is worked at, for the n-th call to come.
constexpr absl::Duration kLoad = absl::Milliseconds(400);
constexpr absl::Duration kLook = absl::Milliseconds(20);
// A writer that has stopped ends the process, which waits 20 s for calls at most.
constexpr absl::Duration kEndsWithin = absl::Seconds(30);
constexpr int kExitFailed = 1;
constexpr int kExitRefused = 2;

// Each with the calls of one thread that are worth reaching. Not sync_file_range: RocksDB tries on
// each new file whether there is such a call, and Debian's build asserts that no other error comes.
struct Trial {
  SyscallFault fault;
  uint64_t calls;
};
constexpr std::array<Trial, 24> kTrials = {
    {{{"write", "error=EIO"}, 60},        {{"write", "error=ENOSPC"}, 60},
     {{"write", "error=EINTR"}, 60},      {{"pwrite64", "error=EIO"}, 60},
     {{"pwrite64", "error=ENOSPC"}, 60},  {{"fsync", "error=EIO"}, 12},
     {{"fsync", "error=ENOSPC"}, 12},     {{"fdatasync", "error=EIO"}, 60},
     {{"fdatasync", "error=ENOSPC"}, 60}, {{"fdatasync", "error=EINTR"}, 60},
     {{"openat", "error=EMFILE"}, 40},    {{"openat", "error=EIO"}, 40},
     {{"openat", "error=ENOSPC"}, 40},    {{"openat", "error=EINTR"}, 40},
     {{"pread64", "error=EIO"}, 40},      {{"read", "error=EIO"}, 12},
     {{"rename", "error=EIO"}, 4},        {{"rename", "error=ENOSPC"}, 4},
     {{"unlink", "error=EIO"}, 8},        {{"ftruncate", "error=EIO"}, 8},
     {{"fallocate", "error=ENOSPC"}, 12}, {{"fallocate", "error=EINTR"}, 12},
     {{"mkdir", "error=ENOSPC"}, 2},      {{"close", "error=EIO"}, 12}}};

struct Totals {
  uint64_t acknowledged = 0;
  int ended = 0;
  int refused = 0;
};

absl::Status Finding(absl::string_view what, const char* reason = kServerFailed) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

// One office, through one fault after another.
class Office {
 public:
  Office(const std::string& dir, uint64_t seed)
      : trap_(absl::GetFlag(FLAGS_skranked), absl::StrCat(dir, "/skranked"),
              absl::StrCat(dir, "/data")),
        campaign_({.skranked = trap_.script(),
                   .office = absl::GetFlag(FLAGS_office),
                   .dir = dir,
                   .seed = seed,
                   .desks = 2,
                   .disk_may_fill = true}) {}

  // What a fault must not do stands behind its name.
  absl::Status Meet(const SyscallFault& fault, uint64_t n) {
    const absl::Status met = MeetUnnamed(fault, n);
    if (met.ok()) return met;
    return ReasonError(
        met.code(), ReasonOf(met),
        absl::StrCat(fault.call, ":", fault.effect, ":when=", n, ": ", met.message()));
  }
  // A slow server needs longer to come to a call that is counted.
  void set_load(absl::Duration load) { load_ = load; }
  absl::Status Verify() { return campaign_.Verify(); }
  Campaign& campaign() { return campaign_; }
  int ended() const { return ended_; }
  int refused() const { return refused_; }

 private:
  absl::Status MeetUnnamed(const SyscallFault& fault, uint64_t n) {
    trap_.Set(fault, n);
    const absl::Status started = campaign_.Start();
    trap_.Clear();
    if (!started.ok()) {
      ++refused_;
      SKRANKE_RETURN_IF_ERROR(IsRefusal(started));
    } else {
      SKRANKE_RETURN_IF_ERROR(campaign_.LoadDuring([this](DoomedServer& server) {
        const absl::Time end = absl::Now() + load_;
        while (absl::Now() < end && !server.HasEnded()) absl::SleepFor(kLook);
        return EndsOrGoesOn(server);
      }));
    }
    SKRANKE_RETURN_IF_ERROR(campaign_.Start());
    SKRANKE_RETURN_IF_ERROR(campaign_.Check());
    campaign_.Kill();
    return absl::OkStatus();
  }

  absl::Status IsRefusal(const absl::Status& started) const {
    const int code = campaign_.server().exit_code();
    const bool says_why = absl::StrContains(campaign_.server().EndOfLog(), "skranked: ");
    if (code == kExitRefused && says_why) return absl::OkStatus();
    return Finding(absl::StrCat("a start ended with ", code, ": ", started.message()), kNotStarted);
  }

  absl::Status EndsOrGoesOn(DoomedServer& server) {
    const bool has_to_end = absl::StrContains(server.EndOfLog(), "writer stopped");
    const absl::Time patience = absl::Now() + kEndsWithin;
    while (has_to_end && !server.HasEnded() && absl::Now() < patience) {
      absl::SleepFor(kLook);
    }
    if (!server.HasEnded()) {
      return has_to_end ? Finding("the writer has stopped, the process has not") : absl::OkStatus();
    }
    ++ended_;
    if (server.exit_code() == kExitFailed && has_to_end) return absl::OkStatus();
    return Finding(absl::StrCat("it ended with ", server.exit_code(), ": ", server.EndOfLog()));
  }

  const SyscallTrap trap_;
  Campaign campaign_;
  absl::Duration load_ = kLoad;
  int ended_ = 0;
  int refused_ = 0;
};

absl::StatusOr<Totals> RunOffice(const std::string& dir, int faults, SeededEntropy& chance) {
  std::filesystem::create_directories(dir);
  Office office(dir, chance.Next());
  for (int i = 0; i < faults; ++i) {
    const Trial& trial = kTrials[chance.Next() % kTrials.size()];
    SKRANKE_RETURN_IF_ERROR(office.Meet(trial.fault, 1 + chance.Next() % trial.calls));
  }
  SKRANKE_RETURN_IF_ERROR(office.Verify());
  std::filesystem::remove_all(dir);
  return Totals{office.campaign().acknowledged(), office.ended(), office.refused()};
}

absl::Status RunCampaign(const std::string& dir, uint64_t seed) {
  SeededEntropy chance(seed);
  const int count = CountOf(absl::GetFlag(FLAGS_count), 8, 1'000);
  Totals totals;
  int done = 0;
  for (; done < count && !TimeIsUp(); done += kFaultsOfOffice) {
    const int faults = std::min(kFaultsOfOffice, count - done);
    SKRANKE_ASSIGN_OR_RETURN(const Totals office,
                             RunOffice(absl::StrCat(dir, "/", done), faults, chance));
    totals.acknowledged += office.acknowledged;
    totals.ended += office.ended;
    totals.refused += office.refused;
    std::cout << "faults " << done + faults << ": " << totals.acknowledged << " acknowledged, "
              << totals.ended << " ended it, " << totals.refused << " starts refused" << std::endl;
  }
  if (totals.acknowledged < static_cast<uint64_t>(std::min(done, count))) {
    return absl::InternalError("too little was acknowledged to prove anything");
  }
  ReportRounds(kName, static_cast<uint64_t>(std::min(done, count)), seed);
  return absl::OkStatus();
}

// A server that dies of a failed call, and one that loses what it has acknowledged.
absl::Status RunTeeth(const std::string& dir, uint64_t seed) {
  for (const char* name : {"/dies", "/loses"}) {
    std::filesystem::create_directories(absl::StrCat(dir, name));
  }
  Office dying(absl::StrCat(dir, "/dies"), seed);
  dying.set_load(absl::Seconds(20));
  SKRANKE_RETURN_IF_ERROR(MustFind(dying.Meet({"fdatasync", "signal=SEGV"}, 20), kServerFailed));
  Office losing(absl::StrCat(dir, "/loses"), ~seed);
  SKRANKE_RETURN_IF_ERROR(losing.Meet({"mkdir", "error=EIO"}, 100));
  SKRANKE_RETURN_IF_ERROR(losing.campaign().Start());
  SKRANKE_RETURN_IF_ERROR(losing.campaign().LoadThenKillAtRest(kLoad));
  SKRANKE_RETURN_IF_ERROR(CutLogAndDropHead(losing.campaign().data_dir()));
  losing.campaign().set_accept_head();
  SKRANKE_RETURN_IF_ERROR(losing.campaign().Start());
  SKRANKE_RETURN_IF_ERROR(MustFind(losing.campaign().Check(), kLost));
  ReportTeeth(kName, 2, 2);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("fails one system call of an office and looks for what was lost");
  absl::ParseCommandLine(argc, argv);
  if (const absl::Status works = SyscallTrap::Works(); !works.ok()) {
    std::cout << "skipped: " << works.message() << std::endl;
    return kSkipped;
  }
  return RunHarness(kName, absl::GetFlag(FLAGS_seed), [](const std::string& dir, uint64_t seed) {
    return absl::GetFlag(FLAGS_teeth) ? RunTeeth(dir, seed) : RunCampaign(dir, seed);
  });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
