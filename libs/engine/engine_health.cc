#include "libs/engine/engine_health.h"

namespace skranke {

void ClockGuard::Anchor(const Clock& clock) {
  wall_ = clock.Now();
  monotonic_ = clock.Monotonic();
}

void ClockGuard::Begin(const Clock& clock, absl::Time latest_record) {
  MutexLock lock(&mutex_);
  Anchor(clock);
  trusted_ = latest_record - wall_ <= kJumpMax;
}

bool ClockGuard::Trusted(const Clock& clock) {
  MutexLock lock(&mutex_);
  const absl::Duration drift = (clock.Now() - wall_) - (clock.Monotonic() - monotonic_);
  if (absl::AbsDuration(drift) > kJumpMax) trusted_ = false;
  // NTP moves the clock by hair's breadths: each look starts from the one before.
  if (trusted_) Anchor(clock);
  return trusted_;
}

void ClockGuard::Confirm(const Clock& clock) {
  MutexLock lock(&mutex_);
  Anchor(clock);
  trusted_ = true;
}

}  // namespace skranke
