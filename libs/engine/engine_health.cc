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
  const absl::Duration passed = clock.Monotonic() - monotonic_;
  const absl::Duration drift = (clock.Now() - wall_) - passed;
  if (absl::AbsDuration(drift) > kJumpMax + passed / kSlewParts) trusted_ = false;
  return trusted_;
}

void ClockGuard::Confirm(const Clock& clock) {
  MutexLock lock(&mutex_);
  Anchor(clock);
  trusted_ = true;
}

}  // namespace skranke
