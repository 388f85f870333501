#include "libs/base/worker_pool.h"

#include <utility>

namespace skranke {

WorkerPool::WorkerPool(int threads, size_t most_waiting) : most_waiting_(most_waiting) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() { Stop(); }

void WorkerPool::Stop() {
  {
    MutexLock lock(&mutex_);
    ending_ = true;
    filled_.SignalAll();
  }
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

bool WorkerPool::Run(std::function<void()> work) {
  MutexLock lock(&mutex_);
  if (ending_ || waiting_.size() >= most_waiting_) return false;
  waiting_.push_back(std::move(work));
  filled_.Signal();
  return true;
}

void WorkerPool::Work() {
  while (true) {
    std::function<void()> work;
    {
      MutexLock lock(&mutex_);
      while (waiting_.empty() && !ending_) filled_.Wait(&mutex_);
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work();
  }
}

}  // namespace skranke
