// A clock that stands still until the test moves it. Threads may share it.
#ifndef SKRANKE_LIBS_TESTING_FAKE_CLOCK_H_
#define SKRANKE_LIBS_TESTING_FAKE_CLOCK_H_

#include "libs/base/clock.h"
#include "libs/base/mutex.h"

namespace skranke {

class FakeClock : public Clock {
 public:
  explicit FakeClock(absl::Time now = absl::FromUnixSeconds(1'700'000'000)) : now_(now) {}

  absl::Time Now() const override {
    MutexLock lock(&mutex_);
    return now_;
  }
  absl::Duration Monotonic() const override {
    MutexLock lock(&mutex_);
    return monotonic_;
  }

  // Time passes: both clocks move.
  void Advance(absl::Duration by) {
    MutexLock lock(&mutex_);
    now_ += by;
    monotonic_ += by;
  }
  // Someone sets the wall clock; the monotonic one does not notice.
  void SetNow(absl::Time now) {
    MutexLock lock(&mutex_);
    now_ = now;
  }
  void SetMonotonic(absl::Duration monotonic) {
    MutexLock lock(&mutex_);
    monotonic_ = monotonic;
  }

 private:
  mutable Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
  absl::Duration monotonic_ ABSL_GUARDED_BY(mutex_) = absl::ZeroDuration();
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TESTING_FAKE_CLOCK_H_
