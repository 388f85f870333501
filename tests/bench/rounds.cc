#include "tests/bench/rounds.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/bench/call_measurement.h"
#include "tests/bench/peer_rounds.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

// Registrations that the store is measured on, for each second of a measurement: more than it
// commits in that time for one in flight, so that its sync is not what the run waits for.
constexpr double kCapturedPerSecondAlone = 8'000;
constexpr double kCapturedPerSecond = 20'000;
// More would fill the memory and teach nothing.
constexpr double kCapturedMost = 200'000;
// Answers that the average sizes are taken from.
constexpr uint64_t kProbed = 200;

class Rounds {
 public:
  explicit Rounds(const RoundsPlan& plan) : plan_(plan) {}

  absl::StatusOr<Results> Run() {
    SKRANKE_RETURN_IF_ERROR(Probe());
    SKRANKE_ASSIGN_OR_RETURN(
        echo_,
        Start({"--serve=echo", absl::StrCat("--reply_bytes=", std::llround(reply_bytes()))}));
    if (std::any_of(std::begin(kPeers), std::end(kPeers),
                    [this](Measure peer) { return Wanted(peer); })) {
      StartPeers();
    }
    for (const int level : plan_.levels) {
      store_.reset();
      for (int round = 1; round <= plan_.rounds; ++round) {
        std::cerr << level << " in flight, round " << round << "\n";
        SKRANKE_RETURN_IF_ERROR(RunRound(level));
      }
    }
    return results_;
  }

 private:
  double reply_bytes() const { return results_.reply_bytes; }

  bool Wanted(Measure measure) const {
    const bool compared = measure == Measure::kRegister || measure >= Measure::kPlain;
    if (plan_.only == "postgres") return compared;
    return plan_.only.empty() || plan_.only == kMeasureNames[static_cast<int>(measure)];
  }

  // Whoever has no PostgreSQL 15, or may not run it, measures the rest.
  void StartPeers() {
    auto peers = PeerRounds::Start(plan_.office_dir, plan_.scratch_dir);
    if (peers.ok()) peers_ = *std::move(peers);
    if (!peers.ok()) results_.peers_left_out = std::string(peers.status().message());
    if (!peers.ok()) std::cerr << "without PostgreSQL: " << peers.status() << "\n";
  }

  absl::StatusOr<std::unique_ptr<ServerProcess>> Start(std::vector<std::string> flags) const {
    return ServerProcess::Start(std::move(flags), absl::StrCat(plan_.scratch_dir, "/server.log"));
  }

  // A server over an empty data directory.
  absl::StatusOr<std::unique_ptr<ServerProcess>> StartOffice() const {
    const std::string dir = absl::StrCat(plan_.scratch_dir, "/office");
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
    return Start({"--serve=office", absl::StrCat("--office=", plan_.office_dir),
                  absl::StrCat("--data_dir=", dir, "/data")});
  }

  // How large requests and replies of registrations are.
  absl::Status Probe() {
    SKRANKE_ASSIGN_OR_RETURN(const auto office, StartOffice());
    ClosedLoop loop(absl::StrCat("127.0.0.1:", office->ready()), kRegisterMethod, RegisterRequest,
                    8);
    loop.AwaitAnswers(kProbed);
    SKRANKE_RETURN_IF_ERROR(loop.Finish());
    const auto replies = static_cast<double>(loop.replies());
    results_.reply_bytes = static_cast<double>(loop.reply_bytes()) / replies;
    for (uint64_t i = 0; i < kProbed; ++i) {
      results_.request_bytes +=
          static_cast<double>(RegisterRequest(i).size()) / static_cast<double>(kProbed);
    }
    return absl::OkStatus();
  }

  absl::Status RunRound(int level) {
    if (Wanted(Measure::kRegister) || Wanted(Measure::kClassify)) {
      SKRANKE_RETURN_IF_ERROR(RunOffice(level));
    }
    if (Wanted(Measure::kBulk)) SKRANKE_RETURN_IF_ERROR(RunBulk(level));
    for (const Measure peer : kPeers) {
      if (peers_ == nullptr || !Wanted(peer)) continue;
      SKRANKE_RETURN_IF_ERROR(Keep(peer, level, peers_->Run(peer, level, plan_.measured)));
    }
    if (Wanted(Measure::kStore)) SKRANKE_RETURN_IF_ERROR(RunStore(level));
    if (!Wanted(Measure::kEcho)) return absl::OkStatus();
    return Keep(Measure::kEcho, level,
                MeasureCalls(*echo_, PlanOf(kRegisterMethod, RegisterRequest, level)));
  }

