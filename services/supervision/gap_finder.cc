#include "services/supervision/gap_finder.h"

#include <utility>

#include "libs/base/log.h"

namespace skranke {
namespace {

// Cases looked at in one step: some milliseconds of reading.
constexpr size_t kCasesAStep = 500;
// From one step of a sweep to the next: a million cases take a minute or two, and leave a core to
// others most of that time.
constexpr absl::Duration kBetweenSteps = absl::Milliseconds(20);
// Where no office is installed yet, or the store cannot be read.
constexpr absl::Duration kLookAgain = absl::Minutes(1);

}  // namespace

GapFinder::GapFinder(const Engine* engine, GapSources sources)
    : engine_(engine), sources_(std::move(sources)) {}

absl::Time GapFinder::Step(absl::Time now) {
  if (sweep_ != nullptr) return GoOn(now);
  // Before the last one began: somebody set the clock back.
  const bool rests = begun_ <= now && now < begun_ + kSweepEvery;
  if (rests) return begun_ + kSweepEvery;
  const auto snapshot = engine_->snapshot();
  if (snapshot->installation().directory == nullptr) return now + kLookAgain;
  begun_ = now;
  sweep_ = std::make_unique<GapSweep>(sources_, report(), now);
  return GoOn(now);
}

absl::Time GapFinder::GoOn(absl::Time now) {
  const auto more = sweep_->Look(*engine_->snapshot(), now, kCasesAStep);
  if (more.ok() && *more) return now + kBetweenSteps;
  if (more.ok()) {
    Publish(std::move(*sweep_).Finish());
  } else {
    Log(LogLevel::kError, "gaps not searchable", {{"cause", more.status().message()}});
    begun_ = now + kLookAgain - kSweepEvery;
  }
  sweep_.reset();
  return begun_ + kSweepEvery;
}

void GapFinder::Publish(GapReport report) {
  MutexLock lock(&mutex_);
  report_ = std::make_shared<const GapReport>(std::move(report));
}

std::shared_ptr<const GapReport> GapFinder::report() const {
  MutexLock lock(&mutex_);
  return report_;
}

}  // namespace skranke
