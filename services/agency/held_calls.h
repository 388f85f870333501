// Calls that are not answered until their deadline: how an agency that hangs looks from outside.
// Threads may share it.
#ifndef SKRANKE_SERVICES_AGENCY_HELD_CALLS_H_
#define SKRANKE_SERVICES_AGENCY_HELD_CALLS_H_

#include <map>
#include <thread>

#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/rpc/call_handler.h"

namespace skranke {

class HeldCalls {
 public:
  HeldCalls();
  ~HeldCalls();
  HeldCalls(const HeldCalls&) = delete;
  HeldCalls& operator=(const HeldCalls&) = delete;

  // Answers DEADLINE_EXCEEDED at the deadline.
  void Hold(absl::Time deadline, AnswerCall answer) ABSL_LOCKS_EXCLUDED(mutex_);

  // Answers all that are held, and every later one at once, with UNAVAILABLE (SERVER_DRAINING).
  void Release() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);

  Mutex mutex_;
  CondVar changed_;
  std::multimap<absl::Time, AnswerCall> held_ ABSL_GUARDED_BY(mutex_);
  bool released_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_HELD_CALLS_H_
