#include "services/forwarding/step_thread.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"

namespace skranke {
namespace {

// How long it sleeps at most: somebody may set the clock.
constexpr absl::Duration kLongestSleep = absl::Seconds(1);
// Between two rounds: a thousand commits a second must not cost a thousand looks at every agency.
constexpr absl::Duration kBetweenRounds = absl::Milliseconds(5);

}  // namespace

StepThread::StepThread(Engine* engine, std::shared_ptr<Bell> bell, std::vector<Step> steps)
    : engine_(engine),
      bell_(std::move(bell)),
      steps_(std::move(steps)),
      // The listener may be called once more after it was let go, so it holds the bell itself.
      commits_(engine->OnCommit([bell = bell_] { bell->Ring(); })),
      thread_([this] { Run(); }) {}

StepThread::~StepThread() { Stop(); }

void StepThread::Stop() {
  ending_ = true;
  bell_->Ring();
  if (thread_.joinable()) thread_.join();
  commits_.reset();
}

void StepThread::Run() {
  while (!ending_) {
    const absl::Time now = engine_->clock().Now();
    absl::Time next = now + kLongestSleep;
    for (const Step& step : steps_) next = std::min(next, step(now));
    bell_->WaitFor(next - now);
    if (!ending_) absl::SleepFor(kBetweenRounds);
  }
}

}  // namespace skranke
