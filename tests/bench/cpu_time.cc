#include "tests/bench/cpu_time.h"

#include <sched.h>
#include <time.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace skranke {

absl::Duration CpuOfProcess(pid_t pid) {
  clockid_t clock;
  timespec used{};
  if (clock_getcpuclockid(pid, &clock) != 0) return absl::ZeroDuration();
  clock_gettime(clock, &used);
  return absl::DurationFromTimespec(used);
}

absl::Duration CpuOfMachine() {
  // "cpu  user nice system idle iowait irq softirq steal ..." (proc(5)); guests count as user.
  std::ifstream file("/proc/stat");
  std::string label;
  file >> label;
  int64_t ticks = 0;
  for (int column = 0; column < 8; ++column) {
    int64_t value = 0;
    file >> value;
    const bool waits = column == 3 || column == 4;
    if (!waits) ticks += value;
  }
  return absl::Seconds(1) * ticks / sysconf(_SC_CLK_TCK);
}

int UsableCores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  sched_getaffinity(0, sizeof(cores), &cores);
  return CPU_COUNT(&cores);
}

}  // namespace skranke
