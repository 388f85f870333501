// Turns due timers into commands of the system: incomplete cases go to their owner, hand-overs that
// nobody accepts are told to more and more people, citizens are reminded of what was asked and then
// no longer waited for. Step belongs to one thread and never waits.
#ifndef SKRANKE_SERVICES_FORWARDING_TIMERS_H_
#define SKRANKE_SERVICES_FORWARDING_TIMERS_H_

#include <cstdint>
#include <memory>
#include <set>

#include "absl/time/time.h"
#include "libs/engine/engine.h"
#include "services/forwarding/bell.h"
#include "services/forwarding/mailbox.h"

namespace skranke {

class Timers {
 public:
  // `engine` has to outlive it. The bell rings when a command was answered.
  Timers(Engine* engine, std::shared_ptr<Bell> bell);
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

  // Hands what is due to the engine, one command a case at a time. Returns when it wants to be
  // stepped again.
  absl::Time Step(absl::Time now);

 private:
  struct Letter {
    uint64_t number = 0;
    absl::Status status;
  };

  void OpenLetters(absl::Time now);
  void Submit(uint64_t number);

  Engine* const engine_;
  const std::shared_ptr<Mailbox<Letter>> mailbox_;
  std::set<uint64_t> under_way_;
  absl::Time rest_until_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_TIMERS_H_
