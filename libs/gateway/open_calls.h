// Counts the calls whose handler may still answer, for who has to wait for the last one. Threads
// share it.
#ifndef SKRANKE_LIBS_GATEWAY_OPEN_CALLS_H_
#define SKRANKE_LIBS_GATEWAY_OPEN_CALLS_H_

#include <memory>

#include "libs/base/mutex.h"

namespace skranke {

class OpenCalls {
 public:
  // Open until the last copy of the token is gone: put it into the function that a handler calls,
  // and the call ends when the handler has let go of that.
  std::shared_ptr<void> Open() {
    auto count = count_;
    {
      MutexLock lock(&count->mutex);
      ++count->open;
    }
    return std::shared_ptr<void>(nullptr, [count](void*) {
      MutexLock lock(&count->mutex);
      if (--count->open == 0) count->none.SignalAll();
    });
  }

  void WaitForNone() const {
    MutexLock lock(&count_->mutex);
    while (count_->open > 0) count_->none.Wait(&count_->mutex);
  }

 private:
  struct Count {
    Mutex mutex;
    CondVar none;
    int open ABSL_GUARDED_BY(mutex) = 0;
  };

  // Shared, so that the last to end a call need not hurry out before the counter is gone.
  const std::shared_ptr<Count> count_ = std::make_shared<Count>();
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_OPEN_CALLS_H_
