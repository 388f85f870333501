// clock_campaign: somebody sets the clock of a machine while its office works. Changes stop until
// an operator confirms the clock, reading goes on; nothing is lost, no retry is judged anew, and
// the times of the records never fall. Exit 0 nothing found, 1 found (the seed and the data are
// left for you), 2 wrong use, 77 libfaketime is missing.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/channel.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/vault/entropy.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/faults/campaign.h"
#include "tests/faults/clock_trap.h"
#include "tests/faults/finding.h"
#include "tests/faults/harness.h"
#include "tests/faults/steady_stream.h"

ABSL_FLAG(std::string, skranked, "",
          "The binary whose clock jumps; not one with jemalloc, for libfaketime does not start "
          "beside it. By default, and where it is skranked itself: skranked-plain beside us.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "How many jumps; 0: 12, with SKRANKE_LONG=1 1000.");
ABSL_FLAG(uint64_t, seed, 0, "How far the clock jumps; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Break what is promised and see that it is found.");

namespace skranke {
namespace {

constexpr char kName[] = "clock_campaign";
constexpr int kSkipped = 77;
constexpr int kJumpsOfOffice = 12;
constexpr int kPrepared = 2 * kJumpsOfOffice;
// The server looks five times a second.
constexpr absl::Duration kSeenWithin = absl::Seconds(10);
// What is still trusted, and longer than any call's patience.
constexpr absl::Duration kSmall = absl::Seconds(50);
constexpr absl::Duration kTenYears = absl::Hours(24 * 3652);

absl::Status Finding(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

absl::Status Passes(const absl::Status& status, absl::string_view what) {
  if (status.ok()) return absl::OkStatus();
  return Finding(kRefusedWrongly, absl::StrCat(what, " is refused: ", status.ToString()));
}

std::string Program() {
  const std::filesystem::path given = absl::GetFlag(FLAGS_skranked);
  if (!given.empty() && given.filename() != "skranked") return given.string();
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "skranked-plain")
      .string();
}

class Office {
 public:
  Office(const std::string& dir, uint64_t seed, bool deaf)
      : trap_(Program(), dir, deaf),
        campaign_({.skranked = trap_.script(),
                   .office = absl::GetFlag(FLAGS_office),
                   .dir = dir,
                   .seed = seed,
                   .desks = 1}),
        chance_(seed) {}

  absl::Status Run(int jumps) {
    SKRANKE_RETURN_IF_ERROR(Start());
    SKRANKE_RETURN_IF_ERROR(Passes(stream_.Prepare(*channel_, kPrepared), "work"));
    for (int i = 0; i < jumps; ++i) SKRANKE_RETURN_IF_ERROR(Jump());
    SKRANKE_RETURN_IF_ERROR(StartBehindTheRecords());
    SKRANKE_RETURN_IF_ERROR(CheckCount());
    campaign_.Kill();
    SKRANKE_RETURN_IF_ERROR(CheckRecordTimes());
    return campaign_.Verify();
  }

  // One jump, forward: a monotonic clock that goes back too is noticed by other guards.
  absl::Status RunOneJump() {
    SKRANKE_RETURN_IF_ERROR(Start());
    SKRANKE_RETURN_IF_ERROR(Passes(stream_.Prepare(*channel_, 1), "work"));
    return JumpBy(absl::Hours(1));
  }

  size_t acknowledged() const { return stream_.kept(); }

 private:
  absl::Status Start() {
    SKRANKE_RETURN_IF_ERROR(campaign_.Start());
    channel_ = MakeChannel(campaign_.address(), {.retry = false});
    return absl::OkStatus();
  }

  absl::Status Jump() {
    switch (chance_.Next() % 5) {
      case 0:
        return JumpBy(-absl::Hours(1));
      case 1:
        return JumpBy(absl::Hours(1));
      case 2:
        return JumpFarAndBack(kTenYears);
      case 3:
        return JumpFarAndBack(-kTenYears);
      default:
        return JumpALittle();
    }
  }

  // Somebody sets the clock, and the operator says that it is right now.
  absl::Status JumpBy(absl::Duration by) {
    trap_.Jump(trap_.offset() + by);
    SKRANKE_RETURN_IF_ERROR(Stops());
    return GoesOnWhenConfirmed();
  }

  // Somebody sets it wrong and right again; only then the operator confirms it.
  absl::Status JumpFarAndBack(absl::Duration by) {
    const absl::Duration before = trap_.offset();
    trap_.Jump(before + by);
    SKRANKE_RETURN_IF_ERROR(Stops());
    trap_.Jump(before);
    return GoesOnWhenConfirmed();
  }

  // NTP does, and back.
  absl::Status JumpALittle() {
    const absl::Duration before = trap_.offset();
    for (const absl::Duration offset :
         {before + (chance_.Next() % 2 == 0 ? kSmall : -kSmall), before}) {
      trap_.Jump(offset);
      absl::SleepFor(absl::Milliseconds(500));
      SKRANKE_RETURN_IF_ERROR(Passes(stream_.Register(*channel_), "a case after a small jump"));
    }
    return stream_.CheckReplays(*channel_);
  }

  absl::Status Stops() {
    const absl::Time end = absl::Now() + kSeenWithin;
    while (ReasonOf(stream_.Register(*channel_)) != "CLOCK_JUMPED") {
      if (absl::Now() > end) return Finding(kUnnoticed, "CLOCK_JUMPED does not come");
      absl::SleepFor(absl::Milliseconds(20));
    }
    const absl::Status step = stream_.Step(*channel_);
    if (ReasonOf(step) != "CLOCK_JUMPED") {
      return Finding(kServerFailed, absl::StrCat("a change passes: ", step.ToString()));
    }
    SKRANKE_RETURN_IF_ERROR(Passes(stream_.Read(*channel_), "reading"));
    if (Confirm(trap_.Now() + absl::Minutes(2)).ok()) {
      return Finding(kServerFailed, "a time that is not the machine's is confirmed");
    }
    return absl::OkStatus();
  }

  absl::Status GoesOnWhenConfirmed() {
    SKRANKE_RETURN_IF_ERROR(Passes(Confirm(trap_.Now()), "the machine's time"));
    SKRANKE_RETURN_IF_ERROR(Passes(stream_.Register(*channel_), "a new case"));
    SKRANKE_RETURN_IF_ERROR(Passes(stream_.Step(*channel_), "a change"));
    return stream_.CheckReplays(*channel_);
  }

  absl::Status Confirm(absl::Time time) {
    v1::ConfirmClockRequest request;
    request.set_request_id(absl::StrCat("confirm-", ++confirmed_));
    request.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(time));
    return Call<v1::ConfirmClockResponse>(*channel_, "/skranke.v1.SupervisionService/ConfirmClock",
                                          request, {.caller = "operator"})
        .status();
  }

  // The machine comes up with its clock an hour behind what is stored.
  absl::Status StartBehindTheRecords() {
    campaign_.Kill();
    trap_.Jump(trap_.offset() - absl::Hours(2));
    SKRANKE_RETURN_IF_ERROR(Start());
    SKRANKE_RETURN_IF_ERROR(Stops());
    return GoesOnWhenConfirmed();
  }

  absl::Status CheckCount() {
    SKRANKE_ASSIGN_OR_RETURN(
        const auto statistics,
        Call<v1::GetStatisticsResponse>(*channel_, "/skranke.v1.SupervisionService/GetStatistics",
                                        v1::GetStatisticsRequest(), {.caller = "supervisor"}));
    const auto stored = static_cast<size_t>(statistics.case_count());
    if (stored == stream_.registered().size()) return absl::OkStatus();
    return Finding(stored > stream_.registered().size() ? kDoubled : kLost,
                   absl::StrCat(stream_.registered().size(), " cases, counted ", stored));
  }

  absl::Status CheckRecordTimes() const {
    SKRANKE_ASSIGN_OR_RETURN(const auto store, OpenForVerify(campaign_.data_dir()));
    int64_t latest = 0;
    bool falls = false;
    SKRANKE_RETURN_IF_ERROR(store->Snapshot()->Scan(
        {Table::kEvent, "", ""}, [&](absl::string_view, absl::string_view value) {
          storage::v1::Record record;
          falls = !record.ParseFromArray(value.data(), static_cast<int>(value.size())) ||
                  record.record_us() < latest;
          latest = record.record_us();
          return !falls;
        }));
    return falls ? Finding(kLost, "the time of a record is before that of the last")
                 : absl::OkStatus();
  }

  ClockTrap trap_;
  Campaign campaign_;
  SeededEntropy chance_;
  SteadyStream stream_{0};
  std::shared_ptr<grpc::Channel> channel_;
  int confirmed_ = 0;
};

absl::Status RunCampaign(const std::string& dir, uint64_t seed) {
  SeededEntropy chance(seed);
  const int count = CountOf(absl::GetFlag(FLAGS_count), 12, 1'000);
  size_t acknowledged = 0;
  int done = 0;
  for (; done < count && !TimeIsUp(); done += kJumpsOfOffice) {
    const std::string place = absl::StrCat(dir, "/", done);
    std::filesystem::create_directories(place);
    Office office(place, chance.Next(), /*deaf=*/false);
    SKRANKE_RETURN_IF_ERROR(office.Run(std::min(kJumpsOfOffice, count - done)));
    acknowledged += office.acknowledged();
    std::filesystem::remove_all(place);
    std::cout << "jumps " << done + kJumpsOfOffice << ": " << acknowledged << " acknowledged"
              << std::endl;
  }
  ReportRounds(kName, static_cast<uint64_t>(std::min(done, count)), seed);
  return absl::OkStatus();
}

// A server whose guard sees no jump, because its other clock jumps along. A jump that falls between
// its looks at the two clocks is seen all the same: then once more.
absl::Status RunTeeth(const std::string& dir, uint64_t seed) {
  constexpr int kTries = 3;
  absl::Status found;
  for (int i = 0; i < kTries && ReasonOf(found) != kUnnoticed; ++i) {
    const std::string place = absl::StrCat(dir, "/", i);
    std::filesystem::create_directories(place);
    found = Office(place, seed, /*deaf=*/true).RunOneJump();
  }
  SKRANKE_RETURN_IF_ERROR(MustFind(found, kUnnoticed));
  ReportTeeth(kName, 1, 1);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("sets the clock of an office and looks for what was lost");
  absl::ParseCommandLine(argc, argv);
  if (const absl::Status works = ClockTrap::Works(); !works.ok()) {
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
