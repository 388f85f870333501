#include "tests/bench/growth.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/call_measurement.h"
#include "tests/bench/replay_call.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

constexpr int kFilling = 256;
constexpr int kMeasuring = 8;
// Of so many cases one is read later.
constexpr uint64_t kKeptOfCases = 50;
// Numbers of requests: filling counts from 0, each measurement has a range of its own.
constexpr uint64_t kFirstMeasured = kGrowthMost + 100'000;
constexpr uint64_t kRange = 25'000;
// The store is at rest when the server has used next to no CPU for so many looks.
constexpr int kQuietLooks = 4;
constexpr absl::Duration kLook = absl::Milliseconds(250);
constexpr double kQuietCores = 0.03;
constexpr absl::Duration kRestLongest = absl::Minutes(10);
// Ends by kill -9 at each size.
constexpr int kKills = 3;

class Growth {
 public:
  explicit Growth(const GrowthPlan& plan) : plan_(plan) {}

  absl::StatusOr<std::vector<GrowthRow>> Run() {
    const std::string dir = absl::StrCat(plan_.scratch_dir, "/growth");
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
    SKRANKE_RETURN_IF_ERROR(Start());
    std::vector<GrowthRow> rows;
    for (const uint64_t size : plan_.sizes) {
      SKRANKE_ASSIGN_OR_RETURN(GrowthRow row, MeasureAt(size));
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status Start() {
    SKRANKE_ASSIGN_OR_RETURN(
        office_,
        ServerProcess::Start({"--serve=office", absl::StrCat("--office=", plan_.office_dir),
                              absl::StrCat("--data_dir=", plan_.scratch_dir, "/growth/data")},
                             absl::StrCat(plan_.scratch_dir, "/growth.log")));
    return absl::OkStatus();
  }

  absl::StatusOr<GrowthRow> MeasureAt(uint64_t size) {
    std::cerr << "growing to " << size << " cases\n";
    GrowthRow row{.cases = size};
    SKRANKE_ASSIGN_OR_RETURN(row.filled_per_second, FillUpTo(size));
    SKRANKE_ASSIGN_OR_RETURN(row.just_after, MeasureAll());
    SKRANKE_ASSIGN_OR_RETURN(row.rest, AwaitRest());
    for (int i = 0; i < plan_.repetitions; ++i) {
      SKRANKE_ASSIGN_OR_RETURN(const GrowthSamples samples, MeasureAll());
      row.at_rest.push_back(samples);
    }
    row.rss_bytes = office_->rss_bytes();
    for (int i = 0; i < plan_.repetitions; ++i) {
      SKRANKE_ASSIGN_OR_RETURN(
          const ReplayCall replay,
          ReplayAllCases(absl::StrCat("127.0.0.1:", office_->ready()), plan_.office_dir));
      row.replay.push_back(replay.seconds);
      row.replayed_cases = replay.cases;
    }
    for (int i = 0; i < kKills; ++i) {
      SKRANKE_ASSIGN_OR_RETURN(const double seconds, KillAndStart());
      row.ready.push_back(seconds);
    }
    return row;
  }

  absl::StatusOr<double> FillUpTo(uint64_t size) {
    // What was in flight at the end of the last filling may be enough.
    if (filled_ >= size) return 0;
    const uint64_t missing = size - filled_;
    const absl::Time start = absl::Now();
    ClosedLoop loop(absl::StrCat("127.0.0.1:", office_->ready()), kBulkMethod, RegisterRequest,
                    kFilling, filled_, [this](const std::string& bytes) { KeepName(bytes); });
    loop.AwaitAnswers(missing);
    const absl::Duration took = absl::Now() - start;
    SKRANKE_RETURN_IF_ERROR(loop.Finish());
    filled_ += loop.replies();
    return static_cast<double>(missing) / absl::ToDoubleSeconds(took);
  }

  void KeepName(const std::string& bytes) {
    if (replies_++ % kKeptOfCases != 0) return;
    v1::RegisterCaseResponse response;
    if (response.ParseFromString(bytes)) names_.push_back(response.citizen_case().name());
  }

  absl::StatusOr<absl::Duration> AwaitRest() const {
    const absl::Time start = absl::Now();
    int quiet = 0;
    while (quiet < kQuietLooks) {
      const absl::Duration before = office_->cpu();
      absl::SleepFor(kLook);
      const double cores = absl::FDivDuration(office_->cpu() - before, kLook);
      quiet = cores < kQuietCores ? quiet + 1 : 0;
      if (absl::Now() - start > kRestLongest) {
        return absl::DeadlineExceededError("the store does not come to rest");
      }
    }
    return absl::Now() - start - kQuietLooks * kLook;
  }

  // Reading first: registering leaves work behind.
  absl::StatusOr<GrowthSamples> MeasureAll() {
    GrowthSamples samples;
    // Any fixed stride that is no factor of the count visits them all.
    const auto some_case = [this](uint64_t i) {
      return GetRequest(names_[i * 7919 % names_.size()]);
    };
    SKRANKE_ASSIGN_OR_RETURN(samples.reading, Measure(kGetMethod, some_case, plan_.measured));
    SKRANKE_ASSIGN_OR_RETURN(
        samples.listing, Measure(
                             kListMethod, [](uint64_t) { return ListRequest(); }, plan_.measured));
    SKRANKE_ASSIGN_OR_RETURN(samples.registering,
                             Measure(kRegisterMethod, RegisterRequest, plan_.measured / 4));
    return samples;
  }

  absl::StatusOr<Sample> Measure(const char* method, ClosedLoop::RequestMaker make,
                                 absl::Duration measured) {
    const uint64_t first = kFirstMeasured + kRange * measurements_;
    if (method == kRegisterMethod) ++measurements_;
    return MeasureCalls(*office_, {.method = method,
                                   .make = std::move(make),
                                   .in_flight = kMeasuring,
                                   .measured = measured,
                                   .first = first});
  }

  absl::StatusOr<double> KillAndStart() {
    SKRANKE_RETURN_IF_ERROR(Measure(kRegisterMethod, RegisterRequest, plan_.measured / 8).status());
    office_->Kill();
    const absl::Time start = absl::Now();
    SKRANKE_RETURN_IF_ERROR(Start());
    return absl::ToDoubleSeconds(absl::Now() - start);
  }

  const GrowthPlan& plan_;
  std::unique_ptr<ServerProcess> office_;
  uint64_t filled_ = 0;
  uint64_t replies_ = 0;
  uint64_t measurements_ = 0;
  std::vector<std::string> names_;
};

}  // namespace

absl::StatusOr<std::vector<GrowthRow>> RunGrowth(const GrowthPlan& plan) {
  return Growth(plan).Run();
}

}  // namespace skranke
