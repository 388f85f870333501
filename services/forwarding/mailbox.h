// What comes back to a stepped object from other threads, until its next step. Shared by pointer,
// so that an answer may come after the object has gone. Threads may share it.
#ifndef SKRANKE_SERVICES_FORWARDING_MAILBOX_H_
#define SKRANKE_SERVICES_FORWARDING_MAILBOX_H_

#include <memory>
#include <utility>
#include <vector>

#include "libs/base/mutex.h"
#include "services/forwarding/bell.h"

namespace skranke {

template <typename Letter>
class Mailbox {
 public:
  // Rings the bell for every letter.
  explicit Mailbox(std::shared_ptr<Bell> bell) : bell_(std::move(bell)) {}

  void Put(Letter letter) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      MutexLock lock(&mutex_);
      letters_.push_back(std::move(letter));
    }
    bell_->Ring();
  }

  // All that came since the last time, in order.
  std::vector<Letter> Empty() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(&mutex_);
    return std::exchange(letters_, {});
  }

 private:
  const std::shared_ptr<Bell> bell_;
  Mutex mutex_;
  std::vector<Letter> letters_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_MAILBOX_H_
