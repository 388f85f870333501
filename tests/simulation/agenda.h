// What is due, in virtual time: nothing sleeps, the clock jumps to the next thing. What is due at
// the same instant comes in the order in which it was asked for. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_AGENDA_H_
#define SKRANKE_TESTS_SIMULATION_AGENDA_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "absl/time/time.h"
#include "libs/testing/fake_clock.h"

namespace skranke {

class Agenda {
 public:
  using Act = std::function<void()>;

  explicit Agenda(absl::Time begin) : clock_(begin) {}

  void At(absl::Time when, Act act) {
    due_.emplace(std::pair(std::max(when, now()), ++count_), std::move(act));
  }
  void In(absl::Duration delay, Act act) { At(now() + delay, std::move(act)); }

  // Does the next thing. False if there is none.
  bool DoNext() {
    if (due_.empty()) return false;
    auto next = due_.extract(due_.begin());
    clock_.Advance(next.key().first - now());
    next.mapped()();
    return true;
  }

  absl::Time now() const { return clock_.Now(); }
  FakeClock& clock() { return clock_; }

 private:
  FakeClock clock_;
  std::map<std::pair<absl::Time, uint64_t>, Act> due_;
  uint64_t count_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_AGENDA_H_
