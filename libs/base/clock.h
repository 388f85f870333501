// Time is given, not taken: whoever needs the time is handed a Clock, or better, an absl::Time.
#ifndef SKRANKE_LIBS_BASE_CLOCK_H_
#define SKRANKE_LIBS_BASE_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace skranke {

// Threads may share a Clock.
class Clock {
 public:
  virtual ~Clock() = default;
  // The wall clock. May jump when an operator or NTP sets it.
  virtual absl::Time Now() const = 0;
  // Time since some fixed start, never set back. Only differences mean anything.
  virtual absl::Duration Monotonic() const = 0;
};

// The machine's clocks.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
  absl::Duration Monotonic() const override;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_CLOCK_H_
