// A few threads that run what is put into a bounded queue. Threads may share it.
#ifndef SKRANKE_LIBS_BASE_WORKER_POOL_H_
#define SKRANKE_LIBS_BASE_WORKER_POOL_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "libs/base/mutex.h"

namespace skranke {

class WorkerPool {
 public:
  WorkerPool(int threads, size_t most_waiting);
  // Runs what still waits, then ends.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False, and nothing is run, when the queue is full or the pool is ending.
  bool Run(std::function<void()> work) ABSL_LOCKS_EXCLUDED(mutex_);

  // Runs what waits; later work is refused.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Work();

  const size_t most_waiting_;
  Mutex mutex_;
  CondVar filled_;
  std::deque<std::function<void()>> waiting_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_WORKER_POOL_H_
