// Looks through every open case for gaps, every ten minutes and a few hundred cases a step, so that
// a million open cases hold up nobody. Keeps what the latest whole sweep found.
//
// Step belongs to one thread and never waits; report() may come from any.
#ifndef SKRANKE_SERVICES_SUPERVISION_GAP_FINDER_H_
#define SKRANKE_SERVICES_SUPERVISION_GAP_FINDER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/engine/engine.h"
#include "services/supervision/gap_report.h"
#include "services/supervision/gap_sweep.h"

namespace skranke {

// From one sweep's beginning to the next. Source: issue 5: found within one hour of arising, with
// room for a sweep that takes long and one that fails.
inline constexpr absl::Duration kSweepEvery = absl::Minutes(10);

class GapFinder {
 public:
  // `engine`, and what the sources look at, have to outlive it.
  GapFinder(const Engine* engine, GapSources sources);
  GapFinder(const GapFinder&) = delete;
  GapFinder& operator=(const GapFinder&) = delete;

  // Begins a sweep, or goes on with the one under way. Returns when it wants to be stepped again.
  absl::Time Step(absl::Time now) ABSL_LOCKS_EXCLUDED(mutex_);

  // What the latest whole sweep found; never null.
  std::shared_ptr<const GapReport> report() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  absl::Time GoOn(absl::Time now);
  void Publish(GapReport report) ABSL_LOCKS_EXCLUDED(mutex_);

  const Engine* const engine_;
  const GapSources sources_;
  std::unique_ptr<GapSweep> sweep_;
  absl::Time begun_ = absl::InfinitePast();

  mutable Mutex mutex_;
  std::shared_ptr<const GapReport> report_ ABSL_GUARDED_BY(mutex_) =
      std::make_shared<const GapReport>();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_GAP_FINDER_H_
