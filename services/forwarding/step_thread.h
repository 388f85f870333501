// Drives stepped objects (Forwarder, Timers) in production: after commits, when the bell rings, and
// when one of them wants to be stepped.
//
//   StepThread thread(&engine, bell, {[&](absl::Time now) { return forwarder.Step(now); }});
//
// Made and stopped by one thread.
#ifndef SKRANKE_SERVICES_FORWARDING_STEP_THREAD_H_
#define SKRANKE_SERVICES_FORWARDING_STEP_THREAD_H_

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "libs/engine/engine.h"
#include "services/forwarding/bell.h"

namespace skranke {

class StepThread {
 public:
  // Gets the engine's time, returns when it wants to be stepped again.
  using Step = std::function<absl::Time(absl::Time now)>;

  // `engine` and what the steps need have to outlive it.
  StepThread(Engine* engine, std::shared_ptr<Bell> bell, std::vector<Step> steps);
  ~StepThread();
  StepThread(const StepThread&) = delete;
  StepThread& operator=(const StepThread&) = delete;

  // Ends after the step under way. Safe to repeat.
  void Stop();

 private:
  void Run();

  Engine* const engine_;
  const std::shared_ptr<Bell> bell_;
  const std::vector<Step> steps_;
  std::atomic<bool> ending_ = false;
  std::shared_ptr<void> commits_;
  std::thread thread_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_STEP_THREAD_H_
