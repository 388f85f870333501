// What another process holds while something is done to it: its memory, its threads, its open
// files. Made and asked by one thread; it looks from a thread of its own.
#ifndef SKRANKE_TESTS_FAULTS_PROCESS_WATCH_H_
#define SKRANKE_TESTS_FAULTS_PROCESS_WATCH_H_

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <thread>

namespace skranke {

struct ProcessFigures {
  uint64_t rss_mib = 0;
  uint64_t threads = 0;
  uint64_t files = 0;
};

// As it is now; zeros where there is no such process.
ProcessFigures FiguresOf(pid_t pid);

class ProcessWatch {
 public:
  explicit ProcessWatch(pid_t pid);
  ~ProcessWatch();
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;

  // The most of each since it was made. Looks no more.
  ProcessFigures Most();

 private:
  void Look();

  const pid_t pid_;
  std::atomic<bool> ending_ = false;
  ProcessFigures most_;
  std::thread thread_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_PROCESS_WATCH_H_
