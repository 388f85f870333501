#include "libs/base/mutex.h"

#include <gtest/gtest.h>

#include <thread>

namespace skranke {
namespace {

// One cup, filled by one thread and emptied by another, time after time.
struct Cup {
  Mutex mutex;
  CondVar changed;
  bool full ABSL_GUARDED_BY(mutex) = false;
  int emptied ABSL_GUARDED_BY(mutex) = 0;
};

void SetWhen(Cup& cup, bool full) {
  MutexLock lock(&cup.mutex);
  while (cup.full == full) cup.changed.Wait(&cup.mutex);
  cup.full = full;
  if (!full) ++cup.emptied;
  cup.changed.SignalAll();
}

TEST(CondVar, HandsOverEveryTime) {
  Cup cup;
  std::thread waiter([&cup] {
    for (int i = 0; i < 1000; ++i) SetWhen(cup, true);
  });
  for (int i = 0; i < 1000; ++i) SetWhen(cup, false);
  waiter.join();
  MutexLock lock(&cup.mutex);
  EXPECT_EQ(cup.emptied, 1000);
  EXPECT_FALSE(cup.full);
}

TEST(CondVar, ComesBackUnsignalledWhenTimeIsUp) {
  Cup cup;
  const std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  MutexLock lock(&cup.mutex);
  // Spurious wake-ups are allowed, so wait on until the time is really over.
  while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(5)) {
    cup.changed.WaitFor(&cup.mutex, absl::Milliseconds(5));
  }
  EXPECT_FALSE(cup.full);
}

}  // namespace
}  // namespace skranke
