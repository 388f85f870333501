#include "tests/faults/overload_crowd.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/channel.h"
#include "tests/bench/requests.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

// A connection takes 1024 calls at a time, more wait in it: the crowd comes on so many that none
// does.
constexpr int kChannels = kCrowdMax / 1024;
constexpr absl::Duration kPatience = absl::Seconds(10);
// How often the open loop looks what is due.
constexpr absl::Duration kTick = absl::Microseconds(500);

std::vector<std::shared_ptr<grpc::Channel>> ChannelsTo(const std::string& address) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kChannels; ++i) channels.push_back(MakeChannel(address, {.retry = false}));
  return channels;
}

class Run {
 public:
  explicit Run(const Crowd& crowd)
      : crowd_(crowd),
        owned_(std::make_unique<AsyncCaller>(ChannelsTo(crowd.address))),
        caller_(owned_.get()) {}

  absl::StatusOr<CrowdFigures> Go() {
    const absl::Time begin = absl::Now();
    end_ = begin + crowd_.length;
    if (crowd_.per_second > 0) {
      OfferOpenly(begin);
    } else {
      for (int i = 0; i < crowd_.in_flight; ++i) StartOne();
      absl::SleepFor(crowd_.length);
    }
    owned_.reset();
    figures_.took = crowd_.length;
    std::sort(figures_.accepted_ms.begin(), figures_.accepted_ms.end());
    std::sort(figures_.refused_ms.begin(), figures_.refused_ms.end());
    SKRANKE_RETURN_IF_ERROR(wrong_);
    if (ran_dry_) return absl::FailedPreconditionError("the pool of requests has run dry");
    return std::move(figures_);
  }

 private:
  void OfferOpenly(absl::Time begin) {
    uint64_t begun = 0;
    for (absl::Time now = begin; now < end_; now = absl::Now()) {
      const auto due =
          static_cast<uint64_t>(crowd_.per_second * absl::ToDoubleSeconds(now - begin));
      for (; begun < due; ++begun) {
        // Who finds no room in the crowd is an attempt that was never made.
        if (under_way_ < kCrowdMax) StartOne();
      }
      absl::SleepFor(kTick);
    }
  }

  void StartOne() {
    const auto i = crowd_.pool->Take();
    if (!i) {
      ran_dry_ = true;
      return;
    }
    ++under_way_;
    ++offered_;
    const absl::Time start = absl::Now();
    caller_->Start(kRegisterMethod, crowd_.pool->request(*i),
                   {.caller = kBenchCaller, .timeout = kPatience},
                   [this, i = *i, start](absl::StatusOr<CallReply> reply) {
                     Answered(i, start, std::move(reply));
                   });
  }

  void Answered(size_t i, absl::Time start, const absl::StatusOr<CallReply>& reply) {
    const absl::Time now = absl::Now();
    const Attempted attempted = AttemptedOf(reply.status());
    crowd_.pool->Answered(i, attempted, reply.ok() ? reply->bytes : std::string());
    --under_way_;
    // What is answered after the end belongs to no second of the run.
    if (now < end_) Count(attempted, absl::ToDoubleMilliseconds(now - start));
    if (attempted == Attempted::kWrong && wrong_.ok()) {
      wrong_ = ReasonError(absl::StatusCode::kDataLoss, kRefusedWrongly,
                           absl::StrCat("a registration got ", reply.status().ToString()));
    }
    if (crowd_.per_second <= 0 && now < end_) StartOne();
  }

  void Count(Attempted attempted, double ms) {
    figures_.offered = offered_;
    if (attempted == Attempted::kAcknowledged) {
      ++figures_.accepted;
      figures_.accepted_ms.push_back(ms);
    } else if (attempted == Attempted::kRefused) {
      ++figures_.refused;
      figures_.refused_ms.push_back(ms);
    } else {
      ++figures_.unknown;
    }
  }

  const Crowd crowd_;
  absl::Time end_;
  std::atomic<int> under_way_ = 0;
  std::atomic<uint64_t> offered_ = 0;
  std::atomic<bool> ran_dry_ = false;
  // The calls' thread's own until the caller is gone.
  CrowdFigures figures_;
  absl::Status wrong_;
  std::unique_ptr<AsyncCaller> owned_;
  // Answers use it while its destructor waits for them.
  AsyncCaller* const caller_;
};

}  // namespace

double PercentileOf(const std::vector<double>& sorted, double percent) {
  if (sorted.empty()) return 0;
  const auto at = static_cast<size_t>(static_cast<double>(sorted.size()) * percent / 100);
  return sorted[std::min(at, sorted.size() - 1)];
}

absl::StatusOr<CrowdFigures> RunCrowd(const Crowd& crowd) { return Run(crowd).Go(); }

}  // namespace skranke
