// Wakes who has nothing to do: commits, answers of agencies and results ring it. Threads may share
// it.
#ifndef SKRANKE_SERVICES_FORWARDING_BELL_H_
#define SKRANKE_SERVICES_FORWARDING_BELL_H_

#include <utility>

#include "absl/time/time.h"
#include "libs/base/mutex.h"

namespace skranke {

class Bell {
 public:
  void Ring() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(&mutex_);
    rung_ = true;
    changed_.SignalAll();
  }

  // Returns at once if it was rung since the last wait, else when it is, or after `longest`. Says
  // whether it was rung.
  bool WaitFor(absl::Duration longest) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(&mutex_);
    if (!rung_) changed_.WaitFor(&mutex_, longest);
    return std::exchange(rung_, false);
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool rung_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_BELL_H_
