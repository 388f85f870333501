// disk_full_campaign: an office on a small disk that another program fills and frees, again and
// again: new cases are refused first, then all changes, reads never; where the disk is full before
// that is seen, skranked ends and says so. Nothing acknowledged may be lost or doubled.
// Exit 0 nothing found, 1 found (the seed is printed), 2 wrong use, 77 no disk may be mounted.
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/channel.h"
#include "tests/faults/campaign.h"
#include "tests/faults/finding.h"
#include "tests/faults/harness.h"
#include "tests/faults/small_disk.h"
#include "tests/faults/steady_stream.h"
#include "tests/faults/teeth.h"

ABSL_FLAG(std::string, skranked, "build/bin/skranked", "The binary whose disk is filled.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "How often; 0: 3, with SKRANKE_LONG=1 200.");
ABSL_FLAG(uint64_t, seed, 0, "When the disk is filled and how far; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Break what is promised and see that it is found.");

namespace skranke {
namespace {

constexpr char kName[] = "disk_full_campaign";
constexpr int kSkipped = 77;
constexpr uint64_t kMiB = uint64_t{1} << 20;
// Room for the office above the watermarks, which are at 512 and 128 MiB (libs/engine/engine.h).
constexpr uint64_t kDiskBytes = 1024 * kMiB;
constexpr uint64_t kLow = 300 * kMiB;
constexpr uint64_t kLast = 60 * kMiB;
// The server looks once a second; writes have to be back in this time (reference: R4).
constexpr absl::Duration kSeenWithin = absl::Seconds(10);
// Cases that are prepared, and worked on where new ones are refused.
constexpr int kPrepared = 80;
constexpr int kSteps = 6;
// Beside the desks' numbers.
constexpr uint64_t kSteadyDesk = 33;

// Which promise is broken on purpose.
enum class Broken { kNothing, kDiskNeverFills, kBatchesLost };

struct Totals {
  uint64_t acknowledged = 0;
  int disk_met = 0;
  int refused_starts = 0;
};

absl::Status Finding(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

absl::Status Passes(const absl::Status& status, absl::string_view what) {
  if (status.ok()) return absl::OkStatus();
  return Finding(kRefusedWrongly, absl::StrCat(what, " is refused: ", status.ToString()));
}

absl::Status IsDiskLow(const absl::Status& status, absl::string_view what) {
  if (ReasonOf(status) == "DISK_LOW") return absl::OkStatus();
  return Finding(kRefusedWrongly, absl::StrCat(what, " got ", status.ToString()));
}

template <typename Try>
absl::Status Await(const Try& attempt, absl::string_view what) {
  for (const absl::Time end = absl::Now() + kSeenWithin; absl::Now() < end;) {
    if (attempt()) return absl::OkStatus();
    absl::SleepFor(absl::Milliseconds(50));
  }
  return Finding(kServerFailed, absl::StrCat(what, " does not come"));
}

class Cycle {
 public:
  Cycle(CampaignOptions options, SmallDisk* disk, Broken broken, SeededEntropy* chance)
      : campaign_(std::move(options)), disk_(disk), broken_(broken), chance_(chance) {}

  absl::Status Run(Totals& totals) {
    SKRANKE_RETURN_IF_ERROR(campaign_.Start());
    SKRANKE_RETURN_IF_ERROR(
        campaign_.LoadDuring([&](DoomedServer& server) { return Fill(server, totals); }));
    // A start would move the log that is to be cut into tables.
    if (broken_ != Broken::kBatchesLost) SKRANKE_RETURN_IF_ERROR(StartWhileFull(totals));
    disk_->Free();
    SKRANKE_RETURN_IF_ERROR(CheckAll());
    totals.acknowledged += campaign_.acknowledged() + steady_.kept();
    return absl::OkStatus();
  }

 private:
  absl::Status Fill(DoomedServer& server, Totals& totals) {
    const auto channel = MakeChannel(campaign_.address(), {.retry = false});
    SKRANKE_RETURN_IF_ERROR(Passes(steady_.Prepare(*channel, kPrepared), "an empty disk"));
    SKRANKE_RETURN_IF_ERROR(FillTo(kLow));
    SKRANKE_RETURN_IF_ERROR(AtLow(*channel));
    SKRANKE_RETURN_IF_ERROR(FillTo(kLast));
    SKRANKE_RETURN_IF_ERROR(AtLast(*channel));
    disk_->Free();
    SKRANKE_RETURN_IF_ERROR(
        Await([&] { return steady_.Register(*channel).ok(); }, "a new case on a freed disk"));
    return Overrun(server, *channel, totals);
  }

  absl::Status FillTo(uint64_t left) {
    return broken_ == Broken::kDiskNeverFills ? absl::OkStatus() : disk_->FillTo(left);
  }

  absl::Status AtLow(grpc::Channel& channel) {
    SKRANKE_RETURN_IF_ERROR(
        Await([&] { return ReasonOf(steady_.Register(channel)) == "DISK_LOW"; }, "DISK_LOW"));
    for (int i = 0; i < kSteps; ++i) {
      SKRANKE_RETURN_IF_ERROR(Passes(steady_.Step(channel), "finishing or accepting at DISK_LOW"));
      SKRANKE_RETURN_IF_ERROR(IsDiskLow(steady_.Register(channel), "a new case"));
    }
    return absl::OkStatus();
  }

  absl::Status AtLast(grpc::Channel& channel) {
    SKRANKE_RETURN_IF_ERROR(
        Await([&] { return ReasonOf(steady_.Step(channel)) == "DISK_LOW"; }, "the last watermark"));
    SKRANKE_RETURN_IF_ERROR(IsDiskLow(steady_.Register(channel), "a new case"));
    return Passes(steady_.Read(channel), "reading on a full disk");
  }

  // Faster than the server looks: its log is filled, and the disk with it, before the watermark is
  // seen. It ends, or it refuses in time.
  absl::Status Overrun(DoomedServer& server, grpc::Channel& channel, Totals& totals) {
    const absl::Time full = absl::Now() + absl::Milliseconds(chance_->Next() % 1500);
    const uint64_t left = chance_->Next() % (4 * kMiB);
    absl::Status written;
    while (written.ok() && absl::Now() < full) written = steady_.RegisterLarge(channel);
    SKRANKE_RETURN_IF_ERROR(Passes(written, "a large case"));
    SKRANKE_RETURN_IF_ERROR(FillTo(left));
    while (written.ok()) written = steady_.RegisterLarge(channel);
    if (ReasonOf(written) == "DISK_LOW") {
      return Passes(steady_.Read(channel), "reading on a full disk");
    }
    return CheckEnd(server, written, totals);
  }

  absl::Status CheckEnd(DoomedServer& server, const absl::Status& told, Totals& totals) {
    SKRANKE_RETURN_IF_ERROR(Await([&] { return server.HasEnded(); }, "the end after a disk error"));
    ++totals.disk_met;
    const std::string log = server.EndOfLog();
    if (server.exit_code() == 1 && absl::StrContains(log, "writer stopped") &&
        absl::StrContains(log, "No space left")) {
      return absl::OkStatus();
    }
    return Finding(kServerFailed, absl::StrCat("told ", told.ToString(), ", ended with ",
                                               server.exit_code(), ": ", log));
  }

  // Some of what is left to a start is taken by it: it serves, or it refuses and says why.
  absl::Status StartWhileFull(Totals& totals) {
    const absl::Status started = campaign_.Start();
    if (started.ok()) {
      const auto channel = MakeChannel(campaign_.address(), {.retry = false});
      const absl::Status read = steady_.Read(*channel);
      campaign_.Kill();
      return Passes(read, "reading after a start on a full disk");
    }
    ++totals.refused_starts;
    if (campaign_.server().exit_code() == 2 && absl::StrContains(started.message(), "skranked: ") &&
        absl::StrContains(started.message(), "No space left")) {
      return absl::OkStatus();
    }
    return started;
  }

  absl::Status CheckAll() {
    if (broken_ == Broken::kBatchesLost) {
      SKRANKE_RETURN_IF_ERROR(CutLogAndDropHead(campaign_.data_dir()));
      campaign_.set_accept_head();
    }
    SKRANKE_RETURN_IF_ERROR(campaign_.Start());
    const auto channel = MakeChannel(campaign_.address(), {.retry = false});
    SKRANKE_RETURN_IF_ERROR(steady_.CheckReplays(*channel));
    SKRANKE_RETURN_IF_ERROR(Passes(steady_.Settle(*channel), "what was open"));
    SKRANKE_RETURN_IF_ERROR(campaign_.CountAlso(steady_.registered()));
    SKRANKE_RETURN_IF_ERROR(campaign_.Check());
    campaign_.Kill();
    return campaign_.Verify();
  }

  Campaign campaign_;
  SteadyStream steady_{kSteadyDesk};
  SmallDisk* const disk_;
  const Broken broken_;
  SeededEntropy* const chance_;
};

CampaignOptions OptionsIn(const SmallDisk& disk, uint64_t seed) {
  return {.skranked = absl::GetFlag(FLAGS_skranked),
          .office = absl::GetFlag(FLAGS_office),
          .dir = disk.dir(),
          .seed = seed,
          .desks = 4,
          .disk_may_fill = true};
}

absl::Status RunCampaign(SmallDisk& disk, uint64_t seed) {
  SeededEntropy chance(seed);
  const int count = CountOf(absl::GetFlag(FLAGS_count), 3, 200);
  Totals totals;
  int done = 0;
  while (done < count && !TimeIsUp()) {
    Cycle cycle(OptionsIn(disk, chance.Next()), &disk, Broken::kNothing, &chance);
    SKRANKE_RETURN_IF_ERROR(cycle.Run(totals));
    disk.Clear();
    ++done;
    std::cout << "disk " << done << ": " << totals.acknowledged << " acknowledged, "
              << totals.disk_met << " met a full disk and ended, " << totals.refused_starts
              << " starts refused" << std::endl;
  }
  ReportRounds(kName, static_cast<uint64_t>(done), seed);
  return absl::OkStatus();
}

absl::Status MustBite(SmallDisk& disk, Broken broken, const char* reason, SeededEntropy& chance) {
  Totals totals;
  const absl::Status found =
      Cycle(OptionsIn(disk, chance.Next()), &disk, broken, &chance).Run(totals);
  disk.Clear();
  return MustFind(found, reason);
}

absl::Status RunTeeth(SmallDisk& disk, uint64_t seed) {
  SeededEntropy chance(seed);
  SKRANKE_RETURN_IF_ERROR(MustBite(disk, Broken::kDiskNeverFills, kServerFailed, chance));
  SKRANKE_RETURN_IF_ERROR(MustBite(disk, Broken::kBatchesLost, kLost, chance));
  ReportTeeth(kName, 2, 2);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("fills the disk of an office and looks for what was lost");
  absl::ParseCommandLine(argc, argv);
  bool skipped = false;
  const int code =
      RunHarness(kName, absl::GetFlag(FLAGS_seed), [&](const std::string& dir, uint64_t seed) {
        auto disk = SmallDisk::Mount(absl::StrCat(dir, "/disk"), kDiskBytes);
        skipped = absl::IsPermissionDenied(disk.status());
        if (skipped) std::cout << "skipped: " << disk.status().message() << std::endl;
        if (!disk.ok()) return skipped ? absl::OkStatus() : disk.status();
        return absl::GetFlag(FLAGS_teeth) ? RunTeeth(**disk, seed) : RunCampaign(**disk, seed);
      });
  return skipped ? kSkipped : code;
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
