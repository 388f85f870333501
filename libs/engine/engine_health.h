// How the engine is, and whether the clock can be trusted.
#ifndef SKRANKE_LIBS_ENGINE_ENGINE_HEALTH_H_
#define SKRANKE_LIBS_ENGINE_ENGINE_HEALTH_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"

namespace skranke {

// What free space allows (DESIGN section 3).
enum class SpaceLevel {
  kEnough,
  kLow,   // new cases are refused; finishing, accepting and closing go on
  kLast,  // every change is refused; reads go on
};

struct EngineHealth {
  SpaceLevel space = SpaceLevel::kEnough;
  uint64_t free_bytes = 0;
  bool clock_trusted = true;
  // Not OK once the writer has stopped for good: a disk or store error, which is final.
  absl::Status writer;
  size_t queued = 0;
};

// Watches that the wall clock does not leave the monotonic one. Threads may share it.
class ClockGuard {
 public:
  // How far the wall clock may leave the monotonic one, in one jump or little by little. More is no
  // correction by NTP but somebody's hand or a broken machine, and deadlines would be wrong.
  // Source: DESIGN section 3.
  static constexpr absl::Duration kJumpMax = absl::Seconds(60);
  // Beside that NTP may bend it by this part of the time that passes: a poor quartz runs 100 parts
  // in a million wrong, and Linux corrects it by 500 at most (adjtimex(2)).
  static constexpr int64_t kSlewParts = 1'000;

  // Begins to trust the clock, unless it is behind the latest record by more than kJumpMax.
  void Begin(const Clock& clock, absl::Time latest_record) ABSL_LOCKS_EXCLUDED(mutex_);
  // Looks; once it has found a jump it keeps distrusting until Confirm.
  bool Trusted(const Clock& clock) ABSL_LOCKS_EXCLUDED(mutex_);
  void Confirm(const Clock& clock) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Anchor(const Clock& clock) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Mutex mutex_;
  absl::Time wall_ ABSL_GUARDED_BY(mutex_);
  absl::Duration monotonic_ ABSL_GUARDED_BY(mutex_);
  bool trusted_ ABSL_GUARDED_BY(mutex_) = true;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_ENGINE_HEALTH_H_
