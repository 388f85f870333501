// A thread that works at one thing at a time. Who hands it the next waits until the last is done,
// and can tell beforehand whether that will take. One thread hands; any may end.
#ifndef SKRANKE_LIBS_ENGINE_HAND_OFF_H_
#define SKRANKE_LIBS_ENGINE_HAND_OFF_H_

#include <functional>
#include <thread>

#include "libs/base/mutex.h"

namespace skranke {

class HandOff {
 public:
  // `idle` is called after each piece of work, on the thread; it must not block.
  explicit HandOff(std::function<void()> idle);
  // Finishes what was handed.
  ~HandOff();
  HandOff(const HandOff&) = delete;
  HandOff& operator=(const HandOff&) = delete;

  void Hand(std::function<void()> work) ABSL_LOCKS_EXCLUDED(mutex_);
  void AwaitIdle() ABSL_LOCKS_EXCLUDED(mutex_);
  bool busy() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run();

  const std::function<void()> idle_;
  mutable Mutex mutex_;
  CondVar changed_;
  std::function<void()> work_ ABSL_GUARDED_BY(mutex_);
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_HAND_OFF_H_
