#include "tests/bench/peers/peer_queue.h"

#include <utility>

namespace skranke {

void PeerQueue::Put(PeerWork work) {
  MutexLock lock(&mutex_);
  waiting_.push_back(std::move(work));
  changed_.Signal();
}

std::vector<PeerWork> PeerQueue::Take(size_t most) {
  MutexLock lock(&mutex_);
  while (waiting_.empty() && !closed_) changed_.Wait(&mutex_);
  std::vector<PeerWork> taken;
  while (!waiting_.empty() && taken.size() < most) {
    taken.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return taken;
}

void PeerQueue::Close() {
  MutexLock lock(&mutex_);
  closed_ = true;
  changed_.SignalAll();
}

}  // namespace skranke
