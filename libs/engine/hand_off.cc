#include "libs/engine/hand_off.h"

#include <utility>

namespace skranke {

HandOff::HandOff(std::function<void()> idle) : idle_(std::move(idle)), thread_([this] { Run(); }) {}

HandOff::~HandOff() {
  {
    MutexLock lock(&mutex_);
    ending_ = true;
    changed_.SignalAll();
  }
  thread_.join();
}

void HandOff::Hand(std::function<void()> work) {
  MutexLock lock(&mutex_);
  while (busy_) changed_.Wait(&mutex_);
  work_ = std::move(work);
  busy_ = true;
  changed_.SignalAll();
}

void HandOff::AwaitIdle() {
  MutexLock lock(&mutex_);
  while (busy_) changed_.Wait(&mutex_);
}

bool HandOff::busy() const {
  MutexLock lock(&mutex_);
  return busy_;
}

void HandOff::Run() {
  while (true) {
    std::function<void()> work;
    {
      MutexLock lock(&mutex_);
      while (!busy_ && !ending_) changed_.Wait(&mutex_);
      if (!busy_) return;
      work = std::move(work_);
    }
    work();
    work = nullptr;
    {
      MutexLock lock(&mutex_);
      busy_ = false;
      changed_.SignalAll();
    }
    idle_();
  }
}

}  // namespace skranke
