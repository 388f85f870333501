#include "libs/rpc/transfers.h"

#include <utility>
#include <vector>

#include "libs/base/limits.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

absl::Status Busy() {
  return ReasonError(absl::StatusCode::kResourceExhausted, "TRANSFERS_BUSY",
                     "too many documents are under way");
}

absl::Status SlowPeer() {
  return ReasonError(absl::StatusCode::kResourceExhausted, "SLOW_PEER",
                     "the other end was too slow; go on from where it ended");
}

}  // namespace

// Each open transfer has at most one piece of work: none is ever refused for want of room.
Transfers::Transfers(const Clock* clock, int threads)
    : clock_(clock), pool_(threads, 2 * kTransfersMax) {}

absl::Status Transfers::Add(const std::string& caller, const std::shared_ptr<Transfer>& transfer) {
  MutexLock lock(&mutex_);
  size_t& own = of_caller_[caller];
  if (open_.size() >= kTransfersMax || own >= kTransfersOfCallerMax) return Busy();
  ++own;
  open_[transfer.get()] = {.transfer = transfer,
                           .caller = caller,
                           .begun = clock_->Monotonic(),
                           .waits_since = absl::InfiniteDuration()};
  return absl::OkStatus();
}

void Transfers::Remove(Transfer* transfer) {
  MutexLock lock(&mutex_);
  const auto found = open_.find(transfer);
  if (found == open_.end()) return;
  const auto own = of_caller_.find(found->second.caller);
  if (--own->second == 0) of_caller_.erase(own);
  open_.erase(found);
}

void Transfers::Moved(Transfer* transfer, bool waits_for_caller) {
  MutexLock lock(&mutex_);
  const auto found = open_.find(transfer);
  if (found == open_.end()) return;
  found->second.waits_since = waits_for_caller ? clock_->Monotonic() : absl::InfiniteDuration();
}

void Transfers::Step() {
  std::vector<std::shared_ptr<Transfer>> slow;
  {
    MutexLock lock(&mutex_);
    const absl::Duration now = clock_->Monotonic();
    for (const auto& [key, open] : open_) {
      const bool silent = now - open.waits_since > kTransferSilenceMax;
      if (!silent && now - open.begun <= kTransferTimeMax) continue;
      if (auto alive = open.transfer.lock()) slow.push_back(std::move(alive));
    }
  }
  // Outside the lock: a transfer that ends locks us.
  for (const auto& transfer : slow) transfer->GiveUp(SlowPeer());
}

}  // namespace skranke