  absl::Status RunOffice(int level) {
    SKRANKE_ASSIGN_OR_RETURN(const auto office, StartOffice());
    if (Wanted(Measure::kRegister)) {
      SKRANKE_RETURN_IF_ERROR(
          Keep(Measure::kRegister, level,
               MeasureCalls(*office, PlanOf(kRegisterMethod, RegisterRequest, level))));
    }
    if (!Wanted(Measure::kClassify)) return absl::OkStatus();
    return Keep(Measure::kClassify, level,
                MeasureCalls(*office, PlanOf(kClassifyMethod, ClassifyRequest, level)));
  }

  absl::Status RunBulk(int level) {
    SKRANKE_ASSIGN_OR_RETURN(const auto office, StartOffice());
    return Keep(Measure::kBulk, level,
                MeasureCalls(*office, PlanOf(kBulkMethod, RegisterRequest, level)));
  }

  // The process keeps its batches for all rounds of a level.
  absl::Status RunStore(int level) {
    if (store_ == nullptr) SKRANKE_RETURN_IF_ERROR(CaptureFor(level));
    Meters before{.server = store_->cpu()};
    SKRANKE_ASSIGN_OR_RETURN(
        const std::vector<std::string> words,
        store_->Ask(absl::StrCat("replay ", absl::ToDoubleSeconds(plan_.measured))));
    const Meters after{.server = store_->cpu()};
    SKRANKE_ASSIGN_OR_RETURN(Sample sample, ReadReplayed(words));
    sample.others = OthersBetween(before, after);
    return Keep(Measure::kStore, level, sample);
  }

  // In batches as large as registering has just made them; as many as are in flight if it was not
  // measured.
  absl::Status CaptureFor(int level) {
    const std::string dir = absl::StrCat(plan_.scratch_dir, "/store");
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
    SKRANKE_ASSIGN_OR_RETURN(store_,
                             Start({"--serve=store", absl::StrCat("--office=", plan_.office_dir),
                                    absl::StrCat("--data_dir=", dir)}));
    const auto& registered = results_.samples[{Measure::kRegister, level}];
    const double batch = registered.empty() ? level : registered.front().batch;
    const double rate = level == 1 ? kCapturedPerSecondAlone : kCapturedPerSecond;
    const double wanted = std::min(kCapturedMost, rate * absl::ToDoubleSeconds(plan_.measured));
    const auto cases = static_cast<uint64_t>(std::max(wanted, 20 * batch));
    return store_->Ask(absl::StrCat("capture ", cases, " ", std::max(1.0, batch))).status();
  }

  static absl::StatusOr<Sample> ReadReplayed(const std::vector<std::string>& words) {
    Sample sample;
    double* const fields[] = {&sample.per_second, &sample.p50_us, &sample.p99_us, &sample.server_us,
                              &sample.puts,       &sample.batch,  &sample.bytes};
    bool understood = words.size() == 9 && absl::SimpleAtoi(words[1], &sample.requests);
    for (size_t i = 0; understood && i < std::size(fields); ++i) {
      understood = absl::SimpleAtod(words[i + 2], fields[i]);
    }
    if (understood) return sample;
    return absl::InternalError("the store process does not tell what it replayed");
  }

  CallPlan PlanOf(const char* method, ClosedLoop::RequestMaker make, int level) const {
    return {
        .method = method, .make = std::move(make), .in_flight = level, .measured = plan_.measured};
  }

  absl::Status Keep(Measure measure, int level, absl::StatusOr<Sample> sample) {
    SKRANKE_RETURN_IF_ERROR(sample.status());
    if (sample->requests == 0) return absl::InternalError("nothing was measured");
    results_.samples[{measure, level}].push_back(*sample);
    return absl::OkStatus();
  }

  const RoundsPlan& plan_;
  Results results_;
  std::unique_ptr<ServerProcess> echo_;
  std::unique_ptr<ServerProcess> store_;
  std::unique_ptr<PeerRounds> peers_;
};

}  // namespace

absl::StatusOr<Results> RunRounds(const RoundsPlan& plan) { return Rounds(plan).Run(); }

}  // namespace skranke
