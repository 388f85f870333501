#include "services/agency/held_calls.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

// Bounds one wait; calls come and go long before.
constexpr absl::Duration kLongestWait = absl::Minutes(1);

absl::Status Draining() {
  return ReasonError(absl::StatusCode::kUnavailable, "SERVER_DRAINING", "the agency is stopping");
}

}  // namespace

HeldCalls::HeldCalls() : thread_([this] { Run(); }) {}

HeldCalls::~HeldCalls() {
  Release();
  thread_.join();
}

void HeldCalls::Hold(absl::Time deadline, AnswerCall answer) {
  {
    MutexLock lock(&mutex_);
    if (!released_) {
      held_.emplace(deadline, std::move(answer));
      changed_.SignalAll();
      return;
    }
  }
  answer({.status = Draining()});
}

void HeldCalls::Release() {
  std::multimap<absl::Time, AnswerCall> held;
  {
    MutexLock lock(&mutex_);
    released_ = true;
    held.swap(held_);
    changed_.SignalAll();
  }
  for (auto& [deadline, answer] : held) answer({.status = Draining()});
}

void HeldCalls::Run() {
  while (true) {
    AnswerCall due;
    {
      MutexLock lock(&mutex_);
      if (released_) return;
      // A call's deadline is the wall clock's: gRPC gave it.
      const absl::Time now = absl::Now();
      if (held_.empty() || held_.begin()->first > now) {
        const absl::Duration left = held_.empty() ? kLongestWait : held_.begin()->first - now;
        changed_.WaitFor(&mutex_, std::min(left, kLongestWait));
        continue;
      }
      due = std::move(held_.begin()->second);
      held_.erase(held_.begin());
    }
    due({.status = absl::DeadlineExceededError("the agency did not answer in time")});
  }
}

}  // namespace skranke
